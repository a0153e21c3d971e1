"""The numbers in Chinese text."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import regex

from toolkit.lexicon._figures import ARITHMETIC, FIGURES, Found, figures_value

_DIGIT_GROUPS = ("零〇", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_DIGIT_OF = {character: str(digit) for digit, group in enumerate(_DIGIT_GROUPS) for character in group}
_UNIT_OF = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIAD_OF = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

_DIGITS, _UNITS, _MYRIADS = "".join(_DIGIT_OF), "".join(_UNIT_OF), "".join(_MYRIAD_OF)
_ROW = rf"[{_DIGITS}]++"
_POINT = rf"[点點]{_ROW}(?![{_UNITS}分刻])"  # 三点五 is a number, 三点五十分 a time
_ATOM = rf"(?:{FIGURES}|{_ROW})"
_MORE_OR_LESS = rf"[多余餘来來几幾](?=[{_MYRIADS}])"  # 五千多万
_NUMERAL = (
    rf"(?:{_ATOM}|(?<![几幾数數成]|(?<![晚早])上)(?=[{_UNITS}]))(?:{_POINT})?+"
    rf"(?:(?:{_MORE_OR_LESS})?+[{_UNITS}{_MYRIADS}]++(?:{_ATOM})?+(?:{_POINT})?+)*+"
)
_TENTHS = (
    rf"(?P<tenths>[{_DIGITS}]{{1,2}})成(?P<hundredths>[{_DIGITS}])?+"
    r"(?![员員为為立功就长長本果绩績分交套品熟年人份不因名都群])"
)
_VERY = rf"十分(?![之钟鐘\d{_DIGITS}{_UNITS}])"
_NUMBER = regex.compile(rf"{_TENTHS}|(?!{_VERY})(?:(?P<parts>{_NUMERAL}|[{_MYRIADS}])分之)?+(?P<numeral>{_NUMERAL})")
_TOKEN = regex.compile(
    rf"(?P<figures>{FIGURES})|(?P<point>{_POINT})|(?P<row>{_ROW})|(?P<unit>[{_UNITS}])|(?P<myriad>[{_MYRIADS}])"
)


def zh_numbers(text: str) -> list[Found]:
    """The numbers in Chinese text, in Arabic or Chinese numerals or both (1亿2千万), cardinal or ordinal.

    百分之三十 and 三成 are 30, as English has 30 percent; 三分之二 is 2/3. Of a range in one word (两三, 七八十) it is
    the upper end. 十分 (very) is no number, nor is a lone 百 or 千 (百姓).
    """
    found = []
    for match in _NUMBER.finditer(text):
        if match["tenths"]:
            value = 10 * _row_value(match["tenths"]) + _row_value(match["hundredths"] or "零")
        elif match["numeral"] in _UNIT_OF and match["numeral"] != "十" and not match["parts"]:
            continue
        else:
            value = _of_parts(_value(match["numeral"]), match["parts"])
        found.append((match.start(), match.end(), value.normalize(ARITHMETIC)))
    return found


def _of_parts(value: Decimal, parts: str | None) -> Decimal:
    """A value of so many parts; per cent and per mille stay figures, as in English."""
    if parts is None or parts in ("百", "千", "万", "萬"):
        return value
    return ARITHMETIC.divide(value, _value(parts) or Decimal(1))


def row_digits(row: str) -> str:
    """A row of Chinese digits as figures; figures stay."""
    return "".join(_DIGIT_OF.get(c, c) for c in row)


def _row_value(row: str) -> Decimal:
    """The value of a row of Chinese digits: figures, but two of them (两三, 七八) are a range."""
    figures = row_digits(row)
    return ARITHMETIC.create_decimal(figures[-1] if len(figures) == 2 and "0" not in figures else figures)


@lru_cache(maxsize=10_000)
def _value(numeral: str) -> Decimal:
    """The value of a numeral: a sum of sections below 万, each times its 万 and 亿."""
    total = section = digit = Decimal(0)
    last, myriad = Decimal(1), Decimal(0)  # the unit just read, and the last 万 or 亿
    for match in _TOKEN.finditer(numeral):
        token = match[0]
        if match["myriad"]:
            factor = Decimal(_MYRIAD_OF[token])
            section = ARITHMETIC.add(section, digit)
            if not section or factor > myriad:  # 一万亿, 三万五千亿
                total = ARITHMETIC.multiply(ARITHMETIC.add(total, section), factor)
            else:
                total = ARITHMETIC.fma(section, factor, total)
            section, digit, last, myriad = Decimal(0), Decimal(0), factor, factor
        elif match["unit"]:
            last = Decimal(_UNIT_OF[token])
            section, digit = ARITHMETIC.fma(digit or Decimal(1), last, section), Decimal(0)
        elif match["point"]:
            fraction = Decimal("0." + "".join(_DIGIT_OF[c] for c in token[1:]))
            digit, last = ARITHMETIC.add(digit, fraction), Decimal(1)
        else:
            digit = figures_value(token) if match["figures"] else _row_value(token)
            if len(token) > 1 or token in "零〇":
                last = Decimal(1)
    if last > 10:  # the digit in 三万五 is a lower unit's
        digit = ARITHMETIC.multiply(digit, last / 10)
    return ARITHMETIC.add(ARITHMETIC.add(total, section), digit)
