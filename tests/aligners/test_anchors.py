from __future__ import annotations

import time
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligners._anchors import DIAGONAL, LARGEST_GAP, MARGIN, _rising, band_around, find_anchors
from toolkit.aligners._lattice import Floats, Ints, candidates, posteriors


def vectors(size: int, seed: int = 0) -> Floats:
    rows = np.random.default_rng(seed).normal(size=(size, 64)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def noisy(rows: Floats) -> Floats:
    rows = rows + 0.5 * vectors(len(rows), seed=9)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def is_chain(pairs: Ints) -> bool:
    return bool((np.diff(pairs, axis=0) > 0).all())


def test_a_translation_in_order_is_all_anchors() -> None:
    src = vectors(200)
    assert find_anchors(src, noisy(src)).tolist() == [[i, i] for i in range(200)]


def test_an_omitted_block_leaves_the_rest() -> None:
    src = vectors(200)
    tgt = np.delete(noisy(src), range(60, 120), axis=0)
    expected = [[i, i] for i in range(60)] + [[i, i - 60] for i in range(120, 200)]
    anchors = find_anchors(src, tgt)
    assert is_chain(anchors)
    assert [pair for pair in anchors.tolist() if pair[0] < 60 or pair[0] >= 120] == expected
    assert find_anchors(tgt, src)[:, ::-1].tolist() == anchors.tolist()


def test_a_moved_block_is_no_anchor() -> None:
    src = vectors(200)
    order = [*range(30, 100), *range(30), *range(100, 200)]
    anchors = find_anchors(src, noisy(src)[order])
    assert anchors.tolist() == [[i, i - 30] for i in range(30, 100)] + [[i, i] for i in range(100, 200)]


def test_lines_that_recur_are_no_anchors() -> None:
    """Rounding would decide which of them goes with which, and the band would follow."""
    line, rows = vectors(1, 7), vectors(9)
    src = np.concatenate([rows[:3], line, rows[3:6], line, rows[6:]])
    tgt = np.concatenate([rows[:3], rows[3:6], line + 1e-6, rows[6:]])
    assert find_anchors(src, tgt).tolist() == [[0, 0], [1, 1], [2, 2], [4, 3], [5, 4], [6, 5], [8, 7], [9, 8], [10, 9]]
    assert find_anchors(tgt, src)[:, ::-1].tolist() == find_anchors(src, tgt).tolist()
    assert not len(find_anchors(np.repeat(src, 2, axis=0), np.repeat(tgt, 2, axis=0)))


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0), (1, 1), (1, 9), (9, 1), (3000, 5)])
def test_any_sizes(n: int, m: int) -> None:
    anchors = find_anchors(vectors(n, 1), vectors(m, 2))
    assert anchors.shape[1:] == (2,)
    assert is_chain(anchors)
    assert len(anchors) <= min(n, m)


def test_rows_that_are_zero_or_all_alike() -> None:
    alike = np.repeat(vectors(1), 20, axis=0)
    for rows in (alike, np.zeros_like(alike)):
        anchors = find_anchors(rows, rows)
        assert anchors.shape[1:] == (2,)
        assert is_chain(anchors)


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 20)), max_size=9))
def test_the_chain_is_the_heaviest(items: list[tuple[int, int]]) -> None:
    values = np.array([value for value, _ in items], dtype=np.int64)
    weight = np.array([weight for _, weight in items], dtype=np.float64)
    chain = _rising(values, weight, 10).tolist()
    assert all(a < b and values[a] < values[b] for a, b in pairwise(chain))
    rising = (
        subset
        for size in range(len(items) + 1)
        for subset in combinations(range(len(items)), size)
        if all(values[a] < values[b] for a, b in pairwise(subset))
    )
    assert sum(weight[chain]) == max(sum(weight[list(subset)]) for subset in rising)


def test_a_long_chain_is_quick() -> None:
    size = 200_000
    values = np.random.default_rng(1).permutation(size)
    _rising(values[:10], np.ones(10), size)
    began = time.monotonic()
    chain = _rising(values, np.ones(size), size)
    assert time.monotonic() - began < 2
    assert len(chain) > np.sqrt(size)


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
