"""What may be wrong with quantities whose figures agree: the unit, the direction of a change, the bound, the half, the sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from toolkit.detectors._number_bounds import other_bound
from toolkit.detectors._number_differences import other_direction, other_order
from toolkit.detectors._number_doubt import Doubt, Kind, places
from toolkit.detectors._number_halves import has_lost_half
from toolkit.detectors._number_order import swapped
from toolkit.detectors._number_units import other_unit
from toolkit.detectors._number_wording import plain
from toolkit.lexicon.quantities import CALENDAR, NONE, Quantity
from toolkit.quality import Pair, Span

_CHANGE = (
    r"(?:减少|减|缩小|缩短|下降|降低|降|下跌|跌|回落|减轻|压缩|下调"
    r"|增长|增加|增|提高|提升|上升|升|上涨|涨|扩大|扩展|延长|上调)"
)
_CHANGED_BY = regex.compile(rf"{_CHANGE}了?(?:约|近|超过)?$")
_CHANGED_TO = regex.compile(
    rf"{_CHANGE}(?:到|至|为)了?(?:(?:原来|原先|之前|以前|过去)的|每[天日周月年])?(?:约|近|超过)?$"
)
_ABOUT = r"(?:\s(?:about|nearly|almost|over|around|some|just|only))?(?:\san?)?\s?$"
_TO = regex.compile(rf"(?<!\b(?:close|according|due|up)\s)\b(?P<word>to){_ABOUT}", regex.IGNORECASE)
_BY = regex.compile(rf"\b(?P<word>by){_ABOUT}", regex.IGNORECASE)
_LEFT = regex.compile(r"(?:[到至为剩]|只有|仅有?)(?:了|原来的|原先的|之前的|不足|不到)?$")
_ONE_OF_THEM = regex.compile(r"其中(?:有?一|的?一)[人名位个家所]")
_RANGE_BEFORE = regex.compile(r"(?:\d%?|percent|from\s\S{1,8})\s?$")
_FROST = regex.compile(
    r"\b(?:minus|negative|below|under|sub-?zero|freez\p{L}*|frost)\b|(?<!\d)\s?[-–−－]\s?\d", regex.IGNORECASE
)
_NEGATIVE = regex.compile(r"(?:零下|(?<!自)负|(?:[为是至在达约：:（(]|(?<![\d%％])\s)[-−－])$")
_BELOW_ZERO = regex.compile(  # Or a loss, which is a negative profit.
    r"\b(?:minus|negative|below|sub-?zero|loss(?:es)?|lost|deficit|de[cf]\p{L}+|reduc\p{L}+|f[ae]ll\p{L}*|down|drop\p{L}*|shr[aiu]nk)\b"
    r"|(?<!\d)\s?[-–−－]\s?[$€£¥]?\d|\(\d",
    regex.IGNORECASE,
)
_OFF = regex.compile(r"\s?(?:off|discounts?|reduction|less|cheaper)\b", regex.IGNORECASE)
_OF_PRICE = regex.compile(r"\s(?:of|price)\b", regex.IGNORECASE)
_EACH = (
    (
        regex.compile(r"双向$"),
        regex.compile(r"[\s-]lanes? (?:in (?:each|either) direction|each way|per direction|on (?:each|either) side)\b"),
    ),
    (
        regex.compile(r"(?:人均|每人|每位|平均每\p{Han}|户均|每户)\p{Han}{0,4}$"),
        regex.compile(r"(?:\s\p{L}+){0,2}?\s(?:in total|altogether|in all|all told|in aggregate)\b"),
    ),
)
_ADDED = regex.compile(rf"(?:{_CHANGE}|多|高出|多出|大|快)了?(?:约|近|超过|整整)?$")
_AS_MUCH = regex.compile(
    r"\sas\s(?:much|many|high|large|big|long|fast|great)\b|\s(?:that|those|the\s(?:size|number|level|amount))\b",
    regex.IGNORECASE,
)
_REACH = 80  # Characters of English on either side of a number that may say its sign or its half.


def check_agreeing(
    pair: Pair, src: Sequence[Quantity], tgt: Sequence[Quantity], agreeing: Sequence[tuple[int, int]]
) -> Iterator[Doubt]:
    """Doubts about quantities with agreeing figures; `agreeing` are their numbers in the two lists, in order."""
    for i, j in agreeing:
        doubt = next((doubt for check in _CHECKS if (doubt := check(pair, src[i], tgt[j]))), None)
        if doubt:
            yield doubt
    for (i, j), (k, m) in pairwise(agreeing):
        if k == i + 1 and abs(m - j) == 1:
            doubt = swapped(pair, (src[i], src[k]), (tgt[min(j, m)], tgt[max(j, m)]), is_crossed=m < j)
            if doubt:
                yield doubt


def _around(quantity: Quantity) -> Span:
    """What is said about a number, so that a long text is not searched as often as it has numbers."""
    return max(0, quantity.start - _REACH), quantity.end + _REACH


def _direction(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """A change by an amount rendered as one to it, or the reverse."""
    if one.unit.dimension in CALENDAR or one.form == "ordinal":
        return None
    near_zh, near_en = max(0, one.start - 8), max(0, other.start - 14)
    by = _CHANGED_BY.search(pair.zh, near_zh, one.start) and _TO.search(pair.tgt, near_en, other.start)
    to = _CHANGED_TO.search(pair.zh, near_zh, one.start) and _BY.search(pair.tgt, near_en, other.start)
    match = by or to
    if not match or (by and (one.unit.dimension == "time" or _is_end_of_range(pair.tgt, match.start()))):
        return None
    kind: Kind = "by" if by else "to"
    span = match.start("word"), other.end
    return Doubt(kind, (one.start, one.end), span, 0.7, kind + pair.tgt[match.end("word") : other.end])


def _is_end_of_range(text: str, place: int) -> bool:
    """Whether a "to" is the one between two numbers."""
    return bool(_RANGE_BEFORE.search(text, max(0, place - 14), place))


def _discount(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """八折 as 80 percent off, which leaves 20 of the price."""
    if pair.zh[one.number[1] - 1] != "折" or other.value not in one.values:
        return None
    is_off = bool(_OFF.match(pair.tgt, other.end))
    right = one.values[is_off]
    if other.value == right or not (is_off or _OF_PRICE.match(pair.tgt, other.end)):
        return None
    return Doubt("discount", *places(one, other), 0.8, f"{plain(right)}{'%' if '%' in pair.tgt else ' percent'}")


def _bound(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """The least as the most, or the most as the least."""
    found = other_bound(pair, one, other)
    return Doubt("bound", *found, 0.8, "") if found else None


def _opposite(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """A rise as a fall, or a fall as a rise."""
    found = other_direction(pair, one, other)
    return Doubt("opposite", *found, 0.75, "") if found else None


def _order(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """A time before which something is as one after which it is, or the reverse."""
    found = other_order(pair, one, other)
    return Doubt("order", *found, 0.75, "") if found else None


def _sign(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """A negative number without its sign, or one above zero with it."""
    if pair.zh.endswith("零上", 0, one.start) and _FROST.search(pair.tgt, *_around(other)):
        return Doubt("above", *places(one, other), 0.7, "")
    is_floor = one.form == "words" and one.unit is NONE and not pair.zh.startswith("度", one.end)  # 负二层
    sign = _NEGATIVE.search(pair.zh, max(0, one.start - 4), one.start)
    if (
        is_floor
        or not sign
        or (_FROST if sign[0].startswith("零下") else _BELOW_ZERO).search(pair.tgt, *_around(other))
    ):
        return None
    return Doubt("sign", *places(one, other), 0.7, f"-{pair.tgt[other.start : other.end]}")


def _half(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """Two years for two years and a half."""
    return Doubt("half", *places(one, other), 0.7, "") if has_lost_half(pair, one, other) else None


def _multiple(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """增长两倍 as "twice as much": what was added as all that there is."""
    is_added = (
        one.unit.name == "times" and len(one.values) > 1 and _ADDED.search(pair.zh, max(0, one.start - 6), one.start)
    )
    if not is_added or other.value != one.values[1] or not _AS_MUCH.match(pair.tgt, other.end):
        return None
    return Doubt("by", *places(one, other), 0.7, "")


def _each(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """What there is both ways as what there is each way, and what each has as what all have."""
    near = pair.zh[max(0, one.start - 8) : one.start]
    for zh, en in _EACH:
        here, there = zh.search(near), en.match(pair.tgt, other.end)
        if here and there:
            return Doubt("each", (one.start - len(near) + here.start(), one.end), (other.start, there.end()), 0.8, "")
    return None


_CHECKS = (_discount, other_unit, _direction, _bound, _opposite, _order, _sign, _half, _each, _multiple)


def is_said_otherwise(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether "fell by two thirds" says that something is 降到三分之一, "two others" what is left of 三人，其中一人, or "18.12"
    that it is the 18th."""
    parts = pair.tgt[slice(*other.number)].split(".")
    if one.unit.dimension in CALENDAR or one.form == "ordinal":
        return len(parts) == 2 and str(one.value) in parts
    if one.unit is NONE and one.value - other.value == 1 and _ONE_OF_THEM.search(pair.zh, one.end):
        return True
    if (
        not one.unit.dimension == other.unit.dimension == "ratio"
        or one.unit.size * one.value + other.unit.size * other.value != 1
    ):
        return False
    return bool(_LEFT.search(pair.zh, max(0, one.start - 8), one.start)) and not _TO.search(
        pair.tgt, max(0, other.start - 14), other.start
    )
