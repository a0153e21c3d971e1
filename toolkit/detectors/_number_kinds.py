"""Whether two quantities of one value are quantities of the same kind: what is measured, counted, ordered or paid for."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import regex

from toolkit.lexicon.quantities import CALENDAR, MONTH, NONE, Quantity, Unit, en_unit, zh_unit
from toolkit.quality import Pair, Span

Difference = Literal["unit", "currency", "sort", "rate"]
Different = tuple[Difference, Span]
"""The kind of a difference and the English words that make it."""

_NAMES_OF = {"day": "days", "hour": "hours", "year": "years", "month": "months"}
_MAY_BE = {("hour", "points"), ("length", "points")}  # 两点, "two points"; 一码, "one code"
_MEASURED = frozenset({"percent", "per mille", "percentage points", "basis points"})
_OF_MEASURE = frozenset(
    "length area mass volume energy power voltage current charge resistance force frequency pressure sound radiation"
    " temperature money data".split()
)
# Classifiers of things and occasions, none of which is also a unit.
_CLASSIFIER = (
    r"(?:[个個](?![半月多])|[名位人次级項项件条條台辆輛艘架座栋棟只隻头頭棵株枚支艇部本册幅张張份封篇首盏届屆轮輪场場局户戶家所间間"
    r"扇颗顆粒回趟遍席种種类類代房排行组組班])"
)
_COUNTED = regex.compile(rf"[多余来几]?{_CLASSIFIER}")
# Of these a plain number is no rank, as it is in 二级, 三楼 and 一期.
_UNRANKED = regex.compile(r"[多余来几]?(?:[个個](?!半?月)|[名位次项件条台辆艘座只头份席种](?![子女]))")
_IN_A_ROW = regex.compile(r"[连連每第头頭首][续續]?[^，。；]{0,4}$")
_ROW = regex.compile(r"\b(?:consecutive|straight|successive|row|every|each)\b", regex.IGNORECASE)
_MANY = regex.compile(r"\s(?!years|days|months|weeks|hours|minutes|seconds)\p{Ll}+s\b(?!['’])")
_NAMED_ALONE = regex.compile(r"[.,;:]|\s(?:has|have|had|is|are|was|were|will|of|one|to|and|or)\b")
_LABEL = regex.compile(r"(?:\b(?:no|nos|number|article|level|top|first|last)\b\.?|#)\s?$", regex.IGNORECASE)
_ZH_PER = regex.compile(
    r"(?:每|/)[一个個]?(?P<unit>\p{Han}{1,4}?)(?:[的约計计为可产售卖]\p{Han}?|人民币|[美欧日港]元)?$"
)
_ZH_PER_AFTER = regex.compile(r"\s?(?:[/／]|每)(?P<unit>\p{Han}{1,4}|\p{Latin}{1,3}[²³]?)")
_EN_PER = regex.compile(
    r"(?:[\s-]\p{L}{3,})?(?:[\s-](?:an?|per|each|every|for\severy|for\seach)[\s-]|\s?/\s?)(?P<unit>\p{L}{1,12}(?:[\s-]\p{L}{1,12})?)"
)
_NEAR = 12
_LIKE = (Decimal("0.85"), Decimal("1.18"))


def difference(pair: Pair, one: Quantity, other: Quantity) -> Different | None:
    """In what two quantities differ whose figures agree, or None where they are of one kind."""
    if set(one.values).isdisjoint(other.values):
        return None
    span = other.start, other.end
    if NONE not in (one.unit, other.unit) and one.unit.dimension != other.unit.dimension:
        return ("unit", span) if _is_other_dimension(pair, one, other) else None
    if one.unit is NONE and one.value > 1 and _is_measured(other.unit) and _COUNTED.match(pair.zh, one.number[1]):
        is_share = "每" in pair.zh[max(0, one.start - _NEAR) : one.start]  # 每百人中有六人
        return None if is_share else ("unit", span)
    if _is_other_sort(pair, one, other):
        return "sort", span
    rate = _other_rate(pair, one, other)
    return ("rate", (min(span[0], rate[0]), max(span[1], rate[1]))) if rate else None


def is_other_currency(pair: Pair, one: Unit, other: Unit) -> bool:
    """Whether money is of another country. 元 may be the money of any country that the text names, $ of any with dollars."""
    names = one.name, other.name
    if "cents" in names or ("dollars" in names and ("dollar" in names[0] + names[1] or one.name != "yuan")):
        return False
    if {*names} <= {"yuan", "jiao"}:
        return False
    if one.name != "yuan":
        return True
    return other.name != "dollars" and pair.src == pair.zh and other.name not in _currencies(pair.zh)


def _currencies(text: str) -> set[str]:
    units = (zh_unit(text[place - 1 : place + 1]) for place in range(1, len(text)) if text[place] in "元镑圆币郎布比")
    return {unit.name for unit in units if unit}


def _is_measured(unit: Unit) -> bool:
    return unit.name in _MEASURED or unit.dimension in _OF_MEASURE


def _is_other_dimension(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether units measure different things; a place in time is not its length (前11个月, "in November")."""
    dimensions = one.unit.dimension, other.unit.dimension
    if "times" in (one.unit.name, other.unit.name) or "grown" in (one.unit.name, other.unit.name):
        return False
    if dimensions in _MAY_BE:
        return False
    if CALENDAR.isdisjoint(dimensions):
        return True
    if "time" not in dimensions:
        return not CALENDAR.issuperset(dimensions)
    if other.unit is MONTH:
        return one.unit.name == "months" and pair.zh[one.number[1] : one.number[1] + 1] in ("个", "個")
    place, length = (one, other) if one.unit.dimension in CALENDAR else (other, one)
    return _NAMES_OF.get(place.unit.dimension) != length.unit.name


def _is_other_sort(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether a number of things stands for the place of one in a row, or the reverse: 第七轮, "seven rounds"."""
    if one.value < (3 if other.form == "ordinal" else 2) or _ROW.search(
        pair.tgt, max(0, other.start - _NEAR), other.end + _NEAR
    ):
        return False
    if one.form == "ordinal" and other.form != "ordinal":
        is_label = _LABEL.search(pair.tgt, max(0, other.start - 9), other.start)
        is_ranked = pair.zh.startswith("第", one.start)
        return is_ranked and not is_label and bool(_MANY.match(pair.tgt, other.number[1]))
    if other.form == "ordinal" and one.form != "ordinal" and one.unit is NONE and other.unit is NONE:
        is_number = _UNRANKED.match(pair.zh, one.number[1]) and not _IN_A_ROW.search(
            pair.zh, max(0, one.start - 7), one.start
        )
        return bool(is_number) and not _NAMED_ALONE.match(pair.tgt, other.end)
    return False


def _other_rate(pair: Pair, one: Quantity, other: Quantity) -> Span | None:
    """What the English has an amount for, where it is for another measure in the Chinese."""
    here, match = _zh_per(pair.zh, one), _EN_PER.match(pair.tgt, other.end)
    there = _named_first(match["unit"]) if match else None
    if match and here and there and here.dimension == there.dimension and here.size and there.size:
        return None if _LIKE[0] < here.size / there.size < _LIKE[1] else match.span()
    return None


def _zh_per(text: str, quantity: Quantity) -> Unit | None:
    match = _ZH_PER.search(text, max(0, quantity.start - 10), quantity.start) or _ZH_PER_AFTER.match(text, quantity.end)
    if not match:
        return None
    name = {"月": "个月"}.get(match["unit"], match["unit"])
    return next((unit for end in range(len(name), 0, -1) if (unit := zh_unit(name[:end]))), None)


def _named_first(words: str) -> Unit | None:
    """The unit that two words name, or the first of them."""
    return en_unit(words) or en_unit(regex.split(r"[\s-]", words, maxsplit=1)[0])
