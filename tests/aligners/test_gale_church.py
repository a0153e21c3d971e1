from __future__ import annotations

import math
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, make_alignment
from toolkit.aligners import gale_church
from toolkit.bitext import Bead
from toolkit.errors import BadParameter
from toolkit.evaluate import Score, score_beads
from toolkit.files import read_bytes
from toolkit.registry import load

ALIGN = load("aligners", "gale_church")


def texts(lengths: list[int], letter: str = "a") -> list[str]:
    """Texts of so many bytes, line end included."""
    return [letter * (length - 1) for length in lengths]


def kinds(src: list[int], tgt: list[int]) -> list[str]:
    return [bead.kind for bead in ALIGN(texts(src), texts(tgt, "b"))]


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        ([30, 80, 50], [30, 80, 50], ["1-1", "1-1", "1-1"]),
        ([30, 80, 50], [60, 160, 100], ["1-1", "1-1", "1-1"]),
        ([100, 20, 90], [100, 12, 8, 90], ["1-1", "1-2", "1-1"]),
        ([100, 70, 60, 20], [100, 130, 20], ["1-1", "2-1", "1-1"]),
        ([100, 10, 150, 100], [100, 120, 40, 100], ["1-1", "2-2", "1-1"]),
        ([100, 200, 90, 40, 120], [100, 200, 4, 90, 40, 120], ["1-1", "1-1", "0-1", "1-1", "1-1", "1-1"]),
    ],
)
def test_lengths_tell_the_beads(src: list[int], tgt: list[int], expected: list[str]) -> None:
    assert kinds(src, tgt) == expected
    assert kinds(tgt, src) == [kind[::-1] for kind in expected]


def test_lengths_are_bytes() -> None:
    beads = ALIGN(["字" * 10, "字" * 30, "字" * 20], ["word " * 8, "word " * 13, "word " * 11, "word " * 16])
    assert [bead.kind for bead in beads] == ["1-1", "1-2", "1-1"]


def test_the_score_is_half_the_log_probability() -> None:
    bead = ALIGN(texts([50]), texts([50]))[0]
    assert bead.score == pytest.approx(math.log(0.89) / 2)
    assert bead.confidence > 0.8


def test_confidence_falls_where_lengths_are_ambiguous() -> None:
    clear = ALIGN(texts([20, 150, 40]), texts([20, 150, 40]))
    vague = ALIGN(texts([20, 40, 20, 40]), texts([20, 20, 40, 20, 20]))
    assert min(bead.confidence for bead in clear) > max(bead.confidence for bead in vague)


def test_the_probability_has_no_floor() -> None:
    lengths = np.array([1.0, 100.0, 1e4, 1e6, 1e9])
    found = gale_church.log_match(lengths, np.ones(5), 1.0)
    assert found[0] == 0
    assert np.all(np.isfinite(found))
    assert np.all(np.diff(found) < 0)
    near = gale_church.log_match(np.array([3000.0, 3001.0]), np.ones(2), 1.0)
    assert near[0] - near[1] == pytest.approx(1 / 6.8, rel=0.05), "the series takes over where erfc ends"


@given(
    st.lists(st.text("字a \ud800", max_size=30), max_size=8),
    st.lists(st.text("ab\u2028", max_size=60), max_size=8),
    st.sets(st.integers(0, 7)),
    st.sets(st.integers(0, 7)),
)
@settings(deadline=None)
def test_every_sentence_is_in_one_bead(src: list[str], tgt: list[str], left: set[int], right: set[int]) -> None:
    src_null, tgt_null = frozenset(i for i in left if i < len(src)), frozenset(j for j in right if j < len(tgt))
    beads = ALIGN(src, tgt, src_null=src_null, tgt_null=tgt_null)
    make_alignment(src, tgt, beads)
    for bead in beads:
        assert len(bead.src) <= 2
        assert len(bead.tgt) <= 2
        assert 0 <= bead.confidence <= 1
        assert bead.is_null or not (src_null & set(bead.src) or tgt_null & set(bead.tgt))


def test_known_nulls_do_not_count_in_the_ratio() -> None:
    lengths = [20, 90, 40, 120, 60]
    beads = ALIGN(texts(lengths), texts([*lengths, 30, 900, 70]), tgt_null=frozenset({5, 6, 7}))
    assert [bead.kind for bead in beads] == ["1-1"] * 5 + ["0-1"] * 3


def test_pins_stand_whatever_the_lengths() -> None:
    lengths = [20, 90, 40, 120, 60, 70]
    pins = [((1, 2, 3), (1,)), ((5,), (4, 5)), ((), (2,))]
    beads = ALIGN(texts(lengths), texts(lengths), pins=pins)
    make_alignment(texts(lengths), texts(lengths), beads)
    assert {((1, 2, 3), (1,)), ((5,), (4, 5)), ((), (2,))} <= {(bead.src, bead.tgt) for bead in beads}
    assert (beads[0].src, beads[0].tgt) == ((0,), (0,))
    with pytest.raises(BadParameter, match="overlap or cross"):
        ALIGN(texts(lengths), texts(lengths), pins=[((1,), (3,)), ((2,), (1,))])


@given(st.lists(st.integers(1, 90), min_size=6, max_size=9), st.lists(st.integers(1, 90), min_size=6, max_size=9))
@settings(deadline=None)
def test_a_right_bead_pinned_changes_nothing_else(src: list[int], tgt: list[int]) -> None:
    beads = ALIGN(texts(src), texts(tgt))
    pins = [(bead.src, bead.tgt) for bead in beads]
    # Null beads of the two sides that stand side by side may change places.
    assert sorted((bead.src, bead.tgt) for bead in ALIGN(texts(src), texts(tgt), pins=pins)) == sorted(pins)


def synthetic(size: int, seed: int) -> tuple[list[str], list[str], list[Bead]]:
    """A document, a translation with a few split and added sentences, and its beads."""
    rng = random.Random(seed)
    src: list[int] = []
    tgt: list[int] = []
    gold = []
    while len(src) < size:
        length = rng.randint(15, 180)
        other = max(2, round(length * 1.1 + rng.gauss(0, 1) * math.sqrt(2 * length)))
        pieces = [other] if rng.random() < 0.9 or other < 20 else [other // 3, other - other // 3]
        gold.append(Bead((len(src),), tuple(range(len(tgt), len(tgt) + len(pieces)))))
        src.append(length)
        tgt += pieces
        if rng.random() < 0.02:
            gold.append(Bead((), (len(tgt),)))
            tgt.append(rng.randint(5, 60))
    return texts(src), texts(tgt, "b"), gold


def strict_f1(gold: list[Bead], beads: list[Bead]) -> float:
    return sum(score_beads(gold, beads).values(), Score()).strict.f1


def test_windows_change_little(monkeypatch: pytest.MonkeyPatch) -> None:
    src, tgt, gold = synthetic(400, seed=3)
    whole = ALIGN(src, tgt)
    monkeypatch.setattr(gale_church, "WINDOW", 100)
    windows = ALIGN(src, tgt)
    make_alignment(src, tgt, windows)
    assert strict_f1(whole, windows) > 0.95
    assert strict_f1(gold, windows) > 0.85
    assert ALIGN(src, tgt) == windows


@pytest.mark.parametrize(
    ("src", "tgt"), [(["a" * 50] * 90, ["b"] * 300), ([""] * 90, ["b" * 80] * 3), ([""] * 70, [""] * 70)]
)
def test_windows_come_to_an_end(src: list[str], tgt: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gale_church, "WINDOW", 8)
    make_alignment(src, tgt, ALIGN(src, tgt))
    make_alignment(tgt, src, ALIGN(tgt, src))


def test_memory_does_not_grow_with_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = []
    count = gale_church.candidates

    def counting(band: gale_church.Band, *rest: object) -> object:
        nodes.append(len(band))
        return count(band, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(gale_church, "candidates", counting)
    monkeypatch.setattr(gale_church, "WINDOW", 50)
    src, tgt, _ = synthetic(1000, seed=5)
    ALIGN(src, tgt)
    assert max(nodes) <= 51 * 51
    assert len(nodes) < 60


def pooled(zh: Path, en: Path, gold: Path) -> float:
    total = Score()
    for path in sorted(gold.glob("*.links")):
        sides = [(folder / f"{path.stem}.txt").read_text("utf-8").removesuffix("\n").split("\n") for folder in (zh, en)]
        beads = load("readers", "links")(read_bytes(path), str(path))
        total = sum(score_beads(beads, ALIGN(*sides)).values(), total)
    return total.strict.f1


def test_as_good_as_it_was_on_novels(shared: Path) -> None:
    novels = shared / "mac-dev"
    assert pooled(novels / "zh", novels / "en", novels / "gold") > 0.455


def test_as_good_as_it_was_on_the_samples() -> None:
    samples = ROOT / "corpora" / "samples"
    assert pooled(samples / "zh", samples / "en", samples / "gold") > 0.6
