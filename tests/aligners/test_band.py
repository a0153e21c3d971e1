from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligners._band import DIAGONAL, LARGEST_GAP, MARGIN, band_around
from toolkit.aligners._lattice import Ints, candidates, posteriors

ANCHORS = st.tuples(st.integers(1, 40), st.integers(1, 40)).flatmap(
    lambda size: st.tuples(
        st.just(size), st.lists(st.tuples(st.integers(0, size[0] - 1), st.integers(0, size[1] - 1)), max_size=12)
    )
)


def chain_of(pairs: list[tuple[int, int]]) -> Ints:
    chain: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not chain or (pair[0] > chain[-1][0] and pair[1] > chain[-1][1]):
            chain.append(pair)
    return np.array(chain, dtype=np.int64).reshape(-1, 2)


def check_band(anchors: Ints, n: int, m: int) -> None:
    band = band_around(anchors, n, m)
    assert band.low.shape == band.high.shape == (n + 1,)
    assert band.low[0] == 0
    assert band.high[-1] == m
    assert ((band.low >= 0) & (band.low <= band.high) & (band.high <= m)).all()
    assert (np.diff(band.low) >= 0).all()
    assert (np.diff(band.high) >= 0).all()
    assert (band.low[1:] <= band.high[:-1]).all()
    for i, j in anchors.tolist():
        for node in ((i, j), (i + 1, j + 1)):
            assert band.low[node[0]] <= node[1] <= band.high[node[0]]


@settings(deadline=None)  # the first call compiles
@given(ANCHORS)
def test_the_band_leads_from_end_to_end_past_the_anchors(given: tuple[tuple[int, int], list[tuple[int, int]]]) -> None:
    (n, m), pairs = given
    check_band(chain_of(pairs), n, m)


@settings(deadline=None)  # the first call compiles
@given(ANCHORS)
def test_there_is_a_path_through_the_band(given: tuple[tuple[int, int], list[tuple[int, int]]]) -> None:
    (n, m), pairs = given
    band = band_around(chain_of(pairs), n, m)
    found = candidates(band, np.zeros(n, dtype=bool), np.zeros(m, dtype=bool))
    _, total = posteriors(found.start, found.end, np.zeros(len(found)), len(band))
    assert np.isfinite(total)


@pytest.mark.parametrize(
    ("n", "m"),
    [(1, 50_000), (50_000, 1), (300, 3000), (3000, 300), (2000, 2000), (2, 30_000), (30_000, 2), (0, 7), (7, 0)],
)
def test_the_band_of_documents_without_anchors(n: int, m: int) -> None:
    nothing = np.empty((0, 2), dtype=np.int64)
    check_band(nothing, n, m)
    band = band_around(nothing, n, m)
    assert len(band) < (n + m) * (2 * DIAGONAL + 3) + LARGEST_GAP
    for i in (0, n // 3, n // 2, n):
        assert band.low[i] <= i * m // max(1, n) <= band.high[i]


def test_a_large_gap_between_anchors_is_visited_near_its_diagonal() -> None:
    anchors = np.array([(0, 0), (1000, 500), (2999, 2999)])
    check_band(anchors, 3000, 3000)
    band = band_around(anchors, 3000, 3000)
    assert len(band) < 3000 * 5 * DIAGONAL
    assert band.low[500] <= 250 <= band.high[500]


def test_a_small_gap_is_visited_whole_with_a_margin() -> None:
    band = band_around(np.array([(49, 49), (100, 150)]), 200, 250)
    assert band.low[60] == 50 - MARGIN
    assert band.high[60] == 150 + MARGIN
