"""Halves that a translation loses or puts in another place: 半片 is not "one tablet", nor 一个半月 "half a month"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from toolkit.lexicon.numerals import en_numbers, zh_numbers
from toolkit.lexicon.quantities import CALENDAR, Quantity
from toolkit.quality import Pair, Span

_ZH_NUMBER = r"[\d一二两三四五六七八九十]{1,3}"
_EN_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_LONG = r"(?:小时|钟头|年|月|星期|世纪)"
_WITH_HALF = regex.compile(
    rf"(?<![\d一二两三四五六七八九十])(?P<whole>{_ZH_NUMBER})(?:个半(?:{_LONG})?|[年天斤里米亩片粒杯碗勺袋包瓶页]半)(?![夜路天])"
)
_HALF_OF = regex.compile(
    r"(?<![一二两三四五六七八九十\d年月天日个斤里米亩倍点多大过前后上下对夜各分])半(?:"
    r"(?P<year>年)(?!级|来|生|票)|个?(?P<month>月)(?![刊牙板])|个?(?P<hour>小时|钟头)|(?P<tablet>[片粒颗])(?!面)|(?P<bag>[袋包])|(?P<cup>杯)"
    r"|(?P<bowl>碗)|(?P<bottle>瓶)|(?P<spoon>[勺匙])|(?P<box>[盒箱])|(?P<catty>公?斤)|(?P<page>页)|(?P<price>[价票])|(?P<part>截|边(?!天)|个))"
)
_WHOLES = {
    "year": "year", "month": "month", "hour": "hour", "tablet": "tablet|pill|capsule|slice|piece", "bag": "bag|sachet|packet|pack",
    "cup": "cup|glass", "bowl": "bowl", "bottle": "bottle", "spoon": r"(?:tea|table)?spoon(?:ful)?", "box": "box|case|carton",
    "catty": "jin|catty|kilo|kilogram", "page": "page",
}  # fmt: skip
_WHOLE = {
    name: regex.compile(rf"\b(?:an?|one|every|full|whole|entire) (?:{noun})\b", regex.IGNORECASE)
    for name, noun in _WHOLES.items()
} | {
    "price": regex.compile(r"\b(?:for )?free\b|\bfull[\s-](?:price|fare)", regex.IGNORECASE),
    "part": regex.compile(r"\b(?:the|its?|a|his|her) (?:whole|entire|full)\b(?! of)", regex.IGNORECASE),
}
_PAST_HOUR = regex.compile(rf"(?P<hour>{_ZH_NUMBER})[点點](?:半|过?[一三]刻)")
_ON_THE_HOUR = regex.compile(
    rf"(?<![:.\d])\b(?P<hour>{_EN_NUMBER})\s?(?:[ap]\.?m\b|o['’]clock\b|in the (?:morning|afternoon|evening)\b|at night\b)",
    regex.IGNORECASE,
)
_HALF = regex.compile(
    r"hal[fv]|\bsemi|\bmid(?!night|day)|[.:]\s?[35]0?|½|\b(?:six|6|eighteen|18|thirty|30) months|\b(?:thirty|ninety|30|90|150)\b"
    r"|\b(?:fifteen|15|forty-five|45) days|\btwo weeks|\bfortnight|\b(?:fifty|50|250|500)\b|\bquarter"
    r"|\bbi-?annual|\btwice\b|\bpart|\bdemi|\bdivid",
    regex.IGNORECASE,
)
_EN_WITH_HALF = regex.compile(
    rf"\b(?P<whole>{_EN_NUMBER}|an?|every)\s(?:(?!and\b)\p{{L}}+\s)?and\sa\shalf\b(?!\s(?:times|million|billion))",
    regex.IGNORECASE,
)
_EN_HALF_OF = regex.compile(
    r"(?<!and )(?<!and a )\bhalf[\s-](?:an?\s)?(?:year|month|hour|day|week|tablet|pill|sachet|cup|bowl|bottle"
    r"|kilo\p{L}*|jin|catty|mile|metre|meter)\b",
    regex.IGNORECASE,
)
_REACH = 60  # Characters of English on either side of a number that may say its half.


def halves(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """The one half of the Chinese, and the English that has a whole there or has the half of another number."""
    if "半" not in pair.zh and "刻" not in pair.zh:
        return
    with_half, half_of = list(_WITH_HALF.finditer(pair.zh)), list(_HALF_OF.finditer(pair.zh))
    there = [*_EN_WITH_HALF.finditer(pair.tgt), *_EN_HALF_OF.finditer(pair.tgt)]
    if len(with_half) + len(half_of) == len(there) == 1:
        here = (with_half or half_of)[0]
        if here.lastgroup not in ("price", "part") and _whole_of(here) != _whole_of(there[0]):
            yield here.span(), there[0].span()
    if _HALF.search(pair.tgt):
        return
    for match in half_of:
        if whole := _WHOLE[match.lastgroup or ""].search(pair.tgt):
            yield match.span(), whole.span()
    clocks = list(_PAST_HOUR.finditer(pair.zh))
    for clock in _ON_THE_HOUR.finditer(pair.tgt) if len(clocks) == 1 else ():
        if en_numbers(clock["hour"])[0][2] == zh_numbers(clocks[0]["hour"])[0][2]:
            yield clocks[0].span(), clock.span()


def _whole_of(match: regex.Match[str]) -> Decimal:
    """Of what number the match is a half more: 0 of half a year, 1 of a year and a half."""
    number = match.groupdict().get("whole")
    if number is None:
        return Decimal(0)
    numbers = zh_numbers(number) or en_numbers(number)
    return numbers[0][2] if numbers else Decimal(1)


def has_lost_half(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether two years stand for two years and a half."""
    if len(one.values) < 2 or one.value - other.value != Decimal("0.5") or one.unit.dimension in CALENDAR:
        return False
    is_half_unit = pair.zh[one.end : one.end + 1] in tuple("个月天")  # 十天半个月
    return (
        not is_half_unit
        and "半" in pair.zh[one.number[1] : one.end]
        and not _HALF.search(pair.tgt, max(0, other.start - _REACH), other.end + _REACH)
    )
