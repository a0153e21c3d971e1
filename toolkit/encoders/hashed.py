"""A small encoder for tests: hashed character n-grams (Weinberger et al. 2009), no model, the same on every machine.

What Chinese and its translation have in common to it is numbers and Latin names only. N-grams stay inside a run of
letters, so the vector of joined sentences or clauses is that of their summed features.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
import regex

from toolkit.encoders import Encoder, Overlaps, Parts, Rows, Vectors
from toolkit.encoders._rows import unit_rows

DIM = 64
ORDERS = (1, 2, 3)  # characters in an n-gram
NUMBER_WEIGHT = 8  # a number counts as much as a word of three letters

_RUN = regex.compile(r"(?P<number>\p{N}(?:[.,]?\p{N})*+)|\p{L}+")
_SEPARATORS = str.maketrans("", "", ",")


def make() -> Encoder:
    """The encoder; it has no parameters."""
    return HashedEncoder()


class HashedEncoder:
    """`hashed`: see the module's docstring."""

    signature = f"hashed:{DIM}"
    stands_forking = True

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, 64) float32, unit rows."""
        return unit_rows(_sums(texts))

    def encode_overlaps(self, sentences: Parts, joiner: str) -> Overlaps:
        """The overlaps of a document, from the sums of its clauses' features; they need no joiner."""
        sums = [_sums(clauses) for clauses in sentences]
        return HashedOverlaps(
            np.stack([clauses.sum(axis=0) for clauses in sums]) if sums else _sums([]),
            unit_rows(np.concatenate(sums) if sums else _sums([])),
        )


class HashedOverlaps:
    """The overlaps of a document, from the (n, 64) summed features of its sentences."""

    def __init__(self, sums: Vectors, clauses: Vectors) -> None:
        self._sums = sums
        self.sentences: Rows = unit_rows(sums)
        self.clauses: Rows = clauses

    def __len__(self) -> int:
        return len(self._sums)

    def vectors(self, size: int, start: int, stop: int) -> Vectors:
        """See `Overlaps.vectors`."""
        out = np.zeros((stop - start, DIM), dtype=np.float32)
        filled = max(0, min(stop, len(self) - size + 1) - start)
        for k in range(size):
            out[:filled] += self._sums[start + k : start + k + filled]
        out[:filled] = unit_rows(out[:filled])
        return out


def _sums(texts: Sequence[str]) -> Vectors:
    """(n, 64) float32: the features of each text, counted; each falls into a column with a sign, by its hash."""
    out = np.zeros((len(texts), DIM), dtype=np.float32)
    for row, text in enumerate(texts):
        for feature, weight in _features(text):
            code = crc32(feature.encode("utf-8", "surrogatepass"))
            out[row, code % DIM] += weight if code & 0x8000_0000 else -weight
    return out


def _features(text: str) -> Iterator[tuple[str, int]]:
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        if match["number"]:
            yield match[0].translate(_SEPARATORS), NUMBER_WEIGHT
            continue
        for order in ORDERS:
            yield from ((match[0][i : i + order], 1) for i in range(len(match[0]) - order + 1))
