"""The numbers in Chinese and English text as values, so that 3.5亿 and "350 million" are seen to be one."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import regex

ZH_DIGITS = {
    c: d
    for d, group in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in group
}
ZH_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
ZH_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
EN_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
} | {
    word: 10 * tens
    for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
EN_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
} | {f"{word}th": value for word, value in EN_WORDS.items()} | {
    f"{word[:-1]}ieth": value for word, value in EN_WORDS.items() if word.endswith("y")
}  # fmt: skip
EN_GROUPS = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_ZH_NUMBER = regex.compile(
    r"(?P<digits>\d+(?:[,，]\d{3})*(?:\.\d+)?)(?P<group>[十百千]?[万萬亿億兆]*)"
    r"|(?P<han>[零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟][零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿億点]*)"
)
_EN_NUMBER = regex.compile(
    r"(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?:st|nd|rd|th)?(?:[\s-]*(?P<group>(?:hundred|thousand|million|billion|trillion)s?|bn)\b)?"
    rf"|\b(?P<words>(?:{'|'.join([*EN_WORDS, *EN_ORDINALS, *EN_GROUPS])})(?:(?:[\s-]+(?:and\s+)?)"
    rf"(?:{'|'.join([*EN_WORDS, *EN_ORDINALS, *EN_GROUPS])}))*)\b",
    regex.IGNORECASE,
)


def zh_numbers(text: str) -> list[tuple[int, int, Decimal]]:
    """(start, end, value) of the numbers in Chinese text, in Arabic or Chinese numerals, with 万 and 亿."""
    found = []
    for match in _ZH_NUMBER.finditer(text):
        if match["digits"]:
            value = _decimal(match["digits"].replace("，", ""))
            for unit in match["group"]:
                value *= ZH_UNITS.get(unit) or ZH_GROUPS[unit]
        else:
            value = _zh_value(match["han"])
        found.append((match.start(), match.end(), value.normalize()))
    return found


def en_numbers(text: str) -> list[tuple[int, int, Decimal]]:
    """(start, end, value) of the numbers in English text, in figures or words, cardinal or ordinal."""
    found = []
    for match in _EN_NUMBER.finditer(text):
        if match["digits"]:
            value = _decimal(match["digits"])
            group = (match["group"] or "").lower().rstrip("s")
            value *= EN_GROUPS.get("billion" if group == "bn" else group, 1)
        else:
            value = _en_value(regex.findall(r"\w+", match["words"].lower()))
        found.append((match.start(), match.end(), value.normalize()))
    return found


def _decimal(figures: str) -> Decimal:
    try:
        return Decimal(figures.replace(",", ""))
    except InvalidOperation:  # \d is any script's digit; Decimal reads those too, but not a mixture of them
        return Decimal(0)


def _zh_value(numeral: str) -> Decimal:
    """The value of a Chinese numeral; a mere row of digits (二〇二六) is read as figures."""
    whole, _, fraction = numeral.partition("点")
    if all(c in ZH_DIGITS for c in whole):
        value = Decimal("".join(str(ZH_DIGITS[c]) for c in whole) or "0")
    else:
        total = section = digit = 0
        for c in whole:
            if c in ZH_DIGITS:
                digit = ZH_DIGITS[c]
            elif c in ZH_UNITS:
                section, digit = section + (digit or 1) * ZH_UNITS[c], 0
            else:
                total, section, digit = (total + section + digit) * ZH_GROUPS[c], 0, 0
        value = Decimal(total + section + digit)
    if fraction and all(c in ZH_DIGITS for c in fraction):
        value += Decimal("0." + "".join(str(ZH_DIGITS[c]) for c in fraction))
    return value


def _en_value(words: list[str]) -> Decimal:
    total = section = 0
    for word in words:
        if word in EN_GROUPS and word != "hundred":
            total, section = total + (section or 1) * EN_GROUPS[word], 0
        elif word == "hundred":
            section = (section or 1) * 100
        else:
            section += EN_WORDS.get(word, EN_ORDINALS.get(word, 0))
    return Decimal(total + section)
