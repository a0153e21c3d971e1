"""The network of the encoder `use`: from pieces to sums of token features, and from sums to vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.encoders import Vectors

ORDERS = ((2, 0), (3, 1), (5, 2))  # width and left context of the three convolutions
WIDTHS = np.array([width for width, _ in ORDERS])
LEFTS = np.array([left for _, left in ORDERS])
TABLES = 17  # the embedding of piece p is row p // 17 of table p % 17
CACHED_PIECES = 12_000  # 10 KB each


@dataclass
class KnownPieces:
    """What depends on the piece alone, for `used` pieces.

    Attributes:
        row_of: (pieces,) the row of each piece in the tables, -1 where it is not known.
        embedding: (CACHED_PIECES, 512) float32.
        projected: (CACHED_PIECES, 768) float32, the projection for each of three convolutions.
        convolved: (CACHED_PIECES, 10, 256) int16, its product with every slot of every first kernel, in steps: half
            as much to read.
        steps: (CACHED_PIECES,) float32, the size of a piece's steps.
    """

    row_of: NDArray[np.int64]
    embedding: Vectors
    projected: Vectors
    convolved: NDArray[np.int16]
    steps: Vectors
    used: int = 0


class Network:
    """From pieces to summed token features."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        def joined(name: str, axis: int = 0) -> NDArray[Any]:
            return np.concatenate([weights[f"{name}{width}"] for width in WIDTHS], axis=axis)

        self._tables = [weights[f"q{i + 1}"] for i in range(TABLES)]
        self._scale, self._low, self._eps = weights["scale"], weights["lo"], float(weights["eps"])
        self._projection, self._projection_bias = joined("proj", axis=1), joined("proj_b")
        self._gain, self._offset = joined("ln_g"), joined("ln_b")
        self._first = [_beside(weights[f"w1_{width}"], width) for width in WIDTHS]
        self._second = [_beside(weights[f"w2_{width}"], width) for width in WIDTHS]
        self._first_bias, self._second_bias = joined("b1_"), joined("b2_")
        self._channels = len(self._first_bias) // len(WIDTHS)
        self._pieces = self._no_pieces()
        self._lock = Lock()

    def look_up(self, pieces: NDArray[np.int64]) -> tuple[KnownPieces, NDArray[np.int64]]:
        """A table that knows all these pieces, and the rows in which it has them.

        A full table is left to those who still use it, and a new one begun.
        """
        with self._lock:
            distinct = np.unique(pieces)
            new = distinct[self._pieces.row_of[distinct] < 0]
            if self._pieces.used + len(new) > CACHED_PIECES:
                self._pieces, new = self._no_pieces(), distinct
            if len(new):
                self._learn(self._pieces, new)
            return self._pieces, self._pieces.row_of[pieces]

    def token_sums(self, known: KnownPieces, slots: NDArray[np.int64], bounds: NDArray[np.int64]) -> Vectors:
        """(s, 1280) float32: the normalised features of each sequence's tokens, which stand in these rows, added up."""
        from toolkit.encoders import _use_kernels as kernels

        hidden = kernels.first_convolution(
            slots, bounds, known.projected, known.convolved, known.steps, self._first_bias, WIDTHS, LEFTS
        )
        products = tuple(rows @ kernel for rows, kernel in zip(hidden, self._second, strict=True))
        return kernels.token_sums(slots, bounds, hidden, products, self._second_bias, LEFTS, known.embedding, self._eps)

    def _no_pieces(self) -> KnownPieces:
        def table(*shape: int) -> Vectors:
            return np.empty((CACHED_PIECES, *shape), dtype=np.float32)

        return KnownPieces(
            np.full(TABLES * len(self._tables[0]), -1, dtype=np.int64),
            table(self._tables[0].shape[1]),
            table(len(self._first_bias)),
            np.empty((CACHED_PIECES, WIDTHS.sum(), self._channels), dtype=np.int16),
            table(),
        )

    def _learn(self, known: KnownPieces, new: NDArray[np.int64]) -> None:
        """Add pieces to the table. What it has of a piece does not depend on what was learned before, or with it."""
        from toolkit.encoders._use_kernels import product

        rows = slice(known.used, known.used + len(new))
        known.row_of[new] = np.arange(rows.start, rows.stop)
        known.used = rows.stop
        embedding = self._embed(new)
        projected = self._project(embedding)
        known.embedding[rows], known.projected[rows] = embedding, projected
        orders = map(np.ascontiguousarray, np.split(projected, len(WIDTHS), axis=1))
        convolved = np.concatenate(
            [product(own, kernel) for own, kernel in zip(orders, self._first, strict=True)], axis=1
        )
        steps = np.abs(convolved).max(axis=1, keepdims=True) / np.iinfo(np.int16).max
        known.convolved[rows] = np.rint(convolved / steps).reshape(len(new), -1, self._channels)
        known.steps[rows] = steps[:, 0]

    def _embed(self, pieces: NDArray[np.int64]) -> Vectors:
        table, row = pieces % TABLES, pieces // TABLES
        out = np.empty((len(pieces), self._tables[0].shape[1]), dtype=np.float32)
        for i, quantised in enumerate(self._tables):
            out[table == i] = quantised[row[table == i]] * self._scale[i] + self._low[i]
        return out

    def _project(self, embedding: Vectors) -> Vectors:
        """The projection of each order, normalised over all orders' channels together."""
        from toolkit.encoders._use_kernels import product

        out = product(embedding, self._projection) + self._projection_bias
        out -= out.mean(axis=1, keepdims=True)
        out /= np.sqrt(np.square(out).mean(axis=1, keepdims=True) + self._eps)
        return np.asarray(out * self._gain + self._offset, dtype=np.float32)


class Head:
    """From summed token features to a unit vector.

    Normalisation gain, output projection and the first two dense layers are linear before the next ReLU, so they go before
    the sum over sentences: `project`. What follows is `vectors`.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        entry = np.concatenate([weights["d0"], weights["p1"]], axis=1)
        self._projection = weights["ln_g"][:, None] * weights["cnn_W"] @ entry
        self.bias = (weights["ln_b"] @ weights["cnn_W"] + weights["cnn_b"]) @ entry
        self.width, self._half = entry.shape[1], weights["d0"].shape[1]
        self._d1, self._d2, self._d3, self._p3 = (weights[name] for name in ("d1", "d2", "d3", "p3"))
        self.dim = self._d3.shape[1]

    def project(self, sums: Vectors) -> Vectors:
        """(n, 1280) sums of token features to (n, 640) sums before the bias, which goes with the token count."""
        return np.asarray(sums @ self._projection)

    def vectors(self, sums: Vectors, counts: Vectors) -> Vectors:
        """(n, 512) float32 unit rows, from (n, 640) sums and (n,) token counts."""
        entry = sums / np.sqrt(np.maximum(counts, 1.0))[:, None]
        first = np.maximum(entry[:, : self._half], 0)
        second = np.maximum(entry[:, self._half :] + first @ self._d1, 0)
        out = np.tanh(second @ self._p3 + np.maximum(second @ self._d2, 0) @ self._d3)
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6)
        return np.asarray(out, dtype=np.float32)


def _beside(kernel: NDArray[Any], width: int) -> NDArray[Any]:
    """A (width * c, c) convolution kernel as (c, width * c): its slots side by side, for one product."""
    channels = kernel.shape[1]
    return np.ascontiguousarray(kernel.reshape(width, channels, channels).transpose(1, 0, 2).reshape(channels, -1))
