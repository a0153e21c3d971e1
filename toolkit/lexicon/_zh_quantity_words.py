"""Chinese words that stand for a quantity (双, 半, 翻两番), weekdays, quarters and vague numbers (几十, 上万)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from toolkit.lexicon._quantity import Quantity
from toolkit.lexicon._units import GROWN, HALF, NONE, QUARTER, UNITS, WEEKDAY, YEAR, ZH_FORMS, alternatives
from toolkit.lexicon._zh_numerals import zh_numbers

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_VAGUE = {
    "成百上千": (100, 1000), "成千上万": (1000, 10**4), "成千累万": (1000, 10**4), "千千万万": (10**6, 10**7, 1000, 10**4),
    "数以百计": (100,), "数以千计": (1000,), "数以万计": (10**4, 1000), "数以十万计": (10**5,), "数以百万计": (10**6,),
    "数以千万计": (10**7, 10**6), "数以亿计": (10**8,),
}  # fmt: skip
# Classifiers and units that may follow 上百 and 上千.
_COUNTED = (
    "个亩件份位例個公匹县只台吨场块場塊处天头套层層幅年座张張戶户所斤本村条枚架栋株根條棟棵次盏"
    "种種篇米艘英處起輛辆道部里間间隻頁項頭页项颗首"
)
_AGES = {
    "弱冠": (20,), "而立": (30,), "不惑之年": (40,), "半百": (50,), "知天命": (50,), "花甲": (60,), "耳顺": (60,), "古稀": (70,),
    "耄耋": (80, 90), "期颐": (100,),
}  # fmt: skip
_EVERY_OTHER = {"日": "days", "天": "days", "周": "weeks", "月": "months", "年": "years"}
_WORD = regex.compile(
    rf"(?P<vague>{alternatives(_VAGUE)})|(?<!十|十而)(?P<age>{alternatives(_AGES)})|十(?P<plan>[一二三四五六])五(?=[”」』’\"]?(?:规划|时期|期间|计划|以来|开局|末))"
    r"|(?P<magnitudes>[一两二三四五六七八九十]{1,2}|\d{1,2})个?[数數]量[级級]|半打|隔(?P<every_other>[日天周月年])(?!离)|"
    r"(?<![一二两三四五六七八九十每几\d])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?![个次年天])"
    r"|(?<!前)第?(?P<quarter>[一二三四1-4])季度|(?P<half_year>[上下])半年|(?P<halved>腰斩)|翻了?(?P<doublings>[一二两三四1-4])番"
    r"|(?:[几幾数數](?P<scale>[十百千]{0,2}+[万萬亿億]{0,2}+)|[上成](?P<scale>[百千]?+[万亿]{1,2}+|[百千](?=[名人家元多]))"
    rf"|(?<![网路早晚街世身线以楼地船马山])上(?P<scale>[百千](?=[{_COUNTED}])))"
    r"(?<=[十百千万萬亿億])"
    r"|半(?:[个個]多?)?(?P<unit>时辰|小时|钟头|月|年|天|公?里|英里|公?[亩斤]|公?顷|[磅吨升米克]|世纪|星期|百分点)|(?P<part>一半|过半(?!百)|对半|减半|半数|半)"
    r"|(?<![\d个一二三四五六七八九十百])(?P<century>\d{1,2}|二十一?|十[一二三四五六七八九]?|[二三四五六七八九])\s?世纪(?:\s?(?P<decade>\d0|[一二三四五六七八九]{1,2}十)\s?年代|末|初)?+"
    r"|(?<![\d一二两三四五六七八九十百千万亿几数多余来成半拾佰仟零\s])(?P<alone>[百千]?+[万亿]{0,2}+)(?<=[百千万亿])"
    r"(?=[元吨斤人户亩股美名字家个年里米余多辆台艘架座栋件套头只棵株])"
    r"|(?P<weak>百分百|双方|[双俩对仨首廿卅打季旬再]|(?<![\d一二三四五六七八九十百千万两几多每这那此首数])次|唯一|冠军|亚军|季军|正月|腊月|冬月|(?<![\d一二两三四五六七八九十百几数])[百千]年|世纪|全天候|昼夜)"
)
_WEAK = {
    "双方": 2, "双": 2, "俩": 2, "对": 2, "仨": 3, "首": 1, "唯一": 1, "冠军": 1, "亚军": 2, "季军": 3, "再": 2, "次": 2,
    "正月": 1, "冬月": 11, "腊月": 12, "廿": 20, "卅": 30, "百年": 100, "千年": 1000, "世纪": 100, "打": 12, "季": 4, "旬": 10,
    "全天候": 24, "昼夜": 24, "百分百": 100,
}  # fmt: skip
_NUMBERS = {character: number for number, character in enumerate("一二三四五六日", start=1)}
_NUMBERS |= {"天": 7, "两": 2, "上": 1, "下": 2, "1": 1, "2": 2, "3": 3, "4": 4}


def word_quantities(text: str) -> Iterator[Quantity]:
    """Words that stand for a quantity, in their order."""
    for match in _WORD.finditer(text):
        span = match.span()
        group = match.lastgroup or ""
        word = match[group] if group else match[0]
        if group in ("weekday", "quarter", "half_year"):
            unit = {"weekday": WEEKDAY, "quarter": QUARTER, "half_year": HALF}[group]
            yield Quantity(*span, span, (Decimal(_NUMBERS[match[group]]),), unit, 0.6, "ordinal")
        elif group == "halved":
            yield Quantity(*span, span, (Decimal("0.5"),), GROWN, 0.8, "words")
        elif group == "doublings":
            yield Quantity(*span, span, (Decimal(2 ** _NUMBERS[match[group]]),), GROWN, 0.8, "words")
        elif group in ("century", "decade"):
            yield _century(span, match["century"], match["decade"])
        elif group == "vague":
            yield Quantity(*span, span, tuple(map(Decimal, _VAGUE[word])), NONE, 0.4, "vague", is_hedged=True)
        elif group == "age":
            yield Quantity(*span, span, tuple(map(Decimal, _AGES[word])), NONE, 0.6, "words", is_hedged=True)
        elif group == "plan":
            yield Quantity(*span, match.span(group), (Decimal(10 + _NUMBERS[word]),), NONE, 0.9, "ordinal")
        elif group == "magnitudes":
            yield Quantity(*span, span, (Decimal(10) ** int(zh_numbers(word)[0][2]),), UNITS["times"], 0.6, "words")
        elif group == "every_other":
            yield Quantity(*span, span, (Decimal(2),), UNITS[_EVERY_OTHER[word]], 0.5, "words")
        elif group == "scale":
            tens = range(1, 10) if word == "十" and text.startswith("年", span[1]) else (1,)  # 几十年 may be decades.
            values = tuple(product(word) * ten for ten in tens)
            yield Quantity(*span, span, values, NONE, 0.4, "vague", is_hedged=True)
        elif group == "alone":  # 万元, as the head of a table has it
            unit = ZH_FORMS[text[span[1]]] if text[span[1]] in "斤里亩吨" else NONE
            yield Quantity(*span, span, (product(match[group]),), unit, 0.0, "words")
        elif group in ("unit", "part"):
            weight = 0.3 if group == "part" and match[0] != "半" else 0.1 if group == "unit" else 0.0
            unit = ZH_FORMS[{"月": "个月"}.get(match["unit"], match["unit"])] if match["unit"] else UNITS["times"]
            yield Quantity(*span, span, (Decimal("0.5"),), unit, weight, "words")
        elif not group:
            yield Quantity(*span, span, (Decimal(6),), NONE, 0.5, "words")
        else:
            unit = UNITS["percent"] if match[0] == "百分百" else NONE
            yield Quantity(*span, span, (Decimal(_WEAK[match[0]]),), unit, 0.0, "words")


def _century(span: tuple[int, int], century: str, decade: str | None) -> Quantity:
    """20世纪 (or the 1900s), and 20世纪80年代, the 1980s."""
    number = zh_numbers(century)[0][2]
    first = 100 * number - 100
    if decade is None:
        return Quantity(*span, span, (number, first), NONE, 0.8, "ordinal")
    decades = [zh_numbers(decade)[0][2], zh_numbers(decade[0] + decade[-1])[0][2]]  # 六七十年代 are two.
    values = (value for year in dict.fromkeys(decades) for value in (first + year, year, year / 10))
    return Quantity(*span, span, tuple(values), YEAR, 0.8, "figures")


def product(scale: str) -> Decimal:
    """十万 as 100,000."""
    value = Decimal(1)
    for character in scale:
        value *= SCALES[character]
    return value
