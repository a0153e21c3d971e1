"""Quantities in English words, for suggestions and messages."""

from __future__ import annotations

from decimal import Decimal

import regex

from toolkit.lexicon.quantities import ARITHMETIC, CALENDAR, GROWN, MONTH, NONE, WEEKDAY, Quantity

_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_GROWN = {2: "doubled", 3: "tripled", 4: "quadrupled", 5: "quintupled"}
_VAGUE = {
    10: "dozens", 100: "hundreds", 1000: "thousands", 10**4: "tens of thousands", 10**5: "hundreds of thousands",
    10**6: "millions", 10**7: "tens of millions", 10**8: "hundreds of millions", 10**9: "billions",
}  # fmt: skip
_GROUPS = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6))
_LARGE = 10**6  # From here on, whole numbers are written as 3.5 million.
_GROUP_WORD = regex.compile(r"[A-Za-z]+$")


def reword(text: str, wrong: Quantity, right: Quantity) -> str:
    """The English of `wrong` with the value of `right`, in its style: words for words, "million" for "billion"."""
    if right.form == "vague":
        return _VAGUE.get(_small(right.value), "") if wrong.form == "vague" else ""
    start, end = wrong.number
    return text[wrong.start : start] + _number(text[start:end], wrong, _amount(right, wrong)) + text[end : wrong.end]


def describe(quantity: Quantity) -> str:
    """A Chinese quantity in English: 300 million yuan."""
    value = quantity.value
    if quantity.unit is MONTH:
        return _MONTHS[int(value) - 1] if 1 <= value <= 12 else plain(value)
    if quantity.unit is WEEKDAY:
        return _WEEKDAYS[int(value) - 1]
    if quantity.form == "vague":
        return _VAGUE.get(_small(value), plain(value))
    if quantity.form == "ordinal" and _small(value):
        return ordinal(int(value))
    if quantity.unit.dimension == "year" and value < 3000:
        return f"{value:f}"
    if quantity.unit is NONE or quantity.unit.dimension in CALENDAR:
        return short(value)
    return f"{short(value)} {quantity.unit.name}"


def _small(value: Decimal) -> int:
    """A whole value that can be spelt out, else 0. No integer is made of a number with a million digits."""
    return int(value) if 0 < value < 10**12 and value == value.to_integral_value() else 0


def _amount(right: Quantity, wrong: Quantity) -> Decimal:
    """The right value in the unit of the wrong one."""
    one, other = right.unit, wrong.unit
    if one is not other and one.dimension == other.dimension and one.size and other.size:
        return converted(right, wrong)
    return right.value


def converted(right: Quantity, wrong: Quantity) -> Decimal:
    """The right value in the unit of the wrong one, with two digits behind the point at most."""
    value = ARITHMETIC.divide(ARITHMETIC.multiply(right.value, right.unit.size), wrong.unit.size)
    return round(value, 2).normalize() if abs(value.adjusted()) < 15 else value


def _number(number: str, wrong: Quantity, value: Decimal) -> str:
    small = _small(value)
    if wrong.unit is MONTH:
        return _MONTHS[small - 1] if 1 <= small <= 12 else plain(value)
    if wrong.unit is WEEKDAY:
        return _WEEKDAYS[small - 1] if 1 <= small <= 7 else plain(value)
    if wrong.unit is GROWN:
        return _GROWN.get(small, f"increased to {plain(value)} times")
    is_word = number[:1].isalpha()
    if wrong.form == "ordinal" and small:
        return _ORDINALS[small] if is_word and small <= 10 else ordinal(small)
    if is_word and 0 < small < _LARGE:
        return in_words(small)
    if len(number) == 4 and number.isdigit() and 1000 <= value < 3000:  # a year
        return f"{value:f}"
    return short(value) if value >= _LARGE or _GROUP_WORD.search(number) else plain(value)


def plain(value: Decimal) -> str:
    """Figures with separators of thousands: 21,600."""
    return f"{value:,f}" if abs(value.adjusted()) < 15 else str(value)


def short(value: Decimal) -> str:
    """Figures with million, billion or trillion where they are large."""
    for word, size in _GROUPS:
        if size <= value < 10**16:
            return f"{plain((value / size).normalize())} {word}"
    return plain(value)


def ordinal(value: int) -> str:
    """22nd."""
    ending = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{ending}"


def in_words(value: int) -> str:
    """A whole number below a million: one hundred and thirty-seven."""
    if value < 20:
        return _TO_NINETEEN[value]
    if value < 100:
        return _TENS[value // 10 - 2] + (f"-{_TO_NINETEEN[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{_TO_NINETEEN[value // 100]} hundred" + (f" and {in_words(value % 100)}" if value % 100 else "")
    rest = value % 1000
    return f"{in_words(value // 1000)} thousand" + (f" {'and ' if rest < 100 else ''}{in_words(rest)}" if rest else "")
