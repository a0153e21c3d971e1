"""Links in XML as OPUS has them: cesAlign, Chinese first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import BinaryIO

from toolkit.elements import attributes, xml_text
from toolkit.formats import Format
from toolkit.formats._fields import number_text
from toolkit.formats._links import Texts
from toolkit.formats._sentences import numbered
from toolkit.formats._xtargets import HEAD, Xtargets
from toolkit.units import Unit

_DOCTYPE = b'<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">\n'


def make(texts: Texts = None) -> Format:
    """A `linkGrp` a document, from;to; the certainty of a link is a unit's confidence, or, beyond 0 to 1, its score.

    Args:
        texts: the files that the sentences are in, a sentence a line or the XML of OPUS; then the units have texts.
    """
    return _Xces(texts)


class _Xces(Xtargets):
    suffixes = ("",)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, (0, 1))
        self.carries |= {"confidence"}

    def clean(self, text: str) -> str:
        return xml_text(text)

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        [stream] = streams
        stream.write(HEAD + _DOCTYPE + b'<cesAlign version="1.0">\n')
        number = 0
        for document, group in groupby(numbered(units, are_many_documents=True), key=lambda unit: unit.document):
            src, tgt = self.names(document)
            stream.write(f'<linkGrp targType="s"{attributes(fromDoc=src, toDoc=tgt)}>\n'.encode())
            for unit in group:
                number += 1
                certainty = {} if unit.confidence is None else {"certainty": number_text(unit.confidence)}
                link = attributes(id=f"SL{number}", xtargets=self.xtargets(unit), **certainty)
                stream.write(f"<link{link}/>\n".encode())
            stream.write(b"</linkGrp>\n")
        stream.write(b"</cesAlign>\n")

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        [stream] = streams
        return self.with_texts(self._units(stream, source))

    def _units(self, stream: BinaryIO, source: str) -> Iterator[Unit]:
        for unit, link, place in self.units(stream, source, ("cesAlign",)):
            certainty = place.number(link.get("certainty", ""), "certainty")
            is_share = certainty is not None and 0 <= certainty <= 1
            yield replace(unit, confidence=certainty if is_share else None, score=None if is_share else certainty)
