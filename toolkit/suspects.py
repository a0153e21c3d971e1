"""How likely each word of one of several translations of a source is wrong, though nothing tells what is wrong with it.

What tells most is how many of the other translations have the word. The weights were learned by `toolkit.suspects_training` from
what professionals marked in translations of talks; they say of words what `toolkit.risk` says of sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import log1p
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.agreement import Agreement, agreements, groups
from toolkit.learned import read_learned
from toolkit.quality import Finding, Pair, shown

Doubles = NDArray[np.float64]

COLUMNS = ("letters", "place", "words", "share", "share_near", "share_pair", "share_pairs")
"""What is known of a word: its letters, its place in how many words, and the shares of the other translations that have it, the
words near it, and the two words in a row that it is part of, the rarer and the commoner two."""
LEAST = 0.14
"""The least probability of a suspect word. Of the words of talks .09 were marked."""
_NEAR = 2  # words on either side
_UNKNOWN_PAIR = 0.5  # The share of the two words in a row that there are not, at the ends.


class Weights(NamedTuple):
    """A logistic model over the columns of a word less their `mean`, divided by their `scale`; (k,) each."""

    intercept: float
    mean: Doubles
    scale: Doubles
    weight: Doubles

    def probabilities(self, columns: Doubles) -> Doubles:
        """(n,) how likely the words with these columns, (n, k), are marked as wrong."""
        known: Doubles = self.intercept + (columns - self.mean) / self.scale @ self.weight
        return 1 / (1 + np.exp(-known))


def columns_of(pairs: Sequence[Pair]) -> dict[int, Doubles]:
    """(n, k) `COLUMNS` of the n English words of each pair, by its row, whose source has other translations."""
    found: dict[int, Doubles] = {}
    for rows in groups(pairs):
        own = [pairs[row] for row in rows]
        found.update(zip(rows, map(_columns, own, agreements(own)), strict=True))
    return dict(sorted(found.items()))


def _columns(pair: Pair, agreement: Agreement) -> Doubles:
    count, words = len(pair.en_tokens), np.array(agreement.words)
    letters, place = np.log1p([len(token.text) for token in pair.en_tokens]), np.arange(count) / max(count, 1)
    pairs = np.array([_UNKNOWN_PAIR, *agreement.pairs, _UNKNOWN_PAIR][: count + 1])
    both = np.stack([pairs[:-1], pairs[1:]])
    shares = (words, _near(words), both.min(axis=0), both.max(axis=0))
    return np.stack([letters, place, np.full(count, log1p(count)), *shares], axis=1)


def _near(values: Doubles) -> Doubles:
    """(n,) the mean of each value and of those near it."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    place = np.arange(len(values))
    low, high = np.maximum(0, place - _NEAR), np.minimum(len(values), place + _NEAR + 1)
    return np.asarray((sums[high] - sums[low]) / np.maximum(high - low, 1), np.float64)


def findings(pairs: Sequence[Pair], columns: Mapping[int, Doubles], weights: Weights) -> Iterator[Finding]:
    """The runs of suspect words of each pair whose columns are known. The strength is the mean probability of the words."""
    for row, known in columns.items():
        pair = pairs[row]
        for first, last, probability in _runs(weights.probabilities(known).tolist()):
            span = pair.en_tokens[first].start, pair.en_tokens[last].end
            share = known[first : last + 1, COLUMNS.index("share")].mean()
            others = f"on average {share:.0%} of the other translations have its words"
            message = f"“{shown(pair.tgt, span)}”: {others}; {probability:.0%} of such words are wrong."
            yield Finding(row, "Accuracy/Mistranslation", "major", message, tgt=span, strength=probability)


def _runs(probabilities: Sequence[float]) -> Iterator[tuple[int, int, float]]:
    """The first and the last word of each run of suspect ones, and their mean probability."""
    for is_suspect, run in groupby(enumerate(probabilities), key=lambda word: word[1] >= LEAST):
        places, found = zip(*run, strict=True)
        if is_suspect:
            yield places[0], places[-1], sum(found) / len(found)


def read_weights(path: str | Path | None = None) -> Weights:
    """The weights in a file, or those that ship.

    Raises:
        DataError: the file holds no weights.
    """
    problem = "holds no weights of suspect words; give a file that `python -m toolkit.suspects_training` wrote"
    return read_learned(path, ("toolkit", "suspects.json"), _weights, problem)


def _weights(content: Mapping[str, Any]) -> Weights:
    rows = np.array([[float(content["columns"][name][key]) for key in Weights._fields[1:]] for name in COLUMNS])
    return Weights(float(content["intercept"]), *rows.T)
