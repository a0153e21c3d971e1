"""How much of either side finds its match inside the bead, and how much would find a better one just outside.

An item (a word, a number, a name) belongs to a sentence and has a weight; its match with every sentence of the other side in a
window is a number from 0 to 1. Of each side of a bead we measure the weight that is

- covered: the best match inside the bead,
- uncovered: what is missing to 1, and
- leaking: by how much the best match among the `REACH` sentences on either side of the bead's other side exceeds it.

Leaking is what tells that a boundary is in the wrong place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Candidates, Floats, Ints

REACH = 2
MEASURES = ("covered", "uncovered", "leaking")
NAMES = tuple(f"{side} {measure}" for side in ("source", "target") for measure in MEASURES)


@dataclass(frozen=True)
class Items:
    """The items of one document's n sentences.

    Attributes:
        start: (n + 1,) int64, where each sentence's items begin.
        weight: (i,) float32.
        low: (n,) int64, the first sentence of the other side in each sentence's window; may be negative.
        match: (i, width) float32, each item's match with the sentences of its window, 0 beyond the other side's ends.
    """

    start: Ints
    weight: Floats
    low: Ints
    match: Floats


def windows(first: Ints, size: Ints, other: Ints, other_size: Ints, sentences: int) -> tuple[Ints, int]:
    """(n,) the first other sentence that any candidate needs of each sentence, and the width of the widest window."""
    low, high = _windows(first, size, other, other_size, sentences)
    return low, int(max(1, (high - low).max(initial=1)))


@njit(cache=True, nogil=True)
def _windows(first: Ints, size: Ints, other: Ints, other_size: Ints, sentences: int) -> tuple[Ints, Ints]:
    low, high = np.full(sentences, 1 << 62), np.full(sentences, -1)
    for b in range(len(first)):
        for i in range(first[b], first[b] + size[b]):
            low[i] = min(low[i], other[b] - REACH)
            high[i] = max(high[i], other[b] + other_size[b] + REACH)
    for i in range(sentences):
        if high[i] < 0:
            low[i] = high[i] = 0
    return low, high


def coverage(candidates: Candidates, src: Items, tgt: Items) -> Floats:
    """(b, 6) float32: the measures of the source side, then of the target side."""
    c = candidates
    return np.concatenate(
        [
            _coverage(c.src, c.src_size, c.tgt, c.tgt_size, src.start, src.weight, src.low, src.match),
            _coverage(c.tgt, c.tgt_size, c.src, c.src_size, tgt.start, tgt.weight, tgt.low, tgt.match),
        ],
        axis=1,
    )


@njit(cache=True, nogil=True)
def _coverage(
    first: Ints, size: Ints, other: Ints, other_size: Ints, start: Ints, weight: Floats, low: Ints, match: Floats
) -> Floats:
    out = np.zeros((len(first), 3), dtype=np.float32)
    width = match.shape[1]
    for b in range(len(first)):
        covered, uncovered, leaking = np.float32(0.0), np.float32(0.0), np.float32(0.0)
        for sentence in range(first[b], first[b] + size[b]):
            here = other[b] - low[sentence]
            for item in range(start[sentence], start[sentence + 1]):
                inside, outside = np.float32(0.0), np.float32(0.0)
                for k in range(max(0, here - REACH), min(width, here + other_size[b] + REACH)):
                    if here <= k < here + other_size[b]:
                        inside = max(inside, match[item, k])
                    else:
                        outside = max(outside, match[item, k])
                covered += weight[item] * inside
                uncovered += weight[item] * (np.float32(1.0) - inside)
                leaking += weight[item] * max(np.float32(0.0), outside - inside)
        out[b, 0], out[b, 1], out[b, 2] = covered, uncovered, leaking
    return out
