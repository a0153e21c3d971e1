"""Read links back: a bead a line, `[0, 1]:[0]`, number behind or not, as Vecalign and Bertalign write them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import regex

from toolkit.bitext import Bead
from toolkit.errors import DataError

LinksReader = Callable[[bytes, str], tuple[Bead, ...]]

_NUMBERS = r"\[\s*+((?:[0-9]++\s*+(?:,\s*+[0-9]++\s*+)*+)?+)\]"
_SCORE = r"[-+]?[0-9.]++(?:[eE][-+]?[0-9]++)?+"
_LINE = regex.compile(rf"\s*+{_NUMBERS}\s*+:\s*+{_NUMBERS}\s*+(?::\s*+({_SCORE})\s*+)?")
_NUMBER = regex.compile("[0-9]+")


def make(encoding: str | None = None) -> LinksReader:
    """A reader of links in UTF-8 or another encoding.

    The third field goes into the bead's `score` as it stands: a confidence in our own files, a cost in Vecalign's. The
    beads come in the order of the file. It need not name every sentence, and a bead may have a gap, as some gold has.

    Raises, when it reads:
        DataError: a line is no bead, a bead is empty on both sides or out of order, or a sentence is in two beads.
    """

    def read(data: bytes, source: str) -> tuple[Bead, ...]:
        beads: list[Bead] = []
        lines: dict[tuple[str, int], int] = {}
        for line, text in enumerate(_decode(data, source, encoding).split("\n"), start=1):
            if not text.strip():
                continue
            bead = _bead(text, source, line)
            for side, numbers in (("source", bead.src), ("target", bead.tgt)):
                for number in numbers:
                    first = lines.setdefault((side, number), line)
                    if first != line:
                        raise DataError(
                            f"{side} sentence {number} is already in the bead of line {first}", source, line
                        )
            beads.append(bead)
        return tuple(beads)

    return read


def _decode(data: bytes, source: str, encoding: str | None) -> str:
    try:
        return data.decode(encoding or "utf-8-sig")
    except (UnicodeError, LookupError) as error:
        raise DataError(f"is not a links file: {error}", source) from error


def _bead(text: str, source: str, line: int) -> Bead:
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
    return Bead(src, tgt, score)


def _shorten(text: str) -> str:
    return text.strip() if len(text) <= 60 else text.strip()[:57] + "…"
