"""Fit the weights of the risk to penalties: ridge regression of their ranks, then what share of a score has a major error.

The squared error is that of all rows and, once more, that of the differences among the translations of one source: without
the second, what tells these apart is lost in what tells easy sources from hard ones (Mundlak 1978).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.parallel import one_thread_a_product
from toolkit.risk import FARTHEST, FLAG, UNLIKE, Evidence, Weights

Doubles = NDArray[np.float64]

MAJOR = 5.0
"""The penalty of a major error."""
FOLDS = 5
"""The runs of neighbouring lines, each of which is held out in turn."""
_L2 = 300.0  # A line is judged for many systems, so rows are alike, and it takes more than for rows that are not.
_FLAG_SCALE = 0.25  # In place of the deviation, which is tiny for what is seldom flagged.
_VECTOR_SCALE = 0.5  # Ten times the deviation, so that the many numbers of two vectors count less than the features.
_EVIDENCE = (FLAG, UNLIKE)  # What may only add to the risk.
_RANK_SCALE = 3.0
_NEWTON_STEPS = 50


class Rows(NamedTuple):
    """n judged translations: what is known of them, the numbers of their sources, (n,), and their penalties, (n,)."""

    evidence: Evidence
    line: NDArray[np.int64]
    penalty: Doubles

    def some(self, which: NDArray[np.bool_]) -> Rows:
        """The rows where `which`, (n,), says so."""
        features, vectors = self.evidence
        kept = [features[row] for row in np.flatnonzero(which)]
        return Rows(Evidence(kept, vectors[which]), self.line[which], self.penalty[which])


class _Scale(NamedTuple):
    names: Sequence[str]
    mean: Doubles
    deviation: Doubles
    vector_mean: Doubles

    @classmethod
    def of(cls, evidence: Evidence) -> _Scale:
        names = sorted({name for row in evidence.features for name in row})
        known = _table(evidence, names)
        is_flag = np.array([name.startswith(FLAG) for name in names])
        mean = np.where(is_flag, 0.0, known.mean(axis=0))
        deviation = np.where(is_flag, _FLAG_SCALE, np.maximum(known.std(axis=0), 1e-6))
        return cls(names, mean, deviation, evidence.vectors.mean(axis=0, dtype=np.float64))

    def columns(self, evidence: Evidence) -> Doubles:
        """(n, features + numbers of a vector)."""
        known = np.clip((_table(evidence, self.names) - self.mean) / self.deviation, -FARTHEST, FARTHEST)
        return np.concatenate([known, (evidence.vectors - self.vector_mean) / _VECTOR_SCALE], axis=1)


def folds(line: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) the fold of each row: neighbouring lines, as of a document, are in one."""
    known, place = np.unique(line, return_inverse=True)
    return np.asarray(place * FOLDS // len(known), np.int64)


def fit(rows: Rows, wrong: Evidence) -> Weights:
    """Learn from judged rows, and from `wrong` pairs that are no translation of each other, which are worse than all."""
    with one_thread_a_product():  # Its matrices are too small to be shared out.
        return _fit(rows, wrong)


def _fit(rows: Rows, wrong: Evidence) -> Weights:
    scale = _Scale.of(rows.evidence)
    x, target, fold = scale.columns(rows.evidence), _ranks(rows.penalty), folds(rows.line)
    bad = scale.columns(wrong)
    parts = [_squares(x[fold == part], target[fold == part], rows.line[fold == part]) for part in range(FOLDS)]
    bad_parts = (bad.T @ bad, bad.T @ np.full(len(bad), _RANK_SCALE / 2))
    grams, moments = (sum(part[i] for part in parts) + bad_parts[i] for i in (0, 1))
    used = _usable(grams, moments, scale.names)
    scores = np.empty(len(x))
    for part, (gram, moment) in enumerate(parts):
        scores[fold == part] = x[fold == part] @ _solve(grams - gram, moments - moment, used)
    weight = _solve(grams, moments, used)
    slope, intercept = _logistic(scores, rows.penalty >= MAJOR)
    return _weights(scale, slope * weight, intercept)


def _table(evidence: Evidence, names: Sequence[str]) -> Doubles:
    return np.array([[row.get(name, 0.0) for name in names] for row in evidence.features]).reshape(-1, len(names))


def _ranks(penalty: Doubles) -> Doubles:
    """(n,) the mean rank of each penalty, as a share of all, around 0."""
    _, place, counts = np.unique(penalty, return_inverse=True, return_counts=True)
    middle = (np.cumsum(counts) - counts / 2) / len(penalty)
    return np.asarray(_RANK_SCALE * (middle[place] - 0.5))


def _squares(x: Doubles, target: Doubles, line: NDArray[np.int64]) -> tuple[Doubles, Doubles]:
    """What ridge regression needs of rows: (c, c) and (c,) sums of products, of the rows and of their distances from the
    mean of their line."""
    order = np.argsort(line, kind="stable")
    _, starts, counts = np.unique(line[order], return_index=True, return_counts=True)
    both = np.concatenate([x, target[:, None]], axis=1)[order]
    means = np.add.reduceat(both, starts, axis=0) / np.sqrt(counts)[:, None]
    products = 2 * (both.T @ both) - means.T @ means
    return products[:-1, :-1], products[:-1, -1]


def _solve(gram: Doubles, moment: Doubles, used: NDArray[np.bool_]) -> Doubles:
    """The weights of ridge regression over the columns that are used; of the others 0."""
    weight = np.zeros(len(moment))
    weight[used] = np.linalg.solve(gram[np.ix_(used, used)] + _L2 * np.eye(int(used.sum())), moment[used])
    return weight


def _usable(gram: Doubles, moment: Doubles, names: Sequence[str]) -> NDArray[np.bool_]:
    """(c,) the columns without those that may only add to the risk and would lower it."""
    may_fall = np.array([not name.startswith(_EVIDENCE) for name in names] + [True] * (len(moment) - len(names)))
    used = np.ones(len(moment), bool)
    while (wrong := (_solve(gram, moment, used) < 0) & ~may_fall).any():
        used &= ~wrong
    return used


def _logistic(scores: Doubles, is_major: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and intercept of the probability of a major error (Platt 1999)."""
    # His targets: one row of each sort is in doubt, so that no slope is infinite.
    target = np.where(is_major, 1 - 1 / (is_major.sum() + 2), 1 / ((~is_major).sum() + 2))
    slope, intercept = logistic(np.stack([scores, np.ones(len(scores))], axis=1), target)
    return max(float(slope), 0.0), float(intercept)


def logistic(x: Doubles, target: Doubles) -> Doubles:
    """(k,) the weights of logistic regression of (n,) probabilities on (n, k), by Newton's method."""
    theta = np.zeros(x.shape[1])
    for _ in range(_NEWTON_STEPS):
        known = 1 / (1 + np.exp(-np.clip(x @ theta, -30, 30)))
        curve = (x * (known * (1 - known))[:, None]).T @ x + 1e-6 * np.eye(len(theta))
        theta += np.clip(np.linalg.solve(curve, x.T @ (target - known)), -3, 3)
    return theta


def _weights(scale: _Scale, weight: Doubles, intercept: float) -> Weights:
    known, vector = weight[: len(scale.names)], weight[len(scale.names) :] / _VECTOR_SCALE
    parts = (scale.mean, scale.deviation, known)
    mean, deviation, named = (dict(zip(scale.names, map(float, part), strict=True)) for part in parts)
    return Weights(intercept - float(scale.vector_mean @ vector), mean, deviation, named, vector.astype(np.float32))
