"""Tables in text: rows of a TSV in UTF-8, unquoted, with a header, read and written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.lines import lines
from toolkit.text import escape_cell

_SHOWN = 100  # characters of the names of columns

Row = tuple[int, dict[str, str]]
"""The number of a line (1-based) and its cells by the names of their columns."""


def read_table(source: str | Path, columns: Sequence[str]) -> list[Row]:
    """The rows of a TSV whose header has these `columns`; blank lines are left out.

    Raises:
        DataError: it is no such file.
    """
    return list(rows(read_bytes(source), source, columns))


def rows(data: bytes, source: str | Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of the TSV `data`, which was read from `source`; as `read_table`."""
    return rows_of(io.BytesIO(data), source, columns)


def rows_of(
    stream: BinaryIO, source: str | Path, columns: Sequence[str], synonyms: Mapping[str, str] | None = None
) -> Iterator[Row]:
    """The rows of the TSV in a stream, one at a time; as `read_table`.

    `synonyms` are names that a column may have in the file instead of its own, and its own.
    """
    found = lines(stream, source, "TSV")
    _, first = next(found, (1, ""))
    header = first.split("\t")
    if synonyms:
        header = [name if synonyms.get(name, name) in header else synonyms[name] for name in header]
    if missing := [column for column in columns if column not in header]:
        there = f"; there are: {', '.join(header)[:_SHOWN]}" if first else ""
        raise DataError(f"the header line lacks the columns {', '.join(missing)}{there}", source, 1)
    if len(set(header)) < len(header):
        twice = next(column for i, column in enumerate(header) if column in header[:i])
        raise DataError(f"the header line has the column {twice!r} twice", source, 1)
    for number, line in found:
        cells = line.split("\t")
        if cells == [""] and len(header) > 1:
            continue
        if len(cells) != len(header):
            raise DataError(
                f"has {len(cells)} cells, the header {len(header)}; separate them with tabs", source, number
            )
        yield number, dict(zip(header, cells, strict=True))


def line_of(cells: Iterable[str]) -> bytes:
    """The line of a TSV with these cells, escaped."""
    return ("\t".join(map(escape_cell, cells)) + "\n").encode()
