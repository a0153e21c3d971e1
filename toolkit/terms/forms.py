"""English forms in English text, whatever their inflection, case, articles, hyphens and quotation marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import regex

from toolkit.lexicon.tokens import Token, en_tokens, hyphen_parts
from toolkit.lexicon.words import EMPTY, stem
from toolkit.quality import Span

_ARTICLES = frozenset({"a", "an", "the"})
_LONGEST_GAP = 20
# What may stand between two words of a form; a full stop, a bracket or another word may not.
_GAP = regex.compile(r"""[\s\-‐-―/,"'“”‘’«»]*+(?:(?:an?|the)(?![\p{L}\p{N}])[\s"'“”‘’«»]*+)?+""", regex.IGNORECASE)


class Form(NamedTuple):
    """The words of an English form that count. They are stems, or, if `is_literal`, the words in lower case."""

    words: tuple[str, ...]
    is_literal: bool = False

    @property
    def content(self) -> frozenset[str]:
        """The words that mean something."""
        return frozenset(self.words) - EMPTY


def form_of(text: str, is_literal: bool = False) -> Form:
    """The form of an English term; its hyphens part words and its articles do not count."""
    parts = _parts(en_tokens(text))
    return Form(tuple(part.text.lower() if is_literal else stem(part.text) for part in parts), is_literal)


def _parts(tokens: Sequence[Token]) -> list[Token]:
    """The words of tokens that are no articles, cut at their hyphens."""
    return [part for token in tokens for part in hyphen_parts(token) if part.text.lower() not in _ARTICLES]


class Words:
    """The words of an English text, in which forms are looked up.

    A look-up costs as many steps as the form's rarest word has places in the text.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self._parts = _parts(tokens)

    @cached_property
    def stems(self) -> list[str]:
        """The stem of each word."""
        return [stem(part.text) for part in self._parts]

    @cached_property
    def _lower(self) -> list[str]:
        return [part.text.lower() for part in self._parts]

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """The numbers of the words with each stem."""
        return _places(self.stems)

    @cached_property
    def _lower_places(self) -> Mapping[str, list[int]]:
        return _places(self._lower)

    def span(self, first: int, last: int) -> Span:
        """The characters from the word number `first` to the word number `last`."""
        return self._parts[first].start, self._parts[last].end

    def near(self, first: int, last: int, reach: int) -> set[str]:
        """The stems of the words from `first` to `last`, and of up to `reach` words on either side."""
        return set(self.stems[max(0, first - reach) : last + 1 + reach])

    def find(self, form: Form) -> list[tuple[int, int]]:
        """Where a form stands, as the numbers of its first and last word; from left to right and without overlap."""
        words, places = (self._lower, self._lower_places) if form.is_literal else (self.stems, self.places)
        if not form.words or any(word not in places for word in form.words):
            return []
        anchor = min(range(len(form.words)), key=lambda i: len(places[form.words[i]]))
        found: list[tuple[int, int]] = []
        for place in places[form.words[anchor]]:
            first, last = place - anchor, place - anchor + len(form.words) - 1
            if first < 0 or tuple(words[first : last + 1]) != form.words:
                continue
            if (not found or first > found[-1][1]) and self.is_joined(first, last):
                found.append((first, last))
        return found

    def is_joined(self, first: int, last: int) -> bool:
        """Whether only spaces, hyphens, commas, quotation marks and articles part the words from `first` to `last`."""
        for left, right in zip(self._parts[first:last], self._parts[first + 1 : last + 1], strict=True):
            start, end = left.end, right.start
            if end - start > _LONGEST_GAP or not _GAP.fullmatch(self.text, start, end):
                return False
        return True


def _places(words: Sequence[str]) -> Mapping[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        places[word].append(number)
    return dict(places)
