"""How likely a translated sentence has a major error, from the sentence alone and from its flags.

What tells most is the source: long sentences with rare words go wrong. Where the pairs hold several translations of one
source, as when systems are compared, their agreement tells the better ones (Fernandes et al. 2022). The weights
were learned by `toolkit.risk_training` from professional judgements of news translations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, log1p
from pathlib import Path
from typing import Any, NamedTuple

import regex

from toolkit.learned import read_learned
from toolkit.lexicon.alignment import Coverage, cover
from toolkit.lexicon.translation import rarity
from toolkit.lexicon.words import en_words, stem
from toolkit.quality import Flag, Pair
from toolkit.text import HAN, clauses

Features = Mapping[str, float]

FLAG = "flag."
"""Before a detector's name: the feature that says how surely it flags the pair."""
_RARE, _VERY_RARE = 11.0, 13.0  # An unknown word is at 19; one word in 60,000 is rare.
_MOST_WORDS = 2000  # of a side that are looked at; what is longer is no sentence
FARTHEST = 4.0
"""Standard deviations that a feature may lie from its mean."""
_QUOTES = regex.compile("[“”《》「」]")
_FIGURE, _LATIN, _PAUSE = regex.compile(r"\d"), regex.compile(r"\p{Latin}"), regex.compile("[，、]")
_STOP = regex.compile(r"[。！？”]\s*+\Z")


class Weights(NamedTuple):
    """A logistic model over features less their `mean`, divided by their `scale`; a feature without a weight counts nothing."""

    intercept: float
    mean: Mapping[str, float]
    scale: Mapping[str, float]
    weight: Mapping[str, float]

    def probability(self, features: Features) -> float:
        """The probability of a major error."""
        return 1 / (1 + exp(-self.intercept - sum(self._part(name, features) for name in self.weight)))

    def _part(self, name: str, features: Features) -> float:
        mean = self.mean[name]
        distance = (features.get(name, mean) - mean) / self.scale[name]
        return self.weight[name] * max(-FARTHEST, min(FARTHEST, distance))


def risk(pairs: Sequence[Pair], flags: Iterable[Flag] = (), *, weights: str | Path | None = None) -> list[float]:
    """The probability of a major error (an MQM penalty of 5 or more) in each pair.

    A pair that has only one side is as risky as its surest flag; without one, as furniture or what moved, not at all.

    Args:
        flags: those of the pairs, by `bead_id`.
        weights: a file that `toolkit.risk_training.train` wrote, instead of the one that ships.

    Raises:
        DataError: the file holds no weights.
    """
    known = read_weights(weights)
    by_bead = surest(flags)
    return [
        known.probability(features)
        if pair.zh_tokens and pair.en_tokens
        else max(by_bead.get(pair.bead_id, {}).values(), default=0.0)
        for pair, features in zip(pairs, features_of(pairs, by_bead), strict=True)
    ]


def surest(flags: Iterable[Flag]) -> dict[str, dict[str, float]]:
    """Of each bead that is flagged, each detector's greatest confidence."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for flag in flags:
        own = found[flag.bead_id]
        own[flag.detector] = max(own.get(flag.detector, 0.0), flag.confidence)
    return found


def features_of(pairs: Sequence[Pair], flags: Mapping[str, Mapping[str, float]]) -> list[dict[str, float]]:
    """What the risk of each pair is told by; a feature that a pair does not have is left out."""
    found = [{**_of_source(pair), **_of_translation(pair)} for pair in pairs]
    for row, agreement in _agreements(pairs):
        found[row]["agreement"] = agreement
    for pair, features in zip(pairs, found, strict=True):
        features.update({FLAG + name: sureness for name, sureness in flags.get(pair.bead_id, {}).items()})
    return found


def _of_source(pair: Pair) -> dict[str, float]:
    words = pair.zh_tokens[:_MOST_WORDS]
    rarities = [rarity(word.text) for word in words]
    return {
        "src.length": log1p(len(HAN.findall(pair.zh))),
        "src.clauses": log1p(len(clauses(pair.zh, "zh"))),
        "src.rarity": sum(rarities) / max(len(rarities), 1),
        "src.rare": log1p(sum(value > _RARE for value in rarities)),
        "src.very_rare": log1p(sum(value > _VERY_RARE for value in rarities)),
        "src.idioms": log1p(sum(len(word.text) == 4 for word in words)),
        "src.quotes": log1p(len(_QUOTES.findall(pair.zh))),
        "src.figures": log1p(len(_FIGURE.findall(pair.zh))),
        "src.latin": log1p(len(_LATIN.findall(pair.zh))),
        "src.pauses": log1p(len(_PAUSE.findall(pair.zh))),
        "src.is_open": float(not _STOP.search(pair.zh)),
    }


def _of_translation(pair: Pair) -> dict[str, float]:
    zh, en = pair.zh_tokens[:_MOST_WORDS], pair.en_tokens[:_MOST_WORDS]
    if not zh or not en:
        return {}
    found: Coverage = cover(pair.zh[: zh[-1].end], pair.tgt[: en[-1].end], zh, en)
    return {
        "length_ratio": abs(log((len(pair.en_tokens) + 2) / (0.77 * len(HAN.findall(pair.zh)) + 2))),
        "src.missed": log1p(-sum(min(value, 0.0) for value in found.src)),
        "tgt.missed": log1p(-sum(min(value, 0.0) for value in found.tgt)),
    }


def _agreements(pairs: Sequence[Pair]) -> Iterable[tuple[int, float]]:
    """Of each of several translations of one source: the share of the others that have a word of it, on average."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, pair in enumerate(pairs):
        if pair.src and pair.tgt:
            rows_of[pair.src].append(row)
    for rows in rows_of.values():
        if len({pairs[row].tgt for row in rows}) > 1:
            stems = [{stem(word) for word in en_words(pairs[row].tgt)} for row in rows]
            holders = Counter(word for own in stems for word in own)
            for row, own in zip(rows, stems, strict=True):
                yield row, sum(holders[word] - 1 for word in own) / max((len(rows) - 1) * len(own), 1)


def read_weights(path: str | Path | None = None) -> Weights:
    """The weights in a file, or those that ship.

    Raises:
        DataError: the file holds no weights.
    """
    problem = "holds no weights of the risk; give a file that `bitext train-risk` wrote"
    return read_learned(path, ("toolkit", "risk.json"), _weights, problem)


def _weights(content: Mapping[str, Any]) -> Weights:
    features: Mapping[str, Mapping[str, float]] = content["features"]
    columns = ({name: float(row[key]) for name, row in features.items()} for key in ("mean", "scale", "weight"))
    return Weights(float(content["intercept"]), *columns)
