"""Learn how Chinese words are translated: the table that `toolkit.lexicon.translation` reads.

Three sources say by which English stem a Chinese word may be rendered: the words that a bitext aligns (IBM model 1), the
glosses of CC-CEDICT, and nearness in the space of a sentence encoder. They add up to a score, which counts more for a stem
that few sentences have. What a score is worth is measured on the half of the bitext that it was not learned on, beside
sentences that belong to others: there a word finds a stem of its own by chance only (the local false discovery rate of
Efron 2001).

    python -m toolkit.lexicon_training OUT.npz BITEXT.tsv GOLD_FOLDER WORD_COUNTS.txt

BITEXT.tsv has the columns set, zh and en; GOLD_FOLDER is as for `bitext train-aligner`; WORD_COUNTS.txt has a word and its
count a line, as the dict.txt of the package jieba. It takes five minutes.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toolkit.files import atomic_write, check_target
from toolkit.lexicon.cedict import entries, glosses
from toolkit.lexicon.ibm1 import joint_strengths
from toolkit.lexicon.translation import PROBABILITY_STEPS, RARITY_STEPS, SALIENCE_STEPS, Table, write_table
from toolkit.lexicon.words import en_words, renderings, stem, zh_words
from toolkit.pipeline import load_encoder
from toolkit.tables import read_table
from toolkit.text import HAN, JOINERS
from toolkit.training import read_gold

LEFT_OUT = "news2021-zhen"
"""The set whose lines the risk is learned from and measured on."""

_LONGEST = 4  # characters of a dictionary word that is learned
_GLOSS, _NEAR = 0.5, 0.25  # What a gloss counts, and what a near word counts beside how near it is.
_NEIGHBOURS, _NEAREST, _HUB = 16, -0.15, 10
_BLOCK = 1000  # words whose similarities are in memory at a time
_LEAST_STRENGTH, _LEAST_PROBABILITY, _MOST_STEMS = 0.03, 0.78, 20
_EDGES = (1e-9, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 9.0)
_APART = 3  # How far, in the order of length, the sentence lies that a pair is compared with.
_PSEUDO_COUNT, _SELDOM = 5.0, 3

Pairs = Sequence[tuple[Sequence[str], Sequence[str]]]
Scores = Mapping[str, float]


def train(output: str | Path, bitext: str | Path, gold: str | Path, counts: str | Path) -> None:
    """Learn the table and write it.

    Raises:
        DataError: a file is broken.
    """
    check_target(output, inputs=(bitext, counts))
    pairs = [*_bitext(bitext), *_gold(gold)]
    near = _Neighbours(pairs)
    halves = [(_Renderings(pairs[one::2], near), pairs[1 - one :: 2]) for one in (0, 1)]
    curve = _Curve.measured(halves)
    words, stems = _salience(halves, curve)
    table = _table(_Renderings(pairs, near), curve, words, stems, _read_counts(counts))
    with atomic_write(output) as (file,):
        file.write(write_table(table))


def _bitext(path: str | Path) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for _, row in read_table(path, ("set", "zh", "en")):
        if row["set"] != LEFT_OUT:
            yield zh_words(row["zh"]), _stems(row["en"])


def _gold(folder: str | Path) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for document in read_gold([folder]):
        for span in document.spans:
            zh = JOINERS["zh"].join(document.src[i] for i in span.src)
            en = JOINERS["en"].join(document.tgt[i] for i in span.tgt)
            yield zh_words(zh), _stems(en)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in en_words(text)]


def _read_counts(path: str | Path) -> dict[str, int]:
    lines = (line.split() for line in Path(path).read_text("utf-8").split("\n"))
    return {cells[0]: int(cells[1]) for cells in lines if len(cells) > 1}


class _Neighbours:
    """The English stems that are near a Chinese word in the space of the encoder.

    Nearness is the cosine, less how near each of the two is to its nearest words (CSLS, Conneau et al. 2018).
    """

    def __init__(self, pairs: Pairs) -> None:
        self.words = _vocabulary(pairs)
        surface = _surface(pairs, self.words)
        self._stems = list(surface)
        encode = load_encoder("use").encode
        self._place = {word: place for place, word in enumerate(self.words)}
        forms = list(surface.values())
        src = np.concatenate([encode(self.words[k : k + _BLOCK]) for k in _starts(self.words)])
        tgt = np.concatenate([encode(forms[k : k + _BLOCK]) for k in _starts(forms)])
        hubs = np.concatenate([_mean_of_best(tgt[k : k + _BLOCK] @ src.T) for k in _starts(tgt)])
        self._best, self._csls = self._nearest(src, tgt, hubs)

    @staticmethod
    def _nearest(
        src: NDArray[np.float32], tgt: NDArray[np.float32], hubs: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        best, csls = [], []
        for start in _starts(src):
            similarity = src[start : start + _BLOCK] @ tgt.T
            scores = 2 * similarity - hubs - _mean_of_best(similarity)[:, None]
            found = np.argpartition(scores, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
            best.append(found)
            csls.append(np.take_along_axis(scores, found, axis=1))
        return np.concatenate(best), np.concatenate(csls)

    def of(self, word: str) -> Iterator[tuple[str, float]]:
        """The near stems, and how much nearer they are than what is too far."""
        place = self._place.get(word)
        if place is not None:
            for number, csls in zip(self._best[place], self._csls[place], strict=True):
                if csls > _NEAREST:
                    yield self._stems[number], float(csls) - _NEAREST


def _mean_of_best(similarity: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.partition(similarity, -_HUB, axis=1)[:, -_HUB:].mean(axis=1), np.float32)


def _starts(items: Sized) -> range:
    """Where the blocks of `_BLOCK` items begin."""
    return range(0, len(items), _BLOCK)


def _vocabulary(pairs: Pairs) -> list[str]:
    """The Chinese words that the segmenter gives: those of the dictionary that it leaves whole, and those of the bitext."""
    plain = (word for word in entries() if len(word) <= _LONGEST and all(map(HAN.match, word)))
    return list(
        dict.fromkeys([*(word for word in plain if zh_words(word) == [word]), *(w for zh, _ in pairs for w in zh)])
    )


def _surface(pairs: Pairs, words: Sequence[str]) -> dict[str, str]:
    """The English stems that occur more than once, in glosses or in the bitext, with their commonest form."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        for gloss in glosses(word):
            for form in en_words(gloss):
                forms[stem(form)][form.lower()] += 1
    for _, en in pairs:
        for known in en:
            if known in forms:
                forms[known][forms[known].most_common(1)[0][0]] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in forms.items() if counts.total() > 1}


class _Renderings:
    """The score of each stem as a rendering of a Chinese word, learned from pairs."""

    def __init__(self, pairs: Pairs, near: _Neighbours) -> None:
        self.words, self._near = near.words, near
        self._aligned: dict[str, dict[str, float]] = defaultdict(dict)
        for word, key, strength in joint_strengths(pairs, renderings):
            if strength > _LEAST_STRENGTH:
                self._aligned[word][key] = strength
        holders = Counter(key for _, en in pairs for key in set(en))
        rarest = log(len(pairs) / 0.5)
        self._share = {key: log(len(pairs) / (count + 0.5)) / rarest for key, count in holders.items()}
        self.of = cache(self._of)

    def _of(self, word: str) -> Scores:
        found = {key: _GLOSS * strength for key, strength in renderings(word).items()}
        for key, strength in self._aligned.get(word, {}).items():
            found[key] = max(found.get(key, 0.0), strength)
        for key, nearness in self._near.of(word):
            found[key] = found.get(key, 0.0) + _NEAR + nearness
        return {key: score * self._share.get(key, 1.0) for key, score in found.items()}


Halves = Sequence[tuple[_Renderings, Pairs]]


def _with_others(pairs: Pairs) -> Iterator[tuple[set[str], set[str], set[str]]]:
    """The Chinese words of each pair, its English stems, and those of a sentence as long that belongs to another."""
    ordered = sorted(pairs, key=lambda pair: len(pair[1]))
    for (zh, en), (_, other) in zip(ordered, [*ordered[_APART:], *ordered[:_APART]], strict=True):
        yield set(zh), set(en), set(other)


@dataclass(frozen=True)
class _Curve:
    """The probability that a score is no chance, between the mean scores of bins; it never falls."""

    scores: Sequence[float]
    probabilities: Sequence[float]

    @classmethod
    def measured(cls, halves: Halves) -> _Curve:
        """From pairs that the scores were not learned on."""
        own, others = [], []
        for known, pairs in halves:
            for words, en, other in _with_others(pairs):
                for scores in map(known.of, words):
                    own.append(max((scores[key] for key in scores.keys() & en), default=0.0))
                    others.append(max((scores[key] for key in scores.keys() & other), default=0.0))
        seen, chance = np.array(own), np.array(others)
        silent = (seen <= 0).mean() / (chance <= 0).mean()
        place = np.digitize(seen, _EDGES)
        bins = [k for k in range(1, len(_EDGES)) if (place == k).any()]
        by_chance = np.bincount(np.digitize(chance, _EDGES), minlength=len(_EDGES) + 1) / np.bincount(
            place, minlength=len(_EDGES) + 1
        ).clip(1)
        probability = np.maximum.accumulate(np.clip(1 - silent * by_chance[bins], 0, 1))
        return cls([0.0, *(seen[place == k].mean() for k in bins)], [0.0, *probability])

    def translations(self, scores: Scores) -> dict[str, float]:
        """The stems that are likely enough, the likeliest if there are many."""
        found = {key: float(np.interp(score, self.scores, self.probabilities)) for key, score in scores.items()}
        likely = sorted(
            (item for item in found.items() if item[1] >= _LEAST_PROBABILITY), key=lambda item: (-item[1], item[0])
        )
        return dict(likely[:_MOST_STEMS])


class _Silence:
    """How often each word finds no counterpart in its own pair and in another."""

    def __init__(self) -> None:
        self.seen, self.own, self.other = Counter[str](), Counter[str](), Counter[str]()

    def salience(self) -> tuple[dict[str, float], float]:
        """The logarithm of how much oftener that is in another, of each word, and of one that was never seen. What is seldom
        seen is drawn to what its like have."""
        seldom = [word for word, count in self.seen.items() if count <= _SELDOM]
        total = sum(self.seen[word] for word in seldom)
        own, other = (sum(side[word] for word in seldom) / max(total, 1) for side in (self.own, self.other))
        found = {
            word: log((self.other[word] + _PSEUDO_COUNT * other) / (self.own[word] + _PSEUDO_COUNT * own))
            for word in self.seen
        }
        return found, log(other / own)


def _salience(halves: Halves, curve: _Curve) -> tuple[_Silence, _Silence]:
    """Of Chinese words that have translations, and of English stems."""
    words, stems = _Silence(), _Silence()
    for known, pairs in halves:
        likely = cache(lambda word, known=known: curve.translations(known.of(word)).keys())
        for zh, en, other in _with_others(pairs):
            renderings_of = {word: found for word in zh if (found := likely(word))}
            words.seen.update(renderings_of.keys())
            words.own.update(word for word, found in renderings_of.items() if not found & en)
            words.other.update(word for word, found in renderings_of.items() if not found & other)
            all_found = set().union(*renderings_of.values())
            stems.seen.update(en)
            stems.own.update(en - all_found)
            stems.other.update(other - all_found)
    return words, stems


def _table(known: _Renderings, curve: _Curve, words: _Silence, stems: _Silence, counts: Mapping[str, int]) -> Table:
    rows = {word: found for word in sorted(known.words) if (found := curve.translations(known.of(word)))}
    names = sorted({key for found in rows.values() for key in found} | stems.seen.keys())
    number = {key: place for place, key in enumerate(names)}
    cells = [(number[key], found[key]) for found in rows.values() for key in sorted(found)]
    total = sum(counts.values())
    return Table(
        list(rows),
        names,
        np.concatenate([[0], np.cumsum([len(found) for found in rows.values()])]).astype(np.int32),
        np.array([cell[0] for cell in cells], np.uint16),
        _steps([cell[1] for cell in cells], PROBABILITY_STEPS),
        _saliences(rows, words),
        _saliences(names, stems),
        _steps([-log((counts.get(word, 0) + 0.3) / total) for word in rows], RARITY_STEPS),
    )


def _saliences(names: Iterable[str], silence: _Silence) -> NDArray[np.uint8]:
    known, default = silence.salience()
    return _steps([known.get(name, default) for name in names], SALIENCE_STEPS)


def _steps(values: Sequence[float], steps: int) -> NDArray[np.uint8]:
    return np.clip(np.round(np.array(values) * steps), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    train(*sys.argv[1:5])
