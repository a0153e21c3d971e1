"""The words beside a number, which say what is counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set
from itertools import islice

import regex

from toolkit.lexicon.quantities import Quantity
from toolkit.lexicon.words import en_words, renderings, stem
from toolkit.quality import Pair

_MOST_AFTER = 3  # Words behind a number: a classifier, an attribute, what is counted
_MOST_AFTER_EN = 5
_REACH = 60
_STOP = regex.compile(r"[,;.:，；。：、]")
_SURE = 0.6
_LONGEST = (
    3000  # Characters of a text in which "some" surely belongs to the number; it is searched for each that is lost.
)
_COUNTED = 0.4  # The least weight of a number that counts something.
_MANY_ZH = regex.compile(
    r"一些|有些|许多|很多|若干|好几|好多|不少|众多|诸多|大量|大批|多[个名种位项家次]|[几数][个十百千万天年名位]|各|等"
)
_MANY = regex.compile(
    r"\b(?:some|several|many|various|numerous|multiple|a\s(?:number|couple|handful|lot)\sof|(?:a\s)?few)\s(?P<counted>(?:\p{L}+\s?){1,2})",
    regex.IGNORECASE,
)
_FOR_TIME = regex.compile(
    r"\b(?:for|several|some|many|(?:a\s)?few|after)\s(?P<unit>years|months|weeks|days|hours|minutes)\b",
    regex.IGNORECASE,
)


def words_between(pair: Pair, start: int, end: int) -> list[str]:
    """The Chinese words that begin in a stretch of the text."""
    tokens = pair.zh_tokens
    low, high = (bisect_left(tokens, place, key=lambda token: token.start) for place in (start, end))
    return [token.text for token in tokens[low:high]]


def is_counted_alike(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether a word behind the English number renders one behind the Chinese number (三碗酒, "two bowls"), or a part of
    the slogan that the Chinese number is in."""
    behind = pair.tgt[other.number[1] : other.number[1] + _REACH]
    stop = _STOP.search(behind)
    stems = {stem(word) for word in en_words(behind[: stop.start() if stop else None])[:_MOST_AFTER_EN]}
    words = islice(words_between(pair, one.number[1], one.number[1] + _REACH), _MOST_AFTER)
    if _renders(words, stems):
        return True
    place = bisect_right(pair.zh_tokens, one.start, key=lambda token: token.start) - 1
    around = pair.zh_tokens[place] if place >= 0 else None
    return around is not None and one.number[1] < around.end and not stems.isdisjoint(renderings(around.text))


def is_made_vague(pair: Pair, quantity: Quantity) -> bool:
    """Whether the English has "some" or no number at all with what the Chinese counts: 两座桥, "some bridges"."""
    if len(pair.tgt) > _LONGEST or quantity.weight < _COUNTED or quantity.form == "vague" or _MANY_ZH.search(pair.zh):
        return False
    if quantity.unit.dimension == "time":
        match = _FOR_TIME.search(pair.tgt)
        return match is not None and match["unit"].lower() == quantity.unit.name
    words = list(islice(words_between(pair, quantity.number[1], quantity.number[1] + _REACH), _MOST_AFTER))
    for match in _MANY.finditer(pair.tgt):
        stems = {stem(word) for word in en_words(match["counted"])}
        if _renders(words, stems):
            return True
    return False


def _renders(words: Iterable[str], stems: Set[str]) -> bool:
    """Whether one of the stems surely renders one of the Chinese words."""
    return any(value >= _SURE for word in words for key, value in renderings(word).items() if key in stems)
