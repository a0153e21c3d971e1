"""Links in XML, as OPUS and InterText have them: `<link xtargets="1 2;1"/>` within a `linkGrp`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

import regex

from toolkit.elements import elements
from toolkit.errors import DataError
from toolkit.formats._fields import Ids, Place
from toolkit.formats._links import Texts
from toolkit.formats._properties import side_of
from toolkit.formats._sentences import Sentences
from toolkit.units import Unit

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'

_ENDINGS = (".zh", ".en")
_PARTS = regex.compile(r"[/.]")
_NAMELESS = ("zh.txt", "en.txt")


class Xtargets:
    """What both formats share: sentences have ids, which are numbers from 1 unless the texts say otherwise.

    `order` says which side stands first in xtargets: (0, 1) is that of fromDoc. That is the Chinese one, unless the names of the
    documents say otherwise, as those of OPUS do: there the languages are in the order of the alphabet.
    """

    def __init__(self, texts: Texts, order: tuple[int, int]) -> None:
        self._texts, self._order = texts, order
        self._sentences = Sentences(texts) if texts else None
        self.carries = frozenset({"src_ids", "tgt_ids", "document"} | ({"id", "src", "tgt"} if texts else set()))

    def names(self, document: str) -> tuple[str, str]:
        """What the two sides of a document are called."""
        if self._texts:
            return self._texts
        return (f"{document}{_ENDINGS[0]}", f"{document}{_ENDINGS[1]}") if document else _NAMELESS

    def xtargets(self, unit: Unit) -> str:
        """The ids of the sentences of a unit."""
        sides = [
            " ".join(self._sentences.name(side, i) if self._sentences else str(i + 1) for i in ids or ())
            for side, ids in enumerate((unit.src_ids, unit.tgt_ids))
        ]
        return ";".join(sides[side] for side in self._order)

    def units(self, stream: BinaryIO, source: str, roots: tuple[str, ...]) -> Iterator[tuple[Unit, Element, Place]]:
        """The units of the links in a file, without their texts, what the links are, and where."""
        document, groups, number, seen = "", 0, 0, [0, 0]
        order = self._order
        for line, element in elements(stream, source, roots, ("link",)):
            if element.tag == "linkGrp":
                groups, seen = groups + 1, [0, 0]
                if groups > 1 and self._texts:
                    raise DataError("has links of several documents, but --texts gives the files of one", source, line)
                document = "" if self._texts else _document(element)
                order = self._order[::-1] if _is_from_english(element) else self._order
            elif element.tag == "link":
                number, place = number + 1, Place(source, line)
                sides = element.get("xtargets", "").split(";")
                if len(sides) != 2 or not any(side.strip() for side in sides):
                    raise place.error(f'expected xtargets such as "1 2;1", not {";".join(sides)[:60]!r}')
                ids: list[Ids] = [(), ()]
                for side, names in zip(order, sides, strict=True):
                    ids[side] = tuple(self._number(side, name, seen, place) for name in names.split())
                yield Unit(str(number), "", "", document=document, src_ids=ids[0], tgt_ids=ids[1]), element, place

    def with_texts(self, units: Iterator[Unit]) -> Iterator[Unit]:
        """The units with their texts, where these are known."""
        return self._sentences.with_texts(units) if self._sentences else units

    def _number(self, side: int, name: str, seen: list[int], place: Place) -> int:
        seen[side] += 1
        if self._sentences:
            number = self._sentences.number(side, name)
            if number is None:
                raise place.error(f"speaks of the sentence {name[:60]!r}, which the text does not have")
            return number
        if name.isdecimal() and len(name) < 10 and int(name):
            return int(name) - 1
        if ":" in name:  # InterText's paragraph:sentence; its links have every sentence, in order
            return seen[side] - 1
        raise place.error(f"speaks of the sentence {name[:60]!r}; give the documents with --texts, so that it is found")


def _document(group: Element) -> str:
    """The name of a document: what `names` was given, or that of its first side."""
    names = _names(group)
    if names == _NAMELESS:
        return ""
    return names[0].removesuffix(_ENDINGS[0]) if _are_ours(names) else names[0]


def _is_from_english(group: Element) -> bool:
    """Whether fromDoc is English or toDoc Chinese, by a language that their names have as a part: `en/1.xml.gz`, `a.en.xml`."""
    names = _names(group)
    if _are_ours(names):
        return False
    sides = [next((side for part in _PARTS.split(name) if (side := side_of(part)) is not None), None) for name in names]
    return sides[0] == 1 or sides[1] == 0


def _names(group: Element) -> tuple[str, str]:
    return group.get("fromDoc", ""), group.get("toDoc", "")


def _are_ours(names: tuple[str, str]) -> bool:
    stems = [name.removesuffix(ending) for name, ending in zip(names, _ENDINGS, strict=True)]
    return names[0] != stems[0] == stems[1] != names[1]
