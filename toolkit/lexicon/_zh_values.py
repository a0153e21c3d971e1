"""The values that a Chinese numeral may have by what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from toolkit.lexicon._figures import ARITHMETIC, Found
from toolkit.lexicon._zh_eras import years_before
from toolkit.lexicon._zh_numerals import row_digits, zh_numbers
from toolkit.lexicon._zh_quantity_words import SCALES

_RISE = regex.compile(
    r"(?:(?:增长|增加|增|涨|上涨|上升|提高|提升|扩大|延长|高出|高|多|多出|大|快|翻)了?|(?<![到为是有成达占])了)(?:近|约|超过|超|逾)?$"
)
_BY_COUNTED_YEARS = regex.compile(r"虚[岁歲]$")
_SHORT_YEAR = regex.compile(r"0\d|[〇零六七八九][〇零一二三四五六七八九]")
PERCENT_OF = {"百": 1, "千": 10, "万": 100}
ROW_OF_TWO = regex.compile(r"[一二两三四五六七八九]{2}")


def values_of(text: str, number: Found, form: str, *, has_half: bool) -> Iterator[Decimal]:
    """The readings of a number with the unit `form`, the plainest first."""
    start, end, value = number
    numeral, after = text[start:end], text[end : end + 1]
    parts, _, rest = numeral.partition("分之")
    if parts in PERCENT_OF and rest:
        for each in (value, *_lower(rest)):
            yield ARITHMETIC.divide(each, Decimal(PERCENT_OF[parts]))
        return
    if numeral[-1] == "折":  # The price, and what is taken off it
        yield from (value, 100 - value)
        return
    if has_half:  # 三个半
        half_more = ARITHMETIC.add(value, Decimal("0.5"))
        if form != "倍":
            yield half_more
        else:
            value = half_more
    if form == "倍" and _RISE.search(text, max(0, start - 7), start):  # 增长两倍: to three times
        yield ARITHMETIC.add(value, Decimal(1))
    if after in ("几", "幾") and 100 < value < 210 and text[end + 1 : end + 2] == "年":  # 一九六几年
        yield from (10 * value, 10 * value % 100)
        return
    before_era = years_before(text, start) if form == "年" else None
    if before_era is not None:  # 民国三十年
        yield from (value + before_era, value)
        return
    if _BY_COUNTED_YEARS.search(text, max(0, start - 2), start):  # 虚岁八十, which is 79 or 78
        yield from (value, value - 1, value - 2)
        return
    if after == "打":  # 两打
        yield from (12 * value, value)
        return
    if after == "旬":  # 年过四旬
        yield value * 10
        return
    yield value
    yield from _lower(numeral)
    if form == "年" and _SHORT_YEAR.fullmatch(numeral):  # 九八年, 08年
        short = Decimal(row_digits(numeral))
        yield 2000 + short if short < 30 else 1900 + short
    if after == "后" and len(numeral) == 2 and value < 30:  # 00后
        yield 2000 + value
    is_short_year = len(numeral) == 2 and 10 <= value < 100 and (form == "年" or after == "后")  # 98年, 90后
    if is_short_year or (form == "年代" and value < 3000):
        yield from (value + 1900, value + 2000, value + 1800, value % 100)
    elif form in ("时", "点", "点钟") and value <= 24:
        yield value - 12 if value > 12 else value + 12
    elif after and after in "几幾" and value >= 10:  # 十几
        yield from (ARITHMETIC.add(value, Decimal(more)) for more in range(1, 10))


def share_paid(numeral: str, value: Decimal) -> Decimal:
    """The percentage of the price that is left at a discount: 80 of 八折, 85 of 八五折 and 8.5折."""
    if ROW_OF_TWO.fullmatch(numeral):
        tens, ones = (zh_numbers(digit)[0][2] for digit in numeral)
        return 10 * tens + ones
    return (10 * value).normalize(ARITHMETIC) if value < 10 else value


def with_decimals(value: Decimal, decimals: str) -> Decimal:
    """The 9.58 of 九秒五八."""
    return ARITHMETIC.add(value, Decimal(f"0.{row_digits(decimals)}"))


def _lower(numeral: str) -> Iterator[Decimal]:
    """The lower end of a range in one word (两三, 七八十), of which the upper one is the number read."""
    row = ROW_OF_TWO.search(numeral)
    if row and (len(numeral) == 2 or not SCALES.keys().isdisjoint(numeral)):  # and no row of figures, 二〇二六
        yield from (value for _, _, value in zh_numbers(numeral.replace(row[0], row[0][0])))
