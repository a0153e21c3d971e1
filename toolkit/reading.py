"""A file to a document: find the reader for its kind, and split what it finds into sentences."""

from __future__ import annotations

import codecs
from pathlib import Path

from toolkit.bitext import Bead, Document, Lang, Pin, Sentence, Text
from toolkit.errors import BadParameter, DataError
from toolkit.files import kind_of, read_bytes
from toolkit.registry import load, parameters
from toolkit.text import fold_spaces

Source = str | Path
"""A path, or "-" for standard input."""

MAX_CHARS = 200_000_000
MAX_TEXT_BYTES = 4 * MAX_CHARS  # No encoding has more bytes to a character, so there is no need to decode so much.
MAX_HTML_BYTES = 80_000_000  # whose tree takes many times as much
MAX_SENTENCES = 1_000_000
"""A side longer than this is refused: memory grows with the sentences, by some 3 KB for each (docs/performance.md)."""


def read_document(source: Source, lang: Lang, *, encoding: str | None = None, pre_split: bool = False) -> Document:
    """Read a file and split it into sentences.

    Raises:
        DataError: the file cannot be read, is empty or too long.
    """
    text = read_text(source, encoding=encoding, pre_split=pre_split)
    return take_lines(text, lang) if pre_split else segment(text, lang)


def read_text(source: Source, *, encoding: str | None = None, pre_split: bool = False) -> Text:
    """Read a file with the reader for its kind; `pre_split` allows plain text only.

    Raises:
        DataError: the file cannot be read, is empty or too long.
        BadParameter: there is no such encoding.
    """
    _check_encoding(encoding)
    data = read_bytes(source)
    if not data:
        raise DataError("is empty", source)
    kind = kind_of(data, source)
    if pre_split and kind != "txt":
        raise DataError(f"is {kind.upper()}; pre-split input is plain text with one sentence a line", source)
    most = {"txt": MAX_TEXT_BYTES, "html": MAX_HTML_BYTES}.get(kind)
    if most is not None and len(data) > most:
        megabytes = f"{len(data) // 1_000_000:,} MB, more than {most // 1_000_000}"
        raise DataError(f"has {megabytes} MB of text; split it into parts", source)
    reader = "lines" if pre_split else kind
    options = {"encoding": encoding} if "encoding" in parameters("readers", reader) else {}
    text: Text = load("readers", reader, **options)(data, str(source))
    if len(text.text) > MAX_CHARS:
        raise DataError(f"has {len(text.text):,} characters, more than {MAX_CHARS:,}; split it into parts", source)
    return text


def _check_encoding(encoding: str | None) -> None:
    try:
        if encoding is not None:
            "".encode(codecs.lookup(encoding).name)
    except (LookupError, ValueError):
        raise BadParameter(f"no text encoding is called {encoding!r}; try utf-8, gb18030 or big5") from None


def segment(text: Text, lang: Lang) -> Document:
    """Split a text into sentences, block by block.

    Raises:
        DataError: there are more than `MAX_SENTENCES`.
    """
    split = load("segmenters", lang)
    sentences: list[Sentence] = []
    for number, block in enumerate(text.blocks):
        for start, end in split(text.text[block.start : block.end]):
            start, end = block.start + start, block.start + end
            sentences.append(Sentence(fold_spaces(text.text[start:end]), number, start, end))
        _check_length(len(sentences), text.source)
    return Document(text.source, lang, text.sha256, tuple(sentences), text.blocks, text.encoding, text.left_out)


def take_lines(text: Text, lang: Lang) -> Document:
    """Take each block of a text as a sentence, exactly as it stands; an empty line is an empty sentence.

    Raises:
        DataError: there are more than `MAX_SENTENCES`.
    """
    _check_length(len(text.blocks), text.source)
    sentences = [Sentence(text.text[b.start : b.end], i, b.start, b.end) for i, b in enumerate(text.blocks)]
    return Document(text.source, lang, text.sha256, tuple(sentences), text.blocks, text.encoding, text.left_out)


def _check_length(sentences: int, source: str) -> None:
    if sentences > MAX_SENTENCES:
        raise DataError(f"has more than {MAX_SENTENCES:,} sentences; split it into parts", source)


def read_pins(source: Source) -> list[Pin]:
    """Read beads that a person is sure of from a links file; what stands behind a bead's second colon does not matter.

    Raises:
        DataError: the file cannot be read, or is no links file.
    """
    beads: tuple[Bead, ...] = load("readers", "links")(read_bytes(source), str(source))
    return [(bead.src, bead.tgt) for bead in beads]
