"""Two files, a line a unit: Chinese in `.zh`, English in `.en`, as Moses and the trainers after it read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from gzip import GzipFile
from itertools import zip_longest
from typing import BinaryIO

from toolkit.errors import DataError
from toolkit.formats import Format
from toolkit.lines import BYTE_ORDER_MARK, lines
from toolkit.packed import packed, unpacked
from toolkit.text import escape_cell
from toolkit.units import Unit


def make(gzip: bool = False) -> Format:
    """Plain lines in UTF-8; line breaks and tabs within a text become spaces. The id of a unit is its number, from 1.

    Args:
        gzip: write `.zh.gz` and `.en.gz`. Read is either.
    """
    return _Moses(gzip)


class _Moses:
    carries = frozenset({"src", "tgt"})

    def __init__(self, gzip: bool) -> None:
        self._is_packed = gzip
        self.suffixes = (".zh.gz", ".en.gz") if gzip else (".zh", ".en")

    def clean(self, text: str) -> str:
        # At the head of a file it would be taken for the mark that it is.
        return escape_cell(text.lstrip(BYTE_ORDER_MARK))

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        if self._is_packed:
            with packed(streams[0]) as src, packed(streams[1]) as tgt:
                self._write(units, src, tgt)
        else:
            self._write(units, *streams)

    def _write(self, units: Iterable[Unit], src: BinaryIO | GzipFile, tgt: BinaryIO | GzipFile) -> None:
        for unit in units:
            src.write(self.clean(unit.src).encode() + b"\n")
            tgt.write(self.clean(unit.tgt).encode() + b"\n")

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        names = [
            str(getattr(stream, "name", f"{source}{suffix}"))
            for stream, suffix in zip(streams, self.suffixes, strict=True)
        ]
        sides = [lines(unpacked(stream), name) for stream, name in zip(streams, names, strict=True)]
        for src, tgt in zip_longest(*sides):
            if src is None or tgt is None:
                number, _ = src or tgt
                raise DataError(f"ends before line {number}, which {names[src is None]} has", names[tgt is None])
            yield Unit(str(src[0]), src[1], tgt[1])
