from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import make_alignment
from tests.evaluate.made import Ids, beads, write
from toolkit.bitext import Bead
from toolkit.errors import DataError
from toolkit.evaluate import Ratio, Score, score_raw, score_segments
from toolkit.evaluate.raw import BOTH, ONE
from toolkit.export import writer

Gold = list[tuple[str | None, str | None]]

GOLD: Gold = [("甲甲。", "A a."), ("乙。", "B."), ("丙。", None), ("丁。", "D.")]
SRC, TGT = ["甲甲。", "乙。", "丙。", "丁。"], ["A a.", "B.", "D."]
RIGHT = beads(((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)))


def total(scores: dict[str, Score]) -> Score:
    return sum(scores.values(), Score())


def raw(src: list[str], tgt: list[str], *pairs: tuple[Ids, Ids], gold: Gold = GOLD) -> Score:
    return total(score_raw(gold, make_alignment(src, tgt, beads(*pairs))))


def test_all_right() -> None:
    scores = score_raw(GOLD, make_alignment(SRC, TGT, RIGHT))
    assert scores[BOTH] == Score(Ratio(3, 3, 3, 3), Ratio(3, 3, 3, 3))
    assert scores[ONE] == Score(Ratio(1, 1, 1, 1), Ratio(1, 1, 1, 1))


def test_other_sentences_than_segments() -> None:
    halves = [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), ()), ((4,), (3,))]
    score = raw(["甲", "甲。", *SRC[1:]], ["A", "a.", *TGT[1:]], *halves)
    assert score.lax == score.strict == Ratio(5, 5, 4, 4)


def test_wrong_partner() -> None:
    score = raw(SRC, TGT, ((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,)))
    assert score.lax == score.strict == Ratio(2, 4, 2, 4)


def test_an_omitted_segment_merged_into_its_neighbour_is_wrong() -> None:
    score = raw(SRC, TGT, ((0,), (0,)), ((1, 2), (1,)), ((3,), (2,)))
    assert score.lax == score.strict == Ratio(2, 3, 2, 4)


def test_merging_is_right_but_not_if_it_could_be_divided() -> None:
    gold: Gold = [GOLD[0], GOLD[1], GOLD[3]]
    src = [SRC[0], SRC[1], SRC[3]]
    merged = raw(src, TGT, ((0, 1, 2), (0, 1, 2)), gold=gold)
    assert merged == Score(strict=Ratio(0, 1, 0, 3), lax=Ratio(1, 1, 3, 3))
    forced = raw(src, ["A a. B.", "D."], ((0, 1), (0,)), ((2,), (1,)), gold=gold)
    assert forced.strict == forced.lax == Ratio(2, 2, 3, 3)
    # No segment ends with a sentence on both sides.
    crossed = raw(["甲甲。", "乙。丁。"], ["A a. B.", "D."], ((0, 1), (0, 1)), gold=gold)
    assert crossed.strict == crossed.lax == Ratio(1, 1, 3, 3)
    assert raw(["甲甲。", "乙。丁。"], ["A a.", "B.", "D."], ((0, 1), (0, 1, 2)), gold=gold).strict.right_hyp == 0


def test_null_beads() -> None:
    gold: Gold = [("甲。", ""), ("乙。", None), (None, "C."), ("丁。", "D.")]
    src, tgt = ["甲。", "乙。", "丁。"], ["C.", "D."]
    good = raw(src, tgt, ((0, 1), ()), ((), (0,)), ((2,), (1,)), gold=gold)
    assert good.lax == good.strict == Ratio(3, 3, 4, 4)
    # Two segments that are each on one side only do not translate each other.
    assert raw(src, tgt, ((0,), ()), ((1,), (0,)), ((2,), ()), ((), (1,)), gold=gold).lax == Ratio(1, 4, 1, 4)


def test_white_space_does_not_matter_but_letters_do() -> None:
    pairs = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,))]
    assert raw(["甲 甲。", *SRC[1:]], ["A\na.", *TGT[1:]], *pairs).lax.f1 == 1
    with pytest.raises(DataError, match=r"b\.en: its sentences are not those of the gold segments, before 'D\.'"):
        raw(SRC, ["A a.", "B.", "X."], *pairs)
    with pytest.raises(DataError, match=r"a\.zh: .*at the end"):
        raw([*SRC, "戊。"], TGT, *pairs, ((4,), ()))
    with pytest.raises(DataError, match=r"a\.zh: .*before '丁。'"):
        raw(SRC[:3], TGT, *pairs[:3], ((), (2,)))


def furnished(label: str, gold: Gold) -> Score:
    src, tgt = ["甲。", "首页", "乙。"], ["A.", "B."]
    home = Bead((1,), (), label="furniture" if label else "")
    return total(score_raw(gold, make_alignment(src, tgt, [Bead((0,), (0,)), home, Bead((2,), (1,))])))


def test_furniture_counts_only_if_the_gold_has_it() -> None:
    gold: Gold = [("甲。", "A."), ("乙。", "B.")]
    assert furnished("furniture", gold).lax == Ratio(2, 2, 2, 2)
    with pytest.raises(DataError, match=r"before '乙。'"):
        furnished("", gold)
    gold.insert(1, ("首页", ""))
    assert furnished("furniture", gold).lax == furnished("", gold).lax == Ratio(3, 3, 3, 3)
    gold[1] = ("首页", "A")
    gold[0] = ("甲。", ".")
    with pytest.raises(DataError):
        furnished("furniture", gold)


def test_text_taken_for_furniture_is_a_wrong_null_bead() -> None:
    label = make_alignment(["甲。"], ["A."], [Bead((0,), (), label="furniture"), Bead((), (0,))])
    assert total(score_raw([("甲。", "A.")], label)).lax == Ratio(0, 2, 0, 1)


def test_furniture_that_looks_like_the_text_behind_it() -> None:
    gold: Gold = [("会", "M"), ("会议", "Meeting")]
    src = ["会", "会", "会议"]
    made = [Bead((0,), (), label="furniture"), Bead((1,), (0,)), Bead((2,), (1,))]
    assert total(score_raw(gold, make_alignment(src, ["M", "Meeting"], made))).lax == Ratio(2, 2, 2, 2)


SEGMENT = st.text("甲乙丙", min_size=1, max_size=6)
SPARSE = st.lists(st.tuples(st.none() | SEGMENT, st.none() | SEGMENT).filter(any), max_size=8)
FULL = st.lists(st.tuples(SEGMENT, SEGMENT), max_size=8)
CUTS = st.sets(st.integers(0, 40))


def cut(segments: list[str | None], places: set[int]) -> list[str]:
    """The joined segments, cut anew at other places."""
    text = "".join(segment or "" for segment in segments)
    bounds = [0, *sorted(place for place in places if 0 < place < len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(bounds) if end > start]


def owners(segments: list[str | None], sentences: list[str]) -> list[set[int]]:
    owner = [k for k, segment in enumerate(segments) for _ in segment or ""]
    starts = [0, *accumulate(map(len, sentences))]
    return [set(owner[start:end]) for start, end in pairwise(starts)]


@given(FULL, CUTS, CUTS)
def test_the_finest_alignment_that_the_sentences_allow_is_perfect(
    gold: Gold, src_cuts: set[int], tgt_cuts: set[int]
) -> None:
    sides = [[pair[side] for pair in gold] for side in (0, 1)]
    src, tgt = cut(sides[0], src_cuts), cut(sides[1], tgt_cuts)
    touched = [owners(sides[0], src), owners(sides[1], tgt)]
    firsts = [k for k in range(len(gold)) if not any(min(t) < k <= max(t) for side in touched for t in side)]
    pairs: list[tuple[Ids, Ids]] = []
    for first, end in pairwise([*firsts, len(gold)]):
        left, right = (tuple(i for i, t in enumerate(side) if first <= min(t) < end) for side in touched)
        pairs.append((left, right))
    score = raw(src, tgt, *pairs, gold=gold)
    assert score.strict.f1 == score.lax.f1 == 1
    if len(pairs) > 1:
        whole = raw(src, tgt, (tuple(range(len(src))), tuple(range(len(tgt)))), gold=gold)
        assert whole == Score(Ratio(0, 1, 0, len(gold)), Ratio(1, 1, len(gold), len(gold)))


@given(SPARSE, CUTS, CUTS, st.data())
def test_against_the_definition(gold: Gold, src_cuts: set[int], tgt_cuts: set[int], data: st.DataObject) -> None:
    sides = [[pair[side] for pair in gold] for side in (0, 1)]
    src, tgt = cut(sides[0], src_cuts), cut(sides[1], tgt_cuts)
    pairs: list[tuple[Ids, Ids]] = []
    i = j = 0
    while i < len(src) or j < len(tgt):
        m, n = data.draw(st.tuples(st.integers(0, len(src) - i), st.integers(0, len(tgt) - j)).filter(any))
        pairs.append((tuple(range(i, i + m)), tuple(range(j, j + n))))
        i, j = i + m, j + n
    of_src, of_tgt = owners(sides[0], src), owners(sides[1], tgt)
    right, found = 0, set[int]()
    for left_ids, right_ids in pairs:
        left, other = (
            set[int]().union(*(of_src[i] for i in left_ids)),
            set[int]().union(*(of_tgt[j] for j in right_ids)),
        )
        lacking = all(not gold[k][1] for k in left) and all(not gold[k][0] for k in other)
        if left == other or (lacking and not (left and other)):
            right, found = right + 1, found | left | other
    score = raw(src, tgt, *pairs, gold=gold)
    assert score.lax == Ratio(right, len(pairs), len(found), len(gold))
    assert score.strict.right_hyp <= right


def folder(tmp_path: Path) -> tuple[Path, Path]:
    gold, out = tmp_path / "segments", tmp_path / "out"
    out.mkdir()
    write(gold / "a.tsv", "".join(f"{src or ''}\t{tgt or ''}\n" for src, tgt in [("src", "tgt"), *GOLD]))
    write(gold / "b.tsv", "id\tsrc\ttgt\r\n1\t甲。\tIt rains.\r\n2\t乙。\tWe stay.\r\n\n")
    writer(out / "a.tsv")(make_alignment(SRC, TGT, RIGHT))
    writer(out / "b.tsv")(make_alignment(["甲。", "乙。"], ["It rains.", "We stay."], beads(((0, 1), (0, 1)))))
    return gold, out


def test_tables_of_ours_in_folders(tmp_path: Path) -> None:
    gold, out = folder(tmp_path)
    write(tmp_path / "genres.tsv", "name\tgenre\na\tlegal\nb\tweb\n")
    report = score_segments(gold, [out])
    assert report.files["a"].strict == Ratio(4, 4, 4, 4)
    assert report.files["b"] == Score(strict=Ratio(0, 1, 0, 2), lax=Ratio(1, 1, 2, 2))
    assert report.genres["web"] == report.files["b"]
    assert str(score_segments(gold, [out / "b.tsv", out / "a.tsv"])) == str(report)
    assert list(score_segments(gold, [out / "b.tsv"]).files) == ["b"]
    assert list(score_segments(gold / "a.tsv", [out / "a.tsv"]).files) == ["a"]
    lines = str(report).split("\n")
    assert lines[2].split()[:6] == ["all", "6", "5", "1.0000", "1.0000", "1.0000"]
    assert lines[2].split()[-3:] == ["0.8000", "0.6667", "0.7273"]
    assert any(line.startswith("beads of one side ") for line in lines)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tsv", "zh\ten\n甲\tA\n", r"a\.tsv:1: the header line lacks the columns src, tgt"),
        ("a.tsv", "src\ttgt\n甲。\n", r"a\.tsv:2: has 1 cells, the header 2"),
        ("a.tsv", "", r"a\.tsv:1: the header line lacks"),
        ("a.tsv", "src\ttgt\n己。\tF.\n", r"out/a\.tsv, src: its sentences are not those of the gold segments"),
        ("c.tsv", "src\ttgt\n", r"out: has no file named c"),
    ],
)
def test_bad_segments(tmp_path: Path, name: str, text: str, message: str) -> None:
    gold, out = folder(tmp_path)
    write(gold / name, text)
    with pytest.raises(DataError, match=message):
        score_segments(gold, [out])


def test_files_that_do_not_fit(tmp_path: Path) -> None:
    gold, out = folder(tmp_path)
    with pytest.raises(DataError, match=r"a\.tsv: is a file but there are several"):
        score_segments(gold / "a.tsv", [out / "a.tsv", out / "b.tsv"])
    with pytest.raises(DataError, match="out: is a folder but others are given with it"):
        score_segments(gold, [out / "a.tsv", out])
    with pytest.raises(DataError, match=r"segments: has no file named c"):
        score_segments(gold, [write(tmp_path / "c.tsv", "")])
    with pytest.raises(DataError, match=r"b\.tsv:1: the header line lacks the columns bead_id"):
        score_segments(gold / "b.tsv", [gold / "b.tsv"])
    (out / "a.tsv").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(DataError, match=r"a\.tsv:1: is no TSV in UTF-8"):
        score_segments(gold, [out])
