"""Which clauses of either side find their like inside the bead."""

from __future__ import annotations

import numpy as np
from numba import njit, prange

from toolkit.aligners._lattice import Candidates, Floats, Ints
from toolkit.aligners.evidence import Pair, Side, _coverage

NAMES = _coverage.NAMES


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    c = candidates
    src = _items(pair.src, pair.tgt, *_coverage.windows(c.src, c.src_size, c.tgt, c.tgt_size, len(pair.src)), 3.0)
    tgt = _items(pair.tgt, pair.src, *_coverage.windows(c.tgt, c.tgt_size, c.src, c.src_size, len(pair.tgt)), 5.0)
    return _coverage.coverage(c, src, tgt)


def _items(side: Side, other: Side, low: Ints, width: int, unit: float) -> _coverage.Items:
    match = _match(side.clauses, side.clause_start, other.clauses, other.clause_start, low, width)
    return _coverage.Items(side.clause_start, np.sqrt(side.clause_length / np.float32(unit * unit)), low, match)


@njit(cache=True, parallel=True, fastmath=True)
def _match(
    clauses: Floats, start: Ints, others: Floats, other_start: Ints, low: Ints, width: int
) -> Floats:  # pragma: no cover - compiled
    """(c, width) the cosine of each clause with the nearest clause of each sentence in its window; at least 0."""
    out = np.zeros((len(clauses), width), dtype=np.float32)
    for sentence in prange(len(start) - 1):
        for k in range(max(0, -low[sentence]), min(width, len(other_start) - 1 - low[sentence])):
            other = low[sentence] + k
            for clause in range(start[sentence], start[sentence + 1]):
                for candidate in range(other_start[other], other_start[other + 1]):
                    cosine = np.float32(0.0)
                    for d in range(clauses.shape[1]):
                        cosine += clauses[clause, d] * others[candidate, d]
                    out[clause, k] = max(out[clause, k], cosine)
    return out
