"""The words of an English text in which something may be doubled, and what a case of that is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import regex

from toolkit.detectors._word_forms import is_closed, is_content, singular
from toolkit.lexicon.tokens import Token, hyphen_parts

GAP = regex.compile(r"[\s\-'’‘\"“”«»]*+")
DETERMINERS = frozenset("the a an this these those its our their his her my your".split())
_NEARBY = 4  # words before and after, in which a chiasm has the other of its two words
_IDIOMS = frozenset(
    # X and X is English, whatever the Chinese: of degree, of time, of number, of direction.
    "more less better worse further again on over round around up down in out through by so such time half neck"
    " years months weeks days hours minutes ages miles lots loads tons dozens hundreds thousands millions billions"
    " layers rows piles masses heaps scores two one ones many".split()
)
_NO_MEMBER = frozenset(
    # First words of what is not a member of a list (in this case, …, or in this case) or may be another of its kind.
    "in on at by for from with as one two another".split()
)
_DEGREE = frozenset("more less so such many much further one two another".split())


class Likeness(IntEnum):
    """How alike the two are: of one family (develop, developer), forms of one word (sensor, sensors), or the very same."""

    KINDRED = 1
    INFLECTED = 2
    SAME = 3


class Joint(IntEnum):
    """What stands between the two: a conjunction, a comma, other members of a list, the preposition of a complement, nothing
    that parts them in one phrase, all but the end of a clause, or the way from one to the other."""

    CONJUNCTION = 1
    COMMA = 2
    LIST = 3
    COMPLEMENT = 4
    PHRASE = 5
    RETURN = 6
    WAY = 7


class Case(NamedTuple):
    """The same words twice, and the words around them ("" where there are none).

    The second is whole if a mark or nothing follows, so that it is no part of something longer. In a chiasm, the words before
    the first return after the second (the big in the small and the small in the big).
    """

    first: Sequence[Token]
    second: Sequence[Token]
    likeness: Likeness
    joint: Joint
    before: str
    after: str
    is_whole: bool
    is_chiasm: bool


class Words:
    """The words of a text, of which a hyphen makes two, and what is between them."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.words = [part for token in tokens for part in hyphen_parts(token)]
        self.lower = [word.text.lower() for word in self.words]
        self.plain = [singular(word) for word in self.lower]

    def gap(self, at: int) -> str:
        """What stands before a word, after the last one."""
        return self.text[self.words[at - 1].end : self.words[at].start] if 0 < at < len(self.words) else ""

    def is_again(self, first: int, second: int, size: int) -> bool:
        """Whether the words here are the words there, in whatever number, and have nothing but spaces between them."""
        ends = self.plain[first] == self.plain[second] and self.plain[first + size - 1] == self.plain[second + size - 1]
        return (
            ends
            and self.plain[first : first + size] == self.plain[second : second + size]
            and self.is_plain(first + 1, first + size)
            and self.is_plain(second + 1, second + size)
            and not self.is_cut(first, first + size)
            and not self.is_cut(second, second + size)
        )

    def is_plain(self, start: int, end: int) -> bool:
        return all(GAP.fullmatch(self.gap(at)) for at in range(start, end))

    def is_cut(self, start: int, end: int) -> bool:
        """Whether a hyphen binds the words to more (health and health-related)."""
        return self.gap(start) == "-" or self.gap(end) == "-"

    def is_end(self, at: int) -> bool:
        return at >= len(self.words) or not GAP.fullmatch(self.gap(at))

    def case(self, first: int, second: int, size: int, joint: Joint, likeness: Likeness | None = None) -> Case | None:
        words = self.lower[second : second + size]
        may_be_meant = words[0] in (_NO_MEMBER if joint == Joint.LIST else _DEGREE) and (size, words[0]) != (2, "many")
        if not is_content(words) or may_be_meant or all(word in _IDIOMS or is_closed(word) for word in words):
            return None
        if likeness and not is_content(self.lower[first : first + size]):
            return None
        is_same = self.lower[first : first + size] == words
        end = second + size
        return Case(
            self.words[first : first + size],
            self.words[second:end],
            likeness or (Likeness.SAME if is_same else Likeness.INFLECTED),
            joint,
            self.words[first - 1].text if first and self.gap(first) == " " else "",
            self.lower[end] if not self.is_end(end) else "",
            self.is_end(end) and not self.text.startswith(("'", "’"), self.words[end - 1].end),
            self._is_chiasm(first, end),
        )

    def _is_chiasm(self, first: int, end: int) -> bool:
        """Whether the next word of content before the first is the next one after the second."""
        before = [word for word in self.plain[max(first - _NEARBY, 0) : first] if not is_closed(word)]
        after = [word for word in self.plain[end : end + _NEARBY] if not is_closed(word)]
        return bool(before) and before[-1:] == after[:1]
