"""A quantity, and whether two of them are the same amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

import regex

from toolkit.lexicon._figures import ARITHMETIC
from toolkit.lexicon._units import GROWN, NONE, Unit

Form = Literal["figures", "words", "ordinal", "vague"]
_CLOSE = Decimal("0.02")  # of a share (a third is 33%)
_CONVERTED = Decimal("0.06")  # of another unit of the same dimension, since translators round
_ROUNDED = Decimal("0.05")
_HEDGED = Decimal("0.1")  # of "about" or "nearly"
CALENDAR = frozenset({"year", "month", "day", "weekday", "quarter", "half-year", "hour"})
"""Dimensions of places in time, which are not rounded."""


class Quantity(NamedTuple):
    """An amount in a text: the characters `start` to `end`, unit and currency included, of which `number` is the number.

    `values` are the ways to read it, the plainest first (两三 is 2 or 3). `weight`, from 0 to 1, says how surely a
    translation has to have it: 0 where the word is hardly a number (一些, "one of").
    """

    start: int
    end: int
    number: tuple[int, int]
    values: tuple[Decimal, ...]
    unit: Unit = NONE
    weight: float = 1.0
    form: Form = "figures"
    is_hedged: bool = False

    @property
    def value(self) -> Decimal:
        """The plainest reading."""
        return self.values[0]


def agree(zh: Quantity, en: Quantity) -> bool:
    """Whether a translator may have rendered the one by the other: the same figures or amount, or the English rounded."""
    if (zh.unit is GROWN) != (en.unit is GROWN) and zh.unit.dimension == en.unit.dimension:
        return _is_growth(*((zh, en) if zh.unit is GROWN else (en, zh)))
    dimensions = zh.unit.dimension, en.unit.dimension
    if dimensions[0] != dimensions[1] and CALENDAR.issuperset(dimensions):
        return False  # 5月8日 is not August 5.
    if any(value in en.values for value in zh.values):
        return True
    if not CALENDAR.isdisjoint(dimensions):
        return False
    is_hedged = zh.is_hedged or en.is_hedged
    sizes, slack = (Decimal(1), Decimal(1)), Decimal(0)
    if dimensions[0] == dimensions[1] and zh.unit.size and en.unit.size:
        sizes = zh.unit.size, en.unit.size
        if zh.unit is not en.unit:
            is_loose = is_hedged or zh.unit.dimension == "time"  # A month has four weeks, or thirty days.
            slack = _HEDGED if is_loose else _CLOSE if zh.unit.dimension == "ratio" else _CONVERTED
    return any(
        _is_near(ARITHMETIC.multiply(a, sizes[0]), ARITHMETIC.multiply(b, sizes[1]), slack)
        or (sizes[0] == sizes[1] and _is_rounded(a, b, is_hedged))
        for a in zh.values
        for b in en.values
    )


def _is_growth(grown: Quantity, other: Quantity) -> bool:
    """Whether "tripled" is said by the other, which may also say by how much: 200%. 增长两倍 reads 3 before 2."""
    amount = ARITHMETIC.multiply(other.value, other.unit.size)
    return amount in (grown.value, *([grown.value - 1] if other.unit.name == "percent" else []))


def _is_near(a: Decimal, b: Decimal, slack: Decimal) -> bool:
    gap = ARITHMETIC.abs(ARITHMETIC.subtract(a, b))
    return gap <= ARITHMETIC.multiply(slack, max(a, b))


def _is_rounded(exact: Decimal, rounded: Decimal, is_hedged: bool) -> bool:
    """Whether a value is another with fewer digits, of which it keeps two; one is enough where a word says "about"."""
    kept = len(digits(rounded))
    if kept >= len(digits(exact)) or not (kept >= 2 or is_hedged):
        return False
    gap = ARITHMETIC.abs(ARITHMETIC.subtract(exact, rounded))
    unit = Decimal((0, (1,), exact.adjusted() - kept + 1))
    return gap < unit and _is_near(exact, rounded, _HEDGED if is_hedged else _ROUNDED)


def digits(value: Decimal) -> str:
    """The significant digits of a value, without zeros at either end."""
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def is_other_magnitude(a: Decimal, b: Decimal) -> bool:
    """Whether two values have the same digits, with the point elsewhere."""
    return a != b and digits(a) == digits(b) != ""


def merged(found: Iterable[Quantity], together: Callable[[Quantity, Quantity], Quantity | None]) -> Iterator[Quantity]:
    """The same, with neighbours as the one that they are together, where they are one."""
    last: Quantity | None = None
    for this in found:
        whole = together(last, this) if last else None
        if last and not whole:
            yield last
        last = whole or this
    if last:
        yield last


def compounds(text: str, found: Iterable[Quantity], link: regex.Pattern[str]) -> Iterator[Quantity]:
    """The same, with an amount in two units as one in the smaller: 一年六个月 as eighteen months."""
    return merged(
        found, lambda one, other: _compound(one, other) if link.fullmatch(text, one.end, other.start) else None
    )


def _compound(one: Quantity, other: Quantity) -> Quantity | None:
    """The two as one, or None where the second unit is no part of the first, or its number more than that leaves room for."""
    larger, smaller = one.unit, other.unit
    if larger.dimension != smaller.dimension or larger.dimension not in ("time", "money", "length", "mass"):
        return None
    if len(one.values) != 1 or len(other.values) != 1 or "ordinal" in (one.form, other.form):
        return None
    if not (larger.size > smaller.size > 0 and 0 < ARITHMETIC.multiply(other.value, smaller.size) < larger.size):
        return None
    value = ARITHMETIC.add(ARITHMETIC.divide(ARITHMETIC.multiply(one.value, larger.size), smaller.size), other.value)
    if larger.dimension == "time" and smaller.name != "seconds":
        value = value.to_integral_value()  # A month and 15 days are 45 days.
    return other._replace(
        start=one.start,
        number=(one.start, other.number[1]),
        values=(value.normalize(ARITHMETIC),),
        weight=max(one.weight, other.weight),
    )


def joined(one: Quantity, other: Quantity, scale: Decimal) -> Quantity:
    """The first of two in a range or list, which may have the other's unit and scale."""
    scaled = tuple(ARITHMETIC.multiply(value, scale) for value in one.values)
    values = scaled + one.values if scale != 1 else one.values
    return one._replace(values=values, unit=other.unit, is_hedged=one.is_hedged or other.is_hedged)
