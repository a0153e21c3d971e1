"""Exporters write an alignment in a format.

A plug-in is a module with `make(...)` that returns an `Exporter`.
"""

from __future__ import annotations

from typing import BinaryIO, Protocol

from toolkit.bitext import Alignment


class Exporter(Protocol):
    """Writes an alignment to a stream, bead by bead. Two runs write the same bytes."""

    def __call__(self, alignment: Alignment, stream: BinaryIO) -> None:
        """Write all of the alignment; the stream is left open."""
        ...
