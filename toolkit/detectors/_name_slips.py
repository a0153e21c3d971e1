"""How likely it is that a name in English is a slip in the spelling of certain Chinese characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from toolkit.detectors._name_matching import (
    LOST,
    PLACES,
    Match,
    Written,
    distance,
    is_foreign,
    reading_of,
    surname_length,
)
from toolkit.lexicon.cedict import entries, glosses
from toolkit.lexicon.pinyin import spellings
from toolkit.quality import Pair

# Initials of other romanisations, with the pinyin ones: Kuo is guo, Chang zhang, Tai dai.
_OTHER_INITIALS = (
    ("k", "g"), ("t", "d"), ("p", "b"), ("ch", "zh"), ("ch", "j"), ("ch", "q"), ("s", "x"), ("j", "r"), ("ts", "z"),
)  # fmt: skip
_SUREST = 0.95


class Fit(NamedTuple):
    """A name in pair number `row`, and the characters that it spells or nearly spells."""

    row: int
    name: Written
    match: Match
    characters: str
    text: str


def likelihood(pair: Pair, fit: Fit, times: int) -> float:
    """How surely a near fit is a slip, and not the name of something else; the document has the name right `times` times."""
    base = _of_place(pair, fit) if fit.name.kind == "place" else _of_person(fit, times)
    if not base or is_foreign(fit.characters) or _is_established(pair, fit):
        return 0.0
    place = fit.match.wrong[0]
    character, wrong = fit.characters[place], fit.name.syllables[place]
    right = reading_of(character, wrong, is_surname=place == 0 and fit.name.kind == "person" and fit.name.cut == 1)
    if not right:
        return 0.0
    letters = distance(right, wrong)
    base += 0.1 if letters == 1 else -0.15 if letters > 2 else 0.0
    base -= 0.4 if _is_other_system(wrong, right) else 0.25 if wrong in spellings(character) else 0.0
    return max(0.0, min(base + 0.15 * bool(times), _SUREST))


def _of_place(pair: Pair, fit: Fit) -> float:
    """Of a place, which must have the character of its class behind it: 县 for County."""
    following = pair.zh[fit.match.span[1] : fit.match.span[1] + 1]
    if not following or following not in PLACES[fit.text.rsplit(" ", 1)[-1].lower()]:
        return 0.0
    return 0.65 if len(fit.characters) == 2 else 0.75


def _of_person(fit: Fit, times: int) -> float:
    """Of a person, who must have a surname. Two characters fit by chance more often, and so does a word of the dictionary."""
    if not surname_length(fit.characters):
        return 0.0
    base = 0.6 if len(fit.characters) == 2 or LOST in fit.name.syllables else 0.8
    base -= 0.1 if fit.match.wrong[0] == 0 else 0.0
    base -= 0.0 if fit.match.is_whole or times else 0.25
    return base - (0.4 if not times and fit.characters in entries() else 0.0)


def _is_established(pair: Pair, fit: Fit) -> bool:
    """Whether the English name is the dictionary's for a word of the Chinese (奥巴马, Obama)."""
    name = fit.text.lower()
    if fit.name.kind == "place":
        name = name.split(" ")[0]
    tokens = pair.zh_tokens
    low = bisect_right(tokens, fit.match.span[0], key=lambda token: token.end)
    high = bisect_left(tokens, fit.match.span[1], key=lambda token: token.start)
    return any(name in gloss.lower() for token in tokens[low:high] for gloss in glosses(token.text))


def _is_other_system(wrong: str, right: str) -> bool:
    return any(wrong == old + right[len(new) :] and right.startswith(new) for old, new in _OTHER_INITIALS)
