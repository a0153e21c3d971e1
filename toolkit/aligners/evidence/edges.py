"""Whether the two sides begin alike and end alike, clause by clause.

The first clause of a bead's source should be like the first of its target, and more than like the last clause before that
target; and so at the end. Once with single clauses, once with the two nearest the edge, and once more for beads 1-1, whose
two edges are all there is. The strongest evidence for where a bead ends that we have.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Candidates, Floats, Ints, dot
from toolkit.aligners.evidence import Pair, Side

_MEASURES = (
    "begins alike", "ends alike", "source begins more like target before", "source ends more like target after",
    "target begins more like source before", "target ends more like source after",
)  # fmt: skip
NAMES = (
    *_MEASURES,
    *(f"{measure}, two clauses" for measure in _MEASURES),
    *(f"{measure} in a 1-1" for measure in _MEASURES[:2]),
)


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    c, src, tgt = candidates, pair.src, pair.tgt
    measures = [
        _features(
            c.src, c.src_size, c.tgt, c.tgt_size,
            src.clause_start, *_runs(src, clauses), tgt.clause_start, *_runs(tgt, clauses),
        )
        for clauses in (1, 2)
    ]  # fmt: skip
    single = (c.src_size == 1) & (c.tgt_size == 1)
    return np.concatenate([*measures, measures[0][:, :2] * single[:, None].astype(np.float32)], axis=1)


def _runs(side: Side, clauses: int) -> tuple[Floats, Floats]:
    """(c, d) the mean vector of the clauses that begin with each clause, and of those that end with it."""
    if clauses == 1:
        return side.clauses, side.clauses
    nothing = np.zeros((1, side.clauses.shape[1]), dtype=np.float32)
    sums = np.concatenate([nothing, side.clauses[:-1]]) + side.clauses
    length = np.linalg.norm(side.clauses, axis=1, keepdims=True)  # 1, unless the vectors are scaled
    sums *= length / np.maximum(1e-6, np.linalg.norm(sums, axis=1, keepdims=True))
    return np.concatenate([sums[1:], side.clauses[-1:]]), sums


@njit(cache=True, nogil=True, fastmath=True)
def _features(
    src: Ints,
    src_size: Ints,
    tgt: Ints,
    tgt_size: Ints,
    src_start: Ints,
    src_from: Floats,
    src_to: Floats,
    tgt_start: Ints,
    tgt_from: Floats,
    tgt_to: Floats,
) -> Floats:
    out = np.zeros((len(src), 6), dtype=np.float32)
    zero = np.float32(0.0)
    for b in range(len(src)):
        if src_size[b] == 0 or tgt_size[b] == 0:
            continue
        first, last = src_start[src[b]], src_start[src[b] + src_size[b]] - 1
        other_first, other_last = tgt_start[tgt[b]], tgt_start[tgt[b] + tgt_size[b]] - 1
        begin = dot(src_from[first], tgt_from[other_first])
        end = dot(src_to[last], tgt_to[other_last])
        out[b, 0], out[b, 1] = begin, end
        if other_first > 0:
            out[b, 2] = max(zero, dot(src_from[first], tgt_to[other_first - 1]) - begin)
        if other_last + 1 < len(tgt_from):
            out[b, 3] = max(zero, dot(src_to[last], tgt_from[other_last + 1]) - end)
        if first > 0:
            out[b, 4] = max(zero, dot(tgt_from[other_first], src_to[first - 1]) - begin)
        if last + 1 < len(src_from):
            out[b, 5] = max(zero, dot(tgt_to[other_last], src_from[last + 1]) - end)
    return out
