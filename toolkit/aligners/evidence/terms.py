"""Which words, numbers and names of either side find their rendering inside the bead.

A Chinese word and an English stem match by CC-CEDICT's glosses, numbers by their value, names by their pinyin. A word weighs
its inverse document frequency: what is everywhere says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Candidates, Doubles, Floats, Ints
from toolkit.aligners.evidence import Pair, Side, _coverage
from toolkit.lexicon.names import capitalised, pinyin_runs
from toolkit.lexicon.numerals import en_numbers, zh_numbers
from toolkit.lexicon.words import en_words, renderings, stem, zh_words

NAMES = _coverage.NAMES


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    src, tgt = _Index(pair.src), _Index(pair.tgt)
    forward, backward = _links(src, tgt, pair.matches)
    c = candidates
    return _coverage.coverage(
        c,
        src.items(tgt, forward, *_coverage.windows(c.src, c.src_size, c.tgt, c.tgt_size, len(pair.src))),
        tgt.items(src, backward, *_coverage.windows(c.tgt, c.tgt_size, c.src, c.src_size, len(pair.tgt))),
    )


def find_terms(src: Sequence[str], tgt: Sequence[str]) -> tuple[list[list[str]], list[list[str]]]:
    """The terms of each sentence of two whole documents: words (of the target, stems), numbers as "#22", names as "@keqing".

    Only such names are marked as both sides have.
    """
    names = {name for text in tgt for name in capitalised(text)}
    shared: dict[str, str] = {}  # a string a term, not one each time
    src_terms = [[shared.setdefault(term, term) for term in _zh_terms(text, names)] for text in src]
    known = {term for sentence in src_terms for term in sentence if term[0] == "@"}
    return src_terms, [_en_terms(text, known) for text in tgt]


def find_matches(src: Sequence[Sequence[str]], tgt: Sequence[Sequence[str]]) -> dict[str, dict[str, float]]:
    """For each term of the source that has any the terms of the target that it matches, with a strength of up to 1."""
    present = {term for sentence in tgt for term in sentence}
    found = {}
    for term in {term for sentence in src for term in sentence}:
        renderings_of = {term: 1.0} if term[0] in "@#" else renderings(term)
        names = ((f"@{word}", strength) for word, strength in renderings_of.items())
        matches = {match: strength for match, strength in (*renderings_of.items(), *names) if match in present}
        if matches:
            found[term] = matches
    return found


def term_weights(sentences: Sequence[Sequence[str]]) -> dict[str, float]:
    """The inverse document frequency of each term: the log of the share of sentences that hold it."""
    holders = Counter(term for sentence in sentences for term in set(sentence))
    return {term: log((1 + len(sentences)) / count) for term, count in holders.items()}


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


class _Index:
    """The terms of a stretch of sentences as numbers, with the sentences of each term."""

    def __init__(self, side: Side) -> None:
        self.number: dict[str, int] = {}
        number = [self.number.setdefault(term, len(self.number)) for sentence in side.terms for term in sentence]
        self.terms = np.array(number, dtype=np.int64)
        self.start = np.concatenate([[0], np.cumsum([len(s) for s in side.terms])]).astype(np.int64)
        self.weight = np.array([side.term_weight[term] for term in self.number], dtype=np.float32)
        order = np.argsort(self.terms, kind="stable")
        holder, terms = np.repeat(np.arange(len(side)), np.diff(self.start))[order], self.terms[order]
        # A sentence that holds a term a thousand times holds it.
        is_new = (np.diff(terms, prepend=-1) != 0) | (np.diff(holder, prepend=-1) != 0)
        self.sentences = holder[is_new]
        self.first = np.searchsorted(terms[is_new], np.arange(len(self.number) + 1))

    def items(self, other: _Index, links: tuple[Ints, Ints, Floats], low: Ints, width: int) -> _coverage.Items:
        """This side's items, matched with the other side through `links`: where each term's links begin, their terms and
        their strengths."""
        match = _match(self.terms, self.start, *links, other.first, other.sentences, low, width)
        return _coverage.Items(self.start, self.weight[self.terms], low, match)


def _links(
    src: _Index, tgt: _Index, matches: Mapping[str, Mapping[str, float]]
) -> tuple[tuple[Ints, Ints, Floats], tuple[Ints, Ints, Floats]]:
    """For each term the terms of the other side that it matches, and how well: source to target, and back."""
    found = [
        (number, tgt.number[match], strength)
        for term, number in src.number.items()
        for match, strength in matches.get(term, {}).items()
        if match in tgt.number
    ]
    table = np.array(found, dtype=np.float64).reshape(-1, 3)
    return _grouped(table, 0, len(src.number)), _grouped(table, 1, len(tgt.number))


def _grouped(table: Doubles, by: int, groups: int) -> tuple[Ints, Ints, Floats]:
    table = table[np.argsort(table[:, by], kind="stable")]
    start = np.searchsorted(table[:, by], np.arange(groups + 1))
    return start, table[:, 1 - by].astype(np.int64), table[:, 2].astype(np.float32)


@njit(cache=True, nogil=True)
def _match(
    terms: Ints,
    start: Ints,
    link_start: Ints,
    link_term: Ints,
    link_strength: Floats,
    first: Ints,
    sentences: Ints,
    low: Ints,
    width: int,
) -> Floats:
    """(i, width) each item's best match with the sentences of its window."""
    out = np.zeros((len(terms), width), dtype=np.float32)
    for sentence in range(len(start) - 1):
        for item in range(start[sentence], start[sentence + 1]):
            for link in range(link_start[terms[item]], link_start[terms[item] + 1]):
                other = link_term[link]
                run = sentences[first[other] : first[other + 1]]
                for p in range(np.searchsorted(run, low[sentence]), len(run)):
                    k = run[p] - low[sentence]
                    if k >= width:
                        break
                    out[item, k] = max(out[item, k], link_strength[link])
    return out
