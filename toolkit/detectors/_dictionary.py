"""Recurrent expressions whose usual rendering the document itself teaches: nearly all their pairs have it, and few others.

A pair without it renders the expression in another way if it has a word instead that the dictionary gives for the
expression, and for no other word of the pair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from toolkit.detectors._renderings import Rendering, claimed
from toolkit.lexicon.words import EMPTY, renderings
from toolkit.quality import Pair, Span
from toolkit.terms import Words

_SHORTEST, _LONGEST, _MOST_WORDS = 3, 8, 4  # Han characters and words of an expression
_LONG_ZH, _LONG_EN = 400, 1500  # Characters of a pair; longer ones have every word by chance.
_FEWEST = 3  # Pairs that have the usual rendering: at least so many,
_USUAL = 0.6  # such a share of those with the expression,
_ELSEWHERE = 0.2  # and so many times as many of the others at most.
_STRONG = 0.5  # The strength of a rendering in the dictionary that counts.
_NO_TERM = EMPTY | frozenset(
    "i you he she we they them this these have has had do doe did not will would can could are was were".split()
)

Phrase = tuple[str, str]
"""The stems of two successive words: one alone is too often there by chance."""


class _Document:
    """The pairs of a document that are not too long, their phrases, and how many pairs have each phrase and word."""

    def __init__(self, pairs: Sequence[Pair], words: Mapping[int, Words]) -> None:
        short = [row for row in words if len(pairs[row].src) <= _LONG_ZH and len(pairs[row].tgt) <= _LONG_EN]
        self.pairs, self.words = {row: pairs[row] for row in short}, words
        self.zh_words = {row: {token.text for token in pair.zh_tokens} for row, pair in self.pairs.items()}
        self.phrases = {row: _phrases(words[row]) for row in short}
        self.with_phrase = Counter(phrase for phrases in self.phrases.values() for phrase in phrases)
        self.with_word = Counter(word for found in self.zh_words.values() for word in found)


class _Expression(NamedTuple):
    """An expression: its words, and its first place in each pair that has it."""

    words: tuple[str, ...]
    uses: dict[int, Span]


def by_dictionary(pairs: Sequence[Pair], words: Mapping[int, Words]) -> Iterator[Rendering]:
    """The renderings of such expressions, usual and other ones, longer expressions first."""
    document = _Document(pairs, words)
    for zh, expression in sorted(_expressions(document).items(), key=lambda item: (-len(item[0]), item[0])):
        usual = _usual(expression, document)
        if not usual:
            continue
        known = {w for row in expression.uses if usual in document.phrases[row] for w in words[row].places}
        for row, span in expression.uses.items():
            place = document.phrases[row].get(usual)
            if place is not None:
                yield Rendering("dictionary", zh, row, span, words[row].span(place, place + 1), usual)
                continue
            others = claimed(pairs[row], span) | _NO_TERM
            instead = _own(expression).intersection(words[row].places) - known - others
            for word in sorted(instead, key=lambda word: words[row].places[word])[:1]:
                first, last = _with_modifier(words[row], words[row].places[word][0], others)
                yield Rendering("dictionary", zh, row, span, words[row].span(first, last), (word,))


def _phrases(words: Words) -> dict[Phrase, int]:
    """The phrases of a text, with the number of the first word where each stands first."""
    found: dict[Phrase, int] = {}
    for place, phrase in enumerate(pairwise(words.stems)):
        if not _NO_TERM.intersection(phrase) and phrase not in found and words.is_joined(place, place + 1):
            found[phrase] = place
    return found


def _expressions(document: _Document) -> dict[str, _Expression]:
    """The successions of words that several pairs have."""
    cut: dict[str, tuple[str, ...]] = {}
    counts: Counter[str] = Counter()
    for pair in document.pairs.values():
        here = dict(_successions(pair))
        cut |= here
        counts.update(here.keys())
    recurrent = {zh: _Expression(cut[zh], {}) for zh, count in counts.items() if count > 1}
    for row, pair in document.pairs.items():
        # As strings, since the segmenter may cut an expression otherwise elsewhere.
        for start in range(len(pair.zh)):
            for end in range(start + _SHORTEST, start + _LONGEST + 1):
                expression = recurrent.get(pair.zh[start:end])
                if expression:
                    expression.uses.setdefault(row, (start, min(end, len(pair.zh))))
    return recurrent


def _successions(pair: Pair) -> Iterator[tuple[str, tuple[str, ...]]]:
    tokens = pair.zh_tokens
    for first, token in enumerate(tokens):
        for last in range(first, min(len(tokens), first + _MOST_WORDS)):
            zh = pair.zh[token.start : tokens[last].end]
            if len(zh) > _LONGEST or (last > first and tokens[last].start != tokens[last - 1].end):
                break
            if len(zh) >= _SHORTEST and len(token.text) > 1:
                yield zh, tuple(token.text for token in tokens[first : last + 1])


def _usual(expression: _Expression, document: _Document) -> Phrase | None:
    """The usual rendering; None where there is none, all have it, or another Chinese word accounts for it as well."""
    uses = expression.uses
    counts = Counter(phrase for row in uses for phrase in document.phrases[row])
    rare = [phrase for phrase, n in counts.items() if document.with_phrase[phrase] - n <= _ELSEWHERE * n]
    usual = max(rare, key=lambda phrase: (counts[phrase], phrase), default=None)
    if not usual or not max(_FEWEST, _USUAL * len(uses)) <= counts[usual] < len(uses):
        return None
    shared = set.intersection(*(document.zh_words[row] for row in uses if usual in document.phrases[row]))
    others = shared.difference(expression.words)
    return None if any(document.with_word[word] <= len(uses) for word in others) else usual


def _own(expression: _Expression) -> set[str]:
    return {word for zh in expression.words for word, strength in renderings(zh).items() if strength >= _STRONG}


def _with_modifier(words: Words, place: int, others: Set[str]) -> tuple[int, int]:
    """A word with the one before it, where that belongs to nothing else: a phrase stands against a phrase."""
    is_modified = place and words.stems[place - 1] not in others and words.is_joined(place - 1, place)
    return (place - 1 if is_modified else place), place
