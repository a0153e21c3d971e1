"""The ladder of hunalign: rungs between which the beads are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import isnan
from typing import BinaryIO, NamedTuple

from toolkit.errors import DataError
from toolkit.formats import Format
from toolkit.formats._fields import Place, number_text
from toolkit.formats._links import Texts
from toolkit.formats._sentences import Sentences, numbered
from toolkit.lines import lines
from toolkit.units import Unit

_MAX_BEAD = 10_000  # sentences a side; the numbers of more would fill the memory


def make(texts: Texts = None) -> Format:
    """Lines of two sentence numbers and a score: a bead goes from where its line says to where the next begins.

    Args:
        texts: the files that the sentences are in, a sentence a line; then the units have texts.
    """
    return _Ladder(texts)


class _Ladder:
    suffixes = ("",)

    def __init__(self, texts: Texts) -> None:
        self._sentences = Sentences(texts) if texts else None
        self.carries = frozenset({"src_ids", "tgt_ids", "score"} | ({"id", "src", "tgt"} if texts else set()))

    def clean(self, text: str) -> str:
        return text

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        [stream] = streams
        ends = [0, 0]
        for unit in numbered(units):
            sides = (unit.src_ids or (), unit.tgt_ids or ())
            for side, ids in enumerate(sides):
                if ids != tuple(range(ends[side], ends[side] + len(ids))):
                    raise DataError(
                        f"a ladder has every sentence, in order; sentence {ends[side]} of the {('source', 'target')[side]} "
                        f"is not where {unit.id!r} is"
                    )
            stream.write(f"{ends[0]}\t{ends[1]}\t{number_text(unit.score) or 'nan'}\n".encode())
            ends = [end + len(ids) for end, ids in zip(ends, sides, strict=True)]
        stream.write(f"{ends[0]}\t{ends[1]}\t0.0000\n".encode())

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        [stream] = streams
        units = _units(stream, source)
        return units if self._sentences is None else self._sentences.with_texts(units)


def _units(stream: BinaryIO, source: str) -> Iterator[Unit]:
    for number, (start, end) in enumerate(pairwise(_rungs(stream, source)), start=1):
        if end.src < start.src or end.tgt < start.tgt or (end.src, end.tgt) == (start.src, start.tgt):
            raise DataError("a rung must be above the one before it", source, end.line)
        if max(end.src - start.src, end.tgt - start.tgt) > _MAX_BEAD:
            raise DataError(f"the bead before this rung has more than {_MAX_BEAD:,} sentences", source, end.line)
        src, tgt = tuple(range(start.src, end.src)), tuple(range(start.tgt, end.tgt))
        yield Unit(str(number), "", "", src_ids=src, tgt_ids=tgt, score=start.score)


class _Rung(NamedTuple):
    line: int
    src: int
    tgt: int
    score: float | None


def _rungs(stream: BinaryIO, source: str) -> Iterator[_Rung]:
    for line, text in lines(stream, source, "ladder"):
        if not text.strip():
            continue
        cells = text.split("\t")
        if len(cells) != 3 or not all(cell.strip().isdecimal() and len(cell) < 10 for cell in cells[:2]):
            message = f"expected two sentence numbers and a score, with tabs between, not {text[:60]!r}"
            raise DataError(message, source, line)
        score = Place(source, line).number(cells[2], "score")
        yield _Rung(line, int(cells[0]), int(cells[1]), None if score is None or isnan(score) else score)
