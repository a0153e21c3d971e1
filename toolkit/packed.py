"""Streams that are gzipped, or not."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from toolkit.errors import DataError

DAMAGE = (gzip.BadGzipFile, EOFError, zlib.error)
BUFFER = 1 << 16
"""Bytes that a stream keeps, of which `peek` shows as many as it can."""

_MAGIC = b"\x1f\x8b"


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The stream with its gzip taken off, if it has any; then, if that is damaged, reading on raises one of `DAMAGE`."""
    if peek(stream, len(_MAGIC)) != _MAGIC:
        return stream
    return cast(BinaryIO, io.BufferedReader(gzip.GzipFile(fileobj=stream, mode="rb"), BUFFER))


@contextmanager
def blaming(source: str | Path) -> Iterator[None]:
    """Say of errors in reading `source`, gzipped or not, that they are its.

    Raises:
        DataError: instead of them.
    """
    try:
        yield
    except DAMAGE as error:
        raise DataError(f"is a damaged gzip file ({error})", source) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", source) from None


def packed(stream: BinaryIO) -> gzip.GzipFile:
    """A stream that gzips into another, the same bytes each time; to be closed, which leaves the other open."""
    return gzip.GzipFile(filename="", fileobj=stream, mode="wb", mtime=0)


def peek(stream: BinaryIO, size: int) -> bytes:
    """The first bytes that will be read, up to `size`; the stream can be sought in, or is buffered."""
    if isinstance(stream, io.BufferedReader):
        return stream.peek(size)[:size]
    place = stream.tell()
    head = stream.read(size)
    stream.seek(place)
    return head
