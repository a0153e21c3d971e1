"""What a document means as a whole: the vectors of its sentences, added up by position (Thompson and Koehn 2020).

A sentence counts by its length and by how few documents of its side have it, so that what a site puts on all its pages makes
no two of them alike (their "LIDF").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from toolkit.pairing.profiles import Floats, Side, piece_of, unit

WINDOWS = 4


@dataclass(frozen=True)
class Pieces:
    """The p pieces of a document.

    Attributes:
        vectors: (p, d) float32, unit rows.
        bounds: (p + 1,) float32, where each begins, from 0 to 1, as shares of the whole weight.
    """

    vectors: Floats
    bounds: Floats


class Weighted:
    """A side with the weights of its sentences: characters × inverse document frequency."""

    def __init__(self, side: Side) -> None:
        self.side = side
        once = [np.unique(profile.hashes) for profile in side.profiles]
        self._known, documents = np.unique(np.concatenate([np.empty(0, np.uint64), *once]), return_counts=True)
        self._rarity = np.log((len(side) + 1) / documents) / np.log(len(side) + 1)

    def __len__(self) -> int:
        return len(self.side)

    def weights(self, number: int) -> NDArray[np.float64]:
        """(n,) the weight of each sentence of a document; above 0."""
        rarity = self._rarity[np.searchsorted(self._known, self.side.profiles[number].hashes)]
        return np.asarray(self.side.profiles[number].sizes * rarity)

    def pieces(self, number: int) -> Pieces:
        """The pieces of a document with their weights."""
        weights = np.bincount(piece_of(self.side.profiles[number].sizes), self.weights(number))
        bounds = np.concatenate([[0], np.cumsum(weights)]) / weights.sum()
        return Pieces(self.side.pieces(number), bounds.astype(np.float32))

    @cached_property
    def sizes(self) -> NDArray[np.float64]:
        """(N,) the weight of each document."""
        return np.array([self.weights(number).sum() for number in range(len(self))])

    @cached_property
    def vectors(self) -> Floats:
        """(N, WINDOWS * d) float32, unit rows: 8 KB a document where d is 512."""
        rows: Floats | None = None
        for number in range(len(self)):
            pieces = self.pieces(number)
            windows = unit(_window_shares(pieces.bounds) @ pieces.vectors).ravel()
            rows = np.empty((len(self), len(windows)), np.float32) if rows is None else rows
            rows[number] = windows / np.sqrt(WINDOWS)
        return np.empty((0, 0), np.float32) if rows is None else rows


def _window_shares(bounds: Floats) -> Floats:
    """(WINDOWS, p) how much of each piece is in each window, a triangle that reaches to the middles of its neighbours."""
    centres = (np.arange(WINDOWS, dtype=np.float32)[:, None] + 0.5) / WINDOWS
    distance = np.clip((bounds - centres) * WINDOWS, -1, 1)
    return np.diff(distance - np.sign(distance) * distance**2 / 2, axis=1)
