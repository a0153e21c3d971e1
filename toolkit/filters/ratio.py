"""Whether one text is too long to be the other's translation."""

from __future__ import annotations

from toolkit.filters import Filter
from toolkit.filters._bounds import Bounds
from toolkit.scripts import length
from toolkit.units import Unit

_WORDS = 0.65  # English words for a Han character, in newspapers
_SLACK = 3  # words by which each side is longer, so that short texts may differ more


def make(min: float = 0.4, max: float = 2.5) -> Filter:
    """Accepts units whose English has `min` to `max` times the words that Chinese of that length commonly has."""
    return Bounds(_ratio, ((min, max),))


def _ratio(unit: Unit) -> tuple[float, ...]:
    return ((length(unit.tgt) + _SLACK) / (length(unit.src) * _WORDS + _SLACK),)
