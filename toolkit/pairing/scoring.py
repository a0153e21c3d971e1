"""From evidence to a probability, by two logistic regressions: of all candidates, and of those that are in doubt after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.learned import read_learned
from toolkit.pairing.evidence import NAMES

WEIGHTS = "weights.json"
SAME_NAME = 2.0
"""What names or addresses that agree add to the log-odds. It is set, not learned: it depends on who named the files."""
DOUBT = 0.005
"""A candidate is in doubt between this probability and 1 less this."""
CLOSER_NAMES = ("odds", "aligned")
"""What the second regression goes by: the log-odds of the first, and what `toolkit.pairing.closer` finds."""

_MOST_ODDS = 30.0

Doubles = NDArray[np.float64]
Look = Callable[[NDArray[np.int64]], Doubles]
"""From the numbers of some candidates to what `toolkit.pairing.closer.aligned` says of them."""


@dataclass(frozen=True)
class Regression:
    """The weights of a logistic regression of f figures."""

    intercept: float
    slopes: Doubles

    def odds(self, figures: Doubles) -> Doubles:
        """(c,) the log-odds by the (c, f) figures."""
        return np.asarray(np.clip(self.intercept + figures @ self.slopes, -_MOST_ODDS, _MOST_ODDS))


@dataclass(frozen=True)
class Weights:
    """Of the regression for all candidates, and of that for those in doubt."""

    first: Regression
    closer: Regression


def probabilities(evidence: Doubles, has_same_name: NDArray[np.bool_], look: Look, weights: Weights) -> Doubles:
    """(c,) how likely each candidate pair is a translation.

    Args:
        evidence: (c, 6), see `toolkit.pairing.evidence`.
        look: asked for the candidates in doubt only, for it takes long; NaN where it cannot tell.
    """
    odds, names = weights.first.odds(evidence), SAME_NAME * has_same_name
    doubtful = in_doubt(odds + names)
    seen = look(doubtful)
    doubtful, seen = doubtful[~np.isnan(seen)], seen[~np.isnan(seen)]
    odds[doubtful] = weights.closer.odds(np.stack([odds[doubtful], seen], axis=1))
    return chances(odds + names)


def in_doubt(odds: Doubles) -> NDArray[np.int64]:
    """The numbers of the candidates that these log-odds leave in doubt."""
    return np.flatnonzero(np.abs(odds) < np.log(1 / DOUBT - 1))


def chances(odds: Doubles) -> Doubles:
    """Probabilities, of log-odds."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def shipped_weights() -> Weights:
    """The weights that ship."""
    return read_learned(None, ("toolkit.pairing", WEIGHTS), _weights, "holds no weights of pairing")


def _weights(content: Mapping[str, Any]) -> Weights:
    return Weights(_regression(content["first"], NAMES), _regression(content["closer"], CLOSER_NAMES))


def _regression(content: Mapping[str, Any], names: tuple[str, ...]) -> Regression:
    return Regression(float(content["intercept"]), np.array([float(content["weights"][name]) for name in names]))
