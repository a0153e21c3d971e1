"""The quantities in Chinese text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from toolkit.lexicon._figures import ARITHMETIC, FIGURES, Found
from toolkit.lexicon._quantity import Form, Quantity, joined
from toolkit.lexicon._units import MONTH, NONE, UNITS, YEAR, ZH_FORMS, Unit, alternatives
from toolkit.lexicon._zh_numerals import zh_numbers
from toolkit.lexicon._zh_quantity_words import SCALES, product, word_quantities
from toolkit.lexicon.cedict import entries
from toolkit.lexicon.pinyin import surnames
from toolkit.lexicon.tokens import Token

_AFTER = regex.compile(
    r"(?P<hedge>[多余餘几来](?!年来|次))?+\s?+"
    rf"(?:(?:大|整|[个個](?!月))?+(?P<hedge>多)?+(?:(?P<unit>{alternatives(ZH_FORMS)})(?!\p{{Latin}})|(?P<month>月)))?+"
    r"(?P<hedge>[多余餘])?+(?P<half>[个個]?半)?+"
)
_HEDGED = regex.compile(
    r"(?:约|近|逾|超|超过|大约|将近|不到|不足|至少|至多|最多|最少|大概|接近|突破|不少于|不低于|不超过|几乎)$"
)
_HEDGED_AFTER = regex.compile(r"左右|上下|以上|以下|以内|之多|开外|出头")
_RISE = regex.compile(r"(?:增长|增加|增|涨|上涨|上升|提高|提升|扩大|高出|高|多|多出|大|快|翻)了?(?:近|约|超过|超|逾)?$")
_JOIN = regex.compile(r"\s?(?:[-–—~～〜至到、，或和与及/／]|\s)\s?")
_ROW_OF_TWO = regex.compile(r"[一二两三四五六七八九]{2}")
_APART = regex.compile(r"(?<=\d)\s{1,2}+(?P<scale>[十百千]?+[万萬亿億]{1,2}+)")
_TENTHS = regex.compile(
    r"(?<=\d)\s?成(?![员為为立功就长本果绩分交套品熟年人份不因名都群])|(?<=[一二三四五六七八九])成(?=员工)"
)
_TENS = regex.compile(r"[1-9]0|[一二三四五六七八九]十")
_DIGIT_AFTER = regex.compile(r"(?<=[米尺丈斤块元])[一二三四五六七八九](?=[长宽高深厚重]|\P{Han}|$)")
_MINUTES = regex.compile(r"(?<=\d\s?)[时時点點:：]\s?$")
_LATIN = regex.compile(r"[\p{Latin}\p{Greek}_-]")
_FIGURE = regex.compile(FIGURES)
_PERCENT_OF = {"百": 1, "千": 10, "万": 100}
# What may stand beside a numeral in one word without making it an idiom: classifiers, units, hedges.
_PLAIN = frozenset(
    "第个個位名人次年月日号號天条條项項件只隻家台座所间間部本张張份种種类類批届屆期阶階层層级級度倍元块塊角里米亩斤吨公克万萬亿億余餘多来"
    "半约近超岁歲周时時分秒点點刻两兩双條颗顆粒头頭匹棵株枚根支枝艘辆輛架套代章节節卷首篇句字页頁行排步口户戶道场場回遍趟声聲顿頓杯碗盘瓶"
    "箱包袋桶壶星期礼拜世纪紀季平方立厘毫千百十零〇一二三四五六七八九成折版等路环環楼樓村组班师團团军省市县区国國大小约之钟鐘"
)


def zh_quantities(text: str, words: Sequence[Token]) -> list[Quantity]:
    """The quantities in simplified Chinese text, of which `words` are the words, in their order.

    A numeral within a word that is more than numeral, classifier and unit (统一, 四川) has the weight 0.
    """
    others = list(word_quantities(text))
    taken = {place for other in others for place in range(other.start, other.end)}
    idioms = {place for word in words if _is_idiom(word.text) for place in range(word.start, word.end)}
    found: list[Quantity] = []
    for number in zh_numbers(text):
        end = found[-1].end if found else 0  # The 二 of 九米二 is in the quantity already.
        if number[0] >= end and number[0] not in taken and number[1] - 1 not in taken:
            found.append(_quantity(text, _whole(text, number), idioms))
    covered = {place for quantity in found for place in range(quantity.start, quantity.end)}
    return sorted(_share_units(text, found) + [other for other in others if other.start not in covered])


def _is_idiom(word: str) -> bool:
    """Whether a word in which there may be a numeral is one of the dictionary, or a name (顾三)."""
    is_name = word[0] in surnames() and word[0] not in _PLAIN
    return is_name or (not _PLAIN.issuperset(word) and word in entries())


def _whole(text: str, number: Found) -> Found:
    """The number as it is meant: 135 万 and 6成 in one, and without the unit of 50万千瓦 or 五十两 (of silver)."""
    start, end, value = number
    last, after = text[end - 1], text[end : end + 1]
    if _TENTHS.match(text, end):
        return start, text.index("成", end) + 1, ARITHMETIC.multiply(value, Decimal(10))
    if end - start > 1 and (last in "两兩" or (last in "千兆" and after in tuple("瓦米克卡伏帕焦赫字位"))):
        before = zh_numbers(text[start : end - 1])
        return (start, end - 1, before[0][2]) if before else number
    apart = _APART.match(text, end)
    return (start, apart.end(), ARITHMETIC.multiply(value, product(apart["scale"]))) if apart else number


def _quantity(text: str, number: Found, idioms: set[int]) -> Quantity:
    start, end, value = number
    after = _AFTER.match(text, end)
    assert after is not None, "every part of the pattern may be empty"
    unit = _unit(text[start:end], after["unit"] or "", is_month=bool(after["month"]) and value <= 12)
    values = tuple(_values(text, number, after["unit"] or "", has_half=bool(after["half"])))
    stop = after.end() if after["unit"] or after["half"] else max(after.end("month"), after.end("hedge"), end)
    digit = _DIGIT_AFTER.match(text, stop) if after["unit"] else None
    if digit:  # 九米二
        values, stop = (ARITHMETIC.add(value, zh_numbers(digit[0])[0][2] / 10), *values), digit.end()
    is_hedged = bool(
        after["hedge"] or _HEDGED.search(text, max(0, start - 4), start) or _HEDGED_AFTER.match(text, stop)
    )
    is_ordinal = text[max(0, start - 1) : start] == "第"
    form: Form = "ordinal" if is_ordinal else "figures" if _FIGURE.match(text, start, end) else "words"
    weight = 0.0 if start in idioms else _weight(text, number, form, unit)
    return Quantity(start - is_ordinal, stop, (start, end), values, unit, weight, form, is_hedged)


def _weight(text: str, number: Found, form: Form, unit: Unit) -> float:
    start, end, value = number
    if form == "figures":
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        is_code = unit is NONE and _LATIN.search(beside)  # 5G, G7
        return 0.3 if is_code or _MINUTES.search(text, max(0, start - 3), start) else 0.8 if end - start == 1 else 1.0
    if value <= 1 and unit.dimension != "ratio":
        return 0.0
    if text[start] in "百千万" and unit.dimension != "ratio":  # 千万不要
        return 0.2
    if value > 10 or unit.dimension in ("ratio", "points", "money", "month"):
        return 0.9
    return 0.4 if form == "ordinal" or unit is NONE else 0.5


def _unit(numeral: str, form: str, *, is_month: bool) -> Unit:
    parts, _, rest = numeral.partition("分之")
    if rest:
        return UNITS["percent" if parts in _PERCENT_OF else "times"]
    if "成" in numeral:
        return UNITS["percent"]
    if is_month:
        return MONTH
    if (form == "年" and len(numeral) == 4 and numeral[0] in "12１２一二") or form == "年代":
        return YEAR
    return ZH_FORMS.get(form, NONE)


def _values(text: str, number: Found, form: str, *, has_half: bool) -> Iterator[Decimal]:
    """The readings of a number with the unit `form`, the plainest first."""
    start, end, value = number
    numeral, after = text[start:end], text[end : end + 1]
    parts, _, rest = numeral.partition("分之")
    if parts in _PERCENT_OF and rest:
        for each in (value, *_lower(rest)):
            yield ARITHMETIC.divide(each, Decimal(_PERCENT_OF[parts]))
        return
    if has_half:  # 三个半
        yield ARITHMETIC.add(value, Decimal("0.5"))
    if form == "倍" and _RISE.search(text, max(0, start - 7), start):  # 增长两倍: to three times
        yield ARITHMETIC.add(value, Decimal(1))
    yield value
    yield from _lower(numeral)
    is_short_year = len(numeral) == 2 and 10 <= value < 100 and (form == "年" or after == "后")  # 98年, 90后
    if is_short_year or (form == "年代" and value < 3000):
        yield from (value + 1900, value + 2000, value + 1800, value % 100)
    elif form in ("时", "点", "点钟") and value <= 24:
        yield value - 12 if value > 12 else value + 12
    elif after == "旬":  # 年过四旬
        yield value * 10
    elif after and after in "几幾" and value >= 10:  # 十几
        yield from (ARITHMETIC.add(value, Decimal(more)) for more in range(1, 10))


def _lower(numeral: str) -> Iterator[Decimal]:
    """The lower end of a range in one word (两三, 七八十), of which the upper one is the number read."""
    row = _ROW_OF_TWO.search(numeral)
    if row and (len(numeral) == 2 or not SCALES.keys().isdisjoint(numeral)):  # and no row of figures, 二〇二六
        yield from (value for _, _, value in zh_numbers(numeral.replace(row[0], row[0][0])))


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Ranges and lists share a unit and a scale: the 3 in 3至5亿元 may be 3亿元, the 6 in 6、70年代 60."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        if one.unit is NONE and _JOIN.fullmatch(text, one.end, other.start):
            numeral = text[slice(*other.number)]
            scale = numeral[len(numeral.rstrip("万萬亿億")) :]
            found[index] = joined(one, other, Decimal(10) if _TENS.fullmatch(numeral) else product(scale))
    return found
