"""Whether the two sides are as long as each other, in characters, by the documents' own ratio (Gale & Church 1993)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Candidates, Floats, Ints
from toolkit.aligners.evidence import Pair

NAMES = ("log ratio", "squared log ratio", "surprise", "balance", "null length")
MOST = 2.0  # times the median ratio, or less than its reciprocal: text that the other side lacks
LEAST_RATIO, USUAL_RATIO, LARGEST_RATIO = 2.0, 3.8, 9.0  # of translations; classical Chinese has the largest


def usual_ratio(src: Sequence[str], tgt: Sequence[str], anchors: Ints) -> float:
    """Target characters for one source character, where both sides have the text.

    The ratio of whole documents would change everywhere with what one of them lacks. So of the stretches between the (a, 2)
    anchors only those count whose own ratio is near the median. Where one document sums up the other, or is a sentence of it,
    the ratio is not theirs but that of translations in general.
    """
    cuts = np.concatenate([[(0, 0)], anchors, [(len(src), len(tgt))]])
    before = [np.concatenate([[0], np.cumsum([len(text) for text in texts])]) for texts in (src, tgt)]
    x, y = (np.diff(total[cut]) for total, cut in zip(before, cuts.T, strict=True))
    full = (x > 0) & (y > 0)
    x, y = x[full], y[full]
    if not len(x):
        return USUAL_RATIO
    near = np.abs(np.log(y / x / np.median(y / x))) <= np.log(MOST)
    ratio = float(y[near].sum() / x[near].sum())
    return ratio if LEAST_RATIO <= ratio <= LARGEST_RATIO else USUAL_RATIO


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    c = candidates
    expected = pair.src.length_before * np.float32(pair.ratio)
    return _features(c.src, c.src_size, c.tgt, c.tgt_size, expected, pair.tgt.length_before)


@njit(cache=True, nogil=True)
def _features(
    src: Ints, src_size: Ints, tgt: Ints, tgt_size: Ints, expected_before: Floats, length_before: Floats
) -> Floats:
    out = np.zeros((len(src), 5), dtype=np.float32)
    for b in range(len(src)):
        expected = expected_before[src[b] + src_size[b]] - expected_before[src[b]]
        length = length_before[tgt[b] + tgt_size[b]] - length_before[tgt[b]]
        if src_size[b] == 0 or tgt_size[b] == 0:
            out[b, 4] = np.log1p(expected + length)
            continue
        difference = np.log((length + 3) / (expected + 3))
        out[b, 0] = abs(difference)
        out[b, 1] = min(4.0, difference * difference)
        out[b, 2] = min(60.0, (length - expected) ** 2 / (expected + length + 10)) / 10
        out[b, 3] = np.log2(1 + min(expected, length) / max(1.0, expected, length))
    return out
