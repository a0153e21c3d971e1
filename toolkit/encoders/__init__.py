"""Encoders turn text into vectors in which a sentence and its translation are close.

A plug-in is a module with `make(...)` that returns an `Encoder`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Parts = Iterable[Sequence[str]]


class Rows(Protocol):
    """(n, d) float32 rows that may be too many to be held at once: an array, or what is read like one."""

    @property
    def shape(self) -> tuple[int, ...]:
        """n and d."""
        ...

    def __len__(self) -> int:
        """The number of rows."""
        ...

    def __getitem__(self, which: slice | NDArray[np.int64], /) -> Vectors:
        """(k, d) a run of rows, or the rows with these numbers."""
        ...


class Overlaps(Protocol):
    """The vectors of one document: of its sentences, of their clauses, and, made on demand, of every run of sentences."""

    sentences: Rows
    """(n, d) float32, unit rows."""
    clauses: Rows
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
    stands_forking: bool
    """Whether a process that is forked off after it was loaded can go on with it."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows; n may be 0."""
        ...

    def encode_overlaps(self, sentences: Parts, joiner: str) -> Overlaps:
        """The overlaps of a document, whose sentences are taken one after another and need not exist at once.

        A sentence comes as its clauses, white space and all; `joiner` joins sentences.
        """
        ...
