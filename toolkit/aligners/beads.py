"""Beads by a linear semi-Markov conditional random field over the evidence (Sarawagi & Cohen 2004).

Anchors give a band. Every bead of up to eight sentences inside it is scored by the cheap evidence; those that have any chance
are scored again by all of it. The path of greatest summed posterior is the alignment, each bead's posterior its
confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from toolkit.aligners import Aligner
from toolkit.aligners._constraints import constraints
from toolkit.aligners._documents import prepare
from toolkit.aligners._lattice import Candidates, Doubles, Floats, add_backward, add_forward, best_beads, keep_path
from toolkit.aligners._moved import mark_moved
from toolkit.aligners._pieces import Block, Piece, pieces
from toolkit.aligners._weights import Weights, digest, read_weights, vector
from toolkit.aligners.evidence import Pair
from toolkit.bitext import Bead, Pin
from toolkit.parallel import one_thread_a_product, ordered_map

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.encoders import Encoder
    from toolkit.gold import GoldDocument

COARSE = ("kind", "embedding", "length")
FINE = (*COARSE, "growth", "edges", "marks", "terms", "paragraphs")
CHANCE = 1e-6  # coarse posterior below which a bead is not looked at again
AT_ONCE = 1 << 15  # candidates whose features are made together


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
        with one_thread_a_product():
            whole = prepare(src, tgt, src_paragraphs, tgt_paragraphs, self._encoder)
            beads = list(chain.from_iterable(ordered_map(self._align, pieces(whole, known))))
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

    def prune(self, piece: Piece) -> Iterator[Block]:
        """The blocks of a piece, the last first, with those candidates only that have a chance by the cheap evidence."""
        forward = np.full(piece.nodes, -np.inf)
        backward = forward.copy()
        forward[0] = backward[-1] = 0.0
        for number in range(len(piece)):
            block = piece[number]
            score = self._coarse_score(block)
            add_forward(block.found.start, block.found.end, score, forward)
        node = piece.nodes - 1
        for number in reversed(range(len(piece))):
            if number < len(piece) - 1:  # The last is still at hand; the others are made again, so as not to be held.
                block = piece[number]
                score = self._coarse_score(block)
            start, end = block.found.start, block.found.end
            add_backward(start, end, score, backward)
            posterior = np.exp(forward[start] + score + backward[end] - forward[-1])
            keep = posterior > CHANCE
            node = keep_path(start, end, posterior, node, keep)
            yield block.select(keep)

    def _coarse_score(self, block: Block) -> Doubles:
        """(b,) the scores of a block's candidates by the cheap evidence."""
        parts = [block.found.select(slice(first, first + AT_ONCE)) for first in range(0, len(block.found), AT_ONCE)]
        scores = [features(COARSE, part, block.pair) @ self._coarse for part in parts]
        return np.concatenate([np.empty(0), *scores])

    def _align(self, piece: Piece) -> list[Bead]:
        """The best beads of a piece."""
        scored = [(b.numbered, features(FINE, b.found, b.pair) @ self._fine) for b in self.prune(piece)][::-1]
        found = Candidates.joined([found for found, _ in scored])
        return list(best_beads(found, np.concatenate([score for _, score in scored]), piece.nodes))
