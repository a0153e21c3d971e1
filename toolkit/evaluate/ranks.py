"""How well a score ranks segments by a gold quality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def concordance(scores: Sequence[float], gold: Sequence[float]) -> tuple[int, int]:
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


def tau_c(scores: Sequence[float], gold: Sequence[float]) -> float:
    """Kendall's tau, corrected for unequal numbers of distinct values (Stuart 1953); 0 where either has but one."""
    n, m = len(scores), min(len(set(scores)), len(set(gold)))
    if m < 2:
        return 0.0
    alike, contrary = concordance(scores, gold)
    return 2 * m * (alike - contrary) / (n * n * (m - 1))


def tau_within(groups: Iterable[tuple[Sequence[float], Sequence[float]]]) -> float:
    """Kendall's tau over the pairs of segments of the same group (the translations of one source), all groups pooled.

    The pairs that the gold ties are left out; one that only the scores tie counts as half right.
    """
    alike = contrary = decided = 0
    for scores, gold in groups:
        a, c = concordance(scores, gold)
        alike, contrary = alike + a, contrary + c
        _, counts = np.unique(np.asarray(gold, float), return_counts=True)
        n = len(gold)
        decided += (n * n - int((counts**2).sum())) // 2
    return (alike - contrary) / decided if decided else 0.0


def auc(scores: Sequence[float], is_positive: Sequence[bool]) -> float:
    """The probability that a positive segment is scored above a negative one, ties half; .5 where one sort is missing."""
    positives = sum(is_positive)
    pairs = positives * (len(scores) - positives)
    if not pairs:
        return 0.5
    alike, contrary = concordance(scores, [float(mark) for mark in is_positive])
    return 0.5 + (alike - contrary) / (2 * pairs)
