"""How long the texts are."""

from __future__ import annotations

from toolkit.filters import Filter
from toolkit.filters._bounds import Bounds
from toolkit.scripts import length
from toolkit.units import Unit


def make(min_src: int = 1, max_src: int = 250, min_tgt: int = 1, max_tgt: int = 200) -> Filter:
    """Accepts units with Chinese of `min_src` to `max_src` Han characters, and English of `min_tgt` to `max_tgt` words.

    Words and numbers in Latin script count as a character of the Chinese each.
    """
    return Bounds(_lengths, ((min_src, max_src), (min_tgt, max_tgt)))


def _lengths(unit: Unit) -> tuple[float, ...]:
    return length(unit.src), length(unit.tgt)
