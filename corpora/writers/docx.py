"""A document as a Word file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from corpora.beads import Paragraph
from corpora.writers import MissingTool
from toolkit.bitext import Lang

_MADE = datetime(2024, 1, 1, tzinfo=UTC)


def write(paragraphs: Sequence[Paragraph], lang: Lang) -> bytes:
    """The document with the styles Heading 1 (the first heading), Heading 2 (the others), List Bullet and Normal.

    The same document gives the same bytes, as far as the library that packs them does.

    Raises:
        MissingTool: python-docx is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise MissingTool("pip install python-docx") from error
    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = _MADE
    style = "Heading 1"
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            document.add_paragraph(paragraph.text(lang), style)
            style = "Heading 2"
        else:
            document.add_paragraph(paragraph.text(lang), "List Bullet" if paragraph.kind == "item" else "Normal")
    stream = io.BytesIO()
    document.save(stream)
    return _without_times(stream.getvalue())


def _without_times(data: bytes) -> bytes:
    """A zip file with the same members, all of them of one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
