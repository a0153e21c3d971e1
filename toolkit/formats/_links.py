"""Links as a format: a bead a line, with its confidence or its cost behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Literal

from toolkit.errors import DataError
from toolkit.formats._sentences import Sentences, numbered
from toolkit.lines import lines
from toolkit.links import bead_of
from toolkit.units import Unit

Texts = tuple[str, str] | None
"""The files that the sentences are in, Chinese first."""


class Links:
    """The format, the third field being the `field` of the units, with so many decimals."""

    suffixes = ("",)

    def __init__(self, texts: Texts, field: Literal["score", "confidence"], decimals: int) -> None:
        self._sentences = Sentences(texts) if texts else None
        self._field, self._decimals = field, decimals
        self.carries = frozenset({"src_ids", "tgt_ids", field} | ({"id", "src", "tgt"} if texts else set()))

    def clean(self, text: str) -> str:
        """The text as it is: it stands in other files."""
        return text

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        """A line for each unit."""
        [stream] = streams
        for unit in numbered(units):
            value = getattr(unit, self._field)
            number = "" if value is None else f":{value:.{self._decimals}f}"
            stream.write(f"{list(unit.src_ids or ())}:{list(unit.tgt_ids or ())}{number}\n".encode())

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        """The beads; without texts, their ids are their numbers, from 1."""
        [stream] = streams
        units = self._units(stream, source)
        return units if self._sentences is None else self._sentences.with_texts(units)

    def _units(self, stream: BinaryIO, source: str) -> Iterator[Unit]:
        number = 0
        for line, text in lines(stream, source, "links"):
            if not text.strip():
                continue
            number += 1
            bead, has_number = bead_of(text, source, line)
            if self._field == "score":
                yield Unit(
                    str(number), "", "", src_ids=bead.src, tgt_ids=bead.tgt, score=bead.score if has_number else None
                )
                continue
            if not 0 <= bead.score <= 1:
                raise DataError(
                    f"{bead.score} is no confidence; if the numbers are costs, read it as vecalign", source, line
                )
            confidence = bead.score if has_number else None
            yield Unit(str(number), "", "", src_ids=bead.src, tgt_ids=bead.tgt, confidence=confidence)
