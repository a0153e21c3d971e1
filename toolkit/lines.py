"""The lines of a file of text, one at a time, however long the file is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import DataError

BYTE_ORDER_MARK = "\ufeff"

MAX_LINE = 1 << 26
"""A line with more bytes is refused: it is held in memory."""


def lines(stream: BinaryIO, source: str | Path, what: str = "text") -> Iterator[tuple[int, str]]:
    """The number (from 1) and the text of each line of a file in UTF-8, without its line end, LF or CRLF.

    `what` is the kind of file that an error speaks of.

    Raises:
        DataError: it is not UTF-8, or a line has more than `MAX_LINE` bytes.
    """
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise DataError(f"the line is longer than {MAX_LINE >> 20} MB; is this a {what} file?", source, number)
        if number == 1:
            line = line.removeprefix(BYTE_ORDER_MARK.encode())
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            raise DataError(
                f"is no {what} in UTF-8 (byte {line[error.start]:#04x}); save it as UTF-8", source, number
            ) from error
        yield number, text.removesuffix("\n").removesuffix("\r")
