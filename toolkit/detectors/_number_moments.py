"""Times told from another (后年), by the part of a unit (世纪初) or as what comes back (每月), of which the English tells others.

Of each sort a text has a bag of pairs: a unit and which of its kind. What is in both bags says the same; where one is left
of each, it is one time with two values.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from toolkit.quality import Pair, Span

_EN_UNITS = {
    "year": r"(?:(?:fiscal|financial|calendar)\s)?year",
    "quarter": "quarter",
    "month": "month",
    "week": "week",
    "day": "day",
}
# From now or from another time: -1 is the one before.
_ZH_FROM = {
    "year": {
        -2: r"(?<!年)前年",
        -1: r"[去昨]年|头年|(?<!以)上一?年(?!纪)|前一年",
        0: "今年|本年(?!来)|当年",
        1: "[明翌来次]年|下一?年",
        2: "(?<!年)后年(?![均产])",
    },
    "quarter": {-1: "(?<!以)上一?个?季度", 0: "本季度|当季", 1: "下一?个?季度"},
    "month": {-1: "(?<!以)上一?个?月(?!球)|前一个?月", 0: "[本当]月|这个月", 1: "[次翌]月|下一?个?月"},
    "week": {
        -1: "(?<![以周])上一?个?(?:周(?!岁)|星期|礼拜)",
        0: "(?:本|这个?)(?:周|星期|礼拜)",
        1: "下一?个?(?:周|星期|礼拜)",
    },
    "day": {
        -2: "(?<!天)前天",
        -1: "昨[天日]|前一[天日]",
        0: "今[天日]|当[天日]",
        1: "(?<!文)明[天日]|[次翌]日|第二天",
        2: "(?<!天)后天(?!气)",
    },
}
_EN_DAYS = {
    -2: "the day before yesterday",
    -1: "(?<!before )yesterday",
    0: "today",
    1: "(?<!after )tomorrow",
    2: "the day after tomorrow",
}
_EN_FROM = {
    -2: "{unit} before last",
    -1: "(?:last|previous|preceding|prior) {unit}|the {unit} before(?! last)",
    0: "(?:this|the current|current|the same) {unit}",
    1: "(?:next|the following|following|the subsequent) {unit}|the {unit} after(?! next)",
    2: "{unit} after next",
}
# Parts of a century, a year and a month. English has them before the unit, or before its name.
_ZH_WHOLE = {"century": "世纪", "decade": "年代", "year": "年", "month": "月"}
_ZH_PARTS = {"start": "初|上旬", "middle": "中期|中叶|中旬", "end": "[底末]|下旬|晚期"}
_EN_WHOLE = {
    "century": r"century",
    "decade": r"\d{2,4}s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties",
    "year": r"year|(?:19|20)\d\d(?!s)",
    "month": "month|January|February|March|April|May|June|July|August|September|October|November|December",
}
_EN_PARTS = {
    "start": r"early|(?:beginning|start|first ten days) of",
    "middle": r"mid|(?:middle|second ten days) of",
    "end": r"late|(?:end|close|last ten days) of|end",
}
# What comes back.
_ZH_BACK = {
    "year": "每年|年(?:均|费率|利率|化|薪|收入|产值?|租)",
    "month": "每个?月|月(?:均|薪|收入|工资|租|供|费)",
    "week": "每(?:个?(?:周|星期|礼拜))",
    "day": "每[天日]|日均",
    "hour": "每个?(?:小时|钟头)|时速",
    "minute": "每分钟?(?!之)",
    "second": "每秒钟?",
}
_EN_BACK = {
    "year": r"(?:per|a|each|every) year|/year|yearly|annual(?:ly|i[sz]ed)?|per annum",
    "month": r"(?:per|a|each|every) month|/month|monthly",
    "week": r"(?:per|a|each|every) week|/week|weekly",
    "day": r"(?:per|a|each|every) day|/day|daily",
    "hour": r"(?:per|an|each|every) hour|/h|hourly|kph|km/h",
    "minute": r"(?:per|a|each|every) minute|/min",
    "second": r"(?:per|a|each|every) second|/s",
}

_EVERY_OTHER = {"day": "[天日]", "week": "(?:周|星期)", "month": "个?月", "year": "年"}

Moment = tuple[str, str]
"""A unit, and which of its kind; nothing for what comes back."""
_Words = dict[Moment, regex.Pattern[str]]


def _en(forms: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{forms})(?!\p{{L}})".replace(" ", r"[\s-]"), regex.IGNORECASE)


def _from_another() -> tuple[_Words, _Words]:
    zh = {
        (unit, str(which)): regex.compile(forms) for unit, words in _ZH_FROM.items() for which, forms in words.items()
    }
    en = {}
    for unit, word in _EN_UNITS.items():
        for which, forms in _EN_FROM.items():
            own = f"|{_EN_DAYS[which]}" if unit == "day" else ""
            en[unit, str(which)] = _en(forms.format(unit=word) + own)
    return zh, en


def _parts() -> tuple[_Words, _Words]:
    zh = {
        (unit, part): regex.compile(rf"{whole}(?:{forms})(?![一二三四五六七八九十步中级])")
        for unit, whole in _ZH_WHOLE.items()
        for part, forms in _ZH_PARTS.items()
    }
    en = {
        (unit, part): _en(
            rf"(?:{forms})(?:[\s-](?:in|the|this|that|last|next|\d{{1,2}}th|\p{{L}}+th)){{0,3}}[\s-]?(?:{whole})"
        )
        for unit, whole in _EN_WHOLE.items()
        for part, forms in _EN_PARTS.items()
    }
    return zh, en


def _coming_back() -> tuple[_Words, _Words]:
    zh = {(unit, ""): regex.compile(forms) for unit, forms in _ZH_BACK.items()}
    en = {(unit, ""): _en(forms) for unit, forms in _EN_BACK.items()}
    for unit, word in _EVERY_OTHER.items():
        zh[unit, "other"] = regex.compile(rf"(?:每?隔一?|双){word}(?!双)")
        en[unit, "other"] = _en(
            rf"every (?:other|second|two) {unit}s?|alternate {unit}s?|bi ?{unit}ly|even numbered {unit}s?"
        )
    return zh, en


_SORTS = (_from_another(), _parts(), _coming_back())


def other_moments(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """The time that the Chinese tells and the other one that stands in its place."""
    for zh, en in _SORTS:
        here = _found(pair.zh, zh)
        if not here:
            continue
        there = _found(pair.tgt, en)
        left, right = here.keys() - there.keys(), there.keys() - here.keys()
        if len(left) == len(right) == 1:
            (mine,), (yours,) = left, right
            yield here[mine], there[yours]


def _found(text: str, words: _Words) -> dict[Moment, Span]:
    """The first place of each moment in the text."""
    return {moment: match.span() for moment, pattern in words.items() if (match := pattern.search(text))}
