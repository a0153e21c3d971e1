"""The lattice of candidate beads, and the sums and best paths over it.

A node (i, j) says that i source and j target sentences are behind us; a bead is an edge. A band bounds j for each i. Nodes are
numbered row by row, so that every edge leads from a lower to a higher number, and edges are kept in the order of the node
that they end in: all passes are one sweep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numba import njit
from numpy.typing import NDArray

from toolkit.bitext import Bead

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

LARGEST = 8
"""Sentences in a bead, both sides together."""

KINDS = np.array(
    [(1, 0), (0, 1)] + [(m, n) for m in range(1, LARGEST) for n in range(1, LARGEST + 1 - m)], dtype=np.int64
)
"""(k, 2): the sizes m-n that a bead can have."""


@dataclass(frozen=True)
class Band:
    """The nodes (i, j) with low[i] <= j <= high[i]; both (n + 1,) int64, neither decreasing, each row touching the next."""

    low: Ints
    high: Ints

    @cached_property
    def offset(self) -> Ints:
        """(n + 2,) the number of the first node of each row."""
        return np.concatenate([[0], np.cumsum(self.high - self.low + 1)])

    def __len__(self) -> int:
        """The number of nodes."""
        return int(self.offset[-1])


@dataclass(frozen=True)
class Candidates:
    """Candidate beads, sorted by the node that they end in.

    All (b,) int64: `kind` is the row of the table of kinds, `src` and `tgt` are the first sentences, `src_size` and
    `tgt_size` how many, `start` and `end` nodes.
    """

    kind: Ints
    src: Ints
    src_size: Ints
    tgt: Ints
    tgt_size: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.src)

    def select(self, which: Mask | slice) -> Candidates:
        """The candidates where a mask is true, or a slice of them."""
        return Candidates(*(getattr(self, name)[which] for name in self.__dataclass_fields__))

    @classmethod
    def joined(cls, parts: Sequence[Candidates]) -> Candidates:
        """Candidates that follow each other as one."""
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__dataclass_fields__))

    def shifted(self, src: int, tgt: int) -> Candidates:
        """The same candidates with sentence numbers that count from `src` and `tgt` sentences earlier."""
        return replace(self, src=self.src + src, tgt=self.tgt + tgt)

    @cached_property
    def is_null(self) -> Mask:
        """(b,) whether one side is empty."""
        return np.asarray((self.src_size == 0) | (self.tgt_size == 0))


def candidates(
    band: Band, src_alone: Mask, tgt_alone: Mask, kinds: Ints = KINDS, nodes: tuple[int, int] | None = None
) -> Candidates:
    """Every bead of `kinds` inside the band; a sentence that is `alone` (mask over its side) only as a null bead.

    Where `nodes` are given, from the first to before the last, only those that end there.
    """
    src_runs = np.concatenate([[0], np.cumsum(src_alone)])
    tgt_runs = np.concatenate([[0], np.cumsum(tgt_alone)])
    first, last = nodes or (0, len(band))
    table, count = _enumerate(band.low, band.high, band.offset, kinds, src_runs, tgt_runs, first, last)
    return Candidates(*table[:, :count])


@njit(cache=True, nogil=True)
def _enumerate(
    low: Ints, high: Ints, offset: Ints, kinds: Ints, src_runs: Ints, tgt_runs: Ints, first: int, last: int
) -> tuple[Ints, int]:
    count = 0
    table = np.empty((7, (last - first) * len(kinds)), dtype=np.int64)
    for i in range(np.searchsorted(offset, first, side="right") - 1, len(low)):
        if offset[i] >= last:
            break
        for j in range(low[i] + max(0, first - offset[i]), low[i] + min(last - offset[i], high[i] + 1 - low[i])):
            for k in range(len(kinds)):
                m, n = kinds[k]
                a, b = i - m, j - n
                if a < 0 or b < 0 or b < low[a] or b > high[a]:
                    continue
                if m and n and (src_runs[i] > src_runs[a] or tgt_runs[j] > tgt_runs[b]):
                    continue
                table[0, count], table[1, count], table[2, count], table[3, count] = k, a, m, b
                table[4, count], table[5, count], table[6, count] = n, offset[a] + b - low[a], offset[i] + j - low[i]
                count += 1
    return table, count


@njit(inline="always", fastmath=True)
def dot(x: Floats, y: Floats) -> np.float32:
    """The product of two (d,) rows; that of numba needs scipy."""
    total = np.float32(0.0)
    for d in range(len(x)):
        total += x[d] * y[d]
    return total


@njit(cache=True, nogil=True)
def posteriors(start: Ints, end: Ints, score: Doubles, nodes: int) -> tuple[Doubles, float]:
    """(b,) the probability of each edge under exp(sum of scores), and the log of the sum over all paths.

    Paths lead from node 0 to node `nodes` - 1.
    """
    forward = np.full(nodes, -np.inf)
    backward = np.full(nodes, -np.inf)
    forward[0] = backward[nodes - 1] = 0.0
    add_forward(start, end, score, forward)
    add_backward(start, end, score, backward)
    total = forward[nodes - 1]
    return np.exp(forward[start] + score + backward[end] - total), total


@njit(cache=True, nogil=True)
def add_forward(start: Ints, end: Ints, score: Doubles, forward: Doubles) -> None:
    """Add edges to the log of the sum over all paths from node 0 to each node, once that holds all edges before them."""
    for e in range(len(start)):
        forward[end[e]] = np.logaddexp(forward[end[e]], forward[start[e]] + score[e])


@njit(cache=True, nogil=True)
def add_backward(start: Ints, end: Ints, score: Doubles, backward: Doubles) -> None:
    """Add edges to the log of the sum over all paths from each node to the last, once that holds all edges after them."""
    for e in range(len(start) - 1, -1, -1):
        backward[start[e]] = np.logaddexp(backward[start[e]], backward[end[e]] + score[e])


@njit(cache=True, nogil=True)
def keep_path(start: Ints, end: Ints, value: Doubles, node: int, keep: Mask) -> int:
    """Mark the edges of a path that comes to `node`, of those that end at each node the one of greatest value.

    Returns the node where the path leaves these edges.
    """
    e = len(start) - 1
    while e >= 0:
        if end[e] != node:
            e -= 1
            continue
        best = e
        while e >= 0 and end[e] == node:
            if value[e] > value[best]:
                best = e
            e -= 1
        keep[best] = True
        node = start[best]
    return node


def bead_posteriors(found: Candidates, score: Doubles, nodes: int) -> Doubles:
    """(b,) the probability of each bead, by the (b,) scores of the candidates.

    A null bead may stand at several nodes, and is the same bead: it is as likely as all of them together.
    """
    out, _ = posteriors(found.start, found.end, score, nodes)
    for is_null, first in ((found.tgt_size == 0, found.src), (found.src_size == 0, found.tgt)):
        _, sentence = np.unique(first[is_null], return_inverse=True)
        out[is_null] = np.bincount(sentence, out[is_null])[sentence]
    return out


@njit(cache=True, nogil=True)
def best_path(start: Ints, end: Ints, value: Doubles, nodes: int) -> Ints:
    """The edges of the path of greatest summed value, in order."""
    best = np.full(nodes, -np.inf)
    came = np.full(nodes, -1)
    best[0] = 0.0
    for e in range(len(start)):
        here = best[start[e]] + value[e]
        if here > best[end[e]]:
            best[end[e]] = here
            came[end[e]] = e
    path = []
    node = nodes - 1
    while node > 0 and came[node] >= 0:
        path.append(came[node])
        node = start[came[node]]
    return np.array(path[::-1], dtype=np.int64)


def best_beads(found: Candidates, score: Floats | Doubles, nodes: int) -> Iterator[Bead]:
    """The beads of the path of greatest summed posterior, by the (b,) scores of the candidates, with their confidences."""
    posterior = bead_posteriors(found, score.astype(np.float64), nodes)
    for edge in best_path(found.start, found.end, posterior, nodes).tolist():
        i, j = int(found.src[edge]), int(found.tgt[edge])
        src, tgt = range(i, i + int(found.src_size[edge])), range(j, j + int(found.tgt_size[edge]))
        yield Bead(tuple(src), tuple(tgt), float(score[edge]), min(1.0, float(posterior[edge])))
