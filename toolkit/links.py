"""A bead as a line of links: `[0, 1]:[0]:0.93`, number behind or not, as Vecalign and Bertalign write it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import regex

from toolkit.bitext import Bead
from toolkit.errors import DataError

_NUMBERS = r"\[\s*+((?:[0-9]++\s*+(?:,\s*+[0-9]++\s*+)*+)?+)\]"
_SCORE = r"[-+]?(?:inf|[0-9.]++(?:[eE][-+]?[0-9]++)?+)"
_LINE = regex.compile(rf"\s*+{_NUMBERS}\s*+:\s*+{_NUMBERS}\s*+(?::\s*+({_SCORE})\s*+)?")
_NUMBER = regex.compile("[0-9]+")


def is_link(text: str) -> bool:
    """Whether a line looks like one of links."""
    return _LINE.fullmatch(text) is not None


def bead_of(text: str, source: str | Path, line: int) -> tuple[Bead, bool]:
    """The bead of a line of links, the number in its `score`, and whether there was a number.

    A bead may have a gap, as some gold has.

    Raises:
        DataError: the line is no bead, or a bead that is empty on both sides or out of order.
    """
    match = _LINE.fullmatch(text)
    if not match:
        raise DataError(f"expected a line such as [0, 1]:[0]:0.93, not {_shorten(text)!r}", source, line)
    try:
        src, tgt = (tuple(map(int, _NUMBER.findall(match[side]))) for side in (1, 2))
        score = float(match[3] or 0)
    except ValueError as error:
        raise DataError(f"a number cannot be read: {_shorten(text)!r}", source, line) from error
    if not src and not tgt:
        raise DataError("the bead is empty on both sides; delete the line", source, line)
    for numbers in (src, tgt):
        if any(after <= before for before, after in pairwise(numbers)):
            raise DataError(f"the sentences of a bead must be in order: {_shorten(text)!r}", source, line)
    return Bead(src, tgt, score), match[3] is not None


def _shorten(text: str) -> str:
    return text.strip() if len(text) <= 60 else text.strip()[:57] + "…"
