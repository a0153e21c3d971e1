from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from toolkit import parallel
from toolkit.aligners import Aligner, _pieces
from toolkit.aligners._constraints import constraints
from toolkit.aligners._documents import prepare
from toolkit.aligners._lattice import Candidates, posteriors
from toolkit.aligners._pieces import LENGTH, Piece, pieces
from toolkit.aligners.beads import COARSE, FINE, BeadAligner, feature_names
from toolkit.bitext import Bead
from toolkit.errors import BadParameter
from toolkit.registry import load

SAMPLES = ROOT / "corpora" / "samples"
NAMES = sorted(path.stem for path in (SAMPLES / "gold").glob("*.links"))
TEXT = st.one_of(
    st.sampled_from(
        ["", " ", "。", "...", "会议昨天举行，市长出席。", "The meeting was held.", "2026年3.5亿", "350 million"]
    ),
    st.text(max_size=12),
    st.text(st.characters(categories=["Cs", "Mn", "Cc"]), max_size=3),
)
DOCUMENT = st.lists(TEXT, max_size=9)
MASK = st.frozensets(st.integers(0, 8))

Pair = tuple[tuple[int, ...], tuple[int, ...]]


@cache
def aligner(encoder: str = "use") -> Aligner:
    made: Aligner = load("aligners", "beads", encoder=load("encoders", encoder))
    return made


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")[:-1]


def document(folder: Path, name: str) -> tuple[list[str], list[str], set[Pair]]:
    gold = folder / "gold" / f"{name}.links"
    pairs = pairs_of(load("readers", "links")(gold.read_bytes(), str(gold)))
    return lines(folder / "zh" / f"{name}.txt"), lines(folder / "en" / f"{name}.txt"), pairs


def pairs_of(beads: Sequence[Bead]) -> set[Pair]:
    return {(bead.src, bead.tgt) for bead in beads}


@cache
def aligned_sample(name: str) -> tuple[set[Pair], set[Pair]]:
    src, tgt, gold = document(SAMPLES, name)
    return gold, pairs_of(aligner()(src, tgt))


def strict_f1(documents: Sequence[tuple[set[Pair], set[Pair]]]) -> float:
    right = sum(len(gold & hyp) for gold, hyp in documents)
    return 2 * right / sum(len(gold) + len(hyp) for gold, hyp in documents)


def check(beads: Sequence[Bead], src: Sequence[str], tgt: Sequence[str]) -> None:
    assert [i for bead in beads for i in bead.src] == list(range(len(src)))
    assert [j for bead in beads for j in bead.tgt] == list(range(len(tgt)))
    assert all(bead.src or bead.tgt for bead in beads)
    assert all(0 <= bead.confidence <= 1 and np.isfinite(bead.score) for bead in beads)


# Every sentence once, whatever comes.


@settings(deadline=None, max_examples=150)
@given(DOCUMENT, DOCUMENT, MASK, MASK)
def test_every_sentence_is_in_one_bead_and_nulls_are_null(
    src: list[str], tgt: list[str], src_null: frozenset[int], tgt_null: frozenset[int]
) -> None:
    src_null = frozenset(i for i in src_null if i < len(src))
    tgt_null = frozenset(j for j in tgt_null if j < len(tgt))
    beads = aligner("hashed")(src, tgt, src_null=src_null, tgt_null=tgt_null)
    check(beads, src, tgt)
    pairs = pairs_of(beads)
    assert all(((i,), ()) in pairs for i in src_null)
    assert all(((), (j,)) in pairs for j in tgt_null)
    moved = [(bead.partner, k) for k, bead in enumerate(beads) if bead.label == "moved"]
    assert sorted(moved) == sorted((k, partner) for partner, k in moved)


@settings(deadline=None, max_examples=15)
@given(DOCUMENT, DOCUMENT)
def test_every_sentence_is_in_one_bead_with_the_embedded_encoder(src: list[str], tgt: list[str]) -> None:
    check(aligner()(src, tgt), src, tgt)


@settings(deadline=None, max_examples=60)
@given(st.data(), st.lists(TEXT, min_size=1, max_size=9), st.lists(TEXT, min_size=1, max_size=9))
def test_pins_are_beads(data: st.DataObject, src: list[str], tgt: list[str]) -> None:
    pins: list[Pair] = []
    i = j = 0
    while i < len(src) and j < len(tgt):
        m, n = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
        i, j = i + data.draw(st.integers(0, 3)), j + data.draw(st.integers(0, 3))
        if i + m <= len(src) and j + n <= len(tgt):
            pins.append((tuple(range(i, i + m)), tuple(range(j, j + n))))
        i, j = i + m, j + n
    beads = aligner("hashed")(src, tgt, pins=pins)
    check(beads, src, tgt)
    assert set(pins) <= pairs_of(beads)


@pytest.mark.parametrize("pin", [((0,), (9,)), ((0, 2), (0,)), ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4)), ((1,), (0,))])
def test_a_pin_that_cannot_be_is_an_error(pin: Pair) -> None:
    with pytest.raises(BadParameter):
        aligner("hashed")(["甲"] * 6, ["a"] * 6, pins=[((0,), (1,)), pin])


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ([], []),
        (["甲。"], []),
        ([], ["A."]),
        (["甲。"], ["A."]),
        (["甲。"], ["A."] * 50),
        (["甲。"] * 50, ["A."]),
        ([""] * 5, [""] * 3),
        (["。", "……", "——"], ["...", "?!", "* * *"]),
        ([" ", "\u3000"], ["\t", " "]),
        (["\ud800", "甲\udfff"], ["\udc00 a", "b"]),
        (["\0", "甲\0乙"], ["a\0b", "\0\0"]),
        (["甲。", *[""] * 300, "乙。"], ["A.", *[""] * 300, "B."]),
        (["好。"] * 300, ["Good."] * 250),
        (["甲" * 100_000], ["word " * 40_000]),
        (["会议昨天，" * 20_000], ["a meeting, " * 10_000]),
    ],
)  # fmt: skip
def test_odd_documents(src: list[str], tgt: list[str]) -> None:
    check(aligner()(src, tgt), src, tgt)


def test_a_document_that_is_all_null() -> None:
    src, tgt, _ = document(SAMPLES, "circular")
    everything = frozenset(range(len(src))), frozenset(range(len(tgt)))
    for src_null, tgt_null in (everything, (everything[0], frozenset[int]())):
        beads = aligner()(src, tgt, src_null=src_null, tgt_null=tgt_null)
        check(beads, src, tgt)
        assert all(bead.is_null for bead in beads)


def test_the_alignment_is_the_same_each_time() -> None:
    src, tgt, _ = document(SAMPLES, "short-story")
    assert aligner()(src, tgt) == aligner()(src, tgt)


# Long documents.


def numbered(size: int) -> tuple[list[str], list[str]]:
    """Sentences that even the hashed encoder can pair, each with numbers of its own."""
    numbers = [f"{i * 37 + 1000} {i * 7919 % 10007} {i}" for i in range(size)]
    return [f"第{x}号文件。" for x in numbers], [f"Document number {x}." for x in numbers]


def paths(piece: Piece) -> float:
    """The log of the number of paths through a piece of the lattice."""
    found = Candidates.joined([block.numbered for block in piece])
    return posteriors(found.start, found.end, np.zeros(len(found)), piece.nodes)[1]


def test_a_long_document_is_cut_into_pieces() -> None:
    src, tgt = numbered(3 * LENGTH)
    whole = prepare(src, tgt, None, None, load("encoders", "hashed"))
    found = list(pieces(whole, constraints(len(src), len(tgt), (), (), ())))
    assert len(found) == 3
    assert all(np.isfinite(paths(piece)) for piece in found)
    beads = aligner("hashed")(src, tgt)
    check(beads, src, tgt)
    assert len(pairs_of(beads) & {((i,), (i,)) for i in range(len(src))}) > 0.98 * len(src)


def test_a_pin_where_a_long_document_is_cut() -> None:
    src, tgt = numbered(LENGTH + 200)
    whole = prepare(src, tgt, None, None, load("encoders", "hashed"))
    pins = [((k, k + 1), (k, k + 1)) for k in range(LENGTH - 9, LENGTH + 9, 2)]
    for piece in pieces(whole, constraints(len(src), len(tgt), (), (), pins)):
        assert np.isfinite(paths(piece)), "no path leads through the piece, and the search would not end"


@pytest.mark.parametrize("size", [500, 7])
def test_a_piece_is_the_same_in_one_block_and_in_many(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    src, tgt, _ = document(SAMPLES, "short-story")
    src, tgt = src[:30], tgt[:25]
    whole = aligner()(src, tgt)
    monkeypatch.setattr(_pieces, "BLOCK", size)
    found = aligner()(src, tgt)
    assert [(bead.src, bead.tgt) for bead in found] == [(bead.src, bead.tgt) for bead in whole]
    assert [bead.confidence for bead in found] == pytest.approx([bead.confidence for bead in whole], abs=1e-4)


def test_the_alignment_does_not_depend_on_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    src, tgt, _ = joined_samples()
    expected = aligner()(src, tgt)
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    assert aligner()(src, tgt) == expected


def test_where_nothing_tells_of_a_translation_the_lattice_is_cut_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pieces, "WIDE", 200)
    monkeypatch.setattr(_pieces, "LENGTH", 50)
    src, tgt = ["甲。"] * 400, ["A."] * 300
    whole = prepare(src, tgt, None, None, load("encoders", "hashed"))
    found = list(pieces(whole, constraints(400, 300, (), (), ())))
    assert len(found) == 8
    assert all(np.isfinite(paths(piece)) for piece in found)
    check(aligner("hashed")(src, tgt), src, tgt)


@pytest.mark.parametrize(("n", "m"), [(1200, 900), (40, 3000), (3000, 40)])
def test_unrelated_and_unequal_documents(n: int, m: int) -> None:
    src, tgt = numbered(max(n, m))
    rng = np.random.default_rng(4)
    src, tgt = [src[k] for k in rng.permutation(len(src))[:n]], [tgt[k] for k in rng.permutation(len(tgt))[:m]]
    check(aligner("hashed")(src, tgt), src, tgt)


BLOCK = 60  # sentences left out of, or put into, a document of some 1,000


def unrelated(lang: str) -> list[str]:
    """Sentences of which the samples hold no translation."""
    who = {
        "zh": ["渔夫", "铁匠", "裁缝", "牧童", "老兵"],
        "en": ["fisherman", "smith", "tailor", "shepherd", "veteran"],
    }
    what = {
        "zh": ["丢了钥匙", "唱起了歌", "卖掉了驴", "梦见了海"],
        "en": ["lost a key", "sang", "sold a donkey", "dreamt of the sea"],
    }
    when = {"zh": ["天亮前", "过桥时", "酒醒后"], "en": ["before dawn", "crossing the bridge", "sober again"]}
    form = "{2}，{0}{1}。" if lang == "zh" else "{2}, the {0} {1}.".capitalize()
    return [form.format(a, b, c) for a in who[lang] for b in what[lang] for c in when[lang]]


@cache
def undisturbed() -> list[Pair]:
    src, tgt, _ = joined_samples()
    return [(bead.src, bead.tgt) for bead in aligner()(src, tgt)]


def far(pairs: Iterable[Pair], edges: Sequence[tuple[int, int]]) -> set[Pair]:
    """The beads all of whose sentences are more than three from the nodes at a block's edges."""

    def is_far(pair: Pair) -> bool:
        return all(
            k < edge - 3 or k >= edge + 3 for ends in edges for side, edge in zip(pair, ends, strict=True) for k in side
        )

    return set(filter(is_far, pairs))


@pytest.mark.parametrize("place", [30, 150, 290, 420, 560, 700, 810])
@pytest.mark.parametrize("side", [0, 1], ids=["zh", "en"])
def test_a_block_that_is_left_out_costs_only_the_beads_at_its_edges(side: int, place: int) -> None:
    texts, expected = list(joined_samples()[:2]), undisturbed()
    last, lost = place, 0
    while lost < BLOCK:
        lost, last = lost + len(expected[last][side]), last + 1
    edges = [tuple(sum(len(pair[k]) for pair in expected[:number]) for k in (0, 1)) for number in (place, last)]
    (low, high) = (ends[side] for ends in edges)
    texts[side] = texts[side][:low] + texts[side][high:]
    found = []
    for bead in aligner()(*texts):
        pair = [bead.src, bead.tgt]
        pair[side] = tuple(k if k < low else k + high - low for k in pair[side])
        found.append((pair[0], pair[1]))
    inside = {pair for pair in expected[place:last] if pair[1 - side]}
    alone = {(sentence, ())[:: 1 - 2 * (1 - side)] for pair in inside for k in pair[1 - side] for sentence in [(k,)]}
    assert far(found, edges) == far({*expected[:place], *alone, *expected[last:]}, edges)


@pytest.mark.parametrize("place", [30, 150, 290, 420, 560, 700, 810])
@pytest.mark.parametrize("side", [0, 1], ids=["zh", "en"])
def test_a_block_that_is_put_in_costs_only_the_beads_at_its_edges(side: int, place: int) -> None:
    texts, expected = list(joined_samples()[:2]), undisturbed()
    edge = tuple(sum(len(pair[k]) for pair in expected[:place]) for k in (0, 1))
    first = edge[side]
    texts[side] = texts[side][:first] + unrelated(("zh", "en")[side]) + texts[side][first:]
    found, partners = set(), []
    for bead in aligner()(*texts):
        pair = [bead.src, bead.tgt]
        if any(first <= k < first + BLOCK for k in pair[side]):
            partners += [pair[1 - side]] if all(first + 3 <= k < first + BLOCK - 3 for k in pair[side]) else []
            continue
        pair[side] = tuple(k if k < first else k - BLOCK for k in pair[side])
        found.add((pair[0], pair[1]))
    assert far(found, [edge]) == far(expected, [edge])
    assert partners == [()] * (BLOCK - 6)


@cache
def joined_samples() -> tuple[list[str], list[str], set[Pair]]:
    src: list[str] = []
    tgt: list[str] = []
    gold: set[Pair] = set()
    for name in NAMES:
        zh, en, pairs = document(SAMPLES, name)
        gold |= {(tuple(i + len(src) for i in a), tuple(j + len(tgt) for j in b)) for a, b in pairs}
        src, tgt = src + zh, tgt + en
    assert len(src) > LENGTH
    return src, tgt, gold


@pytest.mark.parametrize("lost", [0, 100, 178])
def test_a_form_that_recurs_is_aligned_in_order(lost: int) -> None:
    src = ["会议昨天在广州举行。", "市长出席了会议。", "他们回家了。"] * 60
    tgt = ["The meeting was held in Guangzhou yesterday.", "The mayor was there.", "They went home."] * 60
    beads = aligner()(src, tgt[:lost] + tgt[lost + 1 :])
    right = sum((bead.src, bead.tgt) == ((i,), (i - (i > lost),)) for bead in beads for i in bead.src if i != lost)
    assert right > 0.9 * len(src)


# How good it is: the shipped weights were learned on these too, so this only guards against mistakes.


@pytest.mark.parametrize("name", ["municipal-meeting", "short-story", "annual-report"])
def test_a_sample_is_aligned_as_its_gold(name: str) -> None:
    assert strict_f1([aligned_sample(name)]) >= 0.9


def test_the_samples_are_aligned_as_their_gold() -> None:
    assert len(NAMES) >= 20
    assert strict_f1([aligned_sample(name) for name in NAMES]) >= 0.97


def test_novels_are_aligned_as_their_gold(shared: Path) -> None:
    folder = shared / "mac-dev"
    found = []
    for path in sorted((folder / "gold").glob("*.links")):
        src, tgt, gold = document(folder, path.stem)
        found.append((gold, pairs_of(aligner()(src, tgt))))
    assert strict_f1(found) >= 0.93


# Making one.


def test_other_weights_make_another_aligner() -> None:
    zero = {name: dict.fromkeys(feature_names(kinds), 0.0) for name, kinds in (("coarse", COARSE), ("fine", FINE))}
    nothing_known = BeadAligner(load("encoders", "hashed"), zero)
    beads = nothing_known(["甲", "乙"], ["a", "b"])
    check(beads, ["甲", "乙"], ["a", "b"])
    assert all(bead.score == 0 for bead in beads)


def test_the_signature_names_the_encoder() -> None:
    assert aligner("hashed").signature["encoder"] == load("encoders", "hashed").signature
