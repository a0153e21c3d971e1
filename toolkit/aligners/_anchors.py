"""First pass: 1-1 anchors, and the band of nodes around them that the search may visit."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from toolkit.aligners._lattice import Band, Floats, Ints, Mask

NEIGHBOURS = 6  # of the other side, over which a sentence's usual similarity is taken
MARGIN = 8  # sentences that the band reaches beyond the anchors' path
LARGEST_GAP = 20_000  # nodes between two anchors that are all visited; in a larger gap those near the diagonal are
DIAGONAL = 40
CELLS = 1 << 22  # of a similarity matrix that are made at once
TIE = 1e-4  # difference of similarities under which rounding decides


def find_anchors(src: Floats, tgt: Floats) -> Ints:
    """(a, 2) pairs of sentences that are each other's nearest: the heaviest chain of them that rises on both sides.

    Nearness is the cosine less half of the mean cosines of either sentence to its nearest neighbours (CSLS; Conneau et al.
    2018). Sentences that have two nearest, as lines that recur have, are in no pair.

    Args:
        src, tgt: (n, d) and (m, d) float32 unit rows.
    """
    if not len(src) or not len(tgt):
        return np.empty((0, 2), dtype=np.int64)
    usual_src, usual_tgt = _usual(src, tgt), _usual(tgt, src)
    src_nearest, nearness, src_is_clear = nearest(src, tgt, usual_tgt)
    tgt_nearest, _, tgt_is_clear = nearest(tgt, src, usual_src)
    weight = (nearness - usual_src / 2).astype(np.float64)
    is_mutual = (tgt_nearest[src_nearest] == np.arange(len(src))) & src_is_clear & tgt_is_clear[src_nearest]
    mutual = np.flatnonzero(is_mutual & (weight > 0))
    pairs = np.stack([mutual, src_nearest[mutual]], axis=1)
    return np.asarray(pairs[_rising(pairs[:, 1], weight[mutual], len(tgt))])


def _usual(rows: Floats, others: Floats) -> Floats:
    """(n,) the mean similarity of each row to its nearest others."""
    k = min(NEIGHBOURS, len(others))
    out = np.empty(len(rows), dtype=np.float32)
    step = 1 + CELLS // len(others)
    for a in range(0, len(rows), step):
        similarity = rows[a : a + step] @ others.T
        out[a : a + step] = np.partition(similarity, -k, axis=1)[:, -k:].mean(axis=1)
    return out


def nearest(rows: Floats, others: Floats, usual: Floats) -> tuple[Ints, Floats, Mask]:
    """(n,) the nearest other of each row, its similarity less half of that other's usual similarity, and whether it is
    the only one as near."""
    found, similarity = np.empty(len(rows), dtype=np.int64), np.empty(len(rows), dtype=np.float32)
    is_clear = np.empty(len(rows), dtype=bool)
    step = 1 + CELLS // len(others)
    for a in range(0, len(rows), step):
        block = rows[a : a + step] @ others.T
        block -= usual / 2
        found[a : a + step] = block.argmax(axis=1)
        similarity[a : a + step] = block.max(axis=1)
        is_clear[a : a + step] = (block > similarity[a : a + step, None] - TIE).sum(axis=1) == 1
    return found, similarity, is_clear


@njit(cache=True)
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


def band_around(anchors: Ints, src_size: int, tgt_size: int) -> Band:
    """The nodes in the rectangles between successive anchors, and `MARGIN` beyond.

    Args:
        anchors: (a, 2) rising on both sides.
        src_size, tgt_size: the band leads from (0, 0) to (src_size, tgt_size).
    """
    low, high = np.full(src_size + 1, tgt_size), np.zeros(src_size + 1, dtype=np.int64)
    corners = np.concatenate([[(-1, -1)], anchors, [(src_size, tgt_size)]])
    for (a, b), (c, d) in zip(corners[:-1] + 1, corners[1:], strict=True):
        rows = np.arange(max(0, a - MARGIN), min(src_size, c + MARGIN) + 1)
        left, right = np.full(len(rows), b - MARGIN), np.full(len(rows), d + MARGIN)
        if (c - a) * (d - b) > LARGEST_GAP:
            slope = (d - b) / (c - a)
            left = np.maximum(left, b + slope * (rows - a - 1) - DIAGONAL).astype(np.int64)
            right = np.minimum(right, b + slope * (rows - a + 1) + DIAGONAL).astype(np.int64)
        low[rows] = np.minimum(low[rows], np.clip(left, 0, tgt_size))
        high[rows] = np.maximum(high[rows], np.clip(right, 0, tgt_size))
    return Band(np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))
