"""What was flagged in the translation."""

from __future__ import annotations

from toolkit.errors import BadParameter
from toolkit.filters import Filter, Score
from toolkit.filters._bounds import at_most, check_threshold
from toolkit.quality import SEVERITIES
from toolkit.units import Unit


def make(severity: str = "major", min_confidence: float = 0.5, max: int = 0) -> Filter:
    """Accepts units with at most `max` flags that are at least this severe and this likely to be right."""
    if severity not in SEVERITIES:
        raise BadParameter(f"{severity!r} is no severity; there are: {', '.join(SEVERITIES)}")
    check_threshold(min_confidence)
    severe = SEVERITIES[SEVERITIES.index(severity) :]

    def count(unit: Unit) -> Score:
        return (sum(flag.severity in severe and flag.confidence >= min_confidence for flag in unit.flags),)

    return at_most(count, max)
