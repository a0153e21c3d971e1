"""Which of many texts are duplicates, the better ones first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numba import njit
from numpy.typing import NDArray

from toolkit.corpus.fingerprints import Prints

Sides = Literal["both", "src", "tgt", "either"]
SIDES: tuple[Sides, ...] = ("both", "src", "tgt", "either")
NONE = -1

_MOST = 500
"""Texts of the corpus that share a band and that a text is compared with at most: the latest. Only templates have so many."""


def duplicates(src: Prints, tgt: Prints, order: NDArray[np.int64], sides: Sides = "both") -> NDArray[np.int64]:
    """(n,) int64: of each pair of texts an earlier one, in `order`, that it duplicates and that stays; `NONE` where it stays.

    Args:
        order: (m,) int64, the numbers of the pairs that are looked at, the better ones first.
        sides: what must be alike: both texts, the Chinese, the English, or either.
    """
    if sides in ("both", "src"):
        return _rivals(src, tgt if sides == "both" else None, order)
    if sides == "tgt":
        return _rivals(tgt, None, order)
    return alike_on_any([src, tgt], order)


def leaks(src: Prints, tgt: Prints, part: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) int64: of each pair one of another part that has a like text on either side and comes first; else `NONE`.

    Pairs of the part with the greatest number come last.

    Args:
        part: (n,) int64, the part that each pair is in.
        order: (m,) int64, as in `duplicates`.
    """
    return alike_on_any([src, tgt], order, part)


def alike_on_any(
    sides: Sequence[Prints], order: NDArray[np.int64], part: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """As `duplicates` where one side that is alike is enough; with `part`, as `leaks`."""
    found = np.full(len(sides[0].bands), NONE, np.int64)
    for side in sides:
        rivals = _rivals(side, None, order[found[order] == NONE], part)
        found = np.where(found == NONE, rivals, found)
    return found


def _rivals(
    one: Prints, other: Prints | None, order: NDArray[np.int64], part: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    groups, count = _groups(one.bands, order)
    second = one if other is None else other
    parts = np.zeros(0, np.int64) if part is None else part
    return _first_alike(order, groups, count, one.signatures, one.needed, second.signatures, second.needed, parts)


def _groups(bands: NDArray[Any], order: NDArray[np.int64]) -> tuple[NDArray[np.int32], int]:
    """(n, b) int32 the number of the group of texts that agree in a band, `NONE` for a text alone; and how many there are."""
    groups, count = np.full(bands.shape, NONE, np.int32), 0
    for band in range(bands.shape[1]):
        by_value = np.argsort(bands[order, band], kind="stable")
        values = bands[order[by_value], band]
        is_new = np.diff(values, prepend=values[:1]) != 0
        number = np.cumsum(is_new)
        sizes = np.bincount(number)
        is_shared = sizes > 1
        names = np.where(is_shared, count + np.cumsum(is_shared) - 1, NONE)
        groups[order[by_value], band] = names[number]
        count += int(is_shared.sum())
    return groups, count


@njit(cache=True, nogil=True)
def _first_alike(
    order: NDArray[np.int64],
    groups: NDArray[np.int32],
    count: int,
    one: NDArray[Any],
    needed: int,
    other: NDArray[Any],
    needed_too: int,
    part: NDArray[np.int64],
) -> NDArray[np.int64]:
    """`duplicates` for one side, or `leaks` where there are parts. Those that stay are chained up in each of their groups."""
    lowest = part.max() if part.size else NONE
    found = np.full(len(groups), NONE, np.int64)
    last = np.full(count, NONE, np.int32)
    before = np.full(groups.shape, NONE, np.int32)
    for text in order:
        for band in range(groups.shape[1]):
            group = groups[text, band]
            rival = last[group] if group != NONE else NONE
            steps = 0
            while rival != NONE and (part.size or steps < _MOST):
                if (
                    (not part.size or part[rival] != part[text])
                    and _agree(one, text, rival, needed)
                    and _agree(other, text, rival, needed_too)
                ):
                    found[text] = rival
                    break
                rival = before[rival, band]
                steps += 1
            if found[text] != NONE:
                break
        # Nothing comes after the last part that could be kept from it.
        if found[text] == NONE and (not part.size or part[text] != lowest):
            for band in range(groups.shape[1]):
                group = groups[text, band]
                if group != NONE:
                    before[text, band] = last[group]
                    last[group] = text
    return found


@njit(cache=True, nogil=True)
def _agree(signatures: NDArray[Any], one: int, other: int, needed: int) -> bool:
    count = 0
    for place in range(signatures.shape[1]):
        count += signatures[one, place] == signatures[other, place]
    return count >= needed
