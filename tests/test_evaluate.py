from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import make_alignment
from toolkit.bitext import Bead
from toolkit.errors import DataError
from toolkit.evaluate import Ratio, Score, score_beads, score_links, score_raw

Ids = tuple[int, ...]


def beads(*pairs: tuple[Ids, Ids]) -> list[Bead]:
    return [Bead(src, tgt) for src, tgt in pairs]


@st.composite
def tilings(draw: st.DrawFn) -> list[Bead]:
    out, i, j = [], 0, 0
    for m, n in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), max_size=12)):
        out.append(Bead(tuple(range(i, i + m)), tuple(range(j, j + n))))
        i, j = i + m, j + n
    return out


def total(gold: list[Bead], hyp: list[Bead]) -> Score:
    return sum(score_beads(gold, hyp).values(), Score())


@given(tilings())
def test_gold_against_itself_is_perfect(gold: list[Bead]) -> None:
    score = total(gold, gold)
    assert score.strict.f1 == score.lax.f1 == 1
    assert all(kind.strict.f1 == kind.lax.f1 == 1 for kind in score_beads(gold, gold).values())


@given(tilings(), tilings())
def test_bounds_and_symmetry(gold: list[Bead], hyp: list[Bead]) -> None:
    score, back = total(gold, hyp), total(hyp, gold)
    assert 0 <= score.strict.f1 <= score.lax.f1 <= 1
    assert (score.strict.precision, score.lax.precision) == (back.strict.recall, back.lax.recall)
    assert (score.strict.hyp, score.strict.gold) == (len(hyp), len(gold))


def test_strict_and_lax_by_hand() -> None:
    gold = beads(((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3,), (3,)))
    hyp = beads(((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3,)))
    score = total(gold, hyp)
    assert score.strict == Ratio(2, 4, 2, 4)
    # ([1], [1]) overlaps a gold bead on both sides; ([2], [2]) does not, source 2 being in a null bead.
    assert score.lax == Ratio(3, 4, 3, 4)


def test_null_beads_count_on_both_sides_and_only_when_the_same() -> None:
    gold = beads(((0,), ()), ((), (0, 1)))
    assert total(gold, beads(((0,), ()), ((), (0,)), ((), (1,)))).strict == Ratio(1, 3, 1, 2)
    assert total(gold, beads(((0,), ()), ((), (0,)), ((), (1,)))).lax == Ratio(1, 3, 1, 2)


def test_lax_needs_overlap_with_one_bead_on_both_sides() -> None:
    gold = beads(((0,), (0,)), ((1,), (1,)))
    assert total(gold, beads(((0,), (1,)), ((1,), (0,)))).lax == Ratio(0, 2, 0, 2)
    assert total(gold, beads(((0, 1), (0, 1)))).lax == Ratio(1, 1, 2, 2)


def test_by_kind() -> None:
    gold = beads(((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)))
    hyp = beads(((0,), (0,)), ((1, 2), (1, 2, 3)))
    kinds = score_beads(gold, hyp)
    assert list(kinds) == ["1-1", "1-2", "2-3"]
    assert kinds["1-1"].strict == Ratio(1, 1, 1, 2)
    assert kinds["1-2"].strict == Ratio(0, 0, 0, 1)
    assert kinds["2-3"].strict == Ratio(0, 1, 0, 0)
    assert (kinds["1-2"].strict.precision, kinds["2-3"].strict.recall) == (0, 0)


def test_nothing_against_nothing_is_right_and_against_something_wrong() -> None:
    assert total([], []).strict.f1 == 1
    assert total([], beads(((0,), (0,)))).strict.f1 == 0
    assert total(beads(((0,), (0,))), []).strict.f1 == 0


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_files_and_folders(tmp_path: Path) -> None:
    gold, hyp = tmp_path / "gold", tmp_path / "hyp"
    write(gold / "a.links", "[0]:[0]\n[1]:[]\n")
    write(hyp / "a.txt", "[0]:[0]:0.9\n[1]:[1]:0.2\n")
    write(gold / "b.links", "[0]:[0, 1]\n")
    write(hyp / "b.txt", "[0]:[0, 1]\n")
    write(hyp / ".hidden", "x")
    report = score_links(gold, hyp)
    assert list(report.files) == ["a", "b"]
    assert report.total.strict == Ratio(2, 3, 2, 3)
    assert report.kinds["1-2"].strict.f1 == 1
    lines = str(report).split("\n")
    assert "Null beads are counted on both sides" in lines[-1]
    assert lines[1].split() == ["all", "3", "3", *["0.6667"] * 6]
    assert [line.split()[0] for line in lines[1:4]] == ["all", "a", "b"]
    assert list(score_links(gold / "a.links", hyp / "a.txt").files) == ["a.txt"]


def test_folders_that_do_not_pair(tmp_path: Path) -> None:
    gold, hyp = tmp_path / "gold", tmp_path / "hyp"
    gold.mkdir()
    hyp.mkdir()
    with pytest.raises(DataError, match="has no files"):
        score_links(gold, hyp)
    file = write(gold / "a.links", "")
    with pytest.raises(DataError, match=r"hyp: has no file named a"):
        score_links(gold, hyp)
    with pytest.raises(DataError, match=r"a\.links: is a file but .* is a folder"):
        score_links(file, hyp)
    with pytest.raises(DataError, match="no such file"):
        score_links(file, tmp_path / "none")
    write(gold / "a.txt", "")
    with pytest.raises(DataError, match=r"two files named a: a\.links, a\.txt"):
        score_links(gold, gold)


def test_shared_gold_is_perfect_against_itself(shared: Path) -> None:
    report = score_links(shared / "mac-dev" / "gold", shared / "mac-dev" / "gold")
    assert report.total.strict.f1 == report.total.lax.f1 == 1
    assert report.total.strict.gold == 1329


GOLD: list[tuple[str | None, str | None]] = [("甲甲。", "A a."), ("乙。", "B."), ("丙。", None), ("丁。", "D.")]
SRC, TGT = ["甲甲。", "乙。", "丙。", "丁。"], ["A a.", "B.", "D."]


def raw(src: list[str], tgt: list[str], *pairs: tuple[Ids, Ids]) -> Ratio:
    return score_raw(GOLD, make_alignment(src, tgt, beads(*pairs)))


def test_raw_all_right() -> None:
    score = raw(SRC, TGT, ((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)))
    assert score == Ratio(4, 4, 4, 4)


def test_raw_other_sentences_than_segments() -> None:
    score = raw(
        ["甲", "甲。", *SRC[1:]],
        ["A", "a.", *TGT[1:]],
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (2,)),
        ((3,), ()),
        ((4,), (3,)),
    )
    assert score == Ratio(5, 5, 4, 4)


def test_raw_wrong_partner() -> None:
    score = raw(SRC, TGT, ((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,)))
    assert score == Ratio(2, 4, 2, 4)


def test_raw_merging_is_right_but_covers_nothing() -> None:
    assert raw(SRC, TGT, ((0, 1, 2, 3), (0, 1, 2))) == Ratio(1, 1, 0, 4)
    assert raw(SRC, TGT, ((0, 1, 2, 3), (0, 1, 2))).f1 == 0


def test_raw_merging_that_a_sentence_forces_covers() -> None:
    forced = raw(SRC, ["A a. B.", "D."], ((0, 1), (0,)), ((2,), ()), ((3,), (1,)))
    assert forced == Ratio(3, 3, 4, 4)
    too_much = raw(SRC, ["A a. B.", "D."], ((0, 1, 2, 3), (0, 1)))
    assert too_much == Ratio(1, 1, 0, 4)


def test_raw_a_sentence_over_a_missing_segment_ties_it() -> None:
    # The English sentence runs from B to D, so nothing can keep the untranslated third segment apart.
    score = raw(SRC, ["A a.", "B. D."], ((0,), (0,)), ((1, 2, 3), (1,)))
    assert score == Ratio(2, 2, 4, 4)


def test_raw_null_beads() -> None:
    gold: list[tuple[str | None, str | None]] = [("甲。", ""), ("乙。", None), (None, "C."), ("丁。", "D.")]
    src, tgt = ["甲。", "乙。", "丁。"], ["C.", "D."]
    good = make_alignment(src, tgt, beads(((0, 1), ()), ((), (0,)), ((2,), (1,))))
    assert score_raw(gold, good) == Ratio(3, 3, 4, 4)
    # Two segments that are each on one side only do not translate each other.
    bad = make_alignment(src, tgt, beads(((0,), ()), ((1,), (0,)), ((2,), ()), ((), (1,))))
    assert score_raw(gold, bad) == Ratio(1, 4, 1, 4)


def test_raw_white_space_does_not_matter_but_letters_do() -> None:
    score = raw(
        ["甲 甲。", "乙。", "丙。", "丁。"], ["A\na.", "B.", "D."], ((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,))
    )
    assert score.f1 == 1
    with pytest.raises(DataError, match=r"b\.en: its sentences are not those of the gold"):
        raw(SRC, ["A a.", "B.", "X."], ((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)))


@given(st.lists(st.tuples(st.text("甲乙丙 "), st.text("abc \n")), max_size=8))
def test_raw_gold_segments_are_perfect(gold: list[tuple[str, str]]) -> None:
    src, tgt, pairs = [], [], []
    for left, right in gold:
        m, n = bool(left.strip()), bool(right.strip())
        if m or n:
            pairs.append((tuple(range(len(src), len(src) + m)), tuple(range(len(tgt), len(tgt) + n))))
        src += [left] * m
        tgt += [right] * n
    score = score_raw(gold, make_alignment(src, tgt, beads(*pairs)))
    assert score.precision == score.recall == 1


SEGMENT = st.one_of(st.none(), st.text("甲乙丙", min_size=1, max_size=6))


def cut(segments: list[str | None], places: set[int]) -> list[str]:
    """The joined segments, cut anew at other places."""
    text = "".join(segment or "" for segment in segments)
    bounds = [0, *sorted(place for place in places if 0 < place < len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(bounds) if end > start]


def owners(segments: list[str | None], sentences: list[str]) -> list[set[int]]:
    owner = [k for k, segment in enumerate(segments) for _ in segment or ""]
    starts = [0, *accumulate(map(len, sentences))]
    return [set(owner[start:end]) for start, end in pairwise(starts)]


@given(
    st.lists(st.tuples(SEGMENT, SEGMENT).filter(any), max_size=8),
    st.sets(st.integers(0, 40)),
    st.sets(st.integers(0, 40)),
)
def test_raw_the_finest_alignment_that_the_sentences_allow_is_perfect(
    gold: list[tuple[str | None, str | None]], src_cuts: set[int], tgt_cuts: set[int]
) -> None:
    sides = [[pair[side] for pair in gold] for side in (0, 1)]
    src, tgt = cut(sides[0], src_cuts), cut(sides[1], tgt_cuts)
    touched = [owners(sides[0], src), owners(sides[1], tgt)]
    firsts = [k for k in range(len(gold)) if not any(min(t) < k <= max(t) for side in touched for t in side)]
    pairs: list[tuple[Ids, Ids]] = []
    for first, end in pairwise([*firsts, len(gold)]):
        left, right = (tuple(i for i, t in enumerate(side) if first <= min(t) < end) for side in touched)
        if any(all(gold[k]) for k in range(first, end)):
            pairs.append((left, right))
        else:
            pairs += [pair for pair in ((left, ()), ((), right)) if any(pair)]
    score = score_raw(gold, make_alignment(src, tgt, beads(*pairs)))
    assert score.precision == score.recall == 1
