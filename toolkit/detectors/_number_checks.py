"""What may be wrong with quantities whose figures agree: the unit, the direction of a change, the order of two values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from toolkit.detectors._number_context import words_between
from toolkit.detectors._number_kinds import Difference, difference, is_other_currency
from toolkit.detectors._number_modifiers import STRENGTHS, Modified, opposite
from toolkit.detectors._number_wording import converted, in_words, plain
from toolkit.lexicon.quantities import CALENDAR, NONE, Quantity
from toolkit.lexicon.words import en_words, renderings, stem
from toolkit.quality import Pair, Span

Kind = Literal["points", "percent", "swapped", "sign", "half", "discount"] | Difference | Modified

_TRADITIONAL = frozenset({"li", "zhang", "chi", "cun", "mu", "qing", "jin", "liang", "shichen"})
# Of a screen; and nobody takes three cun of tongue to the letter.
_LIKE_UNITS = {("cun", "inches"), ("chi", "feet"), ("liang", "ounces")}
_ABOUT = r"\s(?:about|nearly|almost|over|around|some|just|only)?\s?$"
_TO = regex.compile(rf"\bto{_ABOUT}", regex.IGNORECASE)
_LEFT = regex.compile(r"(?:[到至为剩]|只有|仅有?)(?:了|原来的|原先的|之前的|不足|不到)?$")
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
_HALF_MORE = regex.compile(r"[个個]?(?:年|月|小时|星期|天|倍|世纪|里|公里|米|亩|斤)?半$")
_HALF = regex.compile(
    r"\bhal[fv]|\.5|½|\bmid|\bsix\b|\b(?:6|18|30|90)\b|\bthirty\b|\beighteen\b|\bfifteen\b", regex.IGNORECASE
)
_LINK = regex.compile(r"[\s、，,和与及]*+(?:and\s)?")
_PART_OF = regex.compile(r"(?:\s\p{L}++)?+\s(?:out\s)?of\b|\sof\b")
_CLAUSE = regex.compile(r"[，；;]|, |\s(?:and|while|but)\s")
_CONTEXT = 20  # Characters on either side of a number that may say what is counted; English takes twice as many.
_MARGIN = 0.8
_REACH = 80  # Characters of English on either side of a number that may say its sign or its half.


class Doubt(NamedTuple):
    """What is wrong, where, how sure that is, and the words that would be right."""

    kind: Kind
    src: Span
    tgt: Span
    strength: float
    better: str


def check_agreeing(
    pair: Pair, src: Sequence[Quantity], tgt: Sequence[Quantity], agreeing: Sequence[tuple[int, int]]
) -> Iterator[Doubt]:
    """Doubts about quantities with agreeing figures; `agreeing` are their numbers in the two lists, in order."""
    for i, j in agreeing:
        doubt = next((doubt for check in _CHECKS if (doubt := check(pair, src[i], tgt[j]))), None)
        if doubt:
            yield doubt
    for (i, j), (k, m) in pairwise(agreeing):
        if m == j - 1 and k == i + 1:
            swapped = _swapped(pair, (src[i], src[k]), (tgt[m], tgt[j]))
            if swapped:
                yield swapped


def _around(quantity: Quantity) -> Span:
    """What is said about a number, so that a long text is not searched as often as it has numbers."""
    return max(0, quantity.start - _REACH), quantity.end + _REACH


def _spans(one: Quantity, other: Quantity) -> tuple[Span, Span]:
    return (one.start, one.end), (other.start, other.end)


def _points(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """Percentage points as percent, or percent as points."""
    number = pair.tgt[slice(*other.number)]
    names = one.unit.name, other.unit.name
    if names == ("percentage points", "percent"):
        better = f"{number} percentage point{'' if other.value == 1 else 's'}"
        return Doubt("points", *_spans(one, other), 0.9, better)
    if names == ("percent", "percentage points") and "ercent" in pair.tgt[other.start : other.end]:
        better = f"{number} percent" if number[:1].isalpha() else f"{number}%"
        return Doubt("percent", *_spans(one, other), 0.7, better)
    return None


def _unit(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """The same figures with another unit, which makes another amount, or in another currency."""
    if one.unit is other.unit or one.unit is NONE or one.unit.dimension != other.unit.dimension:
        return None
    if one.unit.dimension == "money":
        if one.unit.size and other.unit.size and not set(one.values).isdisjoint(other.values):
            return Doubt("unit", *_spans(one, other), 0.8, "")
        if not is_other_currency(pair, one.unit, other.unit):
            return None
        return Doubt("currency", *_spans(one, other), 0.6, f"{pair.tgt[slice(*other.number)]} {one.unit.name}")
    if one.unit.dimension == "temperature" and one.value == other.value:
        return Doubt("unit", *_spans(one, other), 0.8, f"{pair.tgt[slice(*other.number)]}{one.unit.name}")
    is_other = one.unit.size and other.unit.size and one.unit.dimension != "ratio"
    if not is_other or set(one.values).isdisjoint(other.values) or (one.unit.name, other.unit.name) in _LIKE_UNITS:
        return None
    if Decimal("0.85") < one.unit.size / other.unit.size < Decimal("1.18"):
        return None
    if one.unit.name not in _TRADITIONAL:
        return Doubt("unit", *_spans(one, other), 0.8, f"{pair.tgt[slice(*other.number)]} {one.unit.name}")
    amount = converted(one, other)
    is_word = pair.tgt[other.start].isalpha() and 0 < amount < 100 and amount == amount.to_integral_value()
    name = other.unit.name.removesuffix("s") if amount == 1 else other.unit.name
    strength = 0.7 if one.unit.name == "shichen" else 0.5
    if one.unit.name == "li" and one.value >= 10 and not pair.tgt[other.start].isdigit():
        strength = 0.3  # Ten li of a proverb may be ten miles.
    return Doubt("unit", *_spans(one, other), strength, f"{in_words(int(amount)) if is_word else plain(amount)} {name}")


def _kind(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """The same figures of something else."""
    found = difference(pair, one, other)
    return Doubt(found[0], (one.start, one.end), found[1], 0.7, "") if found else None


def _modified(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """What the words around the number make of it, as the opposite of that."""
    found = opposite(pair, one, other)
    if not found:
        return None
    better = found.kind + pair.tgt[found.word[1] : other.end] if found.kind in ("by", "to") else ""
    return Doubt(found.kind, (one.start, one.end), found.span, STRENGTHS[found.kind], better)


def _discount(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """八折 as 80 percent off, which leaves 20 of the price."""
    if pair.zh[one.number[1] - 1] != "折" or other.value not in one.values:
        return None
    is_off = bool(_OFF.match(pair.tgt, other.end))
    right = one.values[is_off]
    if other.value == right or not (is_off or _OF_PRICE.match(pair.tgt, other.end)):
        return None
    return Doubt("discount", *_spans(one, other), 0.8, f"{plain(right)}{'%' if '%' in pair.tgt else ' percent'}")


def _sign(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """A negative number without its sign."""
    is_floor = one.form == "words" and one.unit is NONE and not pair.zh.startswith("度", one.end)  # 负二层
    sign = _NEGATIVE.search(pair.zh, max(0, one.start - 4), one.start)
    if (
        is_floor
        or not sign
        or (_FROST if sign[0].startswith("零下") else _BELOW_ZERO).search(pair.tgt, *_around(other))
    ):
        return None
    return Doubt("sign", *_spans(one, other), 0.7, f"-{pair.tgt[other.start : other.end]}")


def _half(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """Two years for two years and a half."""
    if len(one.values) < 2 or one.value - other.value != Decimal("0.5") or one.unit.dimension in CALENDAR:
        return None
    is_half_unit = pair.zh[one.end : one.end + 1] in tuple("个月天")  # 十天半个月
    if (
        is_half_unit
        or not _HALF_MORE.search(pair.zh, one.number[1], one.end)
        or _HALF.search(pair.tgt, *_around(other))
    ):
        return None
    return Doubt("half", *_spans(one, other), 0.7, "")


_CHECKS = (_discount, _points, _unit, _kind, _modified, _sign, _half)


def is_complement(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether "fell by two thirds" says that something is 降到三分之一."""
    if (
        not one.unit.dimension == other.unit.dimension == "ratio"
        or one.unit.size * one.value + other.unit.size * other.value != 1
    ):
        return False
    return bool(_LEFT.search(pair.zh, max(0, one.start - 8), one.start)) and not _TO.search(
        pair.tgt, max(0, other.start - 14), other.start
    )


def _swapped(pair: Pair, src: tuple[Quantity, Quantity], tgt: tuple[Quantity, Quantity]) -> Doubt | None:
    """Two values in the reverse order, although what they count stands in the same order."""
    is_part = _PART_OF.match(pair.tgt, tgt[0].end, tgt[1].start)  # 134 million of the 700 million
    strength = _order_kept(pair, src, tgt) if _can_swap(src, tgt) and not is_part else 0.0
    if not strength:
        return None
    (first, second), text = tgt, pair.tgt
    better = text[second.start : second.end] + text[first.end : second.start] + text[first.start : first.end]
    return Doubt("swapped", (src[0].start, src[1].end), (first.start, second.end), strength, better)


def _can_swap(src: tuple[Quantity, Quantity], tgt: tuple[Quantity, Quantity]) -> bool:
    one, two = src
    return (
        one.unit is two.unit
        and tgt[0].unit is tgt[1].unit
        and one.value != two.value
        and abs(one.value.adjusted() - two.value.adjusted()) <= 1
        and min(quantity.weight for quantity in (*src, *tgt)) >= 0.5
    )


def _order_kept(pair: Pair, src: tuple[Quantity, Quantity], tgt: tuple[Quantity, Quantity]) -> float:
    """How surely the words about the two numbers stand in the same order on both sides; 0 where it is not clear."""
    if _LINK.fullmatch(pair.zh, src[0].end, src[1].start) and _LINK.fullmatch(pair.tgt, tgt[0].end, tgt[1].start):
        return 0.6  # 14.2%和17.9%, with nothing to tell them by but their order
    left, right = (words_between(pair, *span) for span in _contexts(pair.zh, src, _CONTEXT))
    here, there = (
        {stem(word) for word in en_words(pair.tgt[slice(*span)])} for span in _contexts(pair.tgt, tgt, 2 * _CONTEXT)
    )
    straight = _preference(left, here, there) + _preference(right, there, here)
    return min(0.9, 0.3 + straight / 4) if straight > _MARGIN else 0.0


def _contexts(text: str, found: tuple[Quantity, Quantity], reach: int) -> tuple[Span, Span]:
    """What is near each of two numbers: the text before it, and what is behind it as far as its clause goes."""
    one, two = found
    clause = _CLAUSE.search(text, one.end, two.start)
    middle = clause.start() if clause else (one.end + two.start) // 2
    first = max(0, one.start - reach), min(middle, one.end + reach)
    return first, (max(middle, two.start - reach), two.end + reach // 2)


def _preference(words: Sequence[str], here: set[str], elsewhere: set[str]) -> float:
    """How much better the words are rendered here than elsewhere."""
    total = 0.0
    for word in words:
        known = renderings(word)
        total += max((known[key] for key in here if key in known), default=0.0)
        total -= max((known[key] for key in elsewhere if key in known), default=0.0)
    return total
