"""Whether two quantities with the same figures have the same unit: percent and points, measures, currencies, containers."""

from __future__ import annotations

from decimal import Decimal

import regex

from toolkit.detectors._number_doubt import Doubt, places
from toolkit.detectors._number_wording import converted, in_words, plain
from toolkit.lexicon.quantities import NONE, Quantity, digits
from toolkit.quality import Pair

_TRADITIONAL = frozenset({"li", "zhang", "chi", "cun", "mu", "qing", "jin", "liang", "shichen"})
# Of a screen; and nobody takes three cun of tongue to the letter.
_LIKE_UNITS = {("cun", "inches"), ("chi", "feet"), ("liang", "ounces")}
_SHARE = regex.compile(r"[%％折成]|百分|每百|每一?100|个点|点位|比[例重率]|分之|率|区间|(?<=\d)分")
_SINGLE = "根支枝片粒颗枚"
_CONTAINERS = {
    "包": ("bag", "bundle", "pack", "parcel", "sachet"),
    "杯": ("cup", "glass", "mug"),
    "桶": ("barrel", "bucket", "drum", "keg", "tub"),
    "瓶": ("bottle", "jar", "vial"),
    "盒": ("box", "carton", "case", "pack", "tin"),
    "碗": ("bowl", "cup"),
    "箱": ("box", "carton", "case", "chest", "crate"),
    "罐": ("can", "jar", "tin"),
    "袋": ("bag", "pack", "pouch", "sachet", "sack"),
}
"""What the English of a container may begin with."""
_CONTAINER = regex.compile(
    r"\s(?P<noun>bags?|barrels?|bottles?|bowls?|box(?:es)?|buckets?|cans?|cartons?|cases?|crates?|cups?|dozens?|glass(?:es)?|jars?"
    r"|mugs?|pack(?:et|age)?s?|pairs?|sachets?|sacks?|tins?)\b",
    regex.IGNORECASE,
)
_CONTAINER_ZH = regex.compile(r"[包盒箱袋瓶桶听罐篓筐捆打双对副套匣]")


def other_unit(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """A doubt whether the same figures are of the same thing."""
    for check in (_points, _degrees, _unit, _percent, _container):
        if doubt := check(pair, one, other):
            return doubt
    return None


def _points(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """Percentage points as percent, or percent as points."""
    number = pair.tgt[slice(*other.number)]
    names = one.unit.name, other.unit.name
    if names == ("percentage points", "percent"):
        better = f"{number} percentage point{'' if other.value == 1 else 's'}"
        return Doubt("points", *places(one, other), 0.9, better)
    if names == ("percent", "percentage points") and "ercent" in pair.tgt[other.start : other.end]:
        better = f"{number} percent" if number[:1].isalpha() else f"{number}%"
        return Doubt("percent", *places(one, other), 0.7, better)
    return None


def _degrees(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """180度 of heat, which are of Celsius."""
    is_other = one.unit is NONE and other.unit.name == "°F" and other.value in one.values
    if not is_other or not pair.zh.startswith("度", one.end) or "华氏" in pair.zh:
        return None
    return Doubt("unit", *places(one, other), 0.8, f"{pair.tgt[slice(*other.number)]}°C")


def _unit(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """The same figures with another unit, which makes another amount, or in another currency."""
    if (
        one.unit.dimension == "day"
        and other.unit.dimension == "time"
        and other.unit.name != "days"
        and other.end > other.number[1]
    ):
        return Doubt("unit", *places(one, other), 0.8, f"{pair.tgt[slice(*other.number)]} days")  # 十日内, "ten weeks"
    if one.unit is other.unit or one.unit is NONE or one.unit.dimension != other.unit.dimension:
        return None
    if one.unit.dimension == "money":
        return _currency(pair, one, other)
    if one.unit.dimension == "temperature" and one.value == other.value:
        return Doubt("unit", *places(one, other), 0.8, f"{pair.tgt[slice(*other.number)]}{one.unit.name}")
    is_other = one.unit.size and other.unit.size and one.unit.dimension != "ratio"
    if not is_other or set(one.values).isdisjoint(other.values) or (one.unit.name, other.unit.name) in _LIKE_UNITS:
        return None
    if Decimal("0.85") < one.unit.size / other.unit.size < Decimal("1.18"):
        return None
    if one.unit.name not in _TRADITIONAL:
        return Doubt("unit", *places(one, other), 0.8, f"{pair.tgt[slice(*other.number)]} {one.unit.name}")
    amount = converted(one, other)
    is_word = pair.tgt[other.start].isalpha() and 0 < amount < 100 and amount == amount.to_integral_value()
    name = other.unit.name.removesuffix("s") if amount == 1 else other.unit.name
    strength = 0.7 if one.unit.name == "shichen" else 0.5
    if one.unit.name == "li" and one.value >= 10 and other.unit.name == "miles" and digits(one.value) == "1":
        strength = 0.3  # Ten li of a proverb may be ten miles.
    return Doubt("unit", *places(one, other), strength, f"{in_words(int(amount)) if is_word else plain(amount)} {name}")


def _currency(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """元 and $ are any currency's; others must be the same."""
    is_vague = (
        "dollars" in (one.unit.name, other.unit.name) and "dollar" in one.unit.name and "dollar" in other.unit.name
    )
    if is_vague or one.unit.name == "yuan":
        return None
    return Doubt("currency", *places(one, other), 0.85, f"{pair.tgt[slice(*other.number)]} {one.unit.name}")


def _percent(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """A number of things, or of times, as a percentage: 18人 as "18%"."""
    is_count = one.unit is NONE or one.unit.name == "times"
    if not is_count or other.unit.name != "percent" or other.value != one.value or _SHARE.search(pair.zh):
        return None
    number = pair.tgt[slice(*other.number)]
    return Doubt("count", *places(one, other), 0.8, f"{number} times" if one.unit.name == "times" else number)


def _container(pair: Pair, one: Quantity, other: Quantity) -> Doubt | None:
    """Single things as packs of them, or packs as another sort of pack: 七根烟 as "seven packs", 两箱 as "two bottles"."""
    measure, container = pair.zh[one.end : one.end + 1], _CONTAINER.match(pair.tgt, other.end)
    if one.unit is not NONE or other.unit is not NONE or not container or not measure:
        return None
    is_single = measure in _SINGLE and not _CONTAINER_ZH.search(pair.zh, one.end, one.end + 12)
    is_other = measure in _CONTAINERS and not container["noun"].lower().startswith(_CONTAINERS[measure])
    if not (is_single or is_other):
        return None
    return Doubt("container", (one.start, one.end + 1), (other.start, container.end()), 0.75, "")
