"""First pass: 1-1 anchors.

Short documents are compared whole. Of long ones some hundred sentences, the landmarks, are compared with all of the other
side; then all sentences with those between the landmarks around them. So no number of sentences left out or put in is too
large, and time grows as n log n.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from toolkit.aligners._lattice import Floats, Ints
from toolkit.aligners._nearest import mutual
from toolkit.parallel import ordered_map

if TYPE_CHECKING:
    from toolkit.encoders import Rows

WHOLE = 1 << 22  # cells, one sentence against one, that are compared without landmarks
LANDMARKS = 512
STEP = 256  # sentences that a window is long at least, on the longer of its sides
SHRINK = 16  # Windows that have landmarks in turn have fewer cells by this factor, so that there are but a few levels.


def find_anchors(src: Rows, tgt: Rows) -> Ints:
    """(a, 2) pairs of sentences that are each other's nearest: the heaviest chain of them that rises on both sides.

    Args:
        src, tgt: (n, d) and (m, d) float32 unit rows.
    """
    if not len(src) or not len(tgt):
        return np.empty((0, 2), dtype=np.int64)
    return _chain(*_pairs(src, tgt), len(tgt))


def _pairs(src: Rows, tgt: Rows) -> tuple[Ints, Floats]:
    """(p, 2) pairs that are each other's nearest among all sentences, or all between the same landmarks, and how near."""
    cells = len(src) * len(tgt)
    if cells <= WHOLE:
        return mutual(src[:], tgt[:])
    pairs, weight = _landmarks(src, tgt) if len(src) <= len(tgt) else _swapped(*_landmarks(tgt, src))
    windows = (
        (src[a:c], tgt[b:d], (a, b))
        for (a, b), (c, d) in _windows(_chain(pairs, weight, len(tgt)), (len(src), len(tgt)))
        if (c - a) * (d - b) <= max(WHOLE, cells // SHRINK)
    )
    found = [(pairs, weight), *ordered_map(_pairs_from, windows)]
    return np.concatenate([pairs for pairs, _ in found]), np.concatenate([weight for _, weight in found])


def _pairs_from(window: tuple[Rows, Rows, tuple[int, int]]) -> tuple[Ints, Floats]:
    """The pairs of a window, whose first sentences have these numbers in the documents."""
    src, tgt, first = window
    pairs, weight = _pairs(src, tgt)
    return pairs + np.array(first), weight


def _landmarks(src: Rows, tgt: Rows) -> tuple[Ints, Floats]:
    """Pairs of sentences, one of either side's nearest among all of the other, from sentences spread over the source."""
    spread = np.linspace(0, len(src) - 1, LANDMARKS).astype(np.int64)
    forward, weight = mutual(src[spread], tgt)
    if not len(forward):
        return forward, weight
    candidates = np.unique(forward[:, 1])
    backward, _ = mutual(src, tgt[candidates])
    back_to = np.full(len(tgt), -1)
    back_to[candidates[backward[:, 1]]] = backward[:, 0]
    pairs = np.stack([spread[forward[:, 0]], forward[:, 1]], axis=1)
    is_mutual = back_to[pairs[:, 1]] == pairs[:, 0]
    return pairs[is_mutual], weight[is_mutual]


def _swapped(pairs: Ints, weight: Floats) -> tuple[Ints, Floats]:
    return pairs[:, ::-1], weight


def _windows(landmarks: Ints, ends: tuple[int, int]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The rectangles from each landmark to the one after the next, of those that stand `STEP` apart.

    As every two overlap, a landmark that is wrong hides no pair that is right.
    """
    corners = [(0, 0)]
    for i, j in landmarks.tolist():
        if max(i - corners[-1][0], j - corners[-1][1]) >= STEP:
            corners.append((i, j))
    corners.append(ends)
    yield from zip(corners[:-2], corners[2:], strict=True)


def _chain(pairs: Ints, weight: Floats, size: int) -> Ints:
    """(a, 2) the heaviest of the pairs' chains that rise on both sides; their second numbers are below `size`."""
    order = np.lexsort((-pairs[:, 1], pairs[:, 0]))  # of pairs with the same first sentence at most one can follow
    pairs, weight = pairs[order], weight[order]
    return np.asarray(pairs[_rising(np.ascontiguousarray(pairs[:, 1]), weight.astype(np.float64), size)])


@njit(cache=True, nogil=True)
def _rising(values: Ints, weight: NDArray[np.float64], size: int) -> Ints:
    """The positions of the heaviest strictly rising subsequence of `values` (all below `size`).

    A Fenwick tree over the values holds the best chain that ends at or below each: n log n.
    """
    tree_best = np.zeros(size + 1)
    tree_last = np.full(size + 1, -1)
    before = np.full(len(values), -1)
    for p in range(len(values) + 1):
        best, last = 0.0, -1
        k = values[p] if p < len(values) else size
        while k > 0:
            if tree_best[k] > best:
                best, last = tree_best[k], tree_last[k]
            k -= k & -k
        if p == len(values):
            break
        before[p] = last
        k = values[p] + 1
        while k <= size:
            if best + weight[p] > tree_best[k]:
                tree_best[k], tree_last[k] = best + weight[p], p
            k += k & -k
    chain = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return np.array(chain[::-1], dtype=np.int64)
