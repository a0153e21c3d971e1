"""The quantities in Chinese text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import regex

from toolkit.lexicon._en_numerals import en_numbers
from toolkit.lexicon._figures import ARITHMETIC, FIGURES, Found
from toolkit.lexicon._quantity import Form, Quantity, digits, joined
from toolkit.lexicon._units import MONTH, NONE, UNITS, YEAR, ZH_FORMS, Unit, alternatives
from toolkit.lexicon._zh_numerals import zh_numbers
from toolkit.lexicon._zh_quantity_words import SCALES, product, word_quantities
from toolkit.lexicon.cedict import entries, glosses
from toolkit.lexicon.pinyin import surnames
from toolkit.lexicon.tokens import Token

# Of money, as 五十块 and 三块五 end a clause; but 三块地 are pieces.
_PIECE = r"块(?=[一二三四五六七八九]?+(?:[钱錢]|\P{Han}|$))"
_AFTER = regex.compile(
    r"(?P<half>[个個]半(?=小时|钟头|世纪|星期|学期|学年))?+"
    r"(?P<hedge>[多余餘几来](?!年来|次))?+\s?+"
    rf"(?:(?:大|整|[个個](?!半?月))?+(?P<hedge>多)?+(?:(?P<unit>{alternatives(ZH_FORMS)})(?![\p{{Latin}}级])|(?P<unit>{_PIECE})|(?P<month>月)))?+"
    r"(?P<hedge>[多余餘])?+(?P<half>[个個]?半)?+"
)
_HEDGED = regex.compile(
    r"(?:约|近|逾|超|超过|大约|将近|不到|不足|至少|至多|最多|最少|大概|接近|突破|不少于|不低于|不超过|几乎)$"
)
_HEDGED_AFTER = regex.compile(r"左右|上下|以上|以下|以内|之多|开外|出头")
_RISE = regex.compile(
    r"(?:增长|增加|增|涨|上涨|上升|提高|提升|扩大|延长|高出|高|多|多出|大|快|翻)了?(?:近|约|超过|超|逾)?$"
)
_JOIN = regex.compile(r"\s?(?:[-–—~～〜至到、，或和与及/／]|\s)\s?")
_ROW_OF_TWO = regex.compile(r"[一二两三四五六七八九]{2}")
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
_NAMED = {"块": UNITS["yuan"], "两": UNITS["liang"]}  # Where these are units, and not a plain measure word or numeral.
_TENS = regex.compile(r"[1-9]0|[一二三四五六七八九]十")
_DIGIT_AFTER = regex.compile(r"(?<=[米尺丈斤块元])[一二三四五六七八九](?=[长宽高深厚重]|\P{Han}|$)")
_MINUTES = regex.compile(r"(?<=\d\s?)[时時点點:：]\s?$")
_LISTED = regex.compile(r"[一二三四五六七八九]{3,}+(?=年级|季度|线|等|号)")
_LATIN = regex.compile(r"[\p{Latin}\p{Greek}_-]")
_FIGURE = regex.compile(FIGURES)
_PERCENT_OF = {"百": 1, "千": 10, "万": 100}
# What may stand beside a numeral in one word without making it an idiom: classifiers, units, hedges.
# Fixed expressions that are cut into several words; festivals and sales of a date have their own names in English.
_FIXED = regex.compile(
    r"一五一十|十有八九|三年[五两]载|十万八千里|三七二十一|二八佳人|[一二三四五六七八九]{2}开|大?年三十|双十[一二]|十一(?=黄金周|长假|假期|国庆)|五一(?=国际|劳动|长假|假期|黄金周)"
    r"|一百八十度的?大?转|七十二变|三十六计|十八般"
)
_PLAIN = frozenset(
    "第个個位名人次年月日号號天条條项項件只隻家台座所间間部本张張份种種类類批届屆期阶階层層级級度倍元块塊角里米亩斤吨公克万萬亿億余餘多来"
    "半约近超岁歲周时時分秒点點刻两兩双條颗顆粒头頭匹棵株枚根支枝艘辆輛架套代章节節卷首篇句字页頁行排步口户戶道场場回遍趟声聲顿頓杯碗盘瓶"
    "箱包袋桶壶星期礼拜世纪紀季平方立厘毫千百十零〇一二三四五六七八九成折版等路环環楼樓村组班师團团军省市县区国國大小约之钟鐘"
)


def zh_quantities(text: str, words: Sequence[Token]) -> list[Quantity]:
    """The quantities in simplified Chinese text, of which `words` are the words, in their order.

    A numeral within a word that is more than numeral, classifier and unit (统一, 四川) has the weight 0, or hardly any where
    the dictionary renders it by a number (三个代表).
    """
    others = list(word_quantities(text))
    taken = {place for other in others for place in range(other.start, other.end)}
    numbers = list(_each_of_lists(text, zh_numbers(text)))
    idioms = _idioms(text, words, {start for start, _, _ in numbers})
    found: list[Quantity] = []
    for number in numbers:
        end = found[-1].end if found else 0  # The 二 of 九米二 is in the quantity already.
        if number[0] >= end and number[0] not in taken and number[1] - 1 not in taken:
            found.append(_quantity(text, _whole(text, number), idioms))
    covered = {place for quantity in found for place in range(quantity.start, quantity.end)}
    return sorted(_share_units(text, found) + [other for other in others if other.start not in covered])


def _each_of_lists(text: str, numbers: Sequence[Found]) -> Iterator[Found]:
    """The numbers, with 三四五年级 as the three that it is and not as 345."""
    for number in numbers:
        row = _LISTED.match(text, number[0])
        if row and row.end() == number[1]:
            yield from ((place, place + 1, zh_numbers(text[place])[0][2]) for place in range(*row.span()))
        else:
            yield number


def _idioms(text: str, words: Sequence[Token], starts: set[int]) -> dict[int, str]:
    """The idiom that each of these places is in, if it is in one."""
    if not starts:
        return {}
    of_text = (word for word in words if not starts.isdisjoint(range(word.start, word.end)) and _is_idiom(word.text))
    idioms = {place: word.text for word in of_text for place in range(word.start, word.end)}
    return idioms | {place: match[0] for match in _FIXED.finditer(text) for place in range(*match.span())}


def _is_idiom(word: str) -> bool:
    """Whether a word in which there may be a numeral is one of the dictionary, or a name (顾三)."""
    is_name = word[0] in surnames() and word[0] not in _PLAIN
    return is_name or (not _PLAIN.issuperset(word) and word in entries())


@lru_cache(maxsize=10_000)
def _says(word: str, value: Decimal) -> bool:
    """Whether the dictionary renders a word with its number: 三个代表 by "Three Represents", but 四川 by "Sichuan"."""
    return value > 1 and any(value == number for gloss in glosses(word) for _, _, number in en_numbers(gloss))


def _whole(text: str, number: Found) -> Found:
    """The number as it is meant: 135 万 and 6成 in one, and without the unit of 50万千瓦 or 五十两 (of silver)."""
    start, end, value = number
    last, after = text[end - 1], text[end : end + 1]
    if _DISCOUNT.match(text, end) and 1 <= value < 100:
        return start, text.index("折", end) + 1, _share_paid(text[start:end], value)
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


def _share_paid(numeral: str, value: Decimal) -> Decimal:
    """The percentage of the price that is left at a discount: 80 of 八折, 85 of 八五折 and 8.5折."""
    if _ROW_OF_TWO.fullmatch(numeral):
        tens, ones = (zh_numbers(digit)[0][2] for digit in numeral)
        return 10 * tens + ones
    return (10 * value).normalize(ARITHMETIC) if value < 10 else value


def _quantity(text: str, number: Found, idioms: Mapping[int, str]) -> Quantity:
    start, end, value = number
    after = _AFTER.match(text, end)
    assert after is not None, "every part of the pattern may be empty"
    name = after["unit"] or _implied_unit(text, number)
    unit = _unit(text[start:end], name, is_month=bool(after["month"]) and value <= 12)
    values = tuple(_values(text, number, name, has_half=bool(after["half"]) or name == "个半月"))
    stop = (
        end + 1
        if name == "两"
        else after.end()
        if after["unit"] or after["half"]
        else max(after.end("month"), after.end("hedge"), end)
    )
    digit = _DIGIT_AFTER.match(text, stop) if after["unit"] else None
    if digit:  # 九米二
        values, stop = (ARITHMETIC.add(value, zh_numbers(digit[0])[0][2] / 10), *values), digit.end()
    is_hedged = bool(
        after["hedge"] or _HEDGED.search(text, max(0, start - 4), start) or _HEDGED_AFTER.match(text, stop)
    )
    is_hedged = is_hedged or (len(values) > 1 and values[1] == value - 1 and bool(_ROW_OF_TWO.search(text, start, end)))
    is_prize = bool(_RANKED.match(text, end))
    is_ordinal = text[max(0, start - 1) : start] == "第"
    form: Form = "ordinal" if is_ordinal or is_prize else "figures" if _FIGURE.match(text, start, end) else "words"
    weight = max(_weight(text, number, form, unit), 0.4 if after["half"] or name == "个半月" else 0.0)
    if start in idioms:
        weight = _SAID if _says(idioms[start], value) else 0.0
    return Quantity(start - is_ordinal, stop, (start, end), values, unit, weight, form, is_hedged)


def _implied_unit(text: str, number: Found) -> str:
    """The unit that a number has by what stands beside it: a clock's hour, the 两 of weight, the age of 八旬."""
    _, end, value = number
    if value <= 24 and _CLOCK.match(text, end):
        return "时"
    return "两" if _LIANG.match(text, end) else ""


def _weight(text: str, number: Found, form: Form, unit: Unit) -> float:
    start, end, value = number
    if form == "figures":
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        is_code = unit is NONE and _LATIN.search(beside)  # 5G, G7
        return 0.3 if is_code or _MINUTES.search(text, max(0, start - 3), start) else 0.8 if end - start == 1 else 1.0
    if value == 1 and form == "ordinal":
        return 0.1
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
    if value > 10 or unit.dimension in ("ratio", "points", "money", "month"):
        return 0.9
    return 0.4 if form == "ordinal" or unit is NONE else 0.5


def _unit(numeral: str, form: str, *, is_month: bool) -> Unit:
    parts, _, rest = numeral.partition("分之")
    if rest:
        return UNITS["percent" if parts in _PERCENT_OF else "times"]
    if numeral[-1] in "成折":
        return UNITS["percent"]
    if is_month:
        return MONTH
    if (form == "年" and len(numeral) == 4 and numeral[0] in "12１２一二") or form == "年代":
        return YEAR
    if form == "号" and numeral[0] in "0０":
        return NONE  # 003号 is no day.
    return _NAMED.get(form) or ZH_FORMS.get(form, NONE)


def _values(text: str, number: Found, form: str, *, has_half: bool) -> Iterator[Decimal]:
    """The readings of a number with the unit `form`, the plainest first."""
    start, end, value = number
    numeral, after = text[start:end], text[end : end + 1]
    parts, _, rest = numeral.partition("分之")
    if parts in _PERCENT_OF and rest:
        for each in (value, *_lower(rest)):
            yield ARITHMETIC.divide(each, Decimal(_PERCENT_OF[parts]))
        return
    if numeral[-1] == "折":  # The price, and what is taken off it
        yield from (value, 100 - value)
        return
    if has_half:  # 三个半
        yield ARITHMETIC.add(value, Decimal("0.5"))
    if form == "倍" and _RISE.search(text, max(0, start - 7), start):  # 增长两倍: to three times
        yield ARITHMETIC.add(value, Decimal(1))
    if after in ("几", "幾") and 100 < value < 210 and text[end + 1 : end + 2] == "年":  # 一九六几年
        yield from (10 * value, 10 * value % 100)
        return
    if after == "旬":  # 年过四旬
        yield value * 10
        return
    yield value
    yield from _lower(numeral)
    is_short_year = len(numeral) == 2 and 10 <= value < 100 and (form == "年" or after == "后")  # 98年, 90后
    if is_short_year or (form == "年代" and value < 3000):
        yield from (value + 1900, value + 2000, value + 1800, value % 100)
    elif form in ("时", "点", "点钟") and value <= 24:
        yield value - 12 if value > 12 else value + 12
    elif after in ("毛", "角"):  # 五毛 are fifty fen, or half a yuan.
        yield from (10 * value, value / 10)
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
