"""The band of nodes around the anchors' path that the search may visit."""

from __future__ import annotations

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Band, Ints

MARGIN = 8  # sentences that the band reaches beyond the anchors' path
LARGEST_GAP = 20_000  # nodes between two anchors that are all visited; in a larger gap those near the diagonal are
DIAGONAL = 40


def band_around(anchors: Ints, src_size: int, tgt_size: int) -> Band:
    """The nodes in the rectangles between successive anchors, and `MARGIN` beyond.

    Args:
        anchors: (a, 2) rising on both sides.
        src_size, tgt_size: the band leads from (0, 0) to (src_size, tgt_size).
    """
    corners = np.concatenate([[(-1, -1)], anchors, [(src_size, tgt_size)]]).astype(np.int64)
    low, high = _rows(corners, src_size, tgt_size)
    return Band(np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))


@njit(cache=True, nogil=True)
def _rows(corners: Ints, src_size: int, tgt_size: int) -> tuple[Ints, Ints]:
    """(src_size + 1,) the first and the last node of each row, before they are made to rise."""
    low, high = np.full(src_size + 1, tgt_size), np.zeros(src_size + 1, dtype=np.int64)
    for k in range(len(corners) - 1):
        a, b = corners[k, 0] + 1, corners[k, 1] + 1
        c, d = corners[k + 1]
        is_large = (c - a) * (d - b) > LARGEST_GAP
        for row in range(max(0, a - MARGIN), min(src_size, c + MARGIN) + 1):
            left, right = b - MARGIN, d + MARGIN
            if is_large:
                slope = (d - b) / (c - a)
                left = max(left, int(b + slope * (row - a - 1) - DIAGONAL))
                right = min(right, int(b + slope * (row - a + 1) + DIAGONAL))
            low[row] = min(low[row], min(max(left, 0), tgt_size))
            high[row] = max(high[row], min(max(right, 0), tgt_size))
    return low, high
