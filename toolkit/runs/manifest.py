"""The manifest of a run: a table with a document pair a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.errors import DataError, MissingExtra
from toolkit.tables import rows_of
from toolkit.text import escape_cell

COLUMNS = ("id", "src", "tgt")

_PARQUET = b"PAR1"
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """A document pair: its id, and where the two sides are; `more` has the further columns. `line` counts from 1."""

    line: int
    id: str
    src: str
    tgt: str
    more: Mapping[str, str] = field(default_factory=dict)


def rows_of_manifest(path: str | Path) -> Iterator[Row]:
    """The rows of a TSV or Parquet file with the columns id, src and tgt, one at a time.

    Raises:
        DataError: it is no such file.
    """
    try:
        with Path(path).open("rb") as stream:
            is_parquet = stream.read(len(_PARQUET)) == _PARQUET
            stream.seek(0)
            found = _of_parquet(path) if is_parquet else rows_of(stream, path, COLUMNS)
            for line, cells in found:
                src, tgt = cells.pop("src"), cells.pop("tgt")
                yield Row(line, cells.pop("id"), src, tgt, cells)
    except FileNotFoundError:
        raise DataError("there is no such file", path) from None
    except IsADirectoryError:
        raise DataError(
            "is a folder; give a table of document pairs, as `bitext corpus pair` writes it", path
        ) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", path) from None


def _of_parquet(path: str | Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise MissingExtra("Parquet", "pyarrow", "corpus") from None
    number = 0
    try:
        file = parquet.ParquetFile(path)
        if missing := [name for name in COLUMNS if name not in file.schema_arrow.names]:
            raise DataError(f"lacks the columns {', '.join(missing)}", path)
        for batch in file.iter_batches(_BATCH):
            for cells in batch.to_pylist():
                number += 1
                yield number, {name: _text(cell) for name, cell in cells.items()}
    except ArrowException as error:
        raise DataError(f"is a damaged Parquet file ({str(error)[:200]})", path) from None


def _text(cell: Any) -> str:
    return "" if cell is None else escape_cell(str(cell))
