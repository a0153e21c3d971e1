"""PDF files with a text layer."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import regex

from toolkit.bitext import BlockKind, Text
from toolkit.errors import DataError, MissingExtra
from toolkit.readers._compose import Reader, compose
from toolkit.readers._kinds import kinds
from toolkit.readers._layout import Page, PageLine, join_lines, without_margins

_LETTER = regex.compile(r"[\p{L}\p{N}]")
_UNMAPPED = regex.compile(r"[\ufffd\p{Co}\p{Cn}]")
_HYPHEN = 0x02
_LINE_ENDS = (0x0A, 0x0D)
_PASSWORD, _SECURITY = 4, 5


def make() -> Reader:
    """A reader of PDF: the text in reading order, the lines of a paragraph joined into one block.

    Page numbers and headers and footers that come again from page to page are left out; `Text.left_out` counts them.

    Raises:
        MissingExtra: pypdfium2 is not installed.
        DataError (when it reads): a password, a damaged file, no text layer, or one without readable characters.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtra("reading PDF", "pypdfium2", "documents") from error

    def read(data: bytes, source: str) -> Text:
        pages, left_out = without_margins(list(_pages(pypdfium2, data, source)))
        paragraphs = join_lines(pages)
        text = "".join(paragraph.text for paragraph in paragraphs)
        if not _LETTER.search(text):
            raise DataError("has no text layer (a scan?): run OCR on it first", source)
        if len(_UNMAPPED.findall(text)) * 4 > len(text):
            raise DataError("its fonts do not say which characters they show: run OCR on it first", source)
        looks = kinds([paragraph.text for paragraph in paragraphs])
        parts: list[tuple[str, BlockKind]] = []
        for paragraph, look in zip(paragraphs, looks, strict=True):
            is_heading = paragraph.is_large and look == "text" and len(paragraph.text) <= 120
            parts.append((paragraph.text, "heading" if is_heading else look))
        return compose(parts, data, source, "run OCR on it first", left_out=left_out)

    return read


def _pages(pypdfium2: Any, data: bytes, source: str) -> Iterator[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise DataError("is protected by a password: remove it first (print to PDF)", source) from error
        raise DataError("is not a readable PDF (damaged?): save or export it anew", source) from error
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                textpage = page.get_textpage()
            except pypdfium2.PdfiumError as error:
                raise DataError(
                    f"page {number + 1} cannot be read (damaged?): save or export it anew", source
                ) from error
            yield Page(tuple(_lines(pypdfium2.raw, textpage.raw)), page.get_height())
            textpage.close()
            page.close()
    finally:
        document.close()


def _lines(raw: Any, textpage: Any) -> Iterator[PageLine]:
    """The lines of a page. PDFium ends a line by CR LF, or by U+0002 where that stands for a hyphen."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    chars: list[str] = []
    boxes: list[tuple[float, float, float, float, float]] = []
    for i in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, i)
        char = "-" if code == _HYPHEN else _character(code, chars)
        if code not in _LINE_ENDS:
            chars.append(char)
        if not char.isspace() and raw.FPDFText_GetCharBox(textpage, i, left, right, bottom, top):
            boxes.append((left.value, right.value, bottom.value, top.value, raw.FPDFText_GetFontSize(textpage, i)))
        if code == _HYPHEN or code in _LINE_ENDS:
            if boxes:
                yield _line(chars, boxes)
            chars, boxes = [], []
    if boxes:
        yield _line(chars, boxes)


def _character(code: int, before: list[str]) -> str:
    """A character; the second half of a surrogate pair completes the first, a half alone is U+FFFD."""
    if 0xDC00 <= code < 0xE000 and before and 0xD800 <= ord(before[-1]) < 0xDC00:
        return chr(0x10000 + ((ord(before.pop()) - 0xD800) << 10) + code - 0xDC00)
    return chr(code) if code else "\ufffd"


def _line(chars: list[str], boxes: list[tuple[float, float, float, float, float]]) -> PageLine:
    text = "".join("\ufffd" if 0xD800 <= ord(char) < 0xE000 else char for char in chars).strip()
    lefts, rights, bottoms, tops, sizes = zip(*boxes, strict=True)
    # The size that the font claims may be scaled by the page: a line's height tells the truth where they disagree.
    height = max(tops) - min(bottoms)
    size = sorted(sizes)[len(sizes) // 2]
    return PageLine(text, min(lefts), max(rights), min(bottoms), max(tops), size if size > height / 2 else height)
