"""Where in the Chinese an English word comes from that is said twice: two words, or one that is itself repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import regex

from toolkit.lexicon.tokens import Token
from toolkit.lexicon.words import EMPTY, en_words, renderings, stem, zh_words
from toolkit.quality import Pair, Span

_COORDINATING = {"、", "和", "与", "及", "并", "或", "以及", "并且", "或者"}
# 看看, 人人, 一个又一个, 走啊走, 说着说着
_REDUPLICATED = regex.compile(r"(\p{Han}{1,4})[又一了啊呀复再着来去、，！]{0,2}\1")
MOST_WORDS = 1000
"""Chinese words of a bead that are looked through, so that a monstrous one takes no more time than it has to."""
MOST_CASES = 20
"""Places in a bead that are judged; where there are more, it is no sentence."""
_KINDRED = 5
"""Letters that the stems of a family share at the beginning (relianc, reliant)."""


class Doublet(NamedTuple):
    """Two Chinese words side by side, and how far (0..1) each may be rendered by some English.

    They are a unit if they are the halves of one word, or coordinated.
    """

    first: Token
    second: Token
    is_unit: bool
    support: tuple[float, float]

    @property
    def is_words(self) -> bool:
        """Whether neither is a single character, which has glosses of every kind."""
        return min(len(self.first.text), len(self.second.text)) > 1

    @property
    def is_sure(self) -> bool:
        """Whether both are words that may be rendered so."""
        return self.is_words and all(self.support)

    @property
    def span(self) -> Span:
        """The two words; if they are no unit and only one of them may be rendered so, this one alone."""
        if self.is_unit or all(self.support):
            return self.first.start, self.second.end
        word = self.first if self.support[0] else self.second
        return word.start, word.end


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the English words of a text that the dictionary may say something of."""
    return tuple(dict.fromkeys(stem(word) for word in en_words(text) if word.lower() not in EMPTY))


def is_kindred(one: str, other: str) -> bool:
    """Whether two stems are of one family of words."""
    shared = max(len(one), len(other)) - 2
    return one == other or (shared >= _KINDRED and one[:shared] == other[:shared])


def best_doublet(pair: Pair, stems: tuple[str, ...]) -> Doublet | None:
    """The two neighbouring Chinese words that English of these stems most likely renders, at least one of them."""
    found = (
        Doublet(first, second, is_unit, (_support(first.text, stems), _support(second.text, stems)))
        for first, second, is_unit in _neighbours(pair)
    )
    best = max(found, key=_weight, default=None)
    return best if best and any(best.support) else None


def _weight(doublet: Doublet) -> float:
    """Both parts count more than one, a unit more than two words, and words more than single characters."""
    support = sum(doublet.support) + min(doublet.support)
    return support * (1.2 if doublet.is_unit else 1.0) * (1.0 if doublet.is_words else 0.3)


def _neighbours(pair: Pair) -> Iterator[tuple[Token, Token, bool]]:
    """Words side by side, or with a mark or a conjunction between them, and the halves of words of 2 or 4 characters."""
    tokens = pair.zh_tokens[:MOST_WORDS]
    for i, token in enumerate(tokens):
        half = len(token.text) // 2
        first, second = token.text[:half], token.text[half:]
        if len(token.text) in (2, 4) and first != second:
            middle = token.start + half
            yield Token(first, token.start, middle), Token(second, middle, token.end), True
        for other in tokens[i + 1 : i + 3]:
            joint = pair.zh[token.end : other.start].strip()
            is_coordinated = joint in _COORDINATING
            if other.text != token.text and (is_coordinated or joint in ("", "，")):
                yield token, other, is_coordinated


def _support(word: str, stems: tuple[str, ...]) -> float:
    known = renderings(word)
    return sum(_strength(known, wanted) for wanted in stems) / len(stems) if stems else 0.0


def _strength(known: Mapping[str, float], wanted: str) -> float:
    return max((value for key, value in known.items() if is_kindred(key, wanted)), default=0.0)


def is_repeated(pair: Pair, stems: tuple[str, ...]) -> bool:
    """Whether the Chinese itself says twice what all of these stems render."""
    tokens = pair.zh_tokens[:MOST_WORDS]
    counts = Counter(token.text for token in tokens)
    twice = {word for word, count in counts.items() if count > 1}
    for match in _REDUPLICATED.finditer(pair.zh, 0, tokens[-1].end if tokens else 0):
        twice.update((match[1], *zh_words(match[1])))
    return bool(stems) and all(any(_support(word, (wanted,)) for word in twice) for wanted in stems)
