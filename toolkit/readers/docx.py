"""Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import regex

from toolkit.bitext import BlockKind, Text
from toolkit.errors import DataError, MissingExtra
from toolkit.readers._compose import Reader, compose, ink

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted or moved away by tracked changes, the alternative to a drawing, and what a field is computed from.
_SKIPPED = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr", _FALLBACK])
_CHARACTERS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING = regex.compile(r"(?:heading|标题|標題)\s?\d{0,2}|title|subtitle|副标题", regex.IGNORECASE)
_LIST = regex.compile(r"list\b.*|列表.*|列出.*", regex.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0"
_LARGEST_XML = 256 << 20
_LARGEST = 1 << 30
_NOT_A_LIST = "0"
_DAMAGED = "is not a readable .docx (damaged?): save it anew from Word"


def make() -> Reader:
    """A reader of DOCX: the paragraphs of the body in order, with those of tables and text boxes, then the footnotes.

    A table row whose cells have a paragraph each is a line, with tabs between the cells. Of tracked changes the outcome
    is read: insertions, no deletions. Comments, page headers and footers are left out; `Text.left_out` counts them.

    Raises:
        MissingExtra: python-docx is not installed.
        DataError (when it reads): an old or encrypted Word file, a corrupt or oversized one, or one with no text in it.
    """
    try:
        import docx
    except ImportError as error:
        raise MissingExtra("reading Word documents", "python-docx", "documents") from error

    def read(data: bytes, source: str) -> Text:
        _check(data, source)
        try:
            parts, left_out = _contents(docx.Document(io.BytesIO(data)))
        except Exception as error:  # python-docx raises whatever the damage leads to
            raise DataError(_DAMAGED, source) from error
        remedy = "save it from Word with text in its body (a scan needs OCR first)"
        return compose(parts, data, source, remedy, left_out=left_out)

    return read


def _check(data: bytes, source: str) -> None:
    """Raise a DataError for what is no zip archive of a bearable size."""
    if data.startswith(_OLE):
        raise DataError("is an old .doc or has a password: save it from Word as .docx without a password", source)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DataError(_DAMAGED, source) from error
    xml = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    if xml > _LARGEST_XML or sum(sizes.values()) > _LARGEST:
        raise DataError(f"unpacks to {sum(sizes.values()) >> 20} MB, more than is read: split it", source)


def _contents(document: Any) -> tuple[list[tuple[str, BlockKind]], int]:
    """The parts of the text, and the number of characters in page headers, footers and comments."""
    styles = _Styles(document)
    roots = [document.element.body, *_others(document, "/footnotes", "/endnotes")]
    parts = [part for root in roots for part in _parts(root, styles)]
    margins = _others(document, "/header", "/footer", "/comments")
    return parts, sum(ink(text) for root in margins for text, _ in _parts(root, styles))


class _Styles:
    """What the styles of a document say about the kind of a paragraph."""

    def __init__(self, document: Any) -> None:
        self._kinds: dict[str, BlockKind] = {}
        styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}
        for name, style in styles.items():
            self._kinds[name] = self._style_kind(style, styles)

    def kind(self, paragraph: Any) -> BlockKind:
        """Heading by outline level or style, item by numbering or style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "text"
        own = _direct_kind(properties)
        style = properties.find(f"{_W}pStyle")
        styled = self._kinds.get(style.get(f"{_W}val"), "text") if style is not None else "text"
        return "heading" if "heading" in (own, styled) else own or styled

    def _style_kind(self, style: Any, styles: dict[str, Any]) -> BlockKind:
        """The kind that a style, or the first of those that it is based on, gives."""
        seen: set[int] = set()
        while style is not None and id(style) not in seen:
            seen.add(id(style))
            name = style.find(f"{_W}name")
            label = name.get(f"{_W}val", "") if name is not None else ""
            if _HEADING.fullmatch(label):
                return "heading"
            if _LIST.fullmatch(label):
                return "item"
            properties = style.find(f"{_W}pPr")
            own = _direct_kind(properties) if properties is not None else None
            if own is not None:
                return own
            base = style.find(f"{_W}basedOn")
            style = styles.get(base.get(f"{_W}val")) if base is not None else None
        return "text"


def _direct_kind(properties: Any) -> BlockKind | None:
    outline = properties.find(f"{_W}outlineLvl")
    if outline is not None and outline.get(f"{_W}val", "9") < "9":
        return "heading"
    number = properties.find(f"{_W}numPr/{_W}numId")
    if number is not None:
        return "text" if number.get(f"{_W}val") == _NOT_A_LIST else "item"
    return None


def _others(document: Any, *relations: str) -> Iterator[Any]:
    """The elements of the parts in one of these relations to the document; of notes, only what was written."""
    from lxml import etree

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(relations):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(relation.target_part.blob, parser)
            yield [element for element in root if element.get(f"{_W}type") in (None, "normal")]


def _parts(root: Any, styles: _Styles) -> Iterator[tuple[str, BlockKind]]:
    """The paragraphs under an element in order, text boxes after the paragraph that they hang on."""
    pending = list(reversed(root))
    while pending:
        element = pending.pop()
        if element.tag == f"{_W}p":
            text, boxes = _text(element)
            kind = styles.kind(element)
            for line in text.split("\n"):
                yield line, kind
            pending.extend(reversed(boxes))
        elif element.tag == f"{_W}tr" and (row := _row(element)) is not None:
            yield row, "text"
        elif element.tag not in _SKIPPED:
            pending.extend(reversed(element))


def _row(row: Any) -> str | None:
    """The line of a table row; None where a cell has several paragraphs, or a table or text box in it."""
    cells = []
    for cell in row.iter(f"{_W}tc"):
        paragraphs = list(cell.iter(f"{_W}p"))
        if len(paragraphs) != 1:
            return None
        text, boxes = _text(paragraphs[0])
        if boxes:
            return None
        cells.append(" ".join(text.split()))
    return "\t".join(cells)


def _text(paragraph: Any) -> tuple[str, list[Any]]:
    """The text of a paragraph, hyperlinks and insertions included, and the text boxes in it."""
    pieces: list[str] = []
    boxes: list[Any] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[element.tag])
        elif element.tag == f"{_W}txbxContent":
            boxes.append(element)
        elif element.tag not in _SKIPPED:
            pending.extend(reversed(element))
    return "".join(pieces), boxes
