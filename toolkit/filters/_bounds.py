"""Filters that accept what lies within bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from toolkit.errors import BadParameter
from toolkit.filters import Score
from toolkit.units import Unit


def check_threshold(*values: object) -> None:
    """Raise BadParameter unless all are numbers."""
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        raise BadParameter(f"a threshold is a number, not {', '.join(map(repr, values))}")


@dataclass(frozen=True)
class Bounds:
    """A filter that measures unit by unit, and accepts numbers that lie each within its bounds, both included."""

    measure: Callable[[Unit], Score]
    bounds: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        for bound in self.bounds:
            check_threshold(*bound)
            if not bound[0] <= bound[1]:
                raise BadParameter(f"no number is at least {bound[0]} and at most {bound[1]}")

    def score(self, units: Sequence[Unit]) -> list[Score]:
        """The numbers of each unit; () where there are none."""
        return [self.measure(unit) for unit in units]

    def accept(self, score: Score) -> bool:
        """Whether all numbers lie within their bounds."""
        return not score or all(low <= value <= high for value, (low, high) in zip(score, self.bounds, strict=True))


def at_least(measure: Callable[[Unit], Score], *lowest: float) -> Bounds:
    """A filter that accepts numbers from these on."""
    return Bounds(measure, tuple((low, inf) for low in lowest))


def at_most(measure: Callable[[Unit], Score], *highest: float) -> Bounds:
    """A filter that accepts numbers up to these."""
    return Bounds(measure, tuple((-inf, high) for high in highest))
