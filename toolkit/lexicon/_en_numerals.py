"""The numbers in English text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import regex

from toolkit.lexicon._figures import ARITHMETIC, FIGURES, Found, figures_value

UNIT, TEEN, TENS, HUNDRED, GROUP, PART = "unit", "teen", "tens", "hundred", "group", "part"
_ATTACHES_TO = {
    UNIT: {TENS, HUNDRED, GROUP},
    TEEN: {HUNDRED, GROUP},
    TENS: {HUNDRED, GROUP},
    HUNDRED: {UNIT, TEEN, TENS},
    GROUP: {UNIT, TEEN, TENS, HUNDRED, GROUP},
    PART: set[str](),
}


class _Word(NamedTuple):
    kind: str
    value: int
    is_ordinal: bool = False
    is_part: bool = False


def _words() -> Iterator[tuple[str, _Word]]:
    units = "zero one two three four five six seven eight nine".split()
    teens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    groups = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    numbers = [(word, UNIT, value) for value, word in enumerate(units)]
    numbers += [(word, TEEN, value) for value, word in enumerate(teens, start=10)]
    numbers += [(word, TENS, 10 * value) for value, word in enumerate(tens, start=2)]
    numbers += [("hundred", HUNDRED, 100), *((word, GROUP, value) for word, value in groups.items())]
    irregular = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
    irregular |= {"nine": "ninth", "twelve": "twelfth"}
    for word, kind, value in numbers:
        ordinal = irregular.get(word, f"{word.removesuffix('y')}ieth" if kind == TENS else f"{word}th")
        yield word, _Word(kind, value)
        yield ordinal, _Word(kind, value, is_ordinal=True, is_part=3 <= value < 100)
        if value > 2:
            yield f"{ordinal}s", _Word(PART, value, is_part=True)
    yield from ((word, _Word(PART, 4, is_part=True)) for word in ("quarter", "quarters"))


_WORDS = dict(_words())
_GROUP_OF = {word: value for word, (kind, value, is_ordinal, _) in _WORDS.items() if kind in (HUNDRED, GROUP)} | {
    "mn": 10**6, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH_OF = {month[:3]: number for number, month in enumerate(_MONTHS, start=1)}

_SPACE = r"[\s-]{1,3}+"
_WORD = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"
_GROUP = rf"(?:{'|'.join(_GROUP_OF)})s?+\b"
# March, May, August are names or words too, so a month needs a day, a year or a preposition beside it.
_MONTH = rf"(?-i:{'|'.join(_MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
_BEFORE_MONTH = (
    r"(?<=\d(?:st|nd|rd|th)?(?:\sof)?\s"
    r"|\b(?:in|of|since|by|until|from|between|early|mid|late|last|next|through|during|and|to)[\s-])"
)
_NUMBER = regex.compile(
    rf"(?P<figures>{FIGURES})(?:(?:st|nd|rd|th)\b)?+(?P<groups>(?:[\s-]{{0,3}}+{_GROUP})*+)"
    rf"|\b(?P<words>{_WORD}(?:{_SPACE}(?:and{_SPACE})?{_WORD})*+)"
    rf"|{_BEFORE_MONTH}(?P<month>{_MONTH})|\b(?P<month>{_MONTH})(?=\.?\s\d)",
    regex.IGNORECASE,
)
_TOKEN = regex.compile(r"\w++")
_START = regex.compile(r"(\d)|\p{L}++")
_STARTING = _WORDS.keys() | {month.lower() for month in (*_MONTHS, *(name[:3] for name in _MONTHS), "Sept")}


def en_numbers(text: str) -> list[Found]:
    """The numbers in English text, in figures, words or both (3.5 billion), cardinal or ordinal.

    Two thirds are 2/3, and nineteen eighty-four is the year. A month's name counts where a day, a year or a preposition
    is beside it, so that March 15 is 3月15日.
    """
    found: list[Found] = []
    end = 0
    for start in _START.finditer(text):  # To try the pattern at every place would take ten times as long.
        if start.start() < end or not (start[1] or start[0].lower() in _STARTING):
            continue
        match = _NUMBER.match(text, start.start())
        if match is None:
            continue
        end = match.end()
        if match["words"]:
            found.extend(_word_numbers(match["words"], match.start()))
            continue
        if match["month"]:
            value = Decimal(_MONTH_OF[match["month"][:3]])
        else:
            value = figures_value(match["figures"])
            for group in _TOKEN.findall(match["groups"]):
                value = ARITHMETIC.multiply(value, Decimal(_GROUP_OF[group.lower().removesuffix("s")]))
        found.append((match.start(), match.end(), value.normalize(ARITHMETIC)))
    return found


def _word_numbers(run: str, offset: int) -> list[Found]:
    """The numbers in a run of number words, which may be several (the first two)."""
    numbers: list[_Number] = []
    is_after_and = False
    for match in _TOKEN.finditer(run.lower()):
        if match[0] == "and":
            is_after_and = True
            continue
        word, end = _WORDS[match[0]], offset + match.end()
        if numbers and numbers[-1].takes(word, is_after_and):
            numbers[-1].add(word, end)
        elif word.kind != PART:
            numbers.append(_Number(word, offset + match.start(), end))
        is_after_and = False
    return [(number.start, number.end, number.value.normalize(ARITHMETIC)) for number in numbers]


class _Number:
    """A number in the making: `total` of its groups, and the `section` that the next group multiplies."""

    def __init__(self, word: _Word, start: int, end: int) -> None:
        self.start, self.total, self.section, self.parts = start, Decimal(0), Decimal(0), 1
        self.words, self.last = 0, word
        self.add(word, end)

    @property
    def value(self) -> Decimal:
        return ARITHMETIC.divide(ARITHMETIC.add(self.total, self.section), Decimal(self.parts))

    def takes(self, word: _Word, is_after_and: bool) -> bool:
        """Whether the word goes on with the number."""
        if self.last.is_ordinal or self.last.kind == PART:
            return False
        if is_after_and:
            return self.last.kind in (HUNDRED, GROUP) and word.kind in (UNIT, TEEN, TENS)
        if word.kind == HUNDRED and self.section >= 100:
            return False
        return self.last.kind in _ATTACHES_TO[word.kind] or self._is_part(word) or self._is_year(word)

    def _is_part(self, word: _Word) -> bool:
        return word.is_part and self.words == 1 and self.last.kind in (UNIT, TEEN) and self.last.value > 0

    def _is_year(self, word: _Word) -> bool:
        """Twenty twenty-six, nineteen eighty-four."""
        return self.words == 1 and 10 < self.last.value <= 20 and word.kind in (TEEN, TENS) and not word.is_ordinal

    def add(self, word: _Word, end: int) -> None:
        """Go on with a word that the number takes."""
        if self._is_part(word):
            self.parts, word = word.value, word._replace(kind=PART)
        elif word.kind == GROUP:
            self.total = self._grouped(Decimal(word.value))
            self.section = Decimal(0)
        elif word.kind == HUNDRED:
            self.section = 100 * (self.section or Decimal(1))
        else:
            self.section = (100 if self._is_year(word) else 1) * self.section + word.value
        self.words, self.last, self.end = self.words + 1, word, end

    def _grouped(self, factor: Decimal) -> Decimal:
        if self.last.kind == GROUP and self.words:  # thousand million
            return ARITHMETIC.multiply(self.total, factor)
        return ARITHMETIC.fma(self.section or Decimal(1), factor, self.total)
