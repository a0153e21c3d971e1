from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligners._lattice import KINDS, LARGEST, Band, Candidates, Doubles, best_path, candidates, posteriors

SMALL = np.array([(1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (2, 2)], dtype=np.int64)
NOBODY = frozenset[int]()


def full_band(n: int, m: int) -> Band:
    return Band(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64))


def lattice(
    n: int, m: int, kinds: np.ndarray = SMALL, src_alone: frozenset[int] = NOBODY, tgt_alone: frozenset[int] = NOBODY
) -> Candidates:
    masks = [np.array([k in alone for k in range(size)]) for size, alone in ((n, src_alone), (m, tgt_alone))]
    return candidates(full_band(n, m), *(mask.astype(bool) for mask in masks), kinds)


def all_paths(found: Candidates, nodes: int) -> list[list[int]]:
    """By following every edge from node 0."""
    leaving: dict[int, list[int]] = {}
    for edge in range(len(found)):
        leaving.setdefault(int(found.start[edge]), []).append(edge)

    def walk(node: int) -> Iterator[list[int]]:
        if node == nodes - 1:
            yield []
        for edge in leaving.get(node, []):
            yield from ([edge, *rest] for rest in walk(int(found.end[edge])))

    return list(walk(0))


def scores(found: Candidates, seed: int, share_impossible: float) -> Doubles:
    rng = np.random.default_rng(seed)
    out = rng.normal(0, 3, len(found))
    out[rng.random(len(found)) < share_impossible] = -np.inf
    return out


SIZES = st.tuples(st.integers(0, 4), st.integers(0, 4))


@settings(deadline=None)  # the first call compiles
@given(SIZES, st.integers(0, 10**6), st.sampled_from([0.0, 0.3, 0.9]))
def test_posteriors_and_best_path_are_those_of_all_paths(size: tuple[int, int], seed: int, impossible: float) -> None:
    found, nodes = lattice(*size), (size[0] + 1) * (size[1] + 1)
    score, paths = scores(found, seed, impossible), all_paths(found, nodes)
    weight = np.array([np.exp(sum(score[edge] for edge in path)) for path in paths])
    posterior, total = posteriors(found.start, found.end, score, nodes)
    if not weight.sum():
        assert total == -np.inf
        return
    assert total == pytest.approx(np.log(weight.sum()))
    expected = np.zeros(len(found))
    for path, share in zip(paths, weight / weight.sum(), strict=True):
        expected[path] += share
    assert posterior == pytest.approx(expected, abs=1e-12)
    best = best_path(found.start, found.end, score, nodes)
    assert best.tolist() in paths
    assert score[best].sum() == pytest.approx(max(sum(score[edge] for edge in path) for path in paths))


@settings(deadline=None)  # the first call compiles
@given(SIZES, st.integers(0, 10**6))
def test_one_path_passes_every_node_and_every_sentence(size: tuple[int, int], seed: int) -> None:
    found, nodes = lattice(*size, kinds=KINDS), (size[0] + 1) * (size[1] + 1)
    posterior, _ = posteriors(found.start, found.end, scores(found, seed, 0), nodes)
    for node in range(1, nodes):
        assert posterior[(found.start < node) & (node <= found.end)].sum() == pytest.approx(1)
    for first, length, number in ((found.src, found.src_size, size[0]), (found.tgt, found.tgt_size, size[1])):
        for k in range(number):
            assert posterior[(first <= k) & (k < first + length)].sum() == pytest.approx(1)


def test_scores_of_any_size_do_not_overflow() -> None:
    found = lattice(3, 3)
    for size in (1e4, -1e4):
        posterior, total = posteriors(found.start, found.end, np.full(len(found), size), 16)
        assert np.isfinite(total)
        assert ((posterior >= 0) & (posterior <= 1 + 1e-9)).all()


def test_the_best_of_equal_paths_is_the_same_each_time() -> None:
    found = lattice(4, 4)
    first = best_path(found.start, found.end, np.zeros(len(found)), 25)
    assert best_path(found.start, found.end, np.zeros(len(found)), 25).tolist() == first.tolist()


def test_the_kinds_are_all_there_once() -> None:
    expected = {(m, n) for m in range(1, LARGEST) for n in range(1, LARGEST) if m + n <= LARGEST} | {(1, 0), (0, 1)}
    assert {tuple(kind) for kind in KINDS.tolist()} == expected
    assert len(KINDS) == len(expected)


def test_every_bead_inside_the_documents_is_a_candidate() -> None:
    found = lattice(5, 4, KINDS)
    expected = {
        (i, m, j, n) for m, n in KINDS.tolist() for i in range(5 - m + 1) for j in range(4 - n + 1)
    }  # fmt: skip
    beads = list(zip(*(x.tolist() for x in (found.src, found.src_size, found.tgt, found.tgt_size)), strict=True))
    assert set(beads) == expected
    assert len(beads) == len(expected)
    assert (np.diff(found.end) >= 0).all()
    assert (found.start < found.end).all()
    assert (KINDS[found.kind] == np.stack([found.src_size, found.tgt_size], axis=1)).all()


@settings(deadline=None)  # the first call compiles
@given(SIZES, st.frozensets(st.integers(0, 3)), st.frozensets(st.integers(0, 3)))
def test_a_sentence_that_is_alone_is_in_null_beads_only(
    size: tuple[int, int], src_alone: frozenset[int], tgt_alone: frozenset[int]
) -> None:
    found = lattice(*size, KINDS, src_alone, tgt_alone)
    for i, m, j, n in zip(*(x.tolist() for x in (found.src, found.src_size, found.tgt, found.tgt_size)), strict=True):
        assert (m, n) in {(1, 0), (0, 1)} or not (src_alone & {*range(i, i + m)} or tgt_alone & {*range(j, j + n)})
    everything = lattice(*size, KINDS)
    kept = sum(
        (m, n) in {(1, 0), (0, 1)} or not (src_alone & {*range(i, i + m)} or tgt_alone & {*range(j, j + n)})
        for i, m, j, n in zip(
            *(x.tolist() for x in (everything.src, everything.src_size, everything.tgt, everything.tgt_size)),
            strict=True,
        )
    )
    assert len(found) == kept


def test_nothing_leads_out_of_the_band() -> None:
    band = Band(np.array([0, 0, 1, 3]), np.array([1, 2, 3, 3]))
    nobody = np.zeros(3, dtype=bool)
    found = candidates(band, nobody, nobody)
    nodes = [(i, j) for i in range(4) for j in range(band.low[i], band.high[i] + 1)]
    assert len(band) == len(nodes) == 2 + 3 + 3 + 1
    assert [nodes[node] for node in found.start] == list(zip(found.src, found.tgt, strict=True))
    ends = zip(found.src + found.src_size, found.tgt + found.tgt_size, strict=True)
    assert [nodes[node] for node in found.end] == list(ends)


def test_select_and_shift() -> None:
    found = lattice(3, 3)
    null = found.select(found.is_null)
    assert len(null) == 3 * 4 * 2
    assert (null.src_size + null.tgt_size == 1).all()
    moved = found.shifted(2, 5)
    assert (moved.src == found.src + 2).all()
    assert (moved.tgt == found.tgt + 5).all()
    assert (moved.start == found.start).all()
