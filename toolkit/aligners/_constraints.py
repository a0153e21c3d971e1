"""What is known before the search: sentences without partner, and beads that a person is sure of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from toolkit.aligners._lattice import LARGEST, Candidates, Ints, Mask
from toolkit.bitext import Pin
from toolkit.errors import BadParameter


@dataclass(frozen=True)
class Constraints:
    """Sentences that must be `alone` in null beads ((n,) and (m,) bool), and pinned beads.

    `pins` is (p, 4) int64, rising: first source sentence and how many, first target sentence and how many, none of them 0.
    """

    src_alone: Mask
    tgt_alone: Mask
    pins: Ints

    def anchors(self, found: Ints) -> Ints:
        """(a, 2) the anchors that agree with the constraints, and the pins' first and last sentences as anchors."""
        i, j = found.T
        keep = ~(self.src_alone[i] | self.tgt_alone[j])
        src, src_size, tgt, tgt_size = self.pins.T
        pin = np.searchsorted(src, i, side="right")
        # An anchor stands between the same two pins on both sides, and in none.
        keep &= pin == np.searchsorted(tgt, j, side="right")
        last_src, last_tgt = np.append(src + src_size, 0)[pin - 1], np.append(tgt + tgt_size, 0)[pin - 1]
        keep &= (i >= last_src) & (j >= last_tgt)
        ends = [np.stack([src, tgt], axis=1), np.stack([src + src_size - 1, tgt + tgt_size - 1], axis=1)]
        merged = np.unique(np.concatenate([found[keep], *ends]), axis=0)
        rises = np.diff(merged, axis=0, prepend=-1) > 0  # a pin of 1-2 gives one source sentence twice
        return np.asarray(merged[rises.all(axis=1)])

    def is_inside_pin(self, src: Ints) -> Mask:
        """(k,) whether a cut before these source sentences would cut a pin in two."""
        first, size = self.pins[:, 0], self.pins[:, 1]
        pin = np.searchsorted(first, src, side="left") - 1
        return np.asarray((pin >= 0) & (np.append(first + size, 0)[pin] > src))

    def fit(self, found: Candidates) -> Mask:
        """(b,) which candidates, numbered as in the documents, hold no part of a pin without being it."""
        src, src_size, tgt, tgt_size = self.pins.T
        mask = np.ones(len(found), dtype=bool)
        if len(src):
            mask &= ~_touches(src, src_size, found.src, found.src_size)
            mask &= ~_touches(tgt, tgt_size, found.tgt, found.tgt_size)
            pin = np.maximum(0, np.searchsorted(src, found.src, side="right") - 1)
            own = np.stack([found.src, found.src_size, found.tgt, found.tgt_size], axis=1)
            mask |= (own == self.pins[pin]).all(axis=1)
        return mask


def _touches(first: Ints, size: Ints, start: Ints, length: Ints) -> Mask:
    """(b,) whether a run of sentences shares any with the rising runs `first`, `size`."""
    before = np.searchsorted(first, start + length, side="left") - 1
    return np.asarray((before >= 0) & (length > 0) & (first[before] + size[before] > start))


def constraints(
    src_size: int, tgt_size: int, src_null: Iterable[int], tgt_null: Iterable[int], pins: Sequence[Pin]
) -> Constraints:
    """Constraints on documents of so many sentences. A one-sided pin says that its sentences have no partner.

    Raises:
        BadParameter: pins cross, overlap, leave the documents, have gaps or more than `LARGEST` sentences, or hold a sentence that
            must have no partner.
    """
    alone = [np.zeros(size, dtype=bool) for size in (src_size, tgt_size)]
    rows = []
    for pin in sorted((tuple(sorted(src)), tuple(sorted(tgt))) for src, tgt in pins):
        _check(pin, (src_size, tgt_size))
        src, tgt = pin
        if src and tgt:
            rows.append((src[0], len(src), tgt[0], len(tgt)))
        alone[0][list(src if not tgt else ())] = True
        alone[1][list(tgt if not src else ())] = True
    alone[0][list(src_null)] = True
    alone[1][list(tgt_null)] = True
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    for (a, m, b, n), (c, _, d, _) in pairwise(rows):
        if c < a + m or d < b + n:
            raise BadParameter(f"two pins overlap or cross: at source {a} and {c}, target {b} and {d}")
    for a, m, b, n in rows:
        if alone[0][a : a + m].any() or alone[1][b : b + n].any():
            raise BadParameter(f"the pin of source {a} and target {b} holds a sentence that has no partner")
    return Constraints(alone[0], alone[1], table)


def _check(pin: Pin, sizes: tuple[int, int]) -> None:
    for side, size in zip(pin, sizes, strict=True):
        if side and (side[0] < 0 or side[-1] >= size):
            raise BadParameter(f"a pin has sentence {side[-1]}, but there are {size}, counted from 0")
        if side and side[-1] - side[0] + 1 != len(side):
            raise BadParameter(f"a pin must hold sentences that follow each other, not {list(side)}")
    if all(pin) and sum(map(len, pin)) > LARGEST:
        raise BadParameter(f"a pin holds at most {LARGEST} sentences of both sides together, not {sum(map(len, pin))}")
