"""Web pages: the text of the article without the page around it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import regex

from toolkit.bitext import Text
from toolkit.errors import DataError, MissingExtra
from toolkit.furniture import furniture
from toolkit.readers._compose import Reader, compose, ink
from toolkit.readers._decode import decode
from toolkit.readers._visible import Visible, visible_blocks
from toolkit.text import han_share

_CHARSET = regex.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", regex.IGNORECASE)
_PROLOG = regex.compile(r"\s*<\?xml[^>]{0,500}>")
_NOT_WORD = regex.compile(r"[^\p{L}\p{N}\s]+|[\t\n]")
_SPACES = regex.compile(r"\s+")
_STOP = regex.compile(r"[。！？….!?][”’\"'」』）)]*$")


def make(encoding: str | None = None) -> Reader:
    """A reader of HTML in `encoding`, or else in what the page says or looks like.

    What belongs to the article is decided by trafilatura's main-content extraction (Barbaresi 2021, ACL demos), but the
    text itself is taken from the page: in its order, repeated lines and all. Paragraphs that the extraction missed are
    put back where they stand among or beside extracted ones, for a lost paragraph costs an aligner more than a stray
    menu. If the extraction finds nothing, all visible text is the article. `Text.left_out` counts the rest.

    Raises:
        MissingExtra: trafilatura is not installed.
        DataError (when it reads): unknown encoding, undecodable bytes, or nothing readable on the page.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtra("reading HTML", "trafilatura", "documents") from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

    def read(data: bytes, source: str) -> Text:
        text, name = decode(data, source, encoding, _declared(data))
        root = _parse(text, source)
        blocks = visible_blocks(root)
        kept = _main(blocks, _extract(trafilatura, text))
        parts = [(block.text, block.kind) for block, keep in zip(blocks, kept, strict=True) if keep]
        left_out = sum(ink(block.text) for block, keep in zip(blocks, kept, strict=True) if not keep)
        return compose(parts, data, source, "save the page with its text, not only its scripts", name, left_out)

    return read


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii", "ignore") if match else None


def _parse(text: str, source: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = lxml_html.document_fromstring(_PROLOG.sub("", text.replace("\0", ""), count=1).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise DataError("nothing readable in it: not an HTML page", source) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DataError("its markup is nested too deep to be read whole: save it as plain text from a browser", source)
    return root


def _extract(trafilatura: Any, text: str) -> str:
    """The main content in trafilatura's eyes, "" where it finds or survives none."""
    try:
        found = trafilatura.bare_extraction(
            _PROLOG.sub("", text.replace("\0", ""), count=1),
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            deduplicate=False,
            with_metadata=False,
        )
    except Exception:  # its verdict is advice: whatever markup breaks it, the visible text can still be read
        return ""
    return (found.text or "") if found else ""


def _clauses(text: str) -> Iterator[str]:
    """What stands between two marks, without white space: the unit in which page and extraction are compared."""
    for piece in _NOT_WORD.split(text):
        clause = _SPACES.sub("", piece)
        if clause:
            yield clause


def _main(blocks: list[Visible], extracted: str) -> list[bool]:
    """Which blocks are the article."""
    known = set(_clauses(extracted))
    voted = [_is_known(block, known) and not (block.is_fenced and _is_furniture(block)) for block in blocks]
    if not any(voted):
        return [True] * len(blocks)
    core = [i for i, vote in enumerate(voted) if vote and _size(blocks[i].text) >= 8]
    core = core or [i for i, vote in enumerate(voted) if vote]
    homes = {blocks[i].home for i in core}
    places = homes | {blocks[i].yard for i in core}
    joins = [_joins(block, homes, places) for block in blocks]
    first = min(core[0], joins.index(True) if True in joins else core[0])
    last = max([core[-1], *(i for i, join in enumerate(joins) if join)])
    opens = [vote or block.kind == "heading" for vote, block in zip(voted, blocks, strict=True)]
    while first and opens[first - 1] and not _is_outside(blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and voted[last + 1] and not _is_outside(blocks[last + 1]):
        last += 1
    title = next((i for i in range(first) if blocks[i].tag == "h1" and not _is_linked(blocks[i])), None)
    kept = []
    for i, (block, vote, join) in enumerate(zip(blocks, voted, joins, strict=True)):
        is_inside = first <= i <= last
        is_between = is_inside and (block.kind == "heading" or _is_prose(block)) and not _is_outside(block)
        kept.append(join or i == title or is_between or (vote and (is_inside or block.home in homes)))
    return kept


def _is_known(block: Visible, known: set[str]) -> bool:
    clauses = list(_clauses(block.text))
    found = sum(len(clause) for clause in clauses if clause in known)
    return bool(clauses) and found * 2 >= sum(map(len, clauses))


def _joins(block: Visible, homes: set[int], places: set[int]) -> bool:
    """Whether a block is of the article, extracted or not, given where the blocks of the article stand."""
    if _is_outside(block):
        return False
    is_near = block.home in places or block.yard in places
    return block.home in homes or (_is_prose(block) and (is_near or _size(block.text) >= 25))


def _is_prose(block: Visible) -> bool:
    return _STOP.search(block.text[-8:]) is not None


def _is_outside(block: Visible) -> bool:
    return block.is_fenced or _is_linked(block) or _is_furniture(block)


def _is_furniture(block: Visible) -> bool:
    return furniture([block.text], "zh" if han_share(block.text) > 0.2 else "en")[0]


def _is_linked(block: Visible) -> bool:
    return block.linked * 2 >= len(block.text)


def _size(text: str) -> int:
    """The words of a text, two Han characters being one."""
    return len(regex.findall(r"\p{Han}", text)) // 2 + len(regex.findall(r"[^\W\p{Han}]+", text))
