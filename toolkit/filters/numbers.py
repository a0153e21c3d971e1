"""Whether the numbers agree."""

from __future__ import annotations

from decimal import Decimal

import regex

from toolkit.filters import Filter, Score
from toolkit.filters._bounds import at_least
from toolkit.lexicon.numerals import en_numbers, zh_numbers
from toolkit.units import Unit

_FIGURES = regex.compile(r"\d[.,．，]?\d")
"""A number of one figure is often written out, or a part of a word."""
_NAME = regex.compile(r"[a-zA-Z]-?$")  # What ends in it before a number makes that a name, as in COVID-19.


def make(min: float = 0.5) -> Filter:
    """Accepts units in which at least the share `min` of the numbers written in two figures or more has its counterpart.

    The counterpart may be written otherwise: 3.5亿 and "350 million". Units without such numbers are accepted.
    """
    return at_least(_agreement, min)


def _agreement(unit: Unit) -> Score:
    if not _FIGURES.search(unit.src) and not _FIGURES.search(unit.tgt):
        return ()
    src, tgt = zh_numbers(unit.src), en_numbers(unit.tgt)
    found = _found(unit.src, src, {value for _, _, value in tgt}) + _found(
        unit.tgt, tgt, {value for _, _, value in src}
    )
    return (sum(found) / len(found),) if found else ()


def _found(text: str, numbers: list[tuple[int, int, Decimal]], others: set[Decimal]) -> list[bool]:
    return [
        value in others
        for start, end, value in numbers
        if _FIGURES.search(text, start, end) and not _NAME.search(text, max(start - 2, 0), start)
    ]
