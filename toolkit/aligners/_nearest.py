"""Rows that are each other's nearest: by products of blocks, so that no matrix of all similarities is ever held.

Nearness is the cosine less half of the usual cosine of either row, which is the mean over its nearest neighbours on the other
side (CSLS; Conneau et al. 2018): a row that is close to everything is nobody's neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Floats, Ints, Mask

if TYPE_CHECKING:
    from toolkit.encoders import Rows

NEIGHBOURS = 6  # of the other side, over which a row's usual cosine is taken
HALF = np.float32(0.5)
TIE = 1e-4  # difference of cosines under which rounding decides
SRC_BLOCK, TGT_BLOCK = 512, 2048  # rows of either side whose cosines are made at once


def mutual(src: Rows, tgt: Rows) -> tuple[Ints, Floats]:
    """(a, 2) rows that are each other's only nearest, rising by the first, and (a,) how near, all above 0.

    Rows that have two nearest, as those of lines that recur have, are in no pair.

    Args:
        src, tgt: (n, d) and (m, d) float32 unit rows.
    """
    usual_src, usual_tgt = usual(src, tgt)
    src_nearest, nearness, src_is_clear, tgt_nearest, tgt_is_clear = nearest(src, tgt, usual_src, usual_tgt)
    is_mutual = (tgt_nearest[src_nearest] == np.arange(len(src))) & src_is_clear & tgt_is_clear[src_nearest]
    found = np.flatnonzero(is_mutual & (nearness > 0))
    return np.stack([found, src_nearest[found]], axis=1), nearness[found]


def usual(src: Rows, tgt: Rows) -> tuple[Floats, Floats]:
    """(n,) and (m,) the mean cosine of each row to its nearest neighbours on the other side. Neither is empty."""
    src_largest = np.full((len(src), min(NEIGHBOURS, len(tgt))), -np.inf, dtype=np.float32)
    tgt_largest = np.full((len(tgt), min(NEIGHBOURS, len(src))), -np.inf, dtype=np.float32)
    for cosines, rows, columns in _cosines(src, tgt):
        _keep_largest(cosines, src_largest[rows], tgt_largest[columns])
    return src_largest.mean(axis=1), tgt_largest.mean(axis=1)


def nearest(src: Rows, tgt: Rows, usual_src: Floats, usual_tgt: Floats) -> tuple[Ints, Floats, Mask, Ints, Mask]:
    """For each source row its nearest target row, how near that is, and whether no other is as near; and for each target
    row its nearest source row and whether no other is as near."""
    src_best, tgt_best = (np.full((len(rows), 2), -np.inf, dtype=np.float32) for rows in (src, tgt))
    src_found, tgt_found = np.zeros(len(src), dtype=np.int64), np.zeros(len(tgt), dtype=np.int64)
    half_src, half_tgt = usual_src * HALF, usual_tgt * HALF
    for cosines, rows, columns in _cosines(src, tgt):
        # Each side is less near by what is usual of the other; its own changes nothing about which is nearest.
        _keep_nearest(
            cosines, half_src[rows], half_tgt[columns], rows.start, columns.start,
            src_best[rows], src_found[rows], tgt_best[columns], tgt_found[columns],
        )  # fmt: skip
    src_is_clear, tgt_is_clear = (best[:, 0] - best[:, 1] >= TIE for best in (src_best, tgt_best))
    return src_found, src_best[:, 0] - half_src, src_is_clear, tgt_found, tgt_is_clear


def _cosines(src: Rows, tgt: Rows) -> Iterator[tuple[Floats, slice, slice]]:
    """The cosines of all pairs of rows, a block at a time."""
    for a in range(0, len(src), SRC_BLOCK):
        rows = slice(a, min(len(src), a + SRC_BLOCK))
        x = src[rows]
        for b in range(0, len(tgt), TGT_BLOCK):
            columns = slice(b, min(len(tgt), b + TGT_BLOCK))
            yield x @ tgt[columns].T, rows, columns


@njit(cache=True, nogil=True)
def _keep_largest(cosines: Floats, src_largest: Floats, tgt_largest: Floats) -> None:
    """Put the cosines of a block among the largest of its rows and columns, which stand with the smallest of them first."""
    for i in range(cosines.shape[0]):
        for j in range(cosines.shape[1]):
            cosine = cosines[i, j]
            if cosine > src_largest[i, 0]:
                _insert(cosine, src_largest[i])
            if cosine > tgt_largest[j, 0]:
                _insert(cosine, tgt_largest[j])


@njit(inline="always")
def _insert(value: float, rising: Floats) -> None:
    """Put a value in the place of the first of rising values, and let it rise."""
    k = 0
    while k + 1 < len(rising) and rising[k + 1] < value:
        rising[k] = rising[k + 1]
        k += 1
    rising[k] = value


@njit(cache=True, nogil=True)
def _keep_nearest(
    cosines: Floats,
    half_src: Floats,
    half_tgt: Floats,
    first_src: int,
    first_tgt: int,
    src_best: Floats,
    src_found: Ints,
    tgt_best: Floats,
    tgt_found: Ints,
) -> None:
    """Note the nearest of each row and column of a block, whose numbers count from the firsts, and how near the two
    nearest are."""
    for i in range(cosines.shape[0]):
        for j in range(cosines.shape[1]):
            nearness = cosines[i, j] - half_tgt[j]
            if nearness > src_best[i, 1]:
                _note(nearness, first_tgt + j, src_best, src_found, i)
            nearness = cosines[i, j] - half_src[i]
            if nearness > tgt_best[j, 1]:
                _note(nearness, first_src + i, tgt_best, tgt_found, j)


@njit(inline="always")
def _note(nearness: float, number: int, best: Floats, found: Ints, row: int) -> None:
    if nearness > best[row, 0]:
        best[row, 0], best[row, 1], found[row] = nearness, best[row, 0], number
    else:
        best[row, 1] = nearness
