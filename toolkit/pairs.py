"""Pairs for detectors, from whatever a translation comes in: an alignment, a TSV, an MQM TSV, a bitext of another format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BufferedReader, BytesIO
from math import nan

from toolkit.bitext import Alignment, Label
from toolkit.converting import units_of_data
from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.lexicon.script import simplify
from toolkit.marot import Segment, is_marot, segments_of
from toolkit.quality import Pair
from toolkit.reading import Source
from toolkit.sniffing import format_of
from toolkit.tables import rows
from toolkit.text import escape_cell, is_chinese
from toolkit.units import Unit

_GZIP = b"\x1f\x8b"
_SAMPLE = 1000  # rows, and characters of each, by which the language of a column is told


def pairs_of(alignment: Alignment) -> list[Pair]:
    """The beads of an alignment as pairs; their texts are those that the TSV has."""
    cells = [
        (bead_id, escape_cell(src), escape_cell(tgt), confidence, label)
        for bead_id, _, label, _, confidence, _, _, src, tgt in alignment.rows()
    ]
    return with_simplified(cells)


def read_pairs(source: Source) -> list[Pair]:
    """The pairs in a TSV with the columns src and tgt, the segments of an MQM TSV, or the units of another bitext file.

    The columns bead_id, confidence and label are used where they are there; without bead_id, the number of the row
    (from 1) serves.

    Raises:
        DataError: it is no such file, or has no text; a bead_id is there twice, a confidence is no number, or the Chinese
            is not in src.
    """
    data = read_bytes(source)
    if not data.strip():
        raise DataError("is empty", source)
    if is_marot(data):
        return pairs_of_segments(segments_of(data, source))
    if _is_another_bitext(data, source):
        return _pairs_of_units(units_of_data(data, source), source)
    return pairs_of_table(data, source)


def _is_another_bitext(data: bytes, source: Source) -> bool:
    """Whether this is a bitext, but no TSV with a column src or tgt; what is none gets the errors of such a TSV."""
    if data.startswith(_GZIP):
        return True
    header = data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].rstrip(b"\r").split(b"\t")
    try:
        return not {b"src", b"tgt"} & {*header} and bool(format_of(BufferedReader(BytesIO(data)), source))
    except DataError:
        return False


def _pairs_of_units(found: Iterable[Unit], source: Source) -> list[Pair]:
    """The units of a bitext file as pairs. Where several documents have the same ids, the document stands before each."""
    units = list(found)
    if units and not any(unit.src or unit.tgt for unit in units):
        raise DataError("has no text; give the bitext that `bitext convert` makes of it with --texts", source)
    ids = [unit.id for unit in units]
    if len(set(ids)) < len(ids):
        ids = [f"{unit.document}:{unit.id}" for unit in units]
    if len(set(ids)) < len(ids):
        raise DataError("has the same id more than once in a document; make the ids unique", source)
    return with_simplified(
        [
            (bead_id, escape_cell(unit.src), escape_cell(unit.tgt), unit.confidence, unit.label)
            for bead_id, unit in zip(ids, units, strict=True)
        ]
    )


def pairs_of_segments(segments: Iterable[Segment]) -> list[Pair]:
    """The segments of an MQM TSV as pairs."""
    return with_simplified([(segment.id, segment.src, segment.tgt, None, "") for segment in segments])


def pairs_of_table(data: bytes, source: Source) -> list[Pair]:
    """The pairs in the TSV `data`, which was read from `source`; as `read_pairs`."""
    found, lines = [], dict[str, int]()
    for number, (line, row) in enumerate(rows(data, source, ("src", "tgt")), start=1):
        bead_id = row.get("bead_id", str(number))
        if lines.setdefault(bead_id, line) != line:
            message = (
                f"the bead_id {bead_id[:60]!r} is on line {lines[bead_id]} too; make it unique or delete the column"
            )
            raise DataError(message, source, line)
        confidence = _confidence(row.get("confidence", ""), source, line)
        found.append((bead_id, row["src"], row["tgt"], confidence, row.get("label", "")))
    sides = ([src for _, src, *_ in found], [tgt for _, _, tgt, *_ in found])
    if [is_chinese("".join(text[:_SAMPLE] for text in side[:_SAMPLE])) for side in sides] == [False, True]:
        raise DataError("has the Chinese in the column tgt; give the original as src", source, 1)
    return with_simplified(found)


def _confidence(cell: str, source: Source, line: int) -> float | None:
    try:
        value = float(cell) if cell else None
    except ValueError:
        value = nan
    if value is not None and not 0 <= value <= 1:
        raise DataError(f"{cell[:60]!r} is no confidence between 0 and 1; leave the cell empty", source, line)
    return value


def with_simplified(cells: Sequence[tuple[str, str, str, float | None, str]]) -> list[Pair]:
    """Pairs of an id, both texts, a confidence and a label each, as the TSV has it."""
    simplified, _ = simplify([src for _, src, _, _, _ in cells])
    return [
        Pair(bead_id, src, tgt, zh, confidence, _label(label))
        for (bead_id, src, tgt, confidence, label), zh in zip(cells, simplified, strict=True)
    ]


def _label(cell: str) -> Label:
    """ "moved:3f2a…", as the TSV has it, is "moved"; what is no label of ours is none."""
    name = cell.partition(":")[0]
    return "furniture" if name == "furniture" else "moved" if name == "moved" else ""
