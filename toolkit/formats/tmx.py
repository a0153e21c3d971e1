"""TMX 1.4b, the exchange format of translation memories.

The specification: LISA OSCAR, TMX 1.4b Specification, 2005.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from xml.etree.ElementTree import Element

from toolkit.elements import attributes, content, elements, xml_text
from toolkit.errors import DataError
from toolkit.formats import Format
from toolkit.formats._fields import Place, flag_object, to_json
from toolkit.formats._markers import unmarked
from toolkit.formats._properties import NAMES, More, fields, properties, side_of
from toolkit.units import FIELDS, Unit, held

_LANGUAGES = ("zh", "en")
_OWN = "x-"
_FLAG = "x-flag"
# What the specification lets stand at a <tu> beside its id; elsewhere it would be no valid attribute.
_ATTRIBUTES = ("usagecount", "lastusagedate", "creationdate", "creationid", "changedate", "changeid")


def make() -> Format:
    """A `tu` a unit, its id as `tuid`; score, confidence and the like as `<prop type="x-…">`, flags as JSON in `x-flag`.

    An empty side has no `tuv`. Of other tools' files, each `prop`, `note` and attribute of a `tu` goes into `more`, and so do
    the texts of further languages; inline codes are left out of the texts, and counted in `more["inline_codes"]`.
    """
    return _Tmx()


class _Tmx:
    suffixes = ("",)
    carries = FIELDS

    def clean(self, text: str) -> str:
        return xml_text(text)

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        from toolkit import __version__

        [stream] = streams
        header = attributes(
            creationtool="bitext-toolkit",
            creationtoolversion=__version__,
            segtype="sentence",
            o_tmf="bitext-toolkit",
            adminlang="en",
            srclang=_LANGUAGES[0],
            datatype="plaintext",
        )
        stream.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header{header}/>\n<body>\n'.encode()
        )
        for unit in units:
            stream.write("\n".join(_lines(held(unit, FIELDS, xml_text))).encode() + b"\n")
        stream.write(b"</body>\n</tmx>\n")

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        [stream] = streams
        number = 0
        for line, element in elements(stream, source, ("tmx",), ("tu",)):
            if element.tag == "tu":
                number += 1
                yield _unit(element, number, Place(source, line))


def _lines(unit: Unit) -> Iterator[str]:
    kept = {name: text for name, text in unit.more.items() if name in _ATTRIBUTES}
    yield f"<tu{attributes(tuid=unit.id, **kept)}>"
    for name, text in unit.more.items():
        if name == "note":
            yield f"<note>{content(text)}</note>"
    for name, text in (*properties(unit), *unit.more.items()):
        if name not in (*_ATTRIBUTES, "note"):
            yield f"<prop{attributes(type=_OWN + name)}>{content(text)}</prop>"
    for flag in unit.flags:
        yield f'<prop type="{_FLAG}">{content(to_json(flag_object(flag)))}</prop>'
    for language, text in zip(_LANGUAGES, (unit.src, unit.tgt), strict=True):
        # A <tu> has at least one <tuv>.
        if text or (language == _LANGUAGES[0] and not unit.tgt):
            yield f'<tuv xml:lang="{language}"><seg>{content(text)}</seg></tuv>'
    yield "</tu>"


def _unit(element: Element, number: int, place: Place) -> Unit:
    more, known, flags = More(), dict[str, str](), []
    texts: list[str | None] = [None, None]
    codes = 0
    for name in _ATTRIBUTES:
        if name in element.attrib:
            more.add(name, element.attrib[name])
    for child in element:
        if child.tag == "note":
            more.add("note", "".join(child.itertext()))
        elif child.tag == "prop":
            kind, text = child.get("type", ""), "".join(child.itertext())
            name = kind.removeprefix(_OWN)
            if kind == _FLAG:
                flags.append(text)
            elif name in NAMES and kind != name:
                known[name] = text
            else:
                more.add(name, text)
        elif child.tag == "tuv":
            codes += _take(child, texts, more)
    if texts == [None, None]:
        raise place.error("has neither Chinese nor English in a <tu>")
    if codes:
        more.add("inline_codes", str(codes))
    try:
        own, rest = fields(known, place), {}
    except DataError:  # Another tool means something else by such a name.
        own, rest = {}, known
    unit_id = element.get("tuid") or str(number)
    return Unit(
        unit_id,
        texts[0] or "",
        texts[1] or "",
        flags=tuple(place.flag(place.json(flag, dict), unit_id) for flag in flags),
        more={**more.joined(), **rest},
        **own,
    )


def _take(variant: Element, texts: list[str | None], more: More) -> int:
    """Put the text of a `tuv` where it belongs, and count its inline codes.

    A second one of a language, or another language, goes into `more`.
    """
    language = variant.get("xml:lang", variant.get("lang", ""))
    segment = unmarked(variant.find("seg"))
    side = side_of(language)
    if side is None or texts[side] is not None:
        more.add(f"seg {language}", segment.text)
    else:
        texts[side] = segment.text
    return segment.codes
