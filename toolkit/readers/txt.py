"""Plain text."""

from __future__ import annotations

import hashlib

from toolkit.bitext import Block, Text
from toolkit.readers._compose import Reader, check_readable
from toolkit.readers._decode import decode
from toolkit.readers._kinds import kinds
from toolkit.readers._wrap import paragraphs


def make(encoding: str | None = None) -> Reader:
    """A reader of plain text in `encoding`, or in the encoding that the bytes look like.

    Offsets count in the decoded text after CR LF and CR became LF and a byte order mark was taken off; nothing else is
    changed. Lines also end at form feeds, vertical tabs, U+0085, U+2028 and U+2029. A line is a paragraph, except where
    lines were broken to a fixed width: there the group up to the next blank line is.

    Raises, when it reads:
        DataError: unknown encoding, undecodable bytes, binary data, or nothing readable.
    """

    def read(data: bytes, source: str) -> Text:
        text, name = decode(data, source, encoding)
        check_readable(text, source, "give a file with text in it")
        spans = paragraphs(text)
        looks = kinds(
            [text[start : min(end, start + 200)] if end - start > 200 else text[start:end] for start, end in spans]
        )
        blocks = tuple(Block(start, end, kind) for (start, end), kind in zip(spans, looks, strict=True))
        return Text(text, blocks, source, hashlib.sha256(data).hexdigest(), name)

    return read
