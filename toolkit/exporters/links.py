"""Links: the sentence numbers of each bead and nothing else, as Vecalign and Bertalign write them."""

from __future__ import annotations

from typing import BinaryIO

from toolkit.bitext import Alignment
from toolkit.exporters import Exporter


def make() -> Exporter:
    """An exporter to lines such as `[0, 1]:[0]:0.9312`; numbers are 0-based, source first.

    The third field is the confidence (0 to 1, more is better), not a cost as in Vecalign's own files.
    """
    return write


def write(alignment: Alignment, stream: BinaryIO) -> None:
    """Write a line for each bead."""
    for bead in alignment.beads:
        stream.write(f"{list(bead.src)}:{list(bead.tgt)}:{bead.confidence:.4f}\n".encode())
