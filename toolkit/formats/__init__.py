"""Formats of bitext files, each read and written in one place.

A plug-in is a module with `make(...)` that returns a `Format`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Protocol

from toolkit.units import Unit


class Format(Protocol):
    """Reads and writes units, one at a time. Two runs write the same bytes."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What stands behind the name of each file that the format consists of: `("",)`, or `(".zh", ".en")`."""
        ...

    @property
    def carries(self) -> frozenset[str]:
        """The fields of a `Unit` that come back when a file that was written is read.

        Of `more` only one name, too, may come back: "more:genre".
        """
        ...

    def clean(self, text: str) -> str:
        """The text as the format can hold it."""
        ...

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        """Write all units, a stream for each of `suffixes`; the streams are left open."""
        ...

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        """The units in the streams, which are those of `source`.

        Raises:
            DataError: they are broken; the error names the line.
        """
        ...
