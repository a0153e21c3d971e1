"""Where English says the same twice: on both sides of a conjunction, in a list, or as a noun that is its own complement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

import regex

from toolkit.detectors._doublets import is_kindred
from toolkit.detectors._word_forms import is_closed, is_content, singular
from toolkit.lexicon.tokens import Token, hyphen_parts
from toolkit.lexicon.words import stem
from toolkit.quality import Pair

_CONJUNCTIONS = frozenset("and or but nor yet".split())
_AS_WELL_AS = ["as", "well", "as"]
_BETWEEN = frozenset(
    # What may stand before the second of the two and says nothing new: the heroes and the heroes, kind and very kind.
    "the a an of to be also even then very so all deep great more further both either".split()
)
_MOST_BETWEEN = 2
_LONGEST = 12  # words on either side
_LONGEST_MEMBER = 4  # words of a list's member
_MOST_MEMBERS = 6  # of a list, that are looked back to
_PHRASE = 2  # words of content, from which on no idiom has a preposition between it and itself
_CLAUSE = 3  # words, from which on a comma before the conjunction does not matter
_SHORTEST_COMPLEMENT = 5  # letters: the best of the best is an idiom, the development of development is not
_SHORTEST_KINDRED = 4  # letters
_REACH = 4  # words
_GAP = regex.compile(r"[\s\-−'’‘\"“”«»]*+")
_COMMA_GAP = regex.compile(r"[\s'’\"“”]*+,[\s'’\"“”]*+")
_SIGN = regex.compile(r"\s*+[&＆/]\s*+")
_DETERMINERS = frozenset("the a an this these those its our their his her my your".split())
_PREPOSITIONS = frozenset("at by for from in of on to with".split())
_WITHIN = _DETERMINERS | _CONJUNCTIONS | frozenset("by for of with".split())
_AFTER_MEMBER = _DETERMINERS | frozenset(
    "is are was were be has have had will would can could shall should may must might do does did in on at of for from to by"
    " with within among between through under over into that which who when while as if because so then".split()
)
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
    """What stands between the two: a conjunction, a comma, other members of a list, or no more than little words."""

    CONJUNCTION = 1
    COMMA = 2
    LIST = 3
    PHRASE = 4


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


def doubled(pair: Pair) -> Iterator[Case]:
    """The cases in an English text, in order."""
    english = _English(pair.tgt, pair.en_tokens)
    return (case for at in range(1, len(english.words)) if (case := english.case_at(at)))


class _English:
    """The words of a text, of which a hyphen makes two, and what is between them."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.words = [part for token in tokens for part in hyphen_parts(token)]
        self.lower = [word.text.lower() for word in self.words]
        self.plain = [singular(word) for word in self.lower]

    def case_at(self, at: int) -> Case | None:
        """What is doubled around a word, if that joins two, or around the mark before it."""
        size = self._joint(at)
        gap = self._gap(at)
        if size and gap not in ("-", "−"):
            return self._across(at, at + size) or self._listed(at, at + size)
        if "&" in gap or "/" in gap or "＆" in gap:
            return self._across(at, at) if _SIGN.fullmatch(gap) else None
        if self.lower[at] in _PREPOSITIONS and (case := self._across(at, at + 1, Joint.PHRASE)):
            return case
        return self._after_comma(at) if gap == ", " else self._family(at)

    def _joint(self, at: int) -> int:
        """How many words the conjunction has that begins here; 0 where none does."""
        if self.lower[at] in _CONJUNCTIONS:
            return 1
        return 3 if self.lower[at] == "as" and self.lower[at : at + 3] == _AS_WELL_AS else 0

    def _gap(self, at: int) -> str:
        """What stands before a word, after the last one."""
        return self.text[self.words[at - 1].end : self.words[at].start] if 0 < at < len(self.words) else ""

    def _across(self, end: int, start: int, joint: Joint = Joint.CONJUNCTION) -> Case | None:
        """The words that end here and begin again there, perhaps after an article; the longest."""
        for begin in self._beginnings(start):
            for size in range(min(_LONGEST, end, len(self.words) - begin), 0, -1):
                if joint == Joint.PHRASE and self._is_short(begin, size):
                    break  # step by step, a tooth for a tooth
                if self._is_again(end - size, begin, size) and self._is_joined(end, begin, size):
                    return self._case(end - size, begin, size, joint)
        return None

    def _is_modifier(self, at: int) -> bool:
        """Whether a word may be said of the next one, and so may the one before the comma."""
        is_free = self._gap(at - 1) in ("", " ", ", ") and not self.text.startswith("−", self.words[at].end)
        return is_free and not is_closed(self.lower[at + 1])

    def _is_short(self, begin: int, size: int) -> bool:
        return sum(not is_closed(word) for word in self.lower[begin : begin + size]) < _PHRASE

    def _after_comma(self, at: int) -> Case | None:
        """A member of a list, which a comma parts from itself."""
        for size in range(min(_LONGEST_MEMBER, at, len(self.words) - at), 0, -1):
            if self._is_again(at - size, at, size):
                is_all = self._is_end(at + size) or (
                    self.lower[at + size] in _CONJUNCTIONS and self._gap(at + size) == " "
                )
                is_modifier = size == 1 and not is_all and self.words[at].text.islower() and self._is_modifier(at)
                return self._case(at - size, at, size, Joint.COMMA) if is_all or is_modifier else None
        return None

    def _beginnings(self, start: int) -> Iterator[int]:
        """Where something that follows a joint may begin, with and without the words that say nothing new."""
        for begin in range(start, min(start + _MOST_BETWEEN + 1, len(self.words))):
            yield begin
            if self.lower[begin] not in _BETWEEN:
                return

    def _is_again(self, first: int, second: int, size: int) -> bool:
        """Whether the words here are the words there, in whatever number, and have nothing but spaces between them."""
        ends = self.plain[first] == self.plain[second] and self.plain[first + size - 1] == self.plain[second + size - 1]
        return (
            ends
            and self.plain[first : first + size] == self.plain[second : second + size]
            and self._is_plain(first + 1, first + size)
            and self._is_plain(second + 1, second + size)
            and not self._is_cut(first, first + size)
            and not self._is_cut(second, second + size)
        )

    def _is_joined(self, end: int, begin: int, size: int) -> bool:
        """Whether there are but words between the two; a comma often says that a new clause begins."""
        gap = self._gap(end)
        may_pause = size >= _CLAUSE or self.lower[end] in ("as", "but")
        if not _GAP.fullmatch(gap) and not _SIGN.fullmatch(gap) and not (may_pause and _COMMA_GAP.fullmatch(gap)):
            return False
        return self._is_plain(end + 1, begin + 1)

    def _is_plain(self, start: int, end: int) -> bool:
        return all(_GAP.fullmatch(self._gap(at)) for at in range(start, end))

    def _is_cut(self, start: int, end: int) -> bool:
        """Whether a hyphen binds the words to more (health and health-related)."""
        return self._gap(start) == "-" or self._gap(end) == "-"

    def _listed(self, conjunction: int, last: int) -> Case | None:
        """A member of a list that is an earlier one again: the last (growth, jobs and growth), or one before it."""
        borders = self._borders(conjunction)
        for begin in self._beginnings(last):
            for end, _ in borders:
                for size in range(min(_LONGEST_MEMBER, end, len(self.words) - begin), 0, -1):
                    is_member = self._is_end(begin + size) or (
                        (end < conjunction or len(borders) > 1) and self._may_go_on(end - size, begin, size)
                    )
                    if is_member and self._is_again(end - size, begin, size):
                        return self._case(end - size, begin, size, Joint.LIST)
        after = conjunction
        for number, (before, begin) in enumerate(borders):
            for start in self._beginnings(begin):
                size = after - start
                for end, _ in borders[number:]:
                    if 0 < size <= end and self._is_again(end - size, start, size):
                        return self._case(end - size, start, size, Joint.LIST)
            after = before
        return None

    def _borders(self, conjunction: int) -> list[tuple[int, int]]:
        """Where a member of a list ends and where the next begins, the last first; before the conjunction, there are a comma or
        another conjunction between them."""
        found: list[tuple[int, int]] = []
        start = conjunction
        if self._is_end(conjunction) and not _COMMA_GAP.fullmatch(self._gap(conjunction)):
            return found
        for at in range(conjunction, max(0, conjunction - _LONGEST_MEMBER * _MOST_MEMBERS), -1):
            if _COMMA_GAP.fullmatch(self._gap(at)):
                found.append((at, at))
            elif at < conjunction and self.lower[at] in ("and", "or") and self._is_plain(at, at + 2):
                found.append((at, at + 1))
            elif start - at >= _LONGEST_MEMBER:
                break
            else:
                continue
            start = at
        commas = [border for border in found if border[0] == border[1]]
        return commas or found  # men and women, men and children

    def _may_go_on(self, first: int, second: int, size: int) -> bool:
        """Whether what follows the last member is no part of it, or this one word that was a whole member before, as adjectives
        are: a fair, open and fair trial."""
        is_member = first == 0 or "," in self._gap(first)
        if self.lower[second + size] in _AFTER_MEMBER:
            return is_member or is_closed(self.lower[first - 1])
        is_determined = first > 0 and self.lower[first - 1] in _DETERMINERS
        return size == 1 and self.lower[first] == self.lower[second] and (is_determined or is_member)

    def _is_end(self, at: int) -> bool:
        return at >= len(self.words) or not _GAP.fullmatch(self._gap(at))

    def _family(self, second: int) -> Case | None:
        """The word here and one of its family shortly before it, with nothing but little words between them."""
        if self._gap(second) == "-" or self._gap(second + 1) == "-":
            return None
        for first in range(second - 1, max(second - _REACH, -1), -1):
            gap = self._gap(first + 1)
            is_dash = " -" in gap or (gap == "-" and _CONJUNCTIONS.isdisjoint(self.lower[first + 1 : second]))
            if is_dash or not _GAP.fullmatch(gap):
                return None  # A dash begins another clause: what we build - our buildings.
            is_bound = self._gap(first) == "-"  # high-quality and high-speed, but not high-quality and high
            if not is_bound and self._are_kindred(first, second):
                joint = Joint.CONJUNCTION if self.lower[first + 1] in _CONJUNCTIONS else Joint.PHRASE
                return self._case(first, second, 1, joint, Likeness.KINDRED)
            is_modifier = first == second - 1 and self.lower[first - 1] == "of"  # innovation of theoretical innovation
            if self.lower[first] not in _WITHIN and not is_bound and not is_modifier:
                return None
        return None

    def _are_kindred(self, first: int, second: int) -> bool:
        here, there = self.lower[first], self.lower[second]
        if not self.words[second].text.islower():
            return False
        is_of = "of" in self.lower[first + 1 : second]
        if here == there:
            return (is_of and len(here) >= _SHORTEST_COMPLEMENT) or self._gap(first + 1) == "-"
        is_superlative = is_of and here.endswith("est")  # the craziest of the crazy
        if is_superlative or min(len(here), len(there)) < _SHORTEST_KINDRED:
            return False
        is_modifier = second == first + 1 and self.lower[first - 1] not in _DETERMINERS  # not: the plan plans
        return is_kindred(stem(here), stem(there)) and (self.plain[first] != self.plain[second] or is_modifier)

    def _case(self, first: int, second: int, size: int, joint: Joint, likeness: Likeness | None = None) -> Case | None:
        words = self.lower[second : second + size]
        may_be_meant = words[0] in (_NO_MEMBER if joint == Joint.LIST else _DEGREE)
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
            self.words[first - 1].text if first and self._gap(first) == " " else "",
            self.lower[end] if not self._is_end(end) else "",
            self._is_end(end) and not self.text.startswith(("'", "’"), self.words[end - 1].end),
            self._is_chiasm(first, end),
        )

    def _is_chiasm(self, first: int, end: int) -> bool:
        """Whether the next word of content before the first is the next one after the second."""
        before = [word for word in self.plain[max(first - _NEARBY, 0) : first] if not is_closed(word)]
        after = [word for word in self.plain[end : end + _NEARBY] if not is_closed(word)]
        return bool(before) and before[-1:] == after[:1]
