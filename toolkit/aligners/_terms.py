"""The terms of a document, by which the evidence `terms` compares the sides, and which terms of the two sides match.

A Chinese word and an English stem match by CC-CEDICT's glosses, numbers by their value, names by their pinyin. Terms are kept as
numbers, some of a million sentences in 100 MB.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from toolkit.aligners._lattice import Floats, Ints
from toolkit.lexicon.names import capitalised, pinyin_runs
from toolkit.lexicon.numerals import en_numbers, zh_numbers
from toolkit.lexicon.words import en_words, renderings, stem, zh_words


@dataclass(frozen=True)
class Terms:
    """The terms of n sentences.

    Attributes:
        vocabulary: v terms of the whole document: words (of the target, stems), numbers as "#22", names as "@keqing".
        weight: (v,) float32, the inverse document frequency of each: the log of the share of sentences that hold it.
        numbers: (t,) int32, the number in the vocabulary of each term, sentence after sentence.
        start: (n + 1,) int64, where each sentence's terms begin.
    """

    vocabulary: Sequence[str]
    weight: Floats
    numbers: NDArray[np.int32]
    start: Ints

    @classmethod
    def of(cls, sentences: Iterable[Sequence[str]]) -> Terms:
        """Those of a whole document, given as strings."""
        number_of: dict[str, int] = {}
        numbers, start, holders = array("i"), array("q", [0]), Counter[int]()
        for sentence in sentences:
            own = [number_of.setdefault(term, len(number_of)) for term in sentence]
            numbers.extend(own)
            start.append(len(numbers))
            holders.update(set(own))
        count = np.array([holders[number] for number in range(len(number_of))], dtype=np.float64)
        weight = np.log(len(start) / count).astype(np.float32)
        return cls(list(number_of), weight, np.array(numbers, dtype=np.int32), np.array(start, dtype=np.int64))

    def stretch(self, first: int, last: int) -> Terms:
        """Those of the sentences from `first` to `last`."""
        start = self.start[first : last + 1]
        return Terms(self.vocabulary, self.weight, self.numbers[start[0] : start[-1]], start - start[0])


@dataclass(frozen=True)
class Matches:
    """Which terms of the target match each of the v terms of the source's vocabulary.

    Attributes:
        start: (v + 1,) int64, where the matches of each term begin.
        term: (m,) int64, numbers in the target's vocabulary.
        strength: (m,) float32, up to 1.
    """

    start: Ints
    term: Ints
    strength: Floats

    @classmethod
    def of(cls, src: Sequence[str], tgt: Sequence[str]) -> Matches:
        """Those between two vocabularies."""
        number_of = {term: number for number, term in enumerate(tgt)}
        start, found = [0], dict[int, float]()
        terms, strengths = array("q"), array("f")
        for term in src:
            found = {}
            for rendering, strength in ({term: 1.0} if term[0] in "@#" else renderings(term)).items():
                for text in (rendering, f"@{rendering}"):
                    if text in number_of:
                        found[number_of[text]] = strength
            terms.extend(found)
            strengths.extend(found.values())
            start.append(len(terms))
        return cls(np.array(start), np.array(terms, dtype=np.int64), np.array(strengths, dtype=np.float32))


def find_terms(src: Sequence[str], tgt: Sequence[str]) -> tuple[Terms, Terms]:
    """The terms of the sentences of two whole documents. Only such names are marked as both sides have."""
    names = {name for text in tgt for name in capitalised(text)}
    src_terms = Terms.of(_zh_terms(text, names) for text in src)
    known = {term for term in src_terms.vocabulary if term[0] == "@"}
    return src_terms, Terms.of(_en_terms(text, known) for text in tgt)


def _zh_terms(text: str, names: set[str]) -> list[str]:
    numbers = [f"#{value}" for _, _, value in zh_numbers(text)]
    return zh_words(text) + numbers + [f"@{name}" for name in pinyin_runs(text, names)]


def _en_terms(text: str, known: set[str]) -> list[str]:
    found = []
    for word in en_words(text):
        found += [name for name in _names(word) if name in known] or [stem(word)]
    return found + [f"#{value}" for _, _, value in en_numbers(text)]


@lru_cache(maxsize=100_000)
def _names(word: str) -> tuple[str, ...]:
    return tuple(f"@{name}" for name in capitalised(word))
