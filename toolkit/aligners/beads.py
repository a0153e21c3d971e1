"""Beads by a linear semi-Markov conditional random field over the evidence (Sarawagi & Cohen 2004).

Anchors give a band. Every bead of up to eight sentences inside it is scored by the cheap evidence; those that have any chance
are scored again by all of it. The path of greatest summed posterior is the alignment, each bead's posterior its
confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from toolkit.aligners import Aligner
from toolkit.aligners._anchors import band_around
from toolkit.aligners._constraints import Constraints, constraints
from toolkit.aligners._documents import WholePair, prepare
from toolkit.aligners._lattice import Candidates, Floats, Ints, best_beads, best_path, candidates, posteriors
from toolkit.aligners._moved import mark_moved
from toolkit.aligners._weights import Weights, digest, read_weights, vector
from toolkit.aligners.evidence import Pair
from toolkit.bitext import Bead, Pin

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.encoders import Encoder
    from toolkit.gold import GoldDocument

COARSE = ("kind", "embedding", "length")
FINE = (*COARSE, "growth", "edges", "marks", "terms", "paragraphs")
CHANCE = 1e-6  # coarse posterior below which a bead is not looked at again
BLOCK = 512  # source sentences after which the lattice is cut at the next anchor that stands firm
AT_ONCE = 200_000  # candidates whose features are made together
CONTEXT = 8  # sentences beyond a cut that the evidence may look at


def make(encoder: Encoder, weights: str | Path | None = None) -> Aligner:
    """The aligner with the shipped weights, or with those in a file."""
    return BeadAligner(encoder, read_weights(weights))


def evidence(name: str) -> ModuleType:
    """The module of a kind of evidence."""
    return import_module(f"toolkit.aligners.evidence.{name}")


def feature_names(kinds: Sequence[str]) -> list[str]:
    """The names of all features of these kinds of evidence, in the order of the columns of `features`."""
    return [f"{kind}.{name}" for kind in kinds for name in evidence(kind).NAMES]


def features(kinds: Sequence[str], found: Candidates, pair: Pair) -> Floats:
    """(b, f) float32: all features of these kinds of evidence."""
    return np.concatenate([evidence(kind).features(found, pair) for kind in kinds], axis=1)


@dataclass(frozen=True)
class Block:
    """A piece of the lattice between two cuts, with the stretches that its candidates' sentence numbers refer to.

    `src_offset` and `tgt_offset` are the stretches' first sentences in the documents; paths lead from node 0 to `nodes` - 1.
    """

    pair: Pair
    found: Candidates
    nodes: int
    src_offset: int
    tgt_offset: int


class BeadAligner:
    """`beads`: see the module's docstring."""

    def __init__(self, encoder: Encoder, weights: Weights) -> None:
        self._encoder, self._weights = encoder, weights
        self.signature: dict[str, object] = {"encoder": encoder.signature, "weights": digest(weights)}

    # Looked at only where they are used: who changes the evidence must be able to learn new ones.
    @cached_property
    def _coarse(self) -> Floats:
        return vector(self._weights["coarse"], feature_names(COARSE))

    @cached_property
    def _fine(self) -> Floats:
        return vector(self._weights["fine"], feature_names(FINE))

    def __call__(
        self,
        src: Sequence[str],
        tgt: Sequence[str],
        *,
        src_null: frozenset[int] = frozenset(),
        tgt_null: frozenset[int] = frozenset(),
        src_paragraphs: Sequence[int] | None = None,
        tgt_paragraphs: Sequence[int] | None = None,
        pins: Sequence[Pin] = (),
    ) -> list[Bead]:
        """See `Aligner`."""
        known = constraints(len(src), len(tgt), src_null, tgt_null, pins)
        if not src or not tgt:
            return [Bead((i,), ()) for i in range(len(src))] + [Bead((), (j,)) for j in range(len(tgt))]
        whole = prepare(src, tgt, src_paragraphs, tgt_paragraphs, self._encoder)
        beads = [bead for block in blocks(whole, known) for bead in self._align(self.prune(block))]
        return mark_moved(beads, whole, known)

    def hold_out(
        self, documents: Sequence[GoldDocument], names: Sequence[str], is_ablating: bool
    ) -> Iterator[tuple[str, dict[str, list[Bead]]]]:
        """What the named documents come to with weights learned without them; see `_training.hold_out`."""
        from toolkit.aligners._training import hold_out

        return hold_out(documents, names, is_ablating, self._encoder)

    def train(self, documents: Sequence[GoldDocument]) -> Weights:
        """The weights that make the gold of these documents most likely; see `_training.train`."""
        from toolkit.aligners._training import train

        return train(documents, self._encoder)

    def prune(self, block: Block) -> Block:
        """The block with those candidates only that have a chance by the cheap evidence, and the best path's."""
        parts = [block.found.select(slice(first, first + AT_ONCE)) for first in range(0, len(block.found), AT_ONCE)]
        score = np.concatenate([features(COARSE, part, block.pair) @ self._coarse for part in parts]).astype(np.float64)
        posterior, _ = posteriors(block.found.start, block.found.end, score, block.nodes)
        keep = np.asarray(np.greater(posterior, CHANCE))
        keep[best_path(block.found.start, block.found.end, posterior, block.nodes)] = True
        return Block(block.pair, block.found.select(keep), block.nodes, block.src_offset, block.tgt_offset)

    def _align(self, block: Block) -> Iterator[Bead]:
        return decode(block, features(FINE, block.found, block.pair) @ self._fine)


def decode(block: Block, score: Floats) -> Iterator[Bead]:
    """The best beads of a block, numbered as in the documents, by the (b,) scores of its candidates."""
    return best_beads(block.found.shifted(block.src_offset, block.tgt_offset), score, block.nodes)


def blocks(whole: WholePair, known: Constraints) -> Iterator[Block]:
    """All candidate beads of two documents, block by block."""
    anchors = known.anchors(whole.anchors)
    for (a, b), (c, d) in pairwise(_cuts(anchors, known)):
        inside = anchors[(anchors[:, 0] >= a) & (anchors[:, 0] < c)] - (a, b)
        band = band_around(inside, c - a, d - b)
        found = candidates(band, known.src_alone[a:c], known.tgt_alone[b:d])
        found = found.select(known.fit(found.shifted(a, b)))
        yield _with_context(whole, found, len(band), (a, b), (c, d))


def _cuts(anchors: Ints, known: Constraints) -> list[tuple[int, int]]:
    """Nodes at which the lattice may be cut into blocks, with the first and the last node.

    An anchor stands firm when the sentences before and after it on both sides are anchors of each other too. Inside a pin is no
    cut.
    """
    cuts = [(0, 0)]
    step = np.diff(anchors, axis=0) == 1 if len(anchors) else np.empty((0, 2), dtype=bool)
    is_firm = np.asarray(step.all(axis=1))
    firm = np.flatnonzero(is_firm[:-1] & is_firm[1:]) + 1
    for k in firm[~known.is_inside_pin(anchors[firm, 0])]:
        i, j = anchors[k].tolist()
        if max(i - cuts[-1][0], j - cuts[-1][1]) >= BLOCK:
            cuts.append((i, j))
    return [*cuts, (len(known.src_alone), len(known.tgt_alone))]


def _with_context(
    whole: WholePair, found: Candidates, nodes: int, first: tuple[int, int], last: tuple[int, int]
) -> Block:
    """A block between two cuts, with a few sentences beyond them on either side for the evidence to look at."""
    i, j = max(0, first[0] - CONTEXT), max(0, first[1] - CONTEXT)
    src = (i, min(len(whole.src), last[0] + CONTEXT))
    tgt = (j, min(len(whole.tgt), last[1] + CONTEXT))
    return Block(whole.stretch(src, tgt), found.shifted(first[0] - i, first[1] - j), nodes, i, j)
