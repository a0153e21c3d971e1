"""The share of Han and Latin letters."""

from __future__ import annotations

from toolkit.filters import Filter
from toolkit.filters._bounds import at_least
from toolkit.scripts import DIGIT, HAN, LATIN, classes
from toolkit.units import Unit


def make(min_src: float = 0.25, min_tgt: float = 0.8) -> Filter:
    """Accepts units in which at least this share of the letters is Han in the Chinese, and Latin in the English.

    A text without letters has a share of 0.
    """
    return at_least(_shares, min_src, min_tgt)


def _shares(unit: Unit) -> tuple[float, ...]:
    return _share(HAN, unit.src), _share(LATIN, unit.tgt)


def _share(script: str, text: str) -> float:
    found = classes(text)
    letters = len(found) - found.count(DIGIT) - found.count(" ")
    return found.count(script) / letters if letters else 0.0
