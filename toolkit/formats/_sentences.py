"""The sentences that formats without text speak of: their numbers, and their texts in two files beside."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import regex

from toolkit.bitext import Lang, bead_ids
from toolkit.elements import elements
from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.formats._fields import Ids
from toolkit.lines import lines
from toolkit.packed import blaming, peek, unpacked
from toolkit.text import JOINERS
from toolkit.units import Unit

_LANGS: tuple[Lang, Lang] = ("zh", "en")
_XML = regex.compile(rb"(?:\xef\xbb\xbf)?\s*+<")


def numbered(units: Iterable[Unit], *, are_many_documents: bool = False) -> Iterator[Unit]:
    """The units with sentence numbers: their own, or, where the first has none, each text that is not empty as a sentence.

    Raises:
        DataError: some units have numbers and others have none, or they are of several documents and may not be.
    """
    first: Unit | None = None
    document, counts = "", [0, 0]
    for unit in units:
        first = first or unit
        if first is unit or unit.document != document:
            if first is not unit and not are_many_documents:
                raise DataError(
                    f"the units are of several documents, {document!r} and {unit.document!r}, which this format cannot "
                    "tell apart; convert them one by one"
                )
            document, counts = unit.document, [0, 0]
        if (unit.src_ids is None) != (first.src_ids is None):
            raise DataError(f"some units have sentence numbers and others none, as {unit.id!r}")
        if unit.src_ids is not None and unit.tgt_ids is not None:
            yield unit
            continue
        src, tgt = (_next(counts, side, text) for side, text in enumerate((unit.src, unit.tgt)))
        if src or tgt:
            yield replace(unit, src_ids=src, tgt_ids=tgt)


def _next(counts: list[int], side: int, text: str) -> tuple[int, ...]:
    if not text:
        return ()
    counts[side] += 1
    return (counts[side] - 1,)


class Sentences:
    """The sentences of two files: plain text with one a line, or the XML of OPUS and InterText, whose sentences have ids.

    Raises:
        DataError: a file cannot be read.
    """

    def __init__(self, paths: Sequence[str | Path]) -> None:
        self._paths = paths
        self._sides = [_sentences(path, lang) for path, lang in zip(paths, _LANGS, strict=True)]
        self._numbers = [{name: i for i, (name, _) in enumerate(side)} for side in self._sides]

    def number(self, side: int, name: str) -> int | None:
        """The number of the sentence of this id; None where there is none."""
        return self._numbers[side].get(name)

    def name(self, side: int, number: int) -> str:
        """The id of the sentence of this number.

        Raises:
            DataError: there is none (so, too, `with_texts`).
        """
        return self._sentence(side, number)[0]

    def with_texts(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """The units with the texts of their sentences, and the ids that beads of these texts have."""
        found = [replace(unit, src=self._join(0, unit.src_ids), tgt=self._join(1, unit.tgt_ids)) for unit in units]
        for unit, unit_id in zip(found, bead_ids((unit.src, unit.tgt) for unit in found), strict=True):
            yield replace(unit, id=unit_id)

    def _join(self, side: int, ids: Ids | None) -> str:
        return JOINERS[_LANGS[side]].join(self._sentence(side, i)[1] for i in ids or ())

    def _sentence(self, side: int, number: int) -> tuple[str, str]:
        sentences = self._sides[side]
        if number >= len(sentences):
            raise DataError(f"has {len(sentences)} sentences, but a link speaks of number {number}", self._paths[side])
        return sentences[number]


def _sentences(path: str | Path, lang: Lang) -> list[tuple[str, str]]:
    """The id and the text of each sentence; of plain text the id is the number from 1."""
    with blaming(path):
        stream = unpacked(io.BytesIO(read_bytes(path)))
        if not _XML.match(peek(stream, 100)):
            return [(str(number), text) for number, text in lines(stream, path)]
        roots = ("text", "cesDoc", "letsmt", "document", "corpus", "TEI", "body")
        found = []
        for _, element in elements(stream, str(path), roots, ("s",)):
            if element.tag == "s":
                words = [word.text or "" for word in element.iter("w")]
                text = JOINERS[lang].join(words) if words else "".join(element.itertext())
                found.append((element.get("id", element.get("xml:id", "")), " ".join(text.split())))
        return found
