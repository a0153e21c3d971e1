"""Text with markup inside it, as XLIFF has it: spans marked on the way out, text and spans found on the way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from toolkit.elements import content
from toolkit.quality import Span

# Elements with the code of another format in them, which is no text; TMX and XLIFF 1.2 name them alike.
_CODES = ("bpt", "ept", "ph", "it", "ut")
_EMPTY_CODES = ("sc", "ec", "x", "bx", "ex")


def marked(text: str, spans: Sequence[tuple[int, Span]]) -> str:
    """The text, escaped, with each numbered span in `<mrk type="comment" ref="#n=nNUMBER">`.

    Where spans cross each other, elements cannot: of these all but the first are between `<sm/>` and `<em/>`.
    """
    pieces: list[tuple[tuple[int, int, int, int], int, str]] = []
    nested: list[Span] = []
    for order, (number, (start, end)) in enumerate(sorted(spans, key=lambda item: (item[1][0], -item[1][1]))):
        said = f'id="m{number}" type="comment" ref="#n=n{number}"'
        crosses = any(a < start < b < end for a, b in nested)
        opening, closing = (f"<sm {said}/>", f'<em startRef="m{number}"/>') if crosses else (f"<mrk {said}>", "</mrk>")
        if not crosses:
            nested.append((start, end))
        # At one place first what ends, the innermost first, then what is empty, then what begins, the outermost first.
        if start == end:
            pieces.append(((start, 1, 0, order), start, opening + closing))
        else:
            pieces.append(((start, 2, -end, order), start, opening))
            pieces.append(((end, 0, -start, -order), end, closing))
    parts, last = [], 0
    for _, place, markup in sorted(pieces):
        parts += [content(text[last:place]), markup]
        last = place
    return "".join([*parts, content(text[last:])])


@dataclass
class Content:
    """The text of an element, the spans that are marked in it by what they refer to, and how many inline codes it has."""

    text: str = ""
    spans: dict[str, Span] = field(default_factory=dict)
    codes: int = 0


def unmarked(element: Element | None) -> Content:
    """What is in a segment; the inline codes are left out of its text."""
    found = Content()
    parts: list[str] = []
    if element is not None:
        _walk(element, parts, [0], found, {})
    found.text = "".join(parts)
    return found


def _walk(
    element: Element, parts: list[str], length: list[int], found: Content, begun: dict[str, tuple[str, int]]
) -> None:
    _add(element.text, parts, length)
    for child in element:
        start = length[0]
        if child.tag in _CODES or child.tag in _EMPTY_CODES:
            found.codes += 1
        elif child.tag == "cp":
            _add(_character(child), parts, length)
        elif child.tag == "sm":
            begun[child.get("id", "")] = (child.get("ref", ""), start)
        elif child.tag == "em" and child.get("startRef", "") in begun:
            ref, start = begun.pop(child.get("startRef", ""))
            found.spans[ref] = (start, length[0])
        else:
            _walk(child, parts, length, found, begun)
            if child.tag == "mrk":
                found.spans[child.get("ref", "")] = (start, length[0])
        _add(child.tail, parts, length)


def _add(text: str | None, parts: list[str], length: list[int]) -> None:
    if text:
        parts.append(text)
        length[0] += len(text)


def _character(element: Element) -> str:
    """The character that an XLIFF `cp` stands for, which XML could not hold."""
    try:
        return chr(int(element.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"
