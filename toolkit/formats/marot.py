"""The MQM TSV of Google's viewer Marot: a line a flag, or a unit without one, with the span marked in the text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

from toolkit.errors import DataError
from toolkit.formats import Format
from toolkit.formats._fields import to_json
from toolkit.marot import MAROT_COLUMNS, NO_ERROR, lines_of_segment, severity_of, unmark
from toolkit.quality import Flag, cut
from toolkit.tables import Row, line_of, rows_of
from toolkit.text import escape_cell
from toolkit.units import FIELDS, Unit, held

_SYSTEM, _DOCUMENT, _RATER = "translation", "document", "bitext-toolkit"
_NEEDED = ("system", "doc", "source", "target", "category", "severity")


def make() -> Format:
    """The columns `MAROT_COLUMNS`, escaped as in the TSV; what a flag says is JSON in `metadata`.

    Read, too, are the older names of the columns. The lines of a segment, by however many raters, stand together; of a
    system that has a name, this and the document's name are the document.
    """
    return _Marot()


class _Marot:
    suffixes = ("",)
    carries = frozenset({"id", "src", "tgt", "document", "flags"})

    def clean(self, text: str) -> str:
        return escape_cell(text)

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        [stream] = streams
        stream.write(line_of(MAROT_COLUMNS))
        for number, unit in enumerate(units, start=1):
            unit = held(unit, FIELDS, escape_cell)
            segment = (_SYSTEM, unit.document or _DOCUMENT, str(number), unit.id, _RATER)
            faults = [(flag, _metadata(flag)) for flag in unit.flags]
            stream.writelines(lines_of_segment(segment, unit.src, unit.tgt, faults))

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        [stream] = streams
        for (document, unit_id), rows in groupby(rows_of(stream, source, _NEEDED), key=lambda row: _key(row, source)):
            yield _unit(document, unit_id, rows, source)


def _key(row: Row, source: str) -> tuple[str, str]:
    _, cells = row
    unit_id = cells.get("globalSegId", cells.get("seg_id"))
    if unit_id is None:
        raise DataError("the header line lacks the column globalSegId", source, 1)
    document = "" if cells["doc"] == _DOCUMENT else cells["doc"]
    return document if cells["system"] == _SYSTEM else f"{cells['system']}:{document}", unit_id


def _unit(document: str, unit_id: str, rows: Iterable[Row], source: str) -> Unit:
    texts, flags = ("", ""), []
    for number, (line, cells) in enumerate(rows):
        (src, src_span), (tgt, tgt_span) = unmark(cells["source"]), unmark(cells["target"])
        if number and texts != (src, tgt):
            raise DataError(f"the texts of segment {unit_id[:60]!r} differ from those above", source, line)
        texts = src, tgt
        if cells["category"] == NO_ERROR:
            continue
        severity = severity_of(cells["severity"], source, line)
        detector, message, suggestion, confidence = _said(cells.get("metadata", ""))
        words = cut(src, src_span), cut(tgt, tgt_span)
        flags.append(
            Flag(
                unit_id,
                detector,
                cells["category"],
                severity,
                src_span,
                tgt_span,
                *words,
                message,
                suggestion,
                confidence,
            )
        )
    return Unit(unit_id, *texts, document=document, flags=tuple(flags))


def _metadata(flag: Flag) -> str:
    return to_json(
        {
            "detector": flag.detector,
            "message": flag.message,
            "suggestion": flag.suggestion,
            "confidence": flag.confidence,
        }
    )


def _said(metadata: str) -> tuple[str, str, str, float]:
    """Detector, message, suggestion and confidence, where it is ours; raters' programs put other things there."""
    try:
        found = json.loads(metadata)
    except (ValueError, RecursionError):
        found = None
    said = found if isinstance(found, dict) else {}
    confidence = said.get("confidence")
    return (
        str(said.get("detector") or ""),
        str(said.get("message") or ""),
        str(said.get("suggestion") or ""),
        float(confidence) if isinstance(confidence, int | float) else 1.0,
    )
