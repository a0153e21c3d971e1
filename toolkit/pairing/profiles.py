"""What is kept of each document of one side while the documents themselves pass by, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from toolkit.parallel import CAN_FORK, cores, one_thread_a_product
from toolkit.reading import read_text, segment
from toolkit.registry import load
from toolkit.text import escape_cell, is_chinese

if TYPE_CHECKING:
    from toolkit.encoders import Encoder

Floats = NDArray[np.float32]
Hashes = NDArray[np.uint32]

Unread = dict[Source, str | None]
"""The files that are no documents of their side, each with the reason, None if it is the language."""

MOST_PIECES = 256
"""A document of more sentences is kept as so many pieces, each an equal part of its text."""

_TOGETHER = 25  # documents that a process is given to read
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


@dataclass(frozen=True, slots=True)
class _Read:
    """What is found in a document: as `Profile`, with its (p, d) pieces, and names."""

    sizes: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    anchors: Hashes
    names: set[str]
    pieces: NDArray[np.int8]


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
    anchors: Callable[[Sequence[str]], tuple[Hashes, set[str]]],
    step: Callable[[int], None] = lambda number: None,
) -> tuple[Side, Unread, set[str]]:
    """The documents of one side, the files that are none, and all names that were found.

    Args:
        anchors: from the sentences of a document to the hashes of its anchors, and names in it.
        step: called, as files are read, with how many were.
    """
    profiles: dict[int, Profile] = {}
    unread: Unread = {}
    names, file = set[str](), PieceFile()

    def prepare() -> None:
        anchors(["。"])
        encoder.encode(["。"])

    def read(numbers: Sequence[int]) -> list[_Read | str | None]:
        with one_thread_a_product():
            return [_read(sources[number], lang, encoder, anchors) for number in numbers]

    is_forked = encoder.stands_forking and CAN_FORK
    for number, found in _each(read, prepare, len(sources), is_forked):
        if isinstance(found, _Read):
            place = file.add(found.pieces)
            profiles[number] = Profile(sources[number], found.sizes, found.hashes, found.anchors, place)
            names |= found.names
        else:
            unread[sources[number]] = found
        step(len(profiles) + len(unread))
    return Side([profiles[number] for number in sorted(profiles)], file), unread, names


def _each(
    read: Callable[[Sequence[int]], list[_Read | str | None]],
    prepare: Callable[[], None],
    count: int,
    is_forked: bool,
) -> Iterator[tuple[int, _Read | str | None]]:
    """So many documents as they are read, in any order, by a process a core; where one dies, it is told of which document."""
    batches: list[Sequence[int]] = [range(count)[first : first + _TOGETHER] for first in range(0, count, _TOGETHER)]
    workers = min(cores(), len(batches)) if is_forked else 1
    with load("executors", "processes", workers=workers) if workers > 1 else load("executors", "serial") as executor:
        while batches:
            again: list[Sequence[int]] = []
            for batch, found in executor.results(read, batches, prepare):
                if isinstance(found, list):
                    yield from zip(batch, found, strict=True)
                elif len(batch) > 1:
                    again += [[number] for number in batch]
                else:
                    yield batch[0], found.reason
            batches = again


def _read(
    source: Source, lang: Lang, encoder: Encoder, anchors: Callable[[Sequence[str]], tuple[Hashes, set[str]]]
) -> _Read | str | None:
    """What is found in a document; None if it is in another language, or what is wrong with it."""
    try:
        texts = read_sentences(source, lang)
        if texts is None:
            return None
        sizes = np.array([len(sentence) for sentence in texts], np.int32)
        hashes = np.array([_hash(sentence) for sentence in texts], np.uint64)
        return _Read(sizes, hashes, *anchors(texts), _pieces(texts, sizes, encoder))
    except MemoryError:
        return "not enough memory for this document"
    except ToolkitError as error:
        return str(error).removeprefix(f"{source.path}: ")


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
