"""Tab-separated values, a unit a line, in whatever order of columns is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from toolkit.bitext import COLUMNS
from toolkit.errors import BadParameter, DataError
from toolkit.formats import Format
from toolkit.formats._fields import Place, flag_object, ids_text, number_text, to_json
from toolkit.lines import BYTE_ORDER_MARK, lines
from toolkit.tables import Row, line_of, rows_of
from toolkit.text import escape_cell
from toolkit.units import FIELDS, Unit, held

ALL = (*COLUMNS, "document", "risk", "state", "flags", "more")
_WITHOUT_HEADER = {
    "plain": ("src", "tgt"),
    "bicleaner": ("src_url", "trg_url", "src", "tgt"),
    "opuscleaner": ("src", "tgt"),
}
_WITH_HEADER = {
    "toolkit": COLUMNS,
    "all": ALL,
    "bitextor": ("src_url", "trg_url", "src", "tgt", "score"),
}
# What Bitextor calls these columns.
_TITLES = {"src": "src_text", "tgt": "trg_text", "score": "aligner_score"}
_SYNONYMS = {**{title: name for name, title in _TITLES.items()}, "zh": "src", "en": "tgt"}
_KNOWN = frozenset(ALL)


def make(columns: str = "toolkit") -> Format:
    """TSV in UTF-8, unquoted, as pandas reads it with `sep="\\t", quoting=3, keep_default_na=False, dtype=str`.

    Tabs and line breaks within a text become spaces, a lone surrogate U+FFFD.

    Args:
        columns: `toolkit` (those of `bitext align`), `all` (with document, risk, state, flags and what else is known as JSON),
            `bitextor`, all with a header line; `plain`, `opuscleaner` (src and tgt) and `bicleaner` (two addresses before
            them) without; or names, comma separated, of these or of what else is known of the units.

    Raises:
        BadParameter: a column is there twice, or none is known.
    """
    return _Tsv(columns)


class _Tsv:
    suffixes = ("",)

    def __init__(self, columns: str) -> None:
        presets = {**_WITH_HEADER, **_WITHOUT_HEADER}
        self._columns = presets.get(columns) or tuple(name.strip() for name in columns.split(","))
        if len(set(self._columns)) < len(self._columns) or not _KNOWN & set(self._columns):
            raise BadParameter(
                f"columns {columns!r} name one twice or none that is known; presets are: {', '.join(presets)}"
            )
        self._has_header = columns not in _WITHOUT_HEADER
        self._titles = [_TITLES.get(name, name) if columns == "bitextor" else name for name in self._columns]
        self.carries = frozenset(
            "id" if name == "bead_id" else name if name in _KNOWN else f"more:{name}" for name in self._columns
        ) - {"kind"}

    def clean(self, text: str) -> str:
        # At the head of a file that has no header it would be taken for the mark that it is.
        return escape_cell(text) if self._has_header else escape_cell(text.lstrip(BYTE_ORDER_MARK))

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        [stream] = streams
        if self._has_header:
            stream.write(line_of(self._titles))
        # In JSON they would stay as they were; the texts of cells are escaped as they are written.
        is_held = {"flags", "more"} & set(self._columns)
        for unit in units:
            kept = held(unit, FIELDS, escape_cell) if is_held and (unit.flags or unit.more) else unit
            cells = [_cell(kept, name) for name in self._columns]
            stream.write(line_of(cells if self._has_header else map(self.clean, cells)))

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        [stream] = streams
        by_header = rows_of(stream, source, ("src", "tgt"), _SYNONYMS)
        rows = by_header if self._has_header else self._rows_by_place(stream, source)
        for number, (line, row) in enumerate(rows, start=1):
            yield _unit(row, str(number), Place(source, line))

    def _rows_by_place(self, stream: BinaryIO, source: str) -> Iterator[Row]:
        for line, text in lines(stream, source, "TSV"):
            cells = text.split("\t")
            if len(cells) < len(self._columns):
                raise DataError(
                    f"has {len(cells)} cells, not {len(self._columns)}: {', '.join(self._columns)}", source, line
                )
            extra = (f"column{number}" for number in range(len(self._columns) + 1, len(cells) + 1))
            yield line, dict(zip((*self._columns, *extra), cells, strict=True))


def _cell(unit: Unit, name: str) -> str:
    match name:
        case "bead_id":
            return unit.id
        case "kind":
            return "" if unit.src_ids is None or unit.tgt_ids is None else f"{len(unit.src_ids)}-{len(unit.tgt_ids)}"
        case "score" | "confidence" | "risk":
            return number_text(getattr(unit, name))
        case "src_ids" | "tgt_ids":
            return ids_text(getattr(unit, name))
        case "flags":
            return to_json([flag_object(flag) for flag in unit.flags]) if unit.flags else ""
        case "more":
            return to_json(dict(unit.more)) if unit.more else ""
        case "src" | "tgt" | "document" | "label" | "state":
            return str(getattr(unit, name))
    return unit.more.get(name, "")


def _unit(row: dict[str, str], number: str, place: Place) -> Unit:
    """A unit of a row's cells by their names; what is no field of a unit goes into `more`."""
    more = {name: cell for name, cell in row.items() if name not in _KNOWN and cell}
    unit_id = row.get("bead_id") or number
    src_ids, tgt_ids = place.ids(row.get("src_ids", ""), row.get("tgt_ids", ""))
    flags = place.json(row["flags"], list) if row.get("flags") else []
    if row.get("more"):
        more |= {name: str(text) for name, text in place.json(row["more"], dict).items()}
    return Unit(
        unit_id,
        row["src"],
        row["tgt"],
        document=row.get("document", ""),
        src_ids=src_ids,
        tgt_ids=tgt_ids,
        score=place.number(row.get("score", ""), "score"),
        confidence=place.share(row.get("confidence", ""), "confidence"),
        label=row.get("label", ""),
        risk=place.share(row.get("risk", ""), "risk"),
        flags=tuple(place.flag(flag, unit_id) for flag in flags),
        state=place.state(row.get("state", "")),
        more=more,
    )
