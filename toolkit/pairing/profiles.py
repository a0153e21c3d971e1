"""What is kept of each document of one side while the documents themselves pass by, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import numpy as np
import regex
from numpy.typing import NDArray

from toolkit.bitext import Lang
from toolkit.errors import DataError, ToolkitError
from toolkit.lexicon.script import simplify
from toolkit.pairing.sources import Source
from toolkit.parallel import one_thread_a_product, ordered_map
from toolkit.reading import read_text, segment
from toolkit.text import escape_cell, is_chinese

if TYPE_CHECKING:
    from toolkit.encoders import Encoder

Floats = NDArray[np.float32]
Hashes = NDArray[np.uint32]

_Read = tuple[NDArray[np.int32], NDArray[np.uint64], Hashes, NDArray[np.int8]]

MOST_PIECES = 256
"""A document of more sentences is kept as so many pieces, each an equal part of its text."""

_AT_ONCE = 2000  # sentences of one document that are encoded together
_SAMPLE = 100_000
_NOT_INK = regex.compile(r"[^\p{L}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of a document of n sentences.

    Attributes:
        sizes: (n,) int32, the characters of each sentence.
        hashes: (n,) uint64, the letters and digits of each sentence, hashed.
        anchors: (a,) uint32, the hashes of its numbers and names, sorted.
        place: where its pieces are in the file.
    """

    source: Source
    sizes: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    anchors: Hashes
    place: slice


class PieceFile:
    """A temporary file of the pieces of documents, (p, d) int8 each; gone with the object."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (lives as long as the object)
        self._rows = 0
        self._width = 0

    def add(self, pieces: NDArray[np.int8]) -> slice:
        """Append some rows; returns where they are."""
        self._file.write(pieces.tobytes())
        self._width = pieces.shape[1]
        start, self._rows = self._rows, self._rows + len(pieces)
        return slice(start, self._rows)

    def read(self, place: slice) -> Floats:
        """(p, d) float32, unit rows."""
        return unit(self._all[place].astype(np.float32))

    @cached_property
    def _all(self) -> NDArray[np.int8]:
        self._file.flush()
        return np.memmap(self._file, np.int8, "r").reshape(-1, self._width)


@dataclass
class Side:
    """The documents of one side that could be read, in their order, and the file with their pieces."""

    profiles: list[Profile] = field(default_factory=list)
    file: PieceFile = field(default_factory=PieceFile)

    def __len__(self) -> int:
        return len(self.profiles)

    @property
    def sources(self) -> list[Source]:
        """The files that the documents are in, as a new list."""
        return [profile.source for profile in self.profiles]

    def only(self, numbers: Iterable[int]) -> Side:
        """The side with just these documents."""
        return Side([self.profiles[number] for number in numbers], self.file)

    def pieces(self, number: int) -> Floats:
        """(p, d) float32, unit rows: the pieces of a document, its sentences where they are few."""
        return self.file.read(self.profiles[number].place)


def unit(rows: Floats) -> Floats:
    """The rows at length 1; a row of zeros stays."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(norms > 0, norms, 1), dtype=np.float32)


def read_side(
    sources: Sequence[Source],
    lang: Lang,
    encoder: Encoder,
    anchors: Callable[[Sequence[str]], Hashes],
    step: Callable[[int], None] = lambda number: None,
) -> tuple[Side, dict[Source, str | None]]:
    """The documents of one side, and why the other files could not be read; None of those in another language.

    Args:
        anchors: from the sentences of a document to the hashes of its anchors.
        step: called after each file with how many were read.
    """
    side, unread = Side(), dict[Source, str | None]()

    def read(source: Source) -> _Read | str | None:
        try:
            texts = read_sentences(source, lang)
        except ToolkitError as error:
            return str(error).removeprefix(f"{source.path}: ")
        if texts is None:
            return None
        sizes = np.array([len(sentence) for sentence in texts], np.int32)
        hashes = np.array([_hash(sentence) for sentence in texts], np.uint64)
        return sizes, hashes, anchors(texts), _pieces(texts, sizes, encoder)

    with one_thread_a_product():
        for number, (source, found) in enumerate(zip(sources, ordered_map(read, sources), strict=True), start=1):
            if isinstance(found, tuple):
                sizes, hashes, kept, pieces = found
                side.profiles.append(Profile(source, sizes, hashes, kept, side.file.add(pieces)))
            else:
                unread[source] = found
            step(number)
    return side, unread


def read_sentences(source: Source, lang: Lang) -> list[str] | None:
    """The sentences of a document, Chinese ones simplified; None if it is in another language.

    Raises:
        DataError: it cannot be read, or has no sentence.
    """
    if escape_cell(str(source.path)) != str(source.path):
        raise DataError("has a tab, a line break or a broken character in its name; rename it", source.path)
    text = read_text(source.path)
    if is_chinese(text.text[:: len(text.text) // _SAMPLE + 1]) != (lang == "zh"):
        return None
    texts = [sentence for sentence in segment(text, lang).texts if sentence]
    if not texts:
        raise DataError("has no sentence in it", source.path)
    return simplify(texts)[0] if lang == "zh" else texts


def _hash(sentence: str) -> int:
    ink = _NOT_INK.sub("", sentence).casefold() or sentence
    return int.from_bytes(blake2b(ink.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def piece_of(sizes: NDArray[np.int32]) -> NDArray[np.int64]:
    """(n,) the piece that each sentence is in, from 0, rising by at most 1."""
    if len(sizes) <= MOST_PIECES:
        return np.arange(len(sizes))
    middles = (np.cumsum(sizes, dtype=np.float64) - sizes / 2) / np.sum(sizes, dtype=np.float64)
    return np.unique((middles * MOST_PIECES).astype(np.int64), return_inverse=True)[1]


def _pieces(texts: Sequence[str], sizes: NDArray[np.int32], encoder: Encoder) -> NDArray[np.int8]:
    piece = piece_of(sizes)
    rows = np.zeros((piece[-1] + 1, 0), np.float32)
    for start in range(0, len(texts), _AT_ONCE):
        run = slice(start, start + _AT_ONCE)
        vectors = encoder.encode(texts[run])
        if not rows.shape[1]:
            rows = np.zeros((len(rows), vectors.shape[1]), np.float32)
        np.add.at(rows, piece[run], vectors * sizes[run, None])
    largest = np.abs(rows).max(axis=1, keepdims=True)
    return np.rint(rows * (127 / np.where(largest > 0, largest, 1))).astype(np.int8)
