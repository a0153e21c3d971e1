"""The MQM TSV of Google's viewer Marot: segments with their faults marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.quality import SEVERITIES, Flag, Severity, Span, cut
from toolkit.tables import line_of, rows

MAROT_COLUMNS = (
    "system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata",
)  # fmt: skip
NO_ERROR = "No-error"

_NO_FAULT = (NO_ERROR, "Source error")

_OPEN, _CLOSE = "<v>", "</v>"
_ESCAPES = {"<": "&lt;", "&": "&amp;"}
_PLAIN = {escaped: plain for plain, escaped in _ESCAPES.items()}
_OWN = regex.compile(r"<(?=/?v>)|&(?=(?:amp;)*+lt;/?v>)")
_ESCAPED = regex.compile(r"&lt;(?=/?v>)|&amp;(?=(?:amp;)*+lt;/?v>)")


def mark(text: str, span: Span | None) -> str:
    """The text with the span in `<v>…</v>`; such marks of its own are escaped, `<` as `&lt;`."""
    if span is None:
        return _escape(text)
    start, end = span
    return f"{_escape(text[:start])}{_OPEN}{_escape(text[start:end])}{_CLOSE}{_escape(text[end:])}"


def lines_of_segment(head: tuple[str, ...], src: str, tgt: str, faults: Iterable[tuple[Flag, str]]) -> Iterator[bytes]:
    """The lines of a segment: one for each fault, with its metadata, or one that says that there is none.

    `head` are the cells before the texts: system, doc, docSegId, globalSegId and rater.
    """
    is_flawless = True
    for fault, metadata in faults:
        is_flawless = False
        texts = mark(src, fault.src), mark(tgt, fault.tgt)
        yield line_of((*head, *texts, fault.category, fault.severity.capitalize(), metadata))
    if is_flawless:
        yield line_of((*head, mark(src, None), mark(tgt, None), NO_ERROR, NO_ERROR, ""))


def unmark(text: str) -> tuple[str, Span | None]:
    """What `mark` was given."""
    before, opened, rest = text.partition(_OPEN)
    inner, closed, after = rest.partition(_CLOSE)
    parts = [_ESCAPED.sub(lambda match: _PLAIN[match[0]], part) for part in (before, inner, after)]
    span = (len(parts[0]), len(parts[0]) + len(parts[1])) if opened and closed else None
    return "".join(parts), span


def _escape(text: str) -> str:
    return _OWN.sub(lambda match: _ESCAPES[match[0]], text)


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a translation, its system and document, and the faults that raters marked in it: flags of no detector."""

    id: str
    system: str
    doc: str
    src: str
    tgt: str
    faults: tuple[Flag, ...]


def read_marot(source: str | Path) -> list[Segment]:
    """The segments of an MQM TSV; see `segments_of`.

    Raises:
        DataError: it is no such file, or the rows of a segment have different texts.
    """
    return segments_of(read_bytes(source), source)


def segments_of(data: bytes, source: str | Path) -> list[Segment]:
    """The segments of the MQM TSV `data`, which was read from `source`, in order.

    Rows of one system, document and segment are one, by however many raters.

    The columns may also have their older names, doc_id and seg_id. Where there are several systems, the id of a segment
    has its system before it. What is marked as an error of the source is no fault of the translation.

    Raises:
        DataError: it is no such file, or the rows of a segment have different texts.
    """
    segments: dict[tuple[str, str, str], tuple[str, str, list[Flag]]] = {}
    for line, row in rows(data, source, ("system", "doc", "source", "target", "category", "severity")):
        key = row["system"], row["doc"], _segment_id(row, source)
        (src, src_span), (tgt, tgt_span) = unmark(row["source"]), unmark(row["target"])
        known_src, known_tgt, faults = segments.setdefault(key, (src, tgt, []))
        if (known_src, known_tgt) != (src, tgt):
            raise DataError(f"the texts of segment {key[2][:60]!r} differ from those above", source, line)
        if row["category"] not in _NO_FAULT:
            severity = severity_of(row["severity"], source, line)
            words = cut(src, src_span), cut(tgt, tgt_span)
            faults.append(Flag(key[2], "", row["category"], severity, src_span, tgt_span, *words, "", "", 1.0))
    are_several = len({system for system, _, _ in segments}) > 1
    return [
        Segment(f"{system}:{doc}:{number}" if are_several else number, system, doc, src, tgt, tuple(faults))
        for (system, doc, number), (src, tgt, faults) in segments.items()
    ]


def is_marot(data: bytes) -> bool:
    """Whether a file has the header of an MQM TSV."""
    header = data.partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r").split("\t")
    return {"source", "target", "category", "severity"}.issubset(header)


def _segment_id(row: dict[str, str], source: str | Path) -> str:
    for column in ("globalSegId", "seg_id"):
        if column in row:
            return row[column]
    raise DataError("the header line lacks the column globalSegId", source, 1)


def severity_of(cell: str, source: str | Path, line: int | None) -> Severity:
    """The severity that a cell names, in capitals or not.

    Raises:
        DataError: it names none.
    """
    for severity in SEVERITIES:
        if cell.lower() == severity:
            return severity
    raise DataError(f"{cell[:60]!r} is no severity; there are: {', '.join(SEVERITIES)}", source, line)
