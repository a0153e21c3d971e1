"""From evidence to pairs: a probability for each candidate, and one partner for each document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.learned import read_learned
from toolkit.pairing.evidence import NAMES

Found = tuple[int, int, float]
"""The numbers of two documents that may belong together, and the probability that they do."""

WEIGHTS = "weights.json"
SAME_NAME = 2.0
"""What names or addresses that agree add to the log-odds. It is set, not learned: it depends on who named the files."""


def probabilities(evidence: NDArray[np.float64], has_same_name: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(c,) how likely each candidate pair is a translation, by the (c, 5) evidence and the weights that ship."""
    intercept, weights = read_learned(None, ("toolkit.pairing", WEIGHTS), _weights, "holds no weights of pairing")
    odds = intercept + evidence @ weights + SAME_NAME * has_same_name
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def _weights(content: Mapping[str, Any]) -> tuple[float, NDArray[np.float64]]:
    return float(content["intercept"]), np.array([float(content["weights"][name]) for name in NAMES])


def link(found: Sequence[Found]) -> list[int]:
    """The numbers of the pairs that are left when the likeliest is taken again and again and all others with one of its
    documents fall (competitive linking, Melamed 2000); of equals the first is taken."""
    src, tgt = set[int](), set[int]()
    chosen = []
    for number in sorted(range(len(found)), key=lambda number: -found[number][2]):
        i, j, _ = found[number]
        if i not in src and j not in tgt:
            src.add(i)
            tgt.add(j)
            chosen.append(number)
    return chosen
