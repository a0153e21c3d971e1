"""Links in XML as InterText has them: English first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from toolkit.elements import attributes, xml_text
from toolkit.formats import Format
from toolkit.formats._links import Texts
from toolkit.formats._sentences import numbered
from toolkit.formats._xtargets import HEAD, Xtargets
from toolkit.units import Unit


def make(texts: Texts = None) -> Format:
    """One `linkGrp`, to;from. The status is `man` for a unit that was reviewed, else `auto`.

    Args:
        texts: the files that the sentences are in, a sentence a line or the XML of InterText; then the units have texts.
    """
    return _Intertext(texts)


class _Intertext(Xtargets):
    suffixes = ("",)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, (1, 0))

    def clean(self, text: str) -> str:
        return xml_text(text)

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        [stream] = streams
        units = numbered(units)
        first = next(units, None)
        src, tgt = self.names(first.document if first else "")
        stream.write(HEAD + f"<linkGrp{attributes(toDoc=tgt, fromDoc=src)}>\n".encode())
        for unit in chain([first] if first else [], units):
            kind = f"{len(unit.tgt_ids or ())}-{len(unit.src_ids or ())}"
            status = "man" if unit.state == "reviewed" else "auto"
            stream.write(f"<link{attributes(type=kind, xtargets=self.xtargets(unit), status=status)}/>\n".encode())
        stream.write(b"</linkGrp>\n")

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        [stream] = streams
        return self.with_texts(self._units(stream, source))

    def _units(self, stream: BinaryIO, source: str) -> Iterator[Unit]:
        for unit, link, _ in self.units(stream, source, ("linkGrp",)):
            yield replace(unit, state="reviewed") if link.get("status") == "man" else unit
