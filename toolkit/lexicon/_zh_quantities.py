"""The quantities in Chinese text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

import regex

from toolkit.lexicon._figures import ARITHMETIC, FIGURES, Found
from toolkit.lexicon._quantity import Form, Quantity, compounds, digits, joined, merged
from toolkit.lexicon._units import MONTH, NONE, UNITS, YEAR, ZH_FORMS, Unit, alternatives
from toolkit.lexicon._zh_eras import years_before
from toolkit.lexicon._zh_idioms import idioms, says
from toolkit.lexicon._zh_numerals import zh_numbers
from toolkit.lexicon._zh_quantity_words import product, word_quantities
from toolkit.lexicon._zh_values import PERCENT_OF, ROW_OF_TWO, share_paid, values_of, with_decimals
from toolkit.lexicon.tokens import Token

# Of money, as 五十块 and 三块五 end a clause; but 三块地 are pieces.
_PIECE = r"块(?=[一二三四五六七八九]?+(?:[钱錢]|\P{Han}|$))"
_COIN = r"[毛角](?=[\d一二三四五六七八九]分|[一二三四五六七八九]?(?:[钱錢]|\P{Han}|$))"
_AFTER = regex.compile(
    r"(?P<half>[个個]半(?=小时|钟头|世纪|星期|学期|学年))?+"
    r"(?P<hedge>[多余餘几来](?!年来|次))?+\s?+"
    rf"(?:(?:大|整|[个個](?!半?月))?+(?P<hedge>多)?+(?:(?P<unit>{alternatives(ZH_FORMS)})(?![\p{{Latin}}级])|(?P<unit>{_PIECE})|(?P<unit>{_COIN})|(?<=\d\s)(?P<unit>K)(?!\p{{Latin}})|(?P<month>月)))?+"
    r"(?P<hedge>[多余餘])?+(?P<half>[个個]?半)?+"
)
_HEDGED = regex.compile(
    r"(?:约|近|逾|超|超过|大约|将近|不到|不足|至少|至多|最多|最少|大概|接近|突破|不少于|不低于|不超过|几乎)$"
)
_HEDGED_AFTER = regex.compile(r"左右|上下|以上|以下|以内|之多|开外|出头")
_JOIN = regex.compile(r"\s?(?:[-–—~～〜至到、，或和与及/／]|\s)\s?")
_APART = regex.compile(r"(?<=\d)\s{1,2}+(?P<scale>[十百千]?+[万萬亿億]{1,2}+)")
_TENTHS = regex.compile(
    r"(?<=\d)\s?成(?![员為为立功就长本果绩分交套品熟年人份不因名都群])|(?<=[一二三四五六七八九])成(?=员工)"
)
_RANKED = regex.compile(r"等[奖獎功]")
_SAID = 0.15  # Weight of the number of a slogan, which may be wrong but is not missed.
_AND_ONES = regex.compile(r"有[一二三四五六七八九](?=岁|\P{Han}|$)")
_DISCOUNT = regex.compile(r"\s?折(?![叠射磨腰断扇纸返线合旧屏])")
_CLOCK = regex.compile(r"\s?[:：][0-5]\d(?!\d)")
_LIANG = regex.compile(r"(?<=[\d一二三四五六七八九十百千半])[两兩](?![个個天年次名人位种种家三条国者只句手边])")
_NAMED = {
    "块": UNITS["yuan"],
    "两": UNITS["liang"],
    "毛": UNITS["jiao"],
    "角": UNITS["jiao"],
    "K": UNITS["kelvins"],
}  # Where these are units, and not a plain measure word or numeral.
_TENS = regex.compile(r"[1-9]0|[一二三四五六七八九]十")
_DIGIT_AFTER = regex.compile(
    r"(?:(?<=[米尺丈斤块元秒])|度)(?P<digits>[零〇一二三四五六七八九]{1,3}|(?<=[米秒])\d{1,2})(?=[长宽高深厚重的]|[^\p{Han}\d.．]|$)"
)
_MINUTES = regex.compile(r"(?<=\d\s?)[时時点點:：]\s?$|(?:小[时時]|[钟鐘][头頭]|[点點])$")
_MINUTE = regex.compile(r"分(?![之钟鐘])")
_MONEY_BEFORE = regex.compile(
    rf"(?P<unit>{alternatives(form for form, unit in ZH_FORMS.items() if unit.dimension == 'money' and len(form) > 1)})"
    r"(?:大?[约約]|[近逾]|超[过過]?)?$"
)
_INTEREST = regex.compile(r"(?P<period>[月年])[息利]率?(?:[为為是])?$")
_INTEREST_PARTS = {
    ("月", "厘"): Decimal("0.1"),
    ("年", "厘"): Decimal(1),
    ("月", "分"): Decimal(1),
    ("年", "分"): Decimal(10),
}
_FLOOR = regex.compile(r"[号號]?[楼樓](?![盘盤梯房])|年[级級]")
_FEW = frozenset({"一两", "两三", "三两", "三五"})  # Which may be "a few".
_FESTIVAL = regex.compile(
    r"(?<=正月|八月)十五(?![日天个個])|(?<=九月初?)九(?![日天个個])|(?<=五月初)五(?![日天个個])|(?<=七月初?)七(?![日天个個])"
)
_LIST_AND_TWO = regex.compile(r"(?<=[四五六七八九])两(?=[个個天年次名人位种種家条條只届章节節项項日周月])")
_LISTED = regex.compile(r"[一二三四五六七八九]{3,}+(?=年级|季度|线|等|号)")
_HAS = regex.compile(r"\p{Han}{0,8}[中里]?(?:[就便只约約仅平]|大约|平均){0,2}有(?:[约約近]|大约)?")
_LATIN = regex.compile(r"[\p{Latin}\p{Greek}_-]")
_FIGURE = regex.compile(FIGURES)
_AND = regex.compile(r"[零又]?")


def zh_quantities(text: str, words: Sequence[Token]) -> list[Quantity]:
    """The quantities in simplified Chinese text, of which `words` are the words, in their order.

    A numeral within a word that is more than numeral, classifier and unit (统一, 四川) has the weight 0, or hardly any where
    the dictionary renders it by a number (三个代表).
    """
    others = list(word_quantities(text))
    taken = {place for other in others for place in range(other.start, other.end)}
    numbers = list(_each_of_lists(text, zh_numbers(text)))
    in_idioms = idioms(text, words, {start for start, _, _ in numbers})
    found: list[Quantity] = []
    for number in numbers:
        end = found[-1].end if found else 0  # The 二 of 九米二 is in the quantity already.
        if number[0] >= end and number[0] not in taken and number[1] - 1 not in taken:
            found.append(_quantity(text, _whole(text, number), in_idioms))
    found = list(merged(compounds(text, found, _AND), partial(_share, text)))
    covered = {place for quantity in found for place in range(quantity.start, quantity.end)}
    return sorted(_share_units(text, found) + [other for other in others if other.start not in covered])


def _each_of_lists(text: str, numbers: Sequence[Found]) -> Iterator[Found]:
    """The numbers, with 三四五年级 as the three that it is and not as 345, and 初三、初四两天 with its 四 and 两."""
    for number in numbers:
        row = _LISTED.match(text, number[0])
        if row and row.end() == number[1]:
            yield from ((place, place + 1, zh_numbers(text[place])[0][2]) for place in range(*row.span()))
        elif number[1] - number[0] > 1 and _LIST_AND_TWO.match(text, number[1] - 1):
            start, end, _ = number
            yield start, end - 1, zh_numbers(text[start : end - 1])[-1][2]
            yield end - 1, end, Decimal(2)
        else:
            yield number


def _whole(text: str, number: Found) -> Found:
    """The number as it is meant: 135 万 and 6成 in one, and without the unit of 50万千瓦 or 五十两 (of silver)."""
    start, end, value = number
    last, after = text[end - 1], text[end : end + 1]
    if _DISCOUNT.match(text, end) and 1 <= value < 100:
        return start, text.index("折", end) + 1, share_paid(text[start:end], value)
    interest = _INTEREST.search(text, max(0, start - 4), start)
    if interest and after in ("厘", "分"):
        return start, end + 1, ARITHMETIC.multiply(value, _INTEREST_PARTS[interest["period"], after])
    ones = _AND_ONES.match(text, end) if last == "十" else None
    if ones:  # 七十有三
        return start, ones.end(), ARITHMETIC.add(value, zh_numbers(ones[0])[0][2])
    if _TENTHS.match(text, end):
        return start, text.index("成", end) + 1, ARITHMETIC.multiply(value, Decimal(10))
    if end - start > 1 and (_LIANG.match(text, end - 1) or (last in "千兆" and after in tuple("瓦米克卡伏帕焦赫字位"))):
        before = zh_numbers(text[start : end - 1])
        return (start, end - 1, before[0][2]) if before else number
    apart = _APART.match(text, end)
    return (start, apart.end(), ARITHMETIC.multiply(value, product(apart["scale"]))) if apart else number


def _quantity(text: str, number: Found, in_idioms: Mapping[int, str]) -> Quantity:
    start, end, value = number
    after = _AFTER.match(text, end)
    assert after is not None, "every part of the pattern may be empty"
    name = after["unit"] or _implied_unit(text, number)
    is_of_era = name == "年" and years_before(text, start) is not None
    unit = _unit(text[start:end], name, is_month=bool(after["month"]) and value <= 12, is_of_era=is_of_era)
    values = tuple(values_of(text, number, name, has_half=bool(after["half"]) or name == "个半月"))
    stop = (
        end + 1
        if name == "两"
        else after.end()
        if after["unit"] or after["half"]
        else max(after.end("month"), after.end("hedge"), end)
    )
    digit = _DIGIT_AFTER.match(text, stop) if after["unit"] or text.startswith("度", stop) else None
    if digit:  # 九米二
        values, stop = (with_decimals(value, digit["digits"]), *values), digit.end()
    is_hedged = bool(
        after["hedge"] or _HEDGED.search(text, max(0, start - 4), start) or _HEDGED_AFTER.match(text, stop)
    )
    is_hedged = is_hedged or (len(values) > 1 and values[1] == value - 1 and bool(ROW_OF_TWO.search(text, start, end)))
    is_prize = bool(_RANKED.match(text, end))
    is_ordinal = text[max(0, start - 1) : start] == "第"
    form: Form = (
        "ordinal"
        if is_ordinal or is_prize or _FLOOR.match(text, end)
        else "figures"
        if _FIGURE.match(text, start, end)
        else "words"
    )
    weight = max(
        _weight(text, (start, end, values[0] if digit else value), form, unit),
        0.4 if after["half"] or name == "个半月" else 0.0,
    )
    if start in in_idioms:
        weight = _SAID if says(in_idioms[start], value) else 0.0
    elif text[start:end] in _FEW:
        weight = min(weight, 0.4)
    elif _FESTIVAL.match(text, start):
        weight = _SAID
    return Quantity(start - is_ordinal, stop, (start, end), values, unit, weight, form, is_hedged)


def _implied_unit(text: str, number: Found) -> str:
    """The unit that a number has by what stands beside it: a clock's hour, the 两 of weight, the 欧元 of 欧元2亿."""
    start, end, value = number
    if value <= 24 and _CLOCK.match(text, end):
        return "时"
    if _LIANG.match(text, end):
        return "两"
    before = _MONEY_BEFORE.search(text, max(0, start - 9), start)
    return before["unit"] if before and text[start - 1 : start] != "第" else ""


def _weight(text: str, number: Found, form: Form, unit: Unit) -> float:
    start, end, value = number
    if form == "figures":
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        is_code = unit is NONE and _LATIN.search(beside)  # 5G, G7
        return 0.3 if is_code or _MINUTES.search(text, max(0, start - 3), start) else 0.8 if end - start == 1 else 1.0
    if value == 1 and form == "ordinal":
        return 0.1
    if _MINUTE.match(text, end) and _MINUTES.search(text, max(0, start - 3), start):  # 六小时十五分
        return 0.3
    if (value <= 1 and unit.dimension != "ratio") or (
        text[start:end] == "两" and text[start - 1 : start] in tuple("几多余")
    ):
        return 0.0
    if value == 100 and unit.dimension == "ratio":  # 百分之百, which is "completely"
        return 0.5
    if digits(value) == "1" and value > 10:  # 一百, 一万: often no number that anybody has counted
        return 0.6
    if text[start] in "百千万" and unit.dimension != "ratio":  # 千万不要
        return 0.2
    is_counted = value == 10 and text.startswith(("个", "名", "位", "家"), end)
    if value > 10 or is_counted or unit.dimension in ("ratio", "points", "money", "month"):
        return 0.9
    return 0.4 if form == "ordinal" or unit is NONE else 0.5


def _unit(numeral: str, form: str, *, is_month: bool, is_of_era: bool) -> Unit:
    parts, _, rest = numeral.partition("分之")
    if rest:
        return UNITS["percent" if parts in PERCENT_OF else "times"]
    if numeral[-1] in "成折厘分":
        return UNITS["percent"]
    if is_month:
        return MONTH
    if is_of_era:
        return YEAR
    if (form == "年" and len(numeral) == 4 and numeral[0] in "12１２一二") or form == "年代":
        return YEAR
    if form == "号" and numeral[0] in "0０":
        return NONE  # 003号 is no day.
    return _NAMED.get(form) or ZH_FORMS.get(form, NONE)


def _share(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    """The two as the share that 每千人中有五人 is."""
    is_each = one.value > other.value and text.startswith("每", one.start - 1)
    if not is_each or not _HAS.fullmatch(text, one.end, other.start):
        return None
    span, share = (one.start, other.end), ARITHMETIC.divide(other.value, one.value)
    return Quantity(*span, span, (share, one.value, other.value), UNITS["times"], 0.5, "words", other.is_hedged)


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Ranges and lists share a unit and a scale: the 3 in 3至5亿元 may be 3亿元, the 6 in 6、70年代 60."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        if one.unit is NONE and _JOIN.fullmatch(text, one.end, other.start):
            numeral = text[slice(*other.number)]
            scale = numeral[len(numeral.rstrip("万萬亿億")) :]
            found[index] = joined(one, other, Decimal(10) if _TENS.fullmatch(numeral) else product(scale))
    return found
