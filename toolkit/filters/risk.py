"""The risk of a major error of the translation."""

from __future__ import annotations

from toolkit.filters import Filter
from toolkit.filters._bounds import at_most
from toolkit.units import Unit


def make(max: float = 0.5) -> Filter:
    """Accepts units that have a major error with a probability of at most `max`, and those of which it is not known."""
    return at_most(_risk, max)


def _risk(unit: Unit) -> tuple[float, ...]:
    return () if unit.risk is None or unit.state == "reviewed" else (unit.risk,)
