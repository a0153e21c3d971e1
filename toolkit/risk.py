"""How likely a translated sentence has a major error, from the sentence alone and from its flags.

What tells most is the source: long sentences with rare words go wrong. Of the translation its length, its likeness to the source
and how it is worded tell a little, and the vectors of both sides what sort of text goes wrong. Where the pairs hold several
translations of one source, as when systems are compared, their agreement tells the better ones (Fernandes et al. 2022).
The weights were learned by `toolkit.risk_training` from professional judgements of news translations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log, log1p
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray

from toolkit.agreement import agreements, groups
from toolkit.learned import read_learned
from toolkit.lexicon.translation import rarity
from toolkit.pipeline import DEFAULT_ENCODER, load_encoder
from toolkit.quality import Flag, Pair
from toolkit.text import HAN, clauses

Features = Mapping[str, float]
Vectors = NDArray[np.float32]

FLAG = "flag."
"""Before a detector's name: the feature that says how surely it flags the pair."""
UNLIKE = "unlike"
"""The feature that says how much less alike the two sides are than translations are."""
OTHERS = "others."
"""How the names of the features begin that only a pair has whose source has other translations beside it."""
MAJOR_TOO = 0.9
"""The share of right flags of major errors whose segment has a major error by professionals' scores, too."""
FARTHEST = 4.0
"""Standard deviations that a feature may lie from its mean."""
_RARE, _VERY_RARE = 11.0, 13.0  # An unknown word is at 19; one word in 60,000 is rare.
_MOST_CHARACTERS = 5000  # of a side that are looked at; what is longer is no sentence
_LEAST_LIKENESS = 0.45  # Of a hundred translations, ninety-nine are more like their source.
_LEAST_APART = 0.01  # Keeps the logarithm of how far apart two translations are from running away.
_EN_PER_HAN = 0.77  # words
_LATIN, _PAUSE = regex.compile(r"\p{Latin}"), regex.compile("[，、]")
_STOP = regex.compile(r"[。！？”]\s*+\Z")
_FUNCTION_WORDS = frozenset(
    "a all an and are as at be been but by can could for from had has have he her here his how i if in is it its no not of on our "
    "she so than that the their then there these they this those to was we were what when where which who will with would "
    "you your".split()
)


class Weights(NamedTuple):
    """A logistic model over features less their `mean`, divided by their `scale`, and over the two vectors of a pair.

    A feature without a weight counts nothing, one that a pair does not have as much as its mean. `vector` is (2 d,), the
    weights of the source's d numbers before those of the translation's.
    """

    intercept: float
    mean: Mapping[str, float]
    scale: Mapping[str, float]
    weight: Mapping[str, float]
    vector: Vectors

    def probability(self, features: Features, vector: Vectors) -> float:
        """The probability of a major error; `vector` is (2 d,)."""
        known = self.intercept + sum(self._part(name, features) for name in self.weight)
        return 1 / (1 + exp(-known - float(vector @ self.vector)))

    def _part(self, name: str, features: Features) -> float:
        mean = self.mean[name]
        distance = (features.get(name, mean) - mean) / self.scale[name]
        return self.weight[name] * max(-FARTHEST, min(FARTHEST, distance))


class Models(NamedTuple):
    """The weights for a pair whose source has no other translation beside it, and for one of several."""

    alone: Weights
    among_others: Weights

    def probability(self, features: Features, vector: Vectors) -> float:
        """By the weights for such a pair."""
        has_others = any(name.startswith(OTHERS) for name in features)
        return (self.among_others if has_others else self.alone).probability(features, vector)


class Evidence(NamedTuple):
    """What the risk of n pairs is told by: features, and (n, 2 d) float32, the unit vectors of source and translation."""

    features: list[dict[str, float]]
    vectors: Vectors


def risk(pairs: Sequence[Pair], flags: Iterable[Flag] = (), *, weights: str | Path | None = None) -> list[float]:
    """The probability of a major error (an MQM penalty of 5 or more) in each pair.

    No pair is less risky than its surest flag of a major error, less a share of such flags that professionals call minor. A
    pair that has only one side has no other risk.

    Args:
        flags: those of the pairs, by `bead_id`.
        weights: a file that `toolkit.risk_training.train` wrote, instead of the one that ships.

    Raises:
        DataError: the file holds no weights.
    """
    models, flags = read_weights(weights), list(flags)
    by_bead, least = surest(flags), surest(flag for flag in flags if flag.severity in ("major", "critical"))
    whole = [row for row, pair in enumerate(pairs) if pair.zh_tokens and pair.en_tokens]
    found = evidence_of([pairs[row] for row in whole], by_bead)
    out = [MAJOR_TOO * max(least.get(pair.bead_id, {}).values(), default=0.0) for pair in pairs]
    for row, features, vector in zip(whole, found.features, found.vectors, strict=True):
        out[row] = max(out[row], models.probability(features, vector))
    return out


def surest(flags: Iterable[Flag]) -> dict[str, dict[str, float]]:
    """Of each bead that is flagged, each detector's greatest confidence."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for flag in flags:
        own = found[flag.bead_id]
        own[flag.detector] = max(own.get(flag.detector, 0.0), flag.confidence)
    return found


def evidence_of(pairs: Sequence[Pair], flags: Mapping[str, Mapping[str, float]]) -> Evidence:
    """What the risk of pairs is told by, none of which has an empty side; a feature that a pair does not have is left out."""
    pairs = [_shortened(pair) for pair in pairs]
    src, tgt = _encoded([pair.src for pair in pairs]), _encoded([pair.tgt for pair in pairs])
    likeness = (src * tgt).sum(axis=1).tolist()
    features = [
        {**_of_source(pair), **_of_translation(pair), "likeness": like, UNLIKE: max(0.0, _LEAST_LIKENESS - like)}
        for pair, like in zip(pairs, likeness, strict=True)
    ]
    for row, found in _of_others(pairs, tgt):
        features[row].update(found)
    for pair, own in zip(pairs, features, strict=True):
        own.update({FLAG + name: sureness for name, sureness in flags.get(pair.bead_id, {}).items()})
    return Evidence(features, np.concatenate([src, tgt], axis=1))


def _shortened(pair: Pair) -> Pair:
    if max(len(pair.src), len(pair.tgt)) <= _MOST_CHARACTERS:
        return pair
    src, tgt, zh = (text[:_MOST_CHARACTERS] for text in (pair.src, pair.tgt, pair.zh))
    return Pair(pair.bead_id, src, tgt, zh, pair.confidence, pair.label)


def _encoded(texts: Sequence[str]) -> Vectors:
    """(n, d) float32, unit rows; what is there many times is encoded once."""
    rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    return load_encoder(DEFAULT_ENCODER).encode(list(rows))[[rows[text] for text in texts]]


def _of_source(pair: Pair) -> dict[str, float]:
    rarities = [rarity(word.text) for word in pair.zh_tokens]
    return {
        "src.length": log1p(len(HAN.findall(pair.zh))),
        "src.clauses": log1p(len(clauses(pair.zh, "zh"))),
        "src.rarity": sum(rarities) / max(len(rarities), 1),
        "src.rare": log1p(sum(value > _RARE for value in rarities)),
        "src.very_rare": log1p(sum(value > _VERY_RARE for value in rarities)),
        "src.idioms": log1p(sum(len(word.text) == 4 for word in pair.zh_tokens)),
        "src.latin": log1p(len(_LATIN.findall(pair.zh))),
        "src.pauses": log1p(len(_PAUSE.findall(pair.zh))),
        "src.is_open": float(not _STOP.search(pair.zh)),
    }


def _of_translation(pair: Pair) -> dict[str, float]:
    words = [token.text.lower() for token in pair.en_tokens]
    length = max(len(words), 1)
    return {
        "tgt.length": log1p(len(words)),
        "tgt.expansion": log((len(words) + 2) / (_EN_PER_HAN * len(HAN.findall(pair.zh)) + 2)),
        "tgt.function_words": sum(word in _FUNCTION_WORDS for word in words) / length,
        "tgt.of": words.count("of") / length,
        "tgt.ing": sum(word.endswith("ing") for word in words) / length,
        "tgt.commas": pair.tgt.count(",") / length,
    }


def _of_others(pairs: Sequence[Pair], vectors: Vectors) -> Iterator[tuple[int, dict[str, float]]]:
    """Of each of several translations of one source: how far it is from the others, and these all from one another."""
    for rows in groups(pairs):
        own = vectors[rows]
        likeness = (own @ own.sum(axis=0) - 1) / (len(rows) - 1)
        apart = log(1 + _LEAST_APART - min(float(likeness.mean()), 1.0))
        words = [agreement.words for agreement in agreements([pairs[row] for row in rows])]
        shared = [sum(shares) / max(len(shares), 1) for shares in words]
        for row, like, share, shares in zip(rows, likeness.tolist(), shared, words, strict=True):
            yield (
                row,
                {
                    OTHERS + "own": log(1 + _LEAST_APART - min(like, 1.0)),
                    OTHERS + "all": apart,
                    OTHERS + "words": share,
                    OTHERS + "words_all": sum(shared) / len(shared),
                    OTHERS + "lone": log1p(shares.count(0.0)),
                },
            )


def read_weights(path: str | Path | None = None) -> Models:
    """The weights in a file, or those that ship.

    Raises:
        DataError: the file holds no weights.
    """
    problem = "holds no weights of the risk; give a file that `bitext train-risk` wrote"
    return read_learned(path, ("toolkit", "risk.json"), _models, problem)


def _models(content: Mapping[str, Any]) -> Models:
    return Models(*(_weights(content[name]) for name in Models._fields))


def _weights(content: Mapping[str, Any]) -> Weights:
    features: Mapping[str, Mapping[str, float]] = content["features"]
    mean, scale, weight = (
        {name: float(row[key]) for name, row in features.items()} for key in ("mean", "scale", "weight")
    )
    return Weights(float(content["intercept"]), mean, scale, weight, np.array(content["vector"], dtype=np.float32))
