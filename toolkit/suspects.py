"""How likely each word of a translation is wrong, by what kind of word it is, not by any fault that is known.

What tells is whether the Chinese has a counterpart, how long the word is, where it stands, and most of all, where a source has
several translations, how many of the others have it. The weights were learned by `toolkit.suspects_training` from what
professionals marked in translations of talks; they say of words what `toolkit.risk` says of sentences.
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

ALONE = ("unsupported", "unsupported_near", "letters", "place", "words")
"""What is known of any word."""
AMONG_OTHERS = (*ALONE, "share", "share_near", "share_pair", "share_pairs")
"""What is known of a word of one of several translations of a source."""
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


class Models(NamedTuple):
    """The weights for a pair whose source has no other translation beside it, and for one of several."""

    alone: Weights
    among_others: Weights

    def probabilities(self, columns: Doubles) -> Doubles:
        """By the weights for such columns."""
        return (self.alone if columns.shape[1] == len(ALONE) else self.among_others).probabilities(columns)


def columns_of(pairs: Sequence[Pair]) -> list[Doubles]:
    """Of each pair (n, k) what is known of its n English words: `ALONE`, or `AMONG_OTHERS` where its source has others."""
    out = [_alone(pair) for pair in pairs]
    for rows in groups(pairs):
        for row, agreement in zip(rows, agreements([pairs[row] for row in rows]), strict=True):
            out[row] = np.concatenate([out[row], _among_others(agreement)], axis=1)
    return out


def _alone(pair: Pair) -> Doubles:
    """(n, 5) the columns `ALONE`."""
    count = len(pair.en_tokens)
    unsupported = np.maximum(0.0, -np.array(pair.coverage.tgt if pair.zh_tokens else [0.0] * count))
    letters = np.log1p([len(token.text) for token in pair.en_tokens])
    place = np.arange(count) / max(count, 1)
    return np.stack([unsupported, _near(unsupported), letters, place, np.full(count, log1p(count))], axis=1)


def _among_others(agreement: Agreement) -> Doubles:
    """(n, 4) the further columns of `AMONG_OTHERS`: the shares of a word, of those near it, and of its two pairs."""
    words = np.array(agreement.words)
    pairs = np.array([_UNKNOWN_PAIR, *agreement.pairs, _UNKNOWN_PAIR][: len(words) + 1])
    both = np.stack([pairs[:-1], pairs[1:]])
    return np.stack([words, _near(words), both.min(axis=0), both.max(axis=0)], axis=1)


def _near(values: Doubles) -> Doubles:
    """(n,) the mean of each value and of those near it."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    place = np.arange(len(values))
    low, high = np.maximum(0, place - _NEAR), np.minimum(len(values), place + _NEAR + 1)
    return np.asarray((sums[high] - sums[low]) / np.maximum(high - low, 1), np.float64)


def findings(pairs: Sequence[Pair], columns: Sequence[Doubles], models: Models) -> Iterator[Finding]:
    """The runs of suspect words of each pair. The strength of each is the mean probability of its words."""
    for row, (pair, known) in enumerate(zip(pairs, columns, strict=True)):
        if len(known) and pair.src:
            for first, last, probability in _runs(models.probabilities(known).tolist()):
                span = pair.en_tokens[first].start, pair.en_tokens[last].end
                others = _share(known[first : last + 1])
                beside = "" if others is None else f", and {others:.0%} of the other translations have it"
                message = f"“{shown(pair.tgt, span)}” may be wrong, as {probability:.0%} of such words are{beside}."
                yield Finding(row, "Accuracy/Mistranslation", "major", message, tgt=span, strength=probability)


def _runs(probabilities: Sequence[float]) -> Iterator[tuple[int, int, float]]:
    """The first and the last word of each run of suspect ones, and their mean probability."""
    for is_suspect, run in groupby(enumerate(probabilities), key=lambda word: word[1] >= LEAST):
        places, found = zip(*run, strict=True)
        if is_suspect:
            yield places[0], places[-1], sum(found) / len(found)


def _share(columns: Doubles) -> float | None:
    """The mean share of the other translations that have some words, of which (n, k) is known; None where there are none."""
    return None if columns.shape[1] == len(ALONE) else float(columns[:, AMONG_OTHERS.index("share")].mean())


def read_weights(path: str | Path | None = None) -> Models:
    """The weights in a file, or those that ship.

    Raises:
        DataError: the file holds no weights.
    """
    problem = "holds no weights of suspect words; give a file that `python -m toolkit.suspects_training` wrote"
    return read_learned(path, ("toolkit", "suspects.json"), _models, problem)


def _models(content: Mapping[str, Any]) -> Models:
    return Models(
        *(_weights(content[name], columns) for name, columns in zip(Models._fields, (ALONE, AMONG_OTHERS), strict=True))
    )


def _weights(content: Mapping[str, Any], columns: Sequence[str]) -> Weights:
    rows = np.array([[float(content["columns"][name][key]) for key in Weights._fields[1:]] for name in columns])
    return Weights(float(content["intercept"]), *rows.T)
