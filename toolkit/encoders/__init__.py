"""Encoders turn text into vectors in which a sentence and its translation are close.

A plug-in is a module with `make(...)` that returns an `Encoder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Parts = Sequence[Sequence[str]]


class Overlaps(Protocol):
    """The vectors of every run of consecutive sentences of one document, made on demand, and those of its clauses."""

    clauses: Vectors
    """(c, d) float32, unit rows: the clauses of all sentences, in order."""

    def __len__(self) -> int:
        """The number of sentences."""
        ...

    def vectors(self, size: int, start: int, stop: int) -> Vectors:
        """(stop - start, d) float32, unit rows: row k is for the `size` sentences from start + k on.

        A row whose sentences would run past the end of the document is zero.
        """
        ...


class Encoder(Protocol):
    """A sentence encoder of dimension d."""

    signature: str
    """What made the vectors: part of the signature of every output."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows; n may be 0."""
        ...

    def encode_overlaps(self, sentences: Parts, joiner: str) -> Overlaps:
        """The overlaps of a document. A sentence comes as its clauses, white space and all; `joiner` joins sentences."""
        ...
