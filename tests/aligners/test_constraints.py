from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import make_alignment
from toolkit.aligners import Aligner
from toolkit.aligners._constraints import Constraints, constraints
from toolkit.aligners._lattice import LARGEST, Band, Candidates, candidates
from toolkit.bitext import Pin
from toolkit.errors import BadParameter
from toolkit.registry import load, names, parameters

ALIGNERS = names("aligners")


def aligner(name: str) -> Aligner:
    options = {"encoder": load("encoders", "hashed")} if "encoder" in parameters("aligners", name) else {}
    made: Aligner = load("aligners", name, **options)
    return made


def known(*pins: Pin, sizes: tuple[int, int] = (9, 9)) -> Constraints:
    return constraints(*sizes, (), (), pins)


# Pins that cannot be.


@pytest.mark.parametrize(
    ("pins", "message"),
    [
        ([((9,), (0,))], "a pin has sentence 9, but there are 9, counted from 0"),
        ([((0,), (7, 8, 9))], "a pin has sentence 9, but there are 9"),
        ([((0,), (-1,))], "counted from 0"),
        ([((9,), ())], "a pin has sentence 9, but there are 9"),
        ([((), (99,))], "a pin has sentence 99, but there are 9"),
        ([((0, 2), (0,))], r"must hold sentences that follow each other, not \[0, 2\]"),
        ([((0,), (3, 1))], r"must hold sentences that follow each other, not \[1, 3\]"),
        ([((1, 1), (0,))], "must hold sentences that follow each other"),
        ([((0, 1, 2, 3, 4), (0, 1, 2, 3))], "at most 8 sentences of both sides together, not 9"),
        ([((0,), (1,)), ((1,), (0,))], "two pins overlap or cross: at source 0 and 1, target 1 and 0"),
        ([((0, 1), (0,)), ((1,), (1,))], "two pins overlap or cross"),
        ([((0,), (0, 1)), ((1,), (1,))], "two pins overlap or cross"),
        ([((0,), (0,)), ((0,), (0,))], "two pins overlap or cross"),
        ([((0, 1), (0,)), ((1,), ())], "the pin of source 0 and target 0 holds a sentence that has no partner"),
        ([((0, 1), (0,)), ((), (0,))], "holds a sentence that has no partner"),
    ],
)
@pytest.mark.parametrize("name", ALIGNERS)
def test_a_pin_that_cannot_be_is_an_error(name: str, pins: list[Pin], message: str) -> None:
    with pytest.raises(BadParameter, match=message) as caught:
        aligner(name)(["甲"] * 9, ["a"] * 9, pins=pins)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("side", ["src_null", "tgt_null"])
@pytest.mark.parametrize("name", ALIGNERS)
def test_a_pin_of_a_known_null_is_an_error(name: str, side: str) -> None:
    nulls = {"src_null": frozenset[int](), "tgt_null": frozenset[int](), side: frozenset({4})}
    with pytest.raises(BadParameter, match="the pin of source 3 and target 3 holds a sentence that has no partner"):
        aligner(name)(["甲"] * 9, ["a"] * 9, pins=[((3, 4), (3, 4))], **nulls)


@pytest.mark.parametrize("name", ALIGNERS)
def test_an_empty_document_has_no_pins_but_one_sided_ones(name: str) -> None:
    assert [(b.src, b.tgt) for b in aligner(name)(["甲"], [], pins=[((0,), ())])] == [((0,), ())]
    with pytest.raises(BadParameter, match="there are 0"):
        aligner(name)(["甲"], [], pins=[((0,), (0,))])


# Pins that can be.


@st.composite
def documents_with_pins(draw: st.DrawFn) -> tuple[list[str], list[str], list[Pin]]:
    """Two documents of repetitive sentences and pins in any order: beads of up to eight sentences, and one-sided ones."""
    pins: list[Pin] = []
    i = j = 0
    for _ in range(draw(st.integers(1, 8))):
        i, j = i + draw(st.integers(0, 12)), j + draw(st.integers(0, 12))
        m, n = draw(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda size: 0 < sum(size) <= LARGEST))
        pins.append((tuple(range(i, i + m)), tuple(range(j, j + n))))
        i, j = i + m, j + n
    text = st.sampled_from(["甲。", "会议昨天举行。", "第3条。", "The meeting was held.", "Article 3.", "", "a"])
    src = draw(st.lists(text, min_size=max(1, i), max_size=i + 9))
    tgt = draw(st.lists(text, min_size=max(1, j), max_size=j + 9))
    return src, tgt, draw(st.permutations(pins))


@pytest.mark.parametrize("name", ALIGNERS)
@settings(deadline=None, max_examples=150)
@given(documents_with_pins())
def test_every_pin_is_in_the_alignment(name: str, case: tuple[list[str], list[str], list[Pin]]) -> None:
    src, tgt, pins = case
    beads = aligner(name)(src, tgt, pins=pins)
    make_alignment(src, tgt, beads)
    sure = {(bead.src, bead.tgt): bead for bead in beads}
    for pin in pins:
        # Sentences without partner are each a null bead of their own.
        singles = [((i,), ()) for i in pin[0]] + [((), (j,)) for j in pin[1]]
        for bead in [pin] if all(pin) else singles:
            assert bead in sure
            assert sure[bead].confidence == pytest.approx(1, abs=1e-6)
            assert not sure[bead].label


# What the constraints leave of anchors, cuts and candidates.


def kept(constraint: Constraints, *anchors: tuple[int, int]) -> list[tuple[int, int]]:
    found = np.array(anchors, dtype=np.int64).reshape(-1, 2)
    return [(i, j) for i, j in constraint.anchors(found).tolist()]


def test_without_constraints_anchors_stay() -> None:
    assert kept(known(), (0, 0), (3, 4), (8, 8)) == [(0, 0), (3, 4), (8, 8)]
    assert kept(known()) == []


def test_anchors_that_a_pin_contradicts_go_and_its_ends_are_anchors() -> None:
    pin = ((3, 4), (5, 6))
    assert kept(known(pin), (2, 4), (3, 5), (4, 6), (5, 7)) == [(2, 4), (3, 5), (4, 6), (5, 7)]
    assert kept(known(pin), (2, 5), (3, 4), (4, 5), (5, 6), (2, 7), (7, 2)) == [(3, 5), (4, 6)]
    assert kept(known(((3,), (5, 6)))) == [(3, 5)]


def test_anchors_of_sentences_without_partner_go() -> None:
    assert kept(known(((3,), ()), ((), (6,))), (2, 2), (3, 3), (5, 6), (7, 7)) == [(2, 2), (7, 7)]


@given(documents_with_pins(), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99))))
def test_anchors_rise_whatever_is_pinned(
    case: tuple[list[str], list[str], list[Pin]], pairs: list[tuple[int, int]]
) -> None:
    src, tgt, pins = case
    rising: list[tuple[int, int]] = []
    for i, j in sorted(pairs):
        if i < len(src) and j < len(tgt) and (not rising or (i > rising[-1][0] and j > rising[-1][1])):
            rising.append((i, j))
    found = np.array(kept(known(*pins, sizes=(len(src), len(tgt))), *rising), dtype=np.int64).reshape(-1, 2)
    assert (np.diff(found, axis=0) > 0).all()


def test_a_cut_inside_a_pin() -> None:
    constraint = known(((0,), (0,)), ((2, 3, 4), (2,)), ((5, 6), (3, 4)), sizes=(9, 9))
    inside = constraint.is_inside_pin(np.arange(9))
    assert np.flatnonzero(inside).tolist() == [3, 4, 6]
    assert not known().is_inside_pin(np.arange(9)).any()


def lattice(n: int, m: int) -> Candidates:
    band = Band(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64))
    return candidates(band, np.zeros(n, dtype=bool), np.zeros(m, dtype=bool))


def test_candidates_that_share_a_sentence_with_a_pin_are_the_pin() -> None:
    found = lattice(5, 5)
    mask = known(((1, 2), (2,)), sizes=(5, 5)).fit(found)
    for k in range(len(found)):
        src = set(range(found.src[k], found.src[k] + found.src_size[k]))
        tgt = set(range(found.tgt[k], found.tgt[k] + found.tgt_size[k]))
        assert mask[k] == ((src, tgt) == ({1, 2}, {2}) or not (src & {1, 2} or tgt & {2}))
    assert known(sizes=(5, 5)).fit(found).all()


def test_one_sided_pins_and_known_nulls_add_up() -> None:
    constraint = constraints(4, 4, {0}, {3}, [((2,), ()), ((), (1, 2))])
    assert constraint.src_alone.tolist() == [True, False, True, False]
    assert constraint.tgt_alone.tolist() == [False, True, True, True]
    assert constraint.pins.shape == (0, 4)
