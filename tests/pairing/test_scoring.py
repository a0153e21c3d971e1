from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from toolkit.pairing.evidence import NAMES
from toolkit.pairing.linking import link
from toolkit.pairing.scoring import DOUBT, Regression, Weights, in_doubt, probabilities, shipped_weights

USUAL = np.array([[0.5, 0.1, 0.05, 0.03, 0.1, 0.4]])
"""Evidence that leaves a pair in doubt."""
OTHER_NAMES = np.array([False])


def cannot_tell(numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.full(len(numbers), np.nan)


def chance(evidence: NDArray[np.float64], aligned: float = np.nan) -> float:
    look = np.full(1, aligned).__getitem__
    return float(probabilities(evidence, OTHER_NAMES, look, shipped_weights())[0])


@pytest.mark.parametrize("aligned", [np.nan, 0.5])
def test_more_evidence_makes_a_pair_likelier(aligned: float) -> None:
    usual = chance(USUAL, aligned)
    assert DOUBT < usual < 1 - DOUBT
    for number, step in enumerate((0.05, -0.04, 0.05, 0.02, -0.1, 0.2)):
        better = USUAL.copy()
        better[0, number] += step
        assert chance(better, aligned) > usual
    assert probabilities(USUAL, ~OTHER_NAMES, cannot_tell, shipped_weights())[0] > chance(USUAL)


def test_a_pair_in_doubt_is_likelier_if_it_can_be_aligned() -> None:
    assert chance(USUAL, 0.1) < chance(USUAL, 0.6) < chance(USUAL, 0.95)
    assert chance(USUAL, 0.1) < chance(USUAL) < chance(USUAL, 0.95)


def test_only_what_is_in_doubt_is_aligned() -> None:
    weights = Weights(Regression(0.0, np.eye(len(NAMES))[0]), Regression(-1.0, np.array([1.0, 2.0])))
    evidence = np.zeros((4, len(NAMES)))
    evidence[:, 0] = -9, -5, 1, 9
    asked = []

    def look(numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        asked.extend(numbers.tolist())
        return np.array([1.0, np.nan])

    found = probabilities(evidence, np.zeros(4, bool), look, weights)
    assert asked == in_doubt(evidence[:, 0]).tolist() == [1, 2]
    assert np.allclose(np.log(found / (1 - found)), [-9, -4, 1, 9])


def test_nothing_may_be_in_doubt() -> None:
    evidence = USUAL - np.array([[0.5, 0, 0.05, 0.1, 0, 0.4]])
    assert not len(in_doubt(shipped_weights().first.odds(evidence)))
    assert chance(evidence) < DOUBT


def test_the_likeliest_are_linked_first_and_each_once() -> None:
    found = [(0, 0, 0.9), (0, 1, 0.95), (1, 0, 0.5), (1, 1, 0.94), (2, 2, 0.5)]
    assert link(found) == [1, 2, 4]
