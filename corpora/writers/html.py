"""A document as a web page, with the menus, side bar, related links and footer that surround an article."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from corpora.beads import Paragraph
from toolkit.bitext import Lang

# What Chinese sites say of themselves, whatever characters they use.
_DECLARED = {"gb18030": "gb2312"}


def write(paragraphs: Sequence[Paragraph], lang: Lang, encoding: str) -> str:
    """The page `page.LANG.html` beside this module with the document as its article.

    The first heading is the title (h1), the others are h2; runs of list items become lists.
    """
    template = Template((Path(__file__).parent / f"page.{lang}.html").read_text(encoding="utf-8"))
    title = next((paragraph.text(lang) for paragraph in paragraphs if paragraph.kind == "heading"), "")
    charset = _DECLARED.get(encoding, encoding)
    return template.substitute(charset=charset, title=escape(title), article="\n".join(_article(paragraphs, lang)))


def _article(paragraphs: Sequence[Paragraph], lang: Lang) -> list[str]:
    lines: list[str] = []
    level = 1
    for kind, group in groupby(paragraphs, lambda paragraph: paragraph.kind):
        texts = [escape(paragraph.text(lang), quote=False) for paragraph in group]
        if kind == "item":
            lines += ["<ul>", *(f"  <li>{text}</li>" for text in texts), "</ul>"]
        elif kind == "heading":
            for text in texts:
                lines.append(f"<h{level}>{text}</h{level}>")
                level = 2
        else:
            lines += [f"<p>{text}</p>" for text in texts]
    return lines
