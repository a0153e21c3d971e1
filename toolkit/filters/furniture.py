"""Page furniture: menus, dates of publication, cookie notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.filters import Filter, Score
from toolkit.furniture import furniture
from toolkit.units import Unit


def make() -> Filter:
    """Accepts units that are not labelled as furniture, and neither text of which is some by a known phrase."""
    return _Furniture()


@dataclass(frozen=True)
class _Furniture:
    def score(self, units: Sequence[Unit]) -> list[Score]:
        """1 for furniture, else 0."""
        src = furniture([unit.src for unit in units], "zh")
        tgt = furniture([unit.tgt for unit in units], "en")
        return [(float(unit.label == "furniture" or zh or en),) for unit, zh, en in zip(units, src, tgt, strict=True)]

    def accept(self, score: Score) -> bool:
        """Whether it is none."""
        return score == (0.0,)
