"""Files of flags: TSV, JSON lines, and the MQM TSV of Google's viewer Marot, written and read back."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import BadParameter, DataError
from toolkit.files import atomic_write, check_target, read_bytes
from toolkit.flagging import Flags, flag_row
from toolkit.lines import lines
from toolkit.marot import is_marot, severity_of
from toolkit.quality import FLAG_COLUMNS, Flag, Span
from toolkit.reading import Source
from toolkit.registry import load
from toolkit.tables import Row, line_of, rows
from toolkit.text import replace_surrogates
from toolkit.units import Unit


def flag_writer(
    output: Source | None, to: str = "tsv", *, segments: Source | None = None, inputs: Sequence[Source] = ()
) -> Callable[[Flags], None]:
    """A function that writes flags to a file, or to standard output where `output` is None.

    The files are written whole or not at all. What can be found wrong before there are flags is found here.

    Args:
        segments: the file that gets the risk of each bead.

    Raises:
        BadParameter: there is no such format.
        DataError: the output could not be written (so, too, the function), or is one of the inputs.
    """
    if to not in _WRITERS:
        raise BadParameter(f"flags are not written as {to!r}; there are: {', '.join(_WRITERS)}")
    targets = [(output, _WRITERS[to]), (segments, write_risks)]
    files = [(target, write) for target, write in targets if target is not None]
    for target, _ in files:
        check_target(target, inputs)

    def write(flags: Flags) -> None:
        if files:
            with atomic_write(*(target for target, _ in files)) as streams:
                for stream, (_, write_to) in zip(streams, files, strict=True):
                    write_to(flags, stream)
        if output is None:
            _WRITERS[to](flags, sys.stdout.buffer)
            sys.stdout.buffer.flush()

    return write


def write_tsv(flags: Flags, stream: BinaryIO) -> None:
    """A line a flag, with the columns `FLAG_COLUMNS`, escaped as in the TSV of an alignment."""
    stream.write(line_of(FLAG_COLUMNS))
    for flag in flags:
        *cells, confidence = flag_row(flag)
        stream.write(line_of((*("" if cell is None else str(cell) for cell in cells), f"{confidence:.4f}")))


def write_jsonl(flags: Flags, stream: BinaryIO) -> None:
    """A JSON object a line and flag, with the names of `FLAG_COLUMNS`; null where a side has no span."""
    for flag in flags:
        content = dict(zip(FLAG_COLUMNS, flag_row(flag), strict=True))
        content["confidence"] = round(flag.confidence, 4)
        stream.write(replace_surrogates(json.dumps(content, ensure_ascii=False)).encode() + b"\n")


def write_marot(flags: Flags, stream: BinaryIO) -> None:
    """A line a flag and one for each bead without, in the order of the beads, spans marked `<v>…</v>`.

    Where a text holds such a mark of its own, its `<` is written `&lt;`.
    """
    by_bead: dict[str, list[Flag]] = {}
    for flag in flags:
        by_bead.setdefault(flag.bead_id, []).append(replace(flag, confidence=round(flag.confidence, 4)))
    units = (Unit(pair.bead_id, pair.src, pair.tgt, flags=tuple(by_bead.get(pair.bead_id, ()))) for pair in flags.pairs)
    load("formats", "marot").write(units, [stream])


def write_risks(flags: Flags, stream: BinaryIO) -> None:
    """A line a bead: its id, and the probability that it has a major error."""
    stream.write(line_of(("bead_id", "risk")))
    for pair, value in zip(flags.pairs, flags.risks, strict=True):
        stream.write(line_of((pair.bead_id, f"{value:.4f}")))


_WRITERS: Mapping[str, Callable[[Flags, BinaryIO], None]] = {
    "tsv": write_tsv,
    "marot": write_marot,
    "jsonl": write_jsonl,
}


def read_flags(source: Source) -> list[Flag]:
    """The flags in a file that `bitext flag` wrote, whichever of its formats it has.

    Raises:
        DataError: it is no such file.
    """
    data = read_bytes(source)
    if is_marot(data):
        units: Iterable[Unit] = load("formats", "marot").read([io.BytesIO(data)], str(source))
        return [flag for unit in units for flag in unit.flags]
    # No flags as JSON lines are an empty file.
    are_json = data.lstrip().startswith(b"{") or Path(source).suffix == ".jsonl"
    table = _objects(data, source) if are_json else rows(data, source, FLAG_COLUMNS)
    return [_flag(cells, source, line) for line, cells in table]


def _objects(data: bytes, source: Source) -> Iterator[Row]:
    """JSON lines as the rows of a table; an empty cell for null."""
    for line, text in lines(io.BytesIO(data), source, "JSON"):
        if not text.strip():
            continue
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DataError(f"is no JSON: {error}", source, line) from error
        if not isinstance(found, dict) or not found.keys() >= set(FLAG_COLUMNS):
            raise DataError(f"is no flag as `bitext flag` writes it: {text[:60]!r}", source, line)
        yield line, {name: "" if found[name] is None else replace_surrogates(str(found[name])) for name in FLAG_COLUMNS}


def _flag(cells: Mapping[str, str], source: Source, line: int) -> Flag:
    severity = severity_of(cells["severity"], source, line)
    try:
        src, tgt = (_span(cells[f"{side}_start"], cells[f"{side}_end"]) for side in ("src", "tgt"))
        confidence = float(cells["confidence"])
    except ValueError as error:
        raise DataError(f"an offset or the confidence is no number ({error})", source, line) from error
    if not 0 <= confidence <= 1:
        raise DataError(f"{cells['confidence'][:60]!r} is no confidence between 0 and 1", source, line)
    for span in (src, tgt):
        if span is not None and not 0 <= span[0] <= span[1]:
            raise DataError(f"{span} is no span of characters", source, line)
    words = cells["src_text"], cells["tgt_text"], cells["message"], cells["suggestion"]
    return Flag(cells["bead_id"], cells["detector"], cells["category"], severity, src, tgt, *words, confidence)


def _span(start: str, end: str) -> Span | None:
    return (int(start), int(end)) if start or end else None
