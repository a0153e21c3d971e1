"""The quantities in English text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal
from functools import partial

import regex

from toolkit.lexicon import _units as units
from toolkit.lexicon._en_numerals import en_numbers
from toolkit.lexicon._en_quantity_words import is_month, word_quantities
from toolkit.lexicon._figures import ARITHMETIC, Found
from toolkit.lexicon._quantity import Form, Quantity, compounds, digits, joined, merged
from toolkit.lexicon._units import NONE, UNITS, Unit

_BEFORE = regex.compile(rf"(?P<sign>{units.alternatives(units.SIGN_UNITS)})\s?$")
_AFTER = regex.compile(
    r"[\s-]{0,2}+(?:and\sa\s(?:half|quarter)\s)?+(?:(?:or\sso|odd|more|full|whole|additional|extra|consecutive|straight|other|different)\s)?+"
    rf"(?P<unit>{units.alternatives(units.EN_FORMS, has_plural=True)})(?!\p{{L}})",
    regex.IGNORECASE,
)
_HEDGED = regex.compile(
    r"\b(?:about|around|some|nearly|almost|over|more\sthan|less\sthan|fewer\sthan|roughly|approximately|close\sto|under|up\sto"
    r"|at\sleast|nearing|approaching|exceed(?:s|ed|ing)?|above|below|beyond|surpass(?:ed|ing)?|no\s(?:less|fewer|more)\sthan"
    r"|an\sestimated|top(?:ped|ping)?|just)\s(?:of\s)?$",
    regex.IGNORECASE,
)
_HEDGED_AFTER = regex.compile(r"\+|-?\s?odd\b|\sor\s(?:so|more|less)\b|\splus\b")
_AND_A_PART = regex.compile(
    r"(?:\s\p{L}+)?\sand\s(?:a\s(?P<part>half|quarter)|(?P<part>three)[\s-]quarters)\b", regex.IGNORECASE
)
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three": Decimal("0.75")}
_OTHERS = regex.compile(r"\s(?:other|more)s?\b")
_DECADE = regex.compile(r"['’]?s\b")
_ORDINAL = regex.compile(r"\d(?:st|nd|rd|th)$|(?:first|second|third|th)$", regex.IGNORECASE)
_FIGURE = regex.compile(r"\d")
# Numbers of names, which are no amounts: COVID-19, 9/11, G7.
_CODE_BEFORE = regex.compile(r"(?:[\p{Latin}\p{Greek}_]-?|\d/|\bCatch[\s-])$")
_NAMED = regex.compile(r"\b(?:COVID|Catch)[\s-]$|\b9/$|\b(?=9/11\b)", regex.IGNORECASE)
_FRACTION = regex.compile(r"(?<![\d/])\d/\d(?![\d/])")
_CODE_AFTER = regex.compile(r"\p{Latin}|-\p{Lu}|/\d")
_CLOCK = regex.compile(r"\d{1,2}+\.\d\d\s?[ap]\.?m\b", regex.IGNORECASE)
_CLOCK_AFTER = regex.compile(r":[0-5]\d(?!\d|:)")
_AGE_BEFORE = regex.compile(
    r"\b(?:aged|(?:the\s)?age\sof|turn(?:ed|ing|s)|children\s(?:under|below|over))\s$", regex.IGNORECASE
)
_KELVIN = regex.compile(r"\sK\b(?-i:(?<=K))")
_LABELLED = regex.compile(
    r"(?<!\b(?:an?|per|each|every|this|that|last|next|one|same|the)\s)\b(?P<unit>day|week|month|year|hour|minute)\s$",
    regex.IGNORECASE,
)
_FACTOR_BEFORE = regex.compile(r"\bfactor\sof\s$", regex.IGNORECASE)
# A number of occasions, and no ratio: three times a day.
_OFTEN = regex.compile(
    r"\s(?:an?|per|each|every)\s(?:day|week|month|year|hour|night)|\s(?:daily|weekly|in\sa\srow|in\ssuccession|running)\b"
)
_IN_BRACKETS = regex.compile(r"(?<=\(\d{4})\)")
_MINUTES = regex.compile(r"(?<!\d)\d{1,2}[:：]\s?$")
_AFTER_HOUR = regex.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-]$", regex.IGNORECASE
)
_SHORT_GROUP = regex.compile(r"(?<=\d)(?:\s?(?P<group>lakh|crore)s?|(?P<group>[kKmM]))\b")
_SHORT_GROUPS = {"k": 10**3, "m": 10**6, "lakh": 10**5, "crore": 10**7}
_GROUPS = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_RATE = regex.compile(r"[\s-](?:in|out\sof)(?:\severy)?(?:\sa)?[\s-]")
_PER = regex.compile(r"(?:\s\p{L}+){0,3}\s(?:per|(?:in|out\sof|of|for)\s(?:every|each))\s", regex.IGNORECASE)
_OF_EVERY = regex.compile(r"\b(?:for|of|out\sof|in|among)\s(?:every|each)\s$", regex.IGNORECASE)
_THERE_ARE = regex.compile(r"(?:\s\p{L}+){0,4},?\s(?:\p{L}+\s){0,4}", regex.IGNORECASE)
_JOIN = regex.compile(r"\s?(?:-|–|—|to|and|or|,|, and|/|until|through|~)\s?")
_OF_THEM = regex.compile(r"\sof\s(?:them|these|those|which|whom)\b")
_AND = regex.compile(r",?[\s-](?:and[\s-])?")
_REGNAL = regex.compile(r",?\s\(?(?:or\s|in\s|i\.e\.\s)?the\s\p{L}[\p{L}-]*+\syear\s(?:of|in|under)\b")
_GLOSS = regex.compile(r"[^()\d]{0,20}[(\[][^()\d]{0,20}")


def en_quantities(text: str) -> list[Quantity]:
    """The quantities in English text, in their order.

    "One", "first" and words such as "both" that may stand for a number, or may not, have little weight or none.
    """
    words = list(word_quantities(text))
    # A word that says more than the number in it (the first quarter) goes before it; else the number does.
    strong = _places(word for word in words if word.weight >= 0.4)
    numbers = (number for number in en_numbers(text) if strong.isdisjoint(range(*number[:2])))
    found = list(merged(compounds(text, (_quantity(text, n) for n in numbers), _AND), partial(_share, text)))
    taken = _places(found)
    found = sorted(_share_units(text, found) + [word for word in words if taken.isdisjoint(range(*word.number))])
    found = [_as_day(found, index) for index in range(len(found))]
    return [_without_gloss(text, found, index) for index in range(len(found))]


def _places(found: Iterator[Quantity] | Sequence[Quantity]) -> set[int]:
    return {place for quantity in found for place in range(*quantity.number)}


def _quantity(text: str, number: Found) -> Quantity:
    start, end, value = _whole(text, number)
    word = text[start:end]
    if is_month(word):
        return Quantity(start, end, (start, end), (value,), units.MONTH, 0.6, "words")
    form: Form = (
        "ordinal" if _ORDINAL.search(word) and _is_whole(value) else "figures" if _FIGURE.match(word) else "words"
    )
    sign = _BEFORE.search(text, max(0, start - 5), start)
    after = _AFTER.match(text, end) if form != "ordinal" and not sign else None
    unit = units.SIGN_UNITS[sign["sign"]] if sign else (units.en_unit(after["unit"]) or NONE) if after else NONE
    stop = after.end() if after and unit is not NONE else end
    if unit is NONE and form != "ordinal":
        unit = _implied_unit(text, (start, end, value))
    elif unit is UNITS["times"] and form != "ordinal" and _OFTEN.match(text, stop):
        unit = NONE
    if form == "words" and not _is_whole(value) and "." not in word:
        unit = UNITS["times"]
    whole = sign.start() if sign else start
    is_hedged = bool(_HEDGED.search(text, max(0, whole - 14), whole) or _HEDGED_AFTER.match(text, end))
    values = tuple(_values(text, (start, end, value), form))
    return Quantity(
        whole, stop, (start, end), values, unit, _weight(text, (start, end, value), form, unit), form, is_hedged
    )


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _implied_unit(text: str, number: Found) -> Unit:
    """The unit that a number has by what stands beside it: the hour of a clock, years of age, a factor."""
    start, end, value = number
    if value <= 24 and _CLOCK_AFTER.match(text, end):
        return UNITS["hour"]
    if _KELVIN.match(text, end):
        return UNITS["kelvins"]
    label = _LABELLED.search(text, max(0, start - 16), start) if value < 100 else None
    if label:
        return units.en_unit(label["unit"]) or NONE
    if _FACTOR_BEFORE.search(text, max(0, start - 10), start):
        return UNITS["times"]
    return UNITS["years"] if value < 120 and _AGE_BEFORE.search(text, max(0, start - 16), start) else NONE


def _whole(text: str, number: Found) -> Found:
    """The number with the k, m or lakh behind it, and a time without its minutes (5.30 p.m.)."""
    start, end, value = number
    group = _SHORT_GROUP.match(text, end)
    if group and (group["group"] not in "mM" or _BEFORE.search(text, max(0, start - 5), start)):
        return start, group.end(), ARITHMETIC.multiply(value, Decimal(_SHORT_GROUPS[group["group"].lower()]))
    if _CLOCK.match(text, start):
        return start, end, value.to_integral_value(ROUND_FLOOR)
    return number


def _values(text: str, number: Found, form: Form) -> Iterator[Decimal]:
    start, end, value = number
    yield value
    if form == "figures" and 20 <= value < 100 and _DECADE.match(text, end):  # the 80s
        yield value + 1900
    part = _AND_A_PART.match(text, end, end + 30)
    if part:  # two and a half years, two years and a half
        yield ARITHMETIC.add(value, _PARTS[part["part"].lower()])
    if text[end - 1] == "K":  # $50K, but a 4K screen
        yield ARITHMETIC.divide(value, Decimal(1000))
    if text[start:end].lower().endswith("quarters"):  # of a whole, or of the year
        yield value * 4
    if _OTHERS.match(text, end):  # she and two others are three
        yield ARITHMETIC.add(value, Decimal(1))


def _weight(text: str, number: Found, form: Form, unit: Unit) -> float:
    start, end, value = number
    if _NAMED.search(text, max(0, start - 6), start):
        return 0.0
    if form == "figures":
        if _MINUTES.search(text, max(0, start - 4), start):
            return 0.0 if value == 0 else 0.3
        if _DECADE.match(text, end):
            return 0.6
        if _FRACTION.match(text, start) or _FRACTION.match(text, max(0, start - 2)):
            return 0.6
        if unit is NONE and (_CODE_BEFORE.search(text, max(0, start - 6), start) or _CODE_AFTER.match(text, end)):
            return 0.3
        if unit is NONE and end - start == 4 and _IN_BRACKETS.match(text, end):
            return 0.4
        if unit is NONE and end - start == 4 and _REGNAL.match(text, end):  # 1777, the forty-second year of
            return 0.0
        if unit is NONE and 1800 <= value < 2100 and end - start == 4:  # the year, which translators add
            return 0.6
        is_all = unit.name == "percent" and value == 100  # "100% service"
        return 0.8 if end - start == 1 or is_all else 1.0
    if form == "ordinal":
        return 0.1 if value <= 2 else 0.4 if text[start].isalpha() else 0.9
    if unit is NONE and value % 5 == 0 and _AFTER_HOUR.search(text, max(0, start - 8), start):  # six-thirty
        return 0.3
    if value == 1 and unit.dimension != "ratio":
        return 0.15 if unit.dimension == "time" else 0.0  # "One year" may stand for two, but nobody misses it.
    if (
        unit is NONE and digits(value) == "1" and value > 10
    ):  # a hundred, a million: often none that anybody has counted
        return 0.6
    return 0.9 if value > 12 or unit.dimension in ("ratio", "points", "money") else 0.4 if unit is NONE else 0.5


def _share(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    """The two as a share, if the text makes them part and whole: one in ten, for every 100 people two.

    What has a unit is no part, and a year no whole (300 million yuan in 2015).
    """
    if one.unit is not NONE or other.unit is not NONE:
        return None
    if _OF_EVERY.search(text, max(0, one.start - 14), one.start):
        part, whole = other, one
        is_said = other.value < one.value and _THERE_ARE.fullmatch(text, one.end, other.start)
    else:
        part, whole = one, other
        is_part = 0 < other.value >= one.value and (one.value == 1 or not _is_year(other))
        is_said = is_part and (
            _RATE.fullmatch(text, one.end, other.start)
            or (other.value >= 10 and _PER.fullmatch(text, one.end, other.start))
        )
    if not is_said:
        return None
    span, share = (one.start, other.end), ARITHMETIC.divide(part.value, whole.value)
    return Quantity(*span, span, (share, other.value, one.value), UNITS["times"], 0.5, "words")


def _is_year(quantity: Quantity) -> bool:
    return quantity.form == "figures" and quantity.end - quantity.start == 4 and 1800 <= quantity.value < 2100


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Ranges and lists share a unit and a scale: the 3 in "3 to 5 million tons" may be 3 million tons."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        is_day = index > 0 and found[index - 1].unit is units.MONTH and one.start - found[index - 1].end <= 2
        is_date = is_day or units.MONTH in (one.unit, other.unit) or one.form == "ordinal" or _is_year(one)
        if is_date or not _JOIN.fullmatch(text, one.end, other.start):
            continue
        scale = Decimal(1)
        for word in text[slice(*other.number)].lower().replace("-", " ").split():
            scale *= _GROUPS.get(word, 1)
        if one.unit in (NONE, other.unit):
            found[index] = joined(one, other, scale)
        elif other.unit is NONE and one.unit.dimension == "money":
            found[index] = joined(one, other, scale)._replace(unit=one.unit)
    return found


def _as_day(found: Sequence[Quantity], index: int) -> Quantity:
    """The quantity, as a day if it stands beside a month."""
    quantity = found[index]
    if quantity.unit is not NONE or not 1 <= quantity.value <= 31 or quantity.form not in ("figures", "ordinal"):
        return quantity
    beside = [other for other in found[max(0, index - 1) : index + 2] if other.unit is units.MONTH]
    gap = min((max(other.start - quantity.end, quantity.start - other.end) for other in beside), default=9)
    return quantity._replace(unit=UNITS["day"], weight=max(quantity.weight, 0.8)) if gap <= 4 else quantity


def _without_gloss(text: str, found: Sequence[Quantity], index: int) -> Quantity:
    """The quantity, without weight if it only converts the one before it: 6,000 mu (400 hectares)."""
    this = found[index]
    is_gloss = index and _GLOSS.fullmatch(text, found[index - 1].end, this.start) and not _OF_THEM.match(text, this.end)
    return this._replace(weight=0.0) if is_gloss else this
