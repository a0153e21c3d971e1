"""How often the findings of each detector are right: what turns a finding's strength into the confidence of a flag."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.learned import read_learned

_FEWEST = 8
"""Findings of a step: with fewer its share would say little, so it is one with its neighbour."""


@dataclass(frozen=True, slots=True)
class Step:
    """Of `findings` findings with a strength of `low` or more, up to the next step, `right` were right."""

    low: float
    findings: int
    right: int

    @property
    def confidence(self) -> float:
        """The share that is right, with one more of either sort (Laplace's rule of succession)."""
        return (self.right + 1) / (self.findings + 2)


@dataclass(frozen=True)
class Calibration:
    """Steps for every detector and category, in the order of their strength; the confidence never falls."""

    steps: Mapping[tuple[str, str], Sequence[Step]]

    def confidence(self, detector: str, category: str, strength: float) -> float:
        """The probability that such a finding is right; half its strength where none was ever judged."""
        steps = self.steps.get((detector, category))
        if not steps:
            return strength / 2
        return steps[max(bisect_right(steps, strength, key=lambda step: step.low) - 1, 0)].confidence

    def to_json(self) -> dict[str, dict[str, list[list[float]]]]:
        """As JSON writes it: detector, category, and of each step its low end, findings and right ones."""
        out: dict[str, dict[str, list[list[float]]]] = {}
        for (detector, category), steps in sorted(self.steps.items()):
            out.setdefault(detector, {})[category] = [[step.low, step.findings, step.right] for step in steps]
        return out


def calibrate(judged: Iterable[tuple[str, str, float, bool]]) -> Calibration:
    """The calibration from findings that were judged: detector, category, strength, and whether it is right.

    Isotonic regression by pooling adjacent violators (Ayer et al. 1955), steps of few findings pooled as well.
    """
    groups: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    for detector, category, strength, is_right in judged:
        groups.setdefault((detector, category), []).append((strength, is_right))
    return Calibration({key: _isotonic(sorted(items)) for key, items in groups.items()})


def _isotonic(items: Sequence[tuple[float, bool]]) -> list[Step]:
    steps: list[Step] = []
    for strength, is_right in items:
        if steps and steps[-1].low == strength:
            step = steps.pop()
            steps.append(Step(strength, step.findings + 1, step.right + is_right))
        else:
            steps.append(Step(strength, 1, int(is_right)))
    pooled: list[Step] = []
    for step in steps:
        pooled.append(step)
        while len(pooled) > 1 and (pooled[-2].findings < _FEWEST or pooled[-2].confidence >= pooled[-1].confidence):
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
            (detector, category): [Step(float(low), int(findings), int(right)) for low, findings, right in steps]
            for detector, categories in detectors.items()
            for category, steps in categories.items()
        }
    )
