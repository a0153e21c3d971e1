"""XLIFF 2.1, the exchange format of CAT tools; read, too, is what 1.2 and 2.0 have of it.

The specification: OASIS, XLIFF Version 2.1, 2018.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import BinaryIO
from xml.etree.ElementTree import Element

from toolkit.elements import attributes, content, elements, xml_text
from toolkit.formats import Format
from toolkit.formats._fields import Place
from toolkit.formats._markers import Content, marked, unmarked
from toolkit.formats._properties import More, fields, properties, side_of
from toolkit.quality import Flag, cut
from toolkit.units import FIELDS, State, Unit, held

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
    'version="2.1" srcLang="zh" trgLang="en">\n'
)
_FIELDS, _MORE, _FLAG = "bitext-toolkit", "bitext-toolkit:more", "bitext-toolkit:flag"
_REJECTED = "bitext-toolkit:rejected"
_ENDS = ("start", "end")
_DONE = ("final", "signed-off")  # in XLIFF 1.2
_SAID = ("detector", "category", "severity", "message", "suggestion", "confidence")
# Of a note, from 1, the most pressing, to 10.
_PRIORITIES = {"critical": "1", "major": "2", "minor": "5", "neutral": "9"}


def make() -> Format:
    """A `unit` a unit with one `segment`, a `file` a document.

    A flag is a `<note appliesTo="target">` and, around the words that it is about, `<mrk type="comment">` that refers to it.
    The state is `reviewed` or `translated`, and `initial` where a unit was rejected or has no translation; all else is in
    `<mda:metadata>`.
    """
    return _Xliff()


class _Xliff:
    suffixes = ("",)
    carries = FIELDS

    def clean(self, text: str) -> str:
        return xml_text(text)

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        [stream] = streams
        stream.write(_HEAD.encode())
        number = files = 0
        for document, group in groupby(units, key=lambda unit: xml_text(unit.document)):
            files += 1
            name = {"original": document} if document else {}
            stream.write(
                f"<file{attributes(id=f'f{files}', **name, canResegment='no', xml_space='preserve')}>\n".encode()
            )
            for unit in group:
                number += 1
                stream.write("\n".join(_lines(held(unit, FIELDS, xml_text), number)).encode() + b"\n")
            stream.write(b"</file>\n")
        if not files:  # There must be one, and in it a unit or a group.
            stream.write(b'<file id="f1"><group id="g1"/></file>\n')
        stream.write(b"</xliff>\n")

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        [stream] = streams
        document, files = "", 0
        languages: tuple[str | None, str | None] = (None, None)
        for line, element in elements(stream, source, ("xliff",), ("unit", "trans-unit")):
            if element.tag == "xliff":
                languages = element.get("srcLang"), element.get("trgLang")
            elif element.tag == "file":
                files += 1
                document = element.get("original", element.get("id", "") if files > 1 else "")
                languages = element.get("source-language", languages[0]), element.get("target-language", languages[1])
            elif element.tag in ("unit", "trans-unit"):
                place = Place(source, line)
                yield from _units(element, document, _is_swapped(languages, place), place)


def _lines(unit: Unit, number: int) -> Iterator[str]:
    yield f"<unit{attributes(id=f'u{number}', name=unit.id)}>"
    yield "<mda:metadata>"
    said = (("id", unit.id), *((name, text) for name, text in properties(unit) if name not in ("document", "state")))
    yield _group(_FIELDS, said)
    if unit.more:
        yield _group(_MORE, unit.more.items())
    for n, flag in enumerate(unit.flags, start=1):
        yield _group(_FLAG, ((name, str(getattr(flag, name))) for name in _SAID), id=f"n{n}")
    yield "</mda:metadata>"
    if unit.flags:
        yield "<notes>"
        for n, flag in enumerate(unit.flags, start=1):
            note = attributes(
                id=f"n{n}", appliesTo="target", category=flag.category, priority=_PRIORITIES[flag.severity]
            )
            yield f"<note{note}>{content(_for_people(flag))}</note>"
        yield "</notes>"
    src, tgt = (
        marked(text, [(n, span) for n, flag in enumerate(unit.flags, start=1) if (span := getattr(flag, side))])
        for side, text in (("src", unit.src), ("tgt", unit.tgt))
    )
    yield f"<segment{_state(unit)}><source>{src}</source>{f'<target>{tgt}</target>' if tgt else ''}</segment>"
    yield "</unit>"


def _group(category: str, said: Iterable[tuple[str, str]], **more: str) -> str:
    metas = "".join(f"<mda:meta{attributes(type=name)}>{content(text)}</mda:meta>" for name, text in said)
    return f"<mda:metaGroup{attributes(category=category, **more)}>{metas}</mda:metaGroup>"


def _for_people(flag: Flag) -> str:
    return f"{flag.message} → {flag.suggestion}" if flag.suggestion else flag.message or flag.category


def _state(unit: Unit) -> str:
    if unit.state == "rejected":
        return attributes(state="initial", subState=_REJECTED)
    return attributes(state="reviewed" if unit.state == "reviewed" else "translated" if unit.tgt else "initial")


def _is_swapped(languages: tuple[str | None, str | None], place: Place) -> bool:
    sides = tuple(side_of(language or "") for language in languages)
    if sides not in ((0, 1), (1, 0)):
        raise place.error(f"is from {languages[0]!r} to {languages[1]!r}; needed are Chinese and English")
    return sides == (1, 0)


def _units(element: Element, document: str, is_swapped: bool, place: Place) -> Iterator[Unit]:
    """The units in a `unit`, one a segment, or that in a `trans-unit` of XLIFF 1.2."""
    groups = {
        kind: [g for g in element.iter("metaGroup") if g.get("category") == kind] for kind in (_FIELDS, _MORE, _FLAG)
    }
    known, own = ({k: t for g in groups[kind] for k, t in _said(g).items()} for kind in (_FIELDS, _MORE))
    flags = {group.get("id", ""): _said(group) for group in groups[_FLAG]}
    notes = More()
    for note in element.iter("note"):
        if note.get("id", "") not in flags:
            notes.add("note", "".join(note.itertext()))
    more = own | notes.joined()
    segments = element.findall("segment") or [element]
    unit_id = known.get("id") or element.attrib.get("id", "")
    for number, segment in enumerate(segments, start=1):
        sides = [unmarked(segment.find(name)) for name in ("source", "target")]
        codes = sum(side.codes for side in sides)
        src, tgt = reversed(sides) if is_swapped else sides
        own_id = unit_id if len(segments) == 1 else f"{unit_id}.{number}"
        found = [_flag(own_id, name, said, src, tgt, place) for name, said in flags.items()]
        if number > 1:  # What is about no words of a segment is about the first.
            found = [flag for flag in found if flag.src or flag.tgt]
        known |= {"document": document, "state": _state_of(segment)}
        yield Unit(
            own_id,
            src.text,
            tgt.text,
            flags=tuple(found),
            more=more | ({"inline_codes": str(codes)} if codes else {}),
            **fields(known, place),
        )


def _said(group: Element) -> dict[str, str]:
    return {meta.get("type", ""): "".join(meta.itertext()) for meta in group.iter("meta")}


def _flag(unit_id: str, name: str, said: dict[str, str], src: Content, tgt: Content, place: Place) -> Flag:
    spans = src.spans.get(f"#n={name}"), tgt.spans.get(f"#n={name}")
    offsets = {
        f"{side}_{end}": span[i]
        for side, span in zip(("src", "tgt"), spans, strict=True)
        if span
        for i, end in enumerate(_ENDS)
    }
    words = {"src_text": cut(src.text, spans[0]), "tgt_text": cut(tgt.text, spans[1])}
    return place.flag({**said, **offsets, **words}, unit_id)


def _state_of(segment: Element) -> State:
    if segment.get("subState") == _REJECTED:
        return "rejected"
    target = segment.find("target")
    is_final = segment.get("state") in ("reviewed", "final") or (target is not None and target.get("state") in _DONE)
    return "reviewed" if is_final or segment.get("approved") == "yes" else ""
