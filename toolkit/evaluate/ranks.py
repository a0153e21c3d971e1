"""How well a score ranks segments by a gold quality."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_DRAWS = 200
_LIMITS = (2.5, 97.5)  # per cent


class Interval(NamedTuple):
    """A figure and the limits between which 95 % of it lie when other groups of segments are drawn."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """A cell of a table for people."""
        return f"{self.value:8.3f} [{self.low:.3f}, {self.high:.3f}]"


def interval(measure: Callable[[NDArray[np.int64]], float], groups: int, seed: int = 0) -> Interval:
    """What `measure` makes of all groups, by their numbers, and of as many drawn with replacement (Efron & Tibshirani 1993)."""
    random = np.random.default_rng(seed)
    found = [measure(random.integers(groups, size=groups)) for _ in range(_DRAWS)]
    low, high = np.percentile(found, _LIMITS)
    return Interval(measure(np.arange(groups)), float(low), float(high))


def concordance(scores: ArrayLike, gold: ArrayLike) -> tuple[int, int]:
    """The pairs of segments that both rank alike, and those that they rank the other way; ties count in neither.

    Takes n log n for each distinct value of the gold, of which there are few.
    """
    x, y = np.asarray(scores, float), np.asarray(gold, float)
    below, alike, contrary = np.empty(0), 0, 0
    for level in np.unique(y):
        here = x[y == level]
        alike += int(np.searchsorted(below, here, "left").sum())
        contrary += int((len(below) - np.searchsorted(below, here, "right")).sum())
        below = np.sort(np.concatenate([below, here]))
    return alike, contrary


def tau_c(scores: ArrayLike, gold: ArrayLike) -> float:
    """Kendall's tau, corrected for unequal numbers of distinct values (Stuart 1953); 0 where either has but one."""
    n, m = np.size(scores), min(len(np.unique(scores)), len(np.unique(gold)))
    if m < 2:
        return 0.0
    alike, contrary = concordance(scores, gold)
    return 2 * m * (alike - contrary) / (n * n * (m - 1))


def tau_within(groups: Iterable[tuple[ArrayLike, ArrayLike]]) -> float:
    """Kendall's tau over the pairs of segments of the same group (the translations of one source), all groups pooled.

    The pairs that the gold ties are left out; one that only the scores tie counts as half right.
    """
    surplus, decided = (sum(column) for column in zip((0, 0), *map(decisions, groups), strict=True))
    return surplus / decided if decided else 0.0


def decisions(group: tuple[ArrayLike, ArrayLike]) -> tuple[int, int]:
    """How many more pairs of segments of a group, scores and gold, are ranked alike than contrary; how many the gold decides."""
    scores, gold = group
    alike, contrary = concordance(scores, gold)
    _, counts = np.unique(np.asarray(gold, float), return_counts=True)
    n = int(counts.sum())
    return alike - contrary, (n * n - int((counts**2).sum())) // 2


def auc(scores: ArrayLike, is_positive: ArrayLike) -> float:
    """The probability that a positive segment is scored above a negative one, ties half; .5 where one sort is missing."""
    positives = int(np.sum(is_positive))
    pairs = positives * (np.size(scores) - positives)
    if not pairs:
        return 0.5
    alike, contrary = concordance(scores, is_positive)
    return 0.5 + (alike - contrary) / (2 * pairs)
