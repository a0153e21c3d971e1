"""A document as a PDF file: set pages with a running head and page numbers, lines broken wherever they are full."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpora.beads import Paragraph
from corpora.writers import MissingTool
from toolkit.bitext import Lang

LATIN = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
HAN = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
RUNNING_HEADS = {"zh": "材料与生活　第3期", "en": "Materials and Life, No. 3"}

_MADE = datetime(2024, 1, 1, tzinfo=UTC)
_A5 = (148.0, 210.0)  # this and all lengths below in millimetres
_MARGIN, _LINE, _POINT = 16.0, 6.2, 0.3528
_SIZES = {"heading": 12.0, "text": 10.0, "item": 10.0}  # points
_SMALL = 8.0
# What stays on one line: a Latin word or a Han character, with the marks that may not begin or end a line.
_PIECE = re.compile(r"[“‘（《]*(?:[^\s\u2e80-\u9fff\uff00-\uffef“‘]+|[^\s“‘（《])[，。、；：？！”’）》]*\s*|\S\s*")


def write(paragraphs: Sequence[Paragraph], lang: Lang) -> bytes:
    """The document on A5 pages, in subsets of DejaVu Serif and Droid Sans Fallback, from which text can be extracted.

    Raises:
        MissingTool: fpdf2 or one of the fonts is not installed.
    """
    try:
        fpdf = importlib.import_module("fpdf")
    except ImportError as error:
        raise MissingTool("pip install fpdf2") from error
    if not LATIN.exists() or not HAN.exists():
        raise MissingTool("apt-get install fonts-dejavu-core fonts-droid-fallback")
    pdf = fpdf.FPDF(format=_A5)
    pdf.set_creation_date(_MADE)
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(False)
    pdf.add_font("latin", fname=LATIN)
    pdf.add_font("han", fname=HAN)
    pdf.set_fallback_fonts(["han"])
    _begin_page(pdf, lang)
    for paragraph in paragraphs:
        _set_paragraph(pdf, paragraph, lang)
    _end_page(pdf)
    return bytes(pdf.output())


def _begin_page(pdf: Any, lang: Lang) -> None:
    pdf.add_page()
    _set_line(pdf, RUNNING_HEADS[lang], _SMALL, align="C")
    pdf.ln(_LINE / 3)


def _end_page(pdf: Any) -> None:
    pdf.set_y(_A5[1] - 0.8 * _MARGIN)
    _set_line(pdf, str(pdf.page_no()), _SMALL, align="C")


def _set_paragraph(pdf: Any, paragraph: Paragraph, lang: Lang) -> None:
    size = _SIZES[paragraph.kind]
    # Two characters, as Chinese paragraphs begin.
    indent = 2 * size * _POINT if lang == "zh" and paragraph.kind == "text" else 0.0
    for line in _lines(pdf, paragraph.text(lang), size, pdf.epw - indent):
        if pdf.get_y() + _LINE > _A5[1] - _MARGIN:
            _end_page(pdf)
            _begin_page(pdf, lang)
        pdf.set_x(pdf.l_margin + indent)
        _set_line(pdf, line, size)
        indent = 0.0
    pdf.ln(_LINE / 2)


def _lines(pdf: Any, text: str, size: float, first: float) -> Iterator[str]:
    """A text in lines, the first of them no wider than `first`, the others than the page."""
    line, room = "", first
    for piece in _PIECE.findall(text):
        _set_size(pdf, size)
        if line and pdf.get_string_width((line + piece).rstrip()) > room - 2 * pdf.c_margin:
            yield line.rstrip()
            line, room = "", pdf.epw
        line += piece
    yield line.rstrip()


def _set_line(pdf: Any, text: str, size: float, align: str = "L") -> None:
    _set_size(pdf, size)
    pdf.cell(0, _LINE, text, align=align, new_x="LMARGIN", new_y="NEXT")


def _set_size(pdf: Any, size: float) -> None:
    """Set the font size in points.

    fpdf2 leaves out what it believes is set already, and errs after a character that the main font lacks; so the other
    font is set in between.
    """
    pdf.set_font("han", size=size)
    pdf.set_font("latin", size=size)
