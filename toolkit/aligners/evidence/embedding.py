"""How close the two sides are as vectors, by itself and against what is usual in this pair of documents.

The second is the margin of CSLS (Conneau et al. 2018) over Vecalign's random neighbours (Thompson & Koehn 2019): the
cosine less the mean cosine to overlaps of the other side, which is one product with their mean vector.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Candidates, Floats, Ints, dot
from toolkit.aligners.evidence import Pair

NAMES = ("cosine", "cosine x sentences", "margin", "margin x sentences", "margin of a 1-1")


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    c, src, tgt = candidates, pair.src, pair.tgt
    return _features(c.src, c.src_size, c.tgt, c.tgt_size, src.vectors, tgt.vectors, *pair.usual)


@njit(cache=True, nogil=True, fastmath=True)
def _features(
    src: Ints,
    src_size: Ints,
    tgt: Ints,
    tgt_size: Ints,
    src_vectors: Floats,
    tgt_vectors: Floats,
    usual_src: Floats,
    usual_tgt: Floats,
) -> Floats:
    out = np.zeros((len(src), 5), dtype=np.float32)
    for b in range(len(src)):
        if src_size[b] and tgt_size[b]:
            x, y = src_vectors[src_size[b] - 1, src[b]], tgt_vectors[tgt_size[b] - 1, tgt[b]]
            cosine = dot(x, y)
            usual = usual_src[src_size[b] - 1, src[b]] + usual_tgt[tgt_size[b] - 1, tgt[b]]
            size = np.float32(0.5) * (src_size[b] + tgt_size[b])
            out[b, 0], out[b, 1] = cosine, cosine * size
            out[b, 2] = cosine - np.float32(0.5) * usual
            out[b, 3] = out[b, 2] * size
            if src_size[b] == 1 and tgt_size[b] == 1:
                out[b, 4] = out[b, 2]
    return out
