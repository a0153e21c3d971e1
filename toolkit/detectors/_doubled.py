"""Where English says the same twice: on both sides of a conjunction, in a list, or as a noun that is its own complement."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

import regex

from toolkit.detectors._doubled_words import DETERMINERS, GAP, Case, Joint, Likeness, Words
from toolkit.detectors._doublets import is_kindred
from toolkit.detectors._nested import nested
from toolkit.detectors._returns import returns
from toolkit.detectors._word_forms import is_closed, is_own_adjective, is_own_noun, is_participle, is_past
from toolkit.lexicon.words import stem

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
_CLAUSE = 3  # words, from which on a comma before the conjunction does not matter
_COMMA_GAP = regex.compile(r"[\s'’\"“”]*+,[\s'’\"“”]*+")
_SIGN = regex.compile(r"\s*+[&＆/]\s*+")
_BEFORE_VERB = frozenset("to must should shall will would can could may might not cannot help helps let lets".split())
_BEFORE_MEMBER = frozenset(
    "about against among at between by for from in into of on over through to under with within".split()
)
_AFTER_MEMBER = DETERMINERS | frozenset(
    "is are was were be has have had will would can could shall should may must might do does did in on at of for from to by"
    " with within among between through under over into that which who when while as if because so then".split()
)


def doubled(english: English) -> Iterator[Case]:
    """The cases in an English text, in order."""
    joined = (case for at in range(1, len(english.words)) if (case := english.case_at(at)))
    return merge(joined, returns(english), key=lambda case: case.second[-1].end)


class English(Words):
    """A text with what is doubled around a joint."""

    def case_at(self, at: int) -> Case | None:
        """What is doubled around a word, if that joins two, or around the mark before it."""
        size = self._joint(at)
        gap = self.gap(at)
        if self.lower[at - 1] in _CONJUNCTIONS:
            return None
        if size and gap != "-":
            return self._across(at, at + size) or self._listed(at, at + size) or self._kindred(at, at + size)
        if "&" in gap or "/" in gap or "＆" in gap:
            return self._across(at, at) if _SIGN.fullmatch(gap) else None
        if gap == ", " and self.words[at - 1].text == self.words[at].text:
            return self.case(at - 1, at, 1, Joint.COMMA)
        return self._after_comma(at) if gap == ", " else nested(self, at)

    def _joint(self, at: int) -> int:
        """How many words the conjunction has that begins here; 0 where none does."""
        if self.lower[at] in _CONJUNCTIONS:
            return 1
        return 3 if self.lower[at] == "as" and self.lower[at : at + 3] == _AS_WELL_AS else 0

    def _across(self, end: int, start: int) -> Case | None:
        """The words that end here and begin again there, perhaps after an article; the longest."""
        for begin in self._beginnings(start):
            for size in range(min(_LONGEST, end, len(self.words) - begin), 0, -1):
                if self.is_again(end - size, begin, size) and self._is_joined(end, begin, size):
                    return self.case(end - size, begin, size, Joint.CONJUNCTION)
        return None

    def _after_comma(self, at: int) -> Case | None:
        """A member of two words or more, which a comma parts from itself."""
        for size in range(min(_LONGEST_MEMBER, at, len(self.words) - at), 1, -1):
            if self.is_again(at - size, at, size):
                is_all = self.is_end(at + size) or self.lower[at + size] in _CONJUNCTIONS
                return self.case(at - size, at, size, Joint.COMMA) if is_all else None
        return None

    def _beginnings(self, start: int) -> Iterator[int]:
        """Where something that follows a joint may begin, with and without the words that say nothing new."""
        for begin in range(start, min(start + _MOST_BETWEEN + 1, len(self.words))):
            yield begin
            if self.lower[begin] not in _BETWEEN:
                return

    def _is_joined(self, end: int, begin: int, size: int) -> bool:
        """Whether there are but words between the two; a comma often says that a new clause begins."""
        gap = self.gap(end)
        may_pause = size >= _CLAUSE or self.lower[end] in ("as", "but")
        if not GAP.fullmatch(gap) and not _SIGN.fullmatch(gap) and not (may_pause and _COMMA_GAP.fullmatch(gap)):
            return False
        return self.is_plain(end + 1, begin + 1)

    def _listed(self, conjunction: int, last: int) -> Case | None:
        """A member of a list that is an earlier one again: the last (growth, jobs and growth), or one before it."""
        borders = self._borders(conjunction)
        for begin in self._beginnings(last):
            for end, _ in borders:
                for size in range(min(_LONGEST_MEMBER, end, len(self.words) - begin), 0, -1):
                    is_member = self.is_end(begin + size) or (
                        end < conjunction and self._may_go_on(end - size, begin, size)
                    )
                    if is_member and self.is_again(end - size, begin, size):
                        return self.case(end - size, begin, size, Joint.LIST)
        after = conjunction
        for number, (before, begin) in enumerate(borders):
            for start in self._beginnings(begin):
                size = after - start
                for end, _ in borders[number:]:
                    if 0 < size <= end and self.is_again(end - size, start, size):
                        return self.case(end - size, start, size, Joint.LIST)
            after = before
        return None

    def _borders(self, conjunction: int) -> list[tuple[int, int]]:
        """Where a member of a list ends and where the next begins, the last first; before the conjunction, there are a comma or
        another conjunction between them."""
        found: list[tuple[int, int]] = []
        start = conjunction
        if self.is_end(conjunction) and not _COMMA_GAP.fullmatch(self.gap(conjunction)):
            return found
        for at in range(conjunction, max(0, conjunction - _LONGEST_MEMBER * _MOST_MEMBERS), -1):
            if _COMMA_GAP.fullmatch(self.gap(at)):
                found.append((at, at))
            elif at < conjunction and self.lower[at] in ("and", "or") and self.is_plain(at, at + 2):
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
        is_member = first == 0 or "," in self.gap(first)
        if self.lower[second + size] in _AFTER_MEMBER:
            return is_member or is_closed(self.lower[first - 1])
        before = self.lower[first - 1] if first else ""
        is_determined = before in DETERMINERS or before.endswith(("'s", "’s", "s'", "s’")) or before in _BEFORE_MEMBER
        return size == 1 and self.lower[first] == self.lower[second] and (is_determined or is_member)

    def _kindred(self, at: int, second: int) -> Case | None:
        """Two words that differ in their ending only."""
        if second >= len(self.words) or not self.is_plain(at, second + 1):
            return None
        first = at - 1
        if self.is_cut(first, at) or self.is_cut(second, second + 1):
            return None
        if self._are_verb_forms(first, second):
            return self.case(first, second, 1, Joint.CONJUNCTION, Likeness.INFLECTED)
        is_kin = self.words[first].text.islower() and is_kindred(stem(self.lower[first]), stem(self.lower[second]))
        return self.case(first, second, 1, Joint.CONJUNCTION, Likeness.KINDRED) if is_kin else None

    def _are_verb_forms(self, first: int, second: int) -> bool:
        """Whether a verb is coordinated with its own participle or noun, which no grammar allows (to develop and developing)."""
        here, there = self.lower[first], self.lower[second]
        before = self.lower[first - 1] if first else ""
        if is_participle(here, there) or is_past(here, there) or is_past(there, here):
            return True
        if (
            (before in _BEFORE_VERB and is_own_noun(here, there))
            or is_own_noun(there, here)
            or is_own_adjective(here, there)
        ):
            return True
        if not is_participle(there, here):
            return False
        after = self.lower[second + 1] if second + 1 < len(self.words) else ""
        return not first or before in _BEFORE_VERB or after in DETERMINERS
