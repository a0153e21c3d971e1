"""Tab-separated values, a bead a line."""

from __future__ import annotations

from typing import BinaryIO

from toolkit.bitext import COLUMNS, Alignment
from toolkit.exporters import Exporter
from toolkit.tables import line_of


def make() -> Exporter:
    """An exporter to TSV in UTF-8 with a header line, the columns `COLUMNS` and four decimals.

    Nothing is quoted; a tab or a line break within a sentence becomes a space and a lone surrogate U+FFFD. pandas reads
    it back whole with `sep="\\t", quoting=3, keep_default_na=False, dtype=str`.
    """
    return write


def write(alignment: Alignment, stream: BinaryIO) -> None:
    """Write the header and a line for each bead."""
    stream.write(line_of(COLUMNS))
    for bead_id, kind, label, score, confidence, *cells in alignment.rows():
        stream.write(line_of((bead_id, kind, label, f"{score:.4f}", f"{confidence:.4f}", *cells)))
