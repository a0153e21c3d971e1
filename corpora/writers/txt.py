"""A document as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from corpora.beads import Paragraph
from toolkit.bitext import Lang


def write(paragraphs: Sequence[Paragraph], lang: Lang, columns: int = 0) -> str:
    r"""A paragraph a line and a blank line between paragraphs, none between the items of a list.

    With `columns` the lines of English paragraphs are broken to that many characters, as in old text archives.
    """
    lines: list[str] = []
    before = None
    for paragraph in paragraphs:
        if lines and not paragraph.kind == before == "item":
            lines.append("")
        before = paragraph.kind
        text = paragraph.text(lang)
        lines += textwrap.wrap(text, columns, break_long_words=False, break_on_hyphens=False) if columns else [text]
    return "\n".join(lines) + "\n"
