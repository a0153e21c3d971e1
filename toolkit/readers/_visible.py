"""The visible text of an HTML page, block by block, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import regex

from toolkit.bitext import BlockKind
from toolkit.text import fold_spaces

_HIDDEN = frozenset(
    "script style noscript template head title svg math iframe object canvas audio video map datalist rt rp".split()
)
_CONTROLS = frozenset(["nav", "footer", "aside", "button", "select", "option", "textarea", "dialog"])
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr picture"
    " q rb ruby s samp small source span strike strong sub sup time tt u var wbr".split()
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"])
_ITEMS = frozenset(["li", "dd"])
_ROOTS = frozenset(["html", "body", "main", "article"])
_FENCE = regex.compile(
    r"(?:^|[\s_-])(?:comments?|respond|footer|foot|copyright|sidebar|related|recommend(?:ed)?|cookies?|consent|gdpr|widget"
    r"|menu|nav|navbar|navigation|breadcrumbs?|crumbs?|share|social|sharing|ads?|advert\w*|popup|modal|newsletter|subscribe"
    r"|login|search|toolbar|pagination|pager|akismet\w*)(?:$|[\s_\d-])",
    regex.IGNORECASE,
)
_INVISIBLE = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
_SPACES = regex.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Visible:
    """A block of a page.

    `home` numbers the element that it stands in and `yard` the one around that; `linked` characters are links;
    `is_fenced` says that an element around it is by its tag, class or id no place for the text of an article.
    """

    text: str
    kind: BlockKind
    tag: str
    home: int
    yard: int
    linked: int
    is_fenced: bool


@dataclass(slots=True)
class _Frame:
    """An element that the walk is inside of."""

    element: Any
    children: Iterator[Any]
    tag: str
    kind: BlockKind
    number: int
    outer: int
    home: int
    yard: int
    is_link: bool
    is_fenced: bool
    is_pre: bool
    is_row: bool


@dataclass(slots=True)
class _Buffer:
    """The text of the block under way, and the frame whose block it is."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def take(self, frame: _Frame) -> Visible | None:
        raw = "".join(self.pieces)
        lines = raw.split("\n") if frame.is_pre else [raw]
        text = "\n".join(filter(None, ("\t".join(map(fold_spaces, line.split("\t"))).strip() for line in lines)))
        linked, self.linked = self.linked, 0
        self.pieces.clear()
        return Visible(text, frame.kind, frame.tag, frame.home, frame.yard, linked, frame.is_fenced) if text else None


def visible_blocks(root: Any) -> list[Visible]:
    """The blocks of a parsed page (an lxml element), in order; no depth of nesting is too deep.

    A paragraph, heading, list item, table cell and what stands between two line breaks is a block; so is a table row if
    none of its cells has blocks of its own, with tabs between the cells.
    """
    blocks: list[Visible] = []
    buffer = _Buffer()
    top = _Frame(root, iter(()), "body", "text", 0, 0, 0, 0, False, False, False, False)
    stack = [_enter(root, top, 1)]
    entered = 1
    _say(buffer, stack[-1], root.text)
    while stack:
        frame = stack[-1]
        child = next(frame.children, None)
        if child is None:
            stack.pop()
            outer = stack[-1] if stack else top
            _close(frame, outer, buffer, blocks)
            _say(buffer, outer, frame.element.tail if stack else None)
        elif not isinstance(child.tag, str) or child.tag in _HIDDEN or _is_invisible(child):
            _say(buffer, frame, child.tail)
        else:
            _open(child, frame, buffer, blocks)
            entered += 1
            stack.append(_enter(child, frame, entered))
            _say(buffer, stack[-1], child.text)
    return blocks


def _open(element: Any, frame: _Frame, buffer: _Buffer, blocks: list[Visible]) -> None:
    if _is_cell_of_row(element, frame):
        if buffer.pieces:
            buffer.pieces.append("\t")
    elif not _is_inline(element.tag):
        _flush(buffer, frame, blocks)


def _close(frame: _Frame, outer: _Frame, buffer: _Buffer, blocks: list[Visible]) -> None:
    if not _is_inline(frame.element.tag) and not _is_cell_of_row(frame.element, outer):
        _flush(buffer, frame, blocks)


def _flush(buffer: _Buffer, frame: _Frame, blocks: list[Visible]) -> None:
    block = buffer.take(frame)
    if block:
        blocks.append(block)


def _enter(element: Any, outer: _Frame, number: int) -> _Frame:
    tag = element.tag
    is_inline = _is_inline(tag)
    kind: BlockKind = outer.kind
    if tag in _HEADINGS:
        kind = "heading"
    elif tag in _ITEMS:
        kind = "item"
    elif tag in ("td", "th", "blockquote", "article", "section"):
        kind = "text"
    # A <p> or <li> is at home in what it stands in; text that is in no such element, in the <div> around it.
    is_paragraph = tag in ("p", "li", "dd", "dt")
    if is_inline:
        number, parent, home, yard = outer.number, outer.outer, outer.home, outer.yard
    else:
        parent = outer.number
        home, yard = (parent, outer.outer) if is_paragraph else (number, parent)
    return _Frame(
        element=element,
        children=element.iterchildren(),
        tag=outer.tag if is_inline else tag,
        kind=kind,
        number=number,
        outer=parent,
        home=home,
        yard=yard,
        is_link=outer.is_link or tag == "a",
        is_fenced=outer.is_fenced or tag in _CONTROLS or (tag not in _ROOTS and _has_fence(element)),
        is_pre=outer.is_pre or tag == "pre",
        is_row=(tag == "tr" and _is_plain_row(element)) or (outer.is_row and tag != "table"),
    )


def _say(buffer: _Buffer, frame: _Frame, text: str | None) -> None:
    if text:
        text = text.replace("\t", " ") if frame.is_pre else _SPACES.sub(_space, text)
        if text.strip() or buffer.pieces:
            buffer.pieces.append(text)
        if frame.is_link:
            buffer.linked += len(text.strip())


def _space(match: regex.Match[str]) -> str:
    """A line break stays one until the block is folded, for it vanishes between Han characters."""
    return "\n" if "\n" in match[0] or "\r" in match[0] else " "


def _is_inline(tag: str) -> bool:
    """Whether an element stands in its line; those of a namespace (Word's <o:p>) do."""
    return tag in _INLINE or ":" in tag


def _is_cell_of_row(element: Any, frame: _Frame) -> bool:
    return frame.is_row and element.tag in ("td", "th")


def _is_plain_row(row: Any) -> bool:
    cells = 0
    for element in row.iterdescendants():
        if element.tag in ("td", "th"):
            cells += 1
        elif isinstance(element.tag, str) and not _is_inline(element.tag) and element.tag not in _HIDDEN:
            return False
    return cells > 1


def _has_fence(element: Any) -> bool:
    return any(_FENCE.search(element.get(name, "")) for name in ("class", "id")) or element.get("role") in (
        "navigation",
        "contentinfo",
        "dialog",
        "search",
    )


def _is_invisible(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _INVISIBLE.search(style) is not None)
