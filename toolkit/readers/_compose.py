"""Blocks to a Text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import regex

from toolkit.bitext import Block, BlockKind, Text
from toolkit.errors import DataError

Reader = Callable[[bytes, str], Text]
"""Bytes and the name of where they came from to a Text; raises DataError."""

_READABLE = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")
_INK = regex.compile(r"\S+")


def ink(text: str) -> int:
    """The number of characters that are not white space."""
    return sum(match.end() - match.start() for match in _INK.finditer(text))


def check_readable(text: str, source: str, remedy: str) -> None:
    """Raise a DataError unless there is a letter, digit or mark in a text."""
    if not _READABLE.search(text):
        raise DataError(f"nothing readable in it: {remedy}", source)


def compose(
    parts: Iterable[tuple[str, BlockKind]],
    data: bytes,
    source: str,
    remedy: str,
    encoding: str = "",
    left_out: int = 0,
) -> Text:
    """A Text of one block a part, stripped, in order, a line break between; empty parts vanish.

    Raises:
        DataError: there is nothing readable in the parts; the message ends in `remedy`.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for part, kind in parts:
        piece = part.strip()
        if piece:
            pieces.append(piece)
            blocks.append(Block(at, at + len(piece), kind))
            at += len(piece) + 1
    text = "\n".join(pieces)
    check_readable(text, source, remedy)
    return Text(text, tuple(blocks), source, hashlib.sha256(data).hexdigest(), encoding, left_out)
