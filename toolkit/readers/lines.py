r"""Plain text that is already split: line i (0-based) is sentence i."""

from __future__ import annotations

import hashlib

from toolkit.bitext import Block, Text
from toolkit.readers._compose import Reader, check_readable
from toolkit.readers._decode import decode


def make(encoding: str | None = None) -> Reader:
    r"""A reader of one sentence a line, in `encoding` or in the encoding that the bytes look like.

    Each line is a block, exactly as it stands but for the `\n` or `\r\n` that ends it; other line separators stay
    within their line. An empty line is an empty block, so that the numbers of the lines after it stay right. The last
    line need not be ended. Offsets count in the decoded text without its byte order mark.

    Raises, when it reads:
        DataError: unknown encoding, undecodable bytes, binary data, or nothing readable.
    """

    def read(data: bytes, source: str) -> Text:
        text, name = decode(data, source, encoding, keep_line_ends=True)
        check_readable(text, source, "give a file with a sentence on each line")
        blocks, start = [], 0
        for line in text.removesuffix("\n").split("\n"):
            blocks.append(Block(start, start + len(line.removesuffix("\r"))))
            start += len(line) + 1
        return Text(text, tuple(blocks), source, hashlib.sha256(data).hexdigest(), name)

    return read
