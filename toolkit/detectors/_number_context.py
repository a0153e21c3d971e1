"""The words beside a number, which say what is counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from itertools import islice

import regex

from toolkit.lexicon.quantities import CALENDAR, Quantity
from toolkit.lexicon.words import en_words, renderings, stem
from toolkit.quality import Pair

_MOST_AFTER = 3  # Words behind a number: a classifier, an attribute, what is counted
_MOST_AFTER_EN = 5
_REACH = 60
_STOP = regex.compile(r"[,;.:，；。：、]")
_MEASURE = regex.compile(r"[个名位只头匹台辆架艘座栋幢间家所条张把件套双部本篇封棵株朵箱瓶袋盒包桶]")
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
_SOME_ZH = regex.compile(r"一些|有些|若干|好几|好多|许多|很多|不少|[几数](?=\p{Han})|多(?=[名位人个家次])")
# A plural without an article, a number or an owner; "in all weathers" and "both trucks" say how many.
_BARE = regex.compile(
    r"(?<!\b(?:all|any|both|each|every|her|his|its|many|my|no|other|our|several|some|such|that|the|their|these|this|those|what|which|your|"
    r"\p{L}+['’]s?|\d|one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|dozen|of)[\s-](?:\p{L}+\s)?)\b(?P<counted>\p{L}\p{Ll}{2,}s)\b"
)
_DATED = regex.compile(r"[年月日号届岁昨今明周奥杯版\d]|时候|当时")
_IN = regex.compile(r"\b(?:in|since|until|before|after|by|during|from)\s$", regex.IGNORECASE)
_SINGULARS = {"children": "child", "feet": "foot", "men": "man", "teeth": "tooth", "wives": "wife", "women": "woman"}
_OR = regex.compile(r"\bor\s$|^\sor\b")
_TO = regex.compile(r"\s?(?:度|岁|层|页|人)?\s?(?:至|到|[-—–~～])\s?(?:零下|上午|下午|晚上|次日|翌日|同年|当年|次年)?")
_THE_NEXT = regex.compile(r"\b(?:next|following|same)\b", regex.IGNORECASE)
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
    stems = _stems(behind[: stop.start() if stop else None])
    words = islice(words_between(pair, one.number[1], one.number[1] + _REACH), _MOST_AFTER)
    if _renders(words, stems):
        return True
    place = bisect_right(pair.zh_tokens, one.start, key=lambda token: token.start) - 1
    around = pair.zh_tokens[place] if place >= 0 else None
    return around is not None and one.number[1] < around.end and not stems.isdisjoint(renderings(around.text))


def is_bound_of_range(pair: Pair, src: Sequence[Quantity], i: int, paired: Set[int]) -> bool:
    """Whether the number is one bound of a range of which the translation has the other: 三至五人, "five people"."""
    if src[i].unit.dimension in CALENDAR and _THE_NEXT.search(pair.tgt):
        return False
    return any(
        first in paired or second in paired
        for first, second in ((i - 1, i), (i, i + 1))
        if first >= 0 and second < len(src) and _TO.fullmatch(pair.zh, src[first].end, src[second].start)
    )


def is_made_vague(pair: Pair, quantity: Quantity) -> bool:
    """Whether the English has "some" or no number at all with what the Chinese counts: 两座桥, "some bridges"."""
    if len(pair.tgt) > _LONGEST or quantity.weight < _COUNTED or quantity.form == "vague" or _MANY_ZH.search(pair.zh):
        return False
    if quantity.unit.dimension == "time":
        match = _FOR_TIME.search(pair.tgt)
        return match is not None and match["unit"].lower() == quantity.unit.name
    words = list(islice(words_between(pair, quantity.number[1], quantity.number[1] + _REACH), _MOST_AFTER))
    is_many = quantity.value > 2 and _MEASURE.match(pair.zh, quantity.number[1])
    for match in (*_MANY.finditer(pair.tgt), *(_BARE.finditer(pair.tgt) if is_many else ())):
        if _renders(words, _stems(match["counted"])):
            return True
    return False


def is_made_exact(pair: Pair, quantity: Quantity) -> bool:
    """Whether the Chinese has "some" with what the English counts: 几个孩子, "five children"."""
    if len(pair.zh) > _LONGEST or quantity.weight < _COUNTED or quantity.form not in ("words", "figures"):
        return False
    start, end = quantity.number
    if _OR.search(pair.tgt[max(0, start - 3) : start]) or _OR.search(pair.tgt[end : end + 4]):
        return False  # Two or three.
    stems = _stems(pair.tgt[end : end + _REACH])
    for match in _SOME_ZH.finditer(pair.zh):
        if _renders(islice(words_between(pair, match.start(), match.end() + _REACH), _MOST_AFTER), stems):
            return True
    return False


def is_year_from_nowhere(pair: Pair, quantity: Quantity) -> bool:
    """Whether the English names a year where the Chinese has no date that it completes, and no event that is called by it."""
    is_year = quantity.form == "figures" and 1900 <= quantity.value < 2100 and quantity.end - quantity.start == 4
    return (
        is_year
        and not _DATED.search(pair.zh)
        and bool(_IN.search(pair.tgt, max(0, quantity.start - 12), quantity.start))
    )


def _stems(text: str) -> set[str]:
    """The stems of the first words of a text."""
    return {stem(_SINGULARS.get(word, word)) for word in en_words(text)[:_MOST_AFTER_EN]}


def _renders(words: Iterable[str], stems: Set[str]) -> bool:
    """Whether one of the stems surely renders one of the Chinese words."""
    return any(value >= _SURE for word in words for key, value in renderings(word).items() if key in stems)
