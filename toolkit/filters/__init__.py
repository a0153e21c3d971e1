"""Filters judge which pairs of a corpus are fit to train on.

A plug-in is a module with `make(...)` that returns a `Filter`. What a pair scores is apart from what is accepted, so that
thresholds can be tried on scores that are already there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from toolkit.units import Unit

Score = tuple[float, ...]
"""What a filter measures in a unit; () where nothing is known, which is accepted."""


class Filter(Protocol):
    """A measure of units, and the scores that it accepts."""

    def score(self, units: Sequence[Unit]) -> list[Score]:
        """The score of each unit, whatever the thresholds are."""
        ...

    def accept(self, score: Score) -> bool:
        """Whether a unit with this score stays."""
        ...
