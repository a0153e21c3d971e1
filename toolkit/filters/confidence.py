"""The confidence of the alignment."""

from __future__ import annotations

from toolkit.filters import Filter
from toolkit.filters._bounds import at_least
from toolkit.units import Unit


def make(min: float = 0.5) -> Filter:
    """Accepts units whose bead is right with a probability of at least `min`, and those of which it is not known."""
    return at_least(_confidence, min)


def _confidence(unit: Unit) -> tuple[float, ...]:
    return () if unit.confidence is None else (unit.confidence,)
