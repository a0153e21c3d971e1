"""The lattice of two documents in pieces, which are searched one after another, each in blocks that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from toolkit.aligners._band import band_around
from toolkit.aligners._constraints import Constraints
from toolkit.aligners._documents import WholePair
from toolkit.aligners._lattice import Candidates, Ints, Mask, candidates
from toolkit.aligners.evidence import Pair
from toolkit.aligners.evidence.length import usual_ratio

LENGTH = 512  # sentences after which the lattice is cut where it may be
WIDE = 2048  # sentences of either side without an anchor, between which the lattice is cut on the diagonal
BLOCK = 16_384  # nodes whose candidates are held at once
CONTEXT = 8  # sentences beyond a block that the evidence may look at


@dataclass(frozen=True)
class Block:
    """Candidates that end in nodes which follow each other, and the stretches that their sentence numbers refer to.

    `src_offset` and `tgt_offset` are the stretches' first sentences in the documents.
    """

    pair: Pair
    found: Candidates
    src_offset: int
    tgt_offset: int

    def select(self, which: Mask) -> Block:
        """The block with those of its candidates for which a (b,) mask is true."""
        return replace(self, found=self.found.select(which))

    @property
    def numbered(self) -> Candidates:
        """The candidates, with sentences numbered as in the documents."""
        return self.found.shifted(self.src_offset, self.tgt_offset)


class Piece:
    """The lattice from one node of the documents to another, as blocks of at most `BLOCK` nodes that are made on demand.

    Paths lead from node 0 to node `nodes` - 1. `anchors` (a, 2) are those between; `ratio` is that of `evidence.Pair`.
    """

    def __init__(
        self,
        whole: WholePair,
        ratio: float,
        known: Constraints,
        first: tuple[int, int],
        last: tuple[int, int],
        anchors: Ints,
    ) -> None:
        self._whole, self._ratio, self._known, self._first, self._last = whole, ratio, known, first, last
        self._band = band_around(anchors - first, last[0] - first[0], last[1] - first[1])
        self.nodes = len(self._band)

    def __len__(self) -> int:
        """The number of blocks."""
        return -(-self.nodes // BLOCK)

    def __iter__(self) -> Iterator[Block]:
        """The blocks in order."""
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> Block:
        """Make a block."""
        (a, b), (c, d) = self._first, self._last
        nodes = (number * BLOCK, min(self.nodes, (number + 1) * BLOCK))
        found = candidates(self._band, self._known.src_alone[a:c], self._known.tgt_alone[b:d], nodes=nodes)
        found = found.shifted(a, b)
        return self._with_context(found.select(self._known.fit(found)))

    def _with_context(self, found: Candidates) -> Block:
        src = _around(found.src, found.src_size, len(self._whole.src))
        tgt = _around(found.tgt, found.tgt_size, len(self._whole.tgt))
        return Block(self._whole.stretch(src, tgt, self._ratio), found.shifted(-src[0], -tgt[0]), src[0], tgt[0])


def _around(first: Ints, size: Ints, sentences: int) -> tuple[int, int]:
    """The bounds of the stretch that holds some runs of sentences and their context."""
    low, high = int(first.min(initial=sentences)), int((first + size).max(initial=0))
    return max(0, low - CONTEXT), min(sentences, high + CONTEXT)


def pieces(whole: WholePair, known: Constraints) -> Iterator[Piece]:
    """All pieces of the lattice of two documents, in order."""
    anchors = known.anchors(whole.anchors)
    ratio = usual_ratio(whole.src.texts, whole.tgt.texts, anchors)
    for first, last in pairwise(_cuts(anchors, known)):
        inside = slice(*np.searchsorted(anchors[:, 0], [first[0], last[0]]))
        yield Piece(whole, ratio, known, first, last, anchors[inside])


def _cuts(anchors: Ints, known: Constraints) -> list[tuple[int, int]]:
    """Nodes at which the lattice is cut, with the first and the last node."""
    last = (len(known.src_alone), len(known.tgt_alone))
    cuts = [(0, 0)]
    for i, j in sorted([*_firm(anchors, known), *_between(anchors, last)]):
        if max(i - cuts[-1][0], j - cuts[-1][1]) >= LENGTH:
            cuts.append((i, j))
    return [*cuts, last]


def _firm(anchors: Ints, known: Constraints) -> Iterator[tuple[int, int]]:
    """The anchors that stand firm: the sentences before and after on both sides are anchors of each other too.

    Inside a pin is none.
    """
    step = np.diff(anchors, axis=0) == 1 if len(anchors) else np.empty((0, 2), dtype=bool)
    is_firm = np.asarray(step.all(axis=1))
    firm = np.flatnonzero(is_firm[:-1] & is_firm[1:]) + 1
    yield from map(tuple, anchors[firm[~known.is_inside_pin(anchors[firm, 0])]].tolist())


def _between(anchors: Ints, last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Nodes on the diagonal between anchors that are far apart on both sides, where nothing tells of a translation."""
    corners = np.concatenate([[(0, 0)], anchors, [last]])
    gaps = np.diff(corners, axis=0)
    for k in np.flatnonzero(gaps.min(axis=1) >= WIDE).tolist():
        parts = int(gaps[k].max()) // LENGTH
        yield from (tuple((corners[k] + gaps[k] * part // parts).tolist()) for part in range(1, parts))
