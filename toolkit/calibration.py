"""How often the findings of each detector are right: what turns a finding's strength into the confidence of a flag."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.learned import read_learned

_FEWEST = 2
"""Findings of a step: with fewer its share would say little, so it is one with its neighbour."""
_PRIOR = 2
"""So many findings are the strength worth that the detector gives a finding: rare ones have little else to go by."""


class Judged(NamedTuple):
    """A finding, whether it is right, and how much it counts."""

    detector: str
    category: str
    strength: float
    is_right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """Of `findings` findings with a strength of `low` or more, up to the next step, `right` were right.

    They are counts, or sums of weights.
    """

    low: float
    findings: float
    right: float

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.findings

    def confidence(self, strength: float) -> float:
        """The share that is right, drawn towards the strength as if that were the share of a few more findings."""
        return (self.right + _PRIOR * strength) / (self.findings + _PRIOR)


@dataclass(frozen=True)
class Calibration:
    """Steps for every detector and category, in the order of their strength; the confidence never falls."""

    steps: Mapping[tuple[str, str], Sequence[Step]]

    def confidence(self, detector: str, category: str, strength: float) -> float:
        """The probability that such a finding is right; its strength where none was ever judged."""
        steps = self.steps.get((detector, category), ())
        # Where a step of many findings follows one of few, the prior alone could make the confidence fall.
        reached = steps[: max(bisect_right(steps, strength, key=lambda step: step.low), 1)]
        return max((step.confidence(strength) for step in reached), default=strength)

    def to_json(self) -> dict[str, dict[str, list[list[float]]]]:
        """As JSON writes it: detector, category, and of each step its low end, findings and right ones."""
        out: dict[str, dict[str, list[list[float]]]] = {}
        for (detector, category), steps in sorted(self.steps.items()):
            out.setdefault(detector, {})[category] = [
                [step.low, round(step.findings, 2), round(step.right, 2)] for step in steps
            ]
        return out


def calibrate(judged: Iterable[Judged]) -> Calibration:
    """The calibration from findings that were judged.

    Isotonic regression by pooling adjacent violators (Ayer et al. 1955), steps of few findings pooled as well.
    """
    groups: dict[tuple[str, str], dict[float, Step]] = {}
    for one in judged:
        steps = groups.setdefault((one.detector, one.category), {})
        step = Step(one.strength, one.weight, one.weight * one.is_right)
        steps[one.strength] = _joined(steps[one.strength], step) if one.strength in steps else step
    return Calibration({key: _isotonic([steps[low] for low in sorted(steps)]) for key, steps in groups.items()})


def _isotonic(steps: Sequence[Step]) -> list[Step]:
    pooled: list[Step] = []
    for step in steps:
        pooled.append(step)
        while len(pooled) > 1 and (pooled[-2].findings < _FEWEST or pooled[-2].share >= pooled[-1].share):
            pooled[-2:] = [_joined(*pooled[-2:])]
    while len(pooled) > 1 and pooled[-1].findings < _FEWEST:
        pooled[-2:] = [_joined(*pooled[-2:])]
    return pooled


def _joined(first: Step, second: Step) -> Step:
    return Step(first.low, first.findings + second.findings, first.right + second.right)


def read_calibration(path: str | Path | None = None) -> Calibration:
    """The calibration in a file, or the one that ships.

    Raises:
        DataError: the file is no calibration.
    """
    problem = "is no calibration of flags; give a file that `bitext calibrate` wrote"
    return read_learned(path, ("toolkit", "calibration.json"), _calibration, problem)


def _calibration(content: Mapping[str, Any]) -> Calibration:
    detectors: Mapping[str, Mapping[str, Any]] = content["detectors"]
    return Calibration(
        {
            (detector, category): [Step(float(low), float(findings), float(right)) for low, findings, right in steps]
            for detector, categories in detectors.items()
            for category, steps in categories.items()
        }
    )
