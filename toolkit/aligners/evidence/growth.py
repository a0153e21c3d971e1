"""Whether the two sides would be closer as vectors with a sentence less, or with one more, at an edge.

A bead that gains by losing a sentence is too large, one that gains by growing is too small.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Candidates, Floats, Ints, dot
from toolkit.aligners.evidence import Pair

NAMES = ("gain by shrinking", "gain by shrinking, if any", "gain by growing", "gain by growing, if any")
NONE = -1.0  # where there is nothing to add


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    c = candidates
    return _features(c.src, c.src_size, c.tgt, c.tgt_size, pair.src.vectors, pair.tgt.vectors)


@njit(cache=True, nogil=True, fastmath=True)
def _features(src: Ints, src_size: Ints, tgt: Ints, tgt_size: Ints, x: Floats, y: Floats) -> Floats:
    out = np.zeros((len(src), 4), dtype=np.float32)
    for b in range(len(src)):
        i, m, j, n = src[b], src_size[b], tgt[b], tgt_size[b]
        if m == 0 or n == 0:
            continue
        here = dot(x[m - 1, i], y[n - 1, j])
        if m + n > 2:
            best = np.float32(NONE)
            if m > 1:
                best = max(best, dot(x[m - 2, i], y[n - 1, j]), dot(x[m - 2, i + 1], y[n - 1, j]))
            if n > 1:
                best = max(best, dot(x[m - 1, i], y[n - 2, j]), dot(x[m - 1, i], y[n - 2, j + 1]))
            out[b, 0] = best - here
            out[b, 1] = max(np.float32(0.0), best - here)
        best = here + np.float32(NONE)
        if m < len(x):
            if i > 0:
                best = max(best, dot(x[m, i - 1], y[n - 1, j]))
            if i + m < x.shape[1]:
                best = max(best, dot(x[m, i], y[n - 1, j]))
        if n < len(y):
            if j > 0:
                best = max(best, dot(x[m - 1, i], y[n, j - 1]))
            if j + n < y.shape[1]:
                best = max(best, dot(x[m - 1, i], y[n, j]))
        out[b, 2] = best - here
        out[b, 3] = max(np.float32(0.0), best - here)
    return out
