"""Whether what a number is the measure of goes the other way: 增长5% as "fell 5%", 多出40 as "40 fewer", 三天前 as "after"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from toolkit.detectors._number_context import words_between
from toolkit.lexicon.quantities import CALENDAR, Quantity
from toolkit.lexicon.words import en_words, renderings, stem
from toolkit.quality import Pair, Span

_HEDGE = r"(?:将?近|约|大约|超过?|逾|不到|不足|至少|整整)?"
_NOUNS = r"(?:\p{L}+\s){0,3}"


class _Direction(NamedTuple):
    """One of two ways: what says so before and behind a number, in Chinese and in English."""

    zh_before: regex.Pattern[str]
    zh_after: regex.Pattern[str]
    en_before: regex.Pattern[str]
    en_after: regex.Pattern[str]


def _direction(zh_before: str, zh_after: str, en_before: str, en_after: str) -> _Direction:
    return _Direction(
        regex.compile(rf"(?:{zh_before})$"),
        regex.compile(zh_after),
        regex.compile(rf"\b(?:{en_before})\b", regex.IGNORECASE),
        regex.compile(en_after, regex.IGNORECASE),
    )


_NEVER = r"(?!)"
# Of what changes. All that may say so before a number is looked for in its clause, as "the decline narrowed" says both.
_CHANGES = (
    _direction(
        rf"(?<!负|减少|下降|缓)(?:增长|增加|增产|增收|提高|提升|上升|上涨|上扬|攀升|扩大|增|涨|升|(?<![至最许很好])[多高]出?)了?{_HEDGE}",
        _NEVER,
        r"r[io]se[ns]?|rising|gr[eo]w(?:s|n|ing)?|growth|increas\p{L}+|up|climb\p{L}*|gain\p{L}*|higher|jump\p{L}*|surg\p{L}+"
        r"|soar\p{L}*|expan\p{L}+|add\p{L}*|rais\p{L}+|improv\p{L}+|widen\p{L}*|more|advanc\p{L}+|extend\p{L}*|extra|exceed\p{L}*|hir(?:es?|ed|ing)|recruit\p{L}*",
        rf"\s{_NOUNS}(?:more|higher|longer|up|increase|rise|growth|gain|above|extra|greater)\b",
    ),
    _direction(
        rf"(?<!增长|增加)(?:裁员|减少|减产|减收|减|下降|降低|下跌|下滑|回落|缩小|缩短|缩减|收窄|压缩|缩水|流失|降|跌|(?<![至最不缺])[少低])了?{_HEDGE}",
        _NEVER,
        r"f[ae]ll(?:s|en|ing)?|drop\p{L}*|declin\p{L}+|decreas\p{L}+|down|reduc\p{L}+|lower\p{L}*|cut\p{L}*|shr[aiu]nk\p{L}*|narrow\p{L}*"
        r"|los[ts]\p{L}*|fewer|less|slid\p{L}*|slump\p{L}*|slip\p{L}*|tumbl\p{L}+|plung\p{L}+|shed|dip\p{L}*|contract\p{L}+|sav\p{L}+|short\p{L}*"
        r"|slash\p{L}*|trim\p{L}*|shav\p{L}+|eas\p{L}+|negative|minus|remov\p{L}+|lay\p{L}*|laid|eliminat\p{L}+|off|behind|under|redundan\p{L}+|dismiss\p{L}*|fir(?:es?|ed|ing)|jobs",
        rf"\s{_NOUNS}(?:fewer|less|lower|shorter|down|decrease|drop|decline|reduction|cut|fall|below|off|smaller|behind)\b",
    ),
)


def _compared(more: str, less: str, en_more: str, en_less: str) -> tuple[_Direction, _Direction]:
    """大两岁, "two years older", and the reverse."""
    return (
        _direction(rf"(?:{more})了?{_HEDGE}", _NEVER, _NEVER, rf"\s{_NOUNS}(?:{en_more})\b"),
        _direction(rf"(?:{less})了?{_HEDGE}", _NEVER, _NEVER, rf"\s{_NOUNS}(?:{en_less})\b"),
    )


_COMPARISONS = (
    _compared("大", "小", "older|senior|bigger|larger|elder", "younger|junior|smaller"),
    _compared("高", "[矮低]", "taller|higher", "shorter|lower"),
    _compared("长", "短", "longer", "shorter"),
    _compared("快", "慢", "faster|quicker", "slower"),
    _compared("早", "[晚迟]", "earlier|early|before", "later|late|after"),
    _compared("重", "轻", "heavier", "lighter"),
    _compared("贵", "便宜", "dearer|more", "cheaper|less"),
    _compared("[宽厚深]", "[窄薄浅]", "wider|thicker|deeper|broader", "narrower|thinner|shallower"),
)
_RELATIVE = (
    _direction(
        r"(?<=\p{Han})(?<![目当从空眼])前的?", _NEVER, _NEVER, rf"\s{_NOUNS}?(?:before|prior|ahead|earlier|ago)\b"
    ),
    _direction(
        r"(?<=\p{Han})(?<![今最然前背随此先落])后的?", _NEVER, _NEVER, rf"\s{_NOUNS}?(?:after|following|later)\b"
    ),
)
_TIME_OF_DAY = r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜)?"
_ORDER = (
    _direction(
        rf"(?:不到|未到|没到|早于|赶在|不晚于){_TIME_OF_DAY}",
        r"(?:[以之]前|前(?![往来后者景述面方提言进线沿卫期瞻列排辈任夫妻途程额台市日天夜晚年月周\s\d一二两三四五六七八九十几]))",
        r"before|by|until|till|prior to|earlier than|ahead of|up to|to",
        rf"\s{_NOUNS}?(?:ago|before|earlier|previously|prior)\b",
    ),
    _direction(
        rf"(?:过了?|已过|晚于|迟于|不早于){_TIME_OF_DAY}",
        r"(?:[以之]后|后(?![面来者台方续果勤代半卫排期辈世備备门悔\s\d一二两三四五六七八九十几]))",
        r"after|later than|following|since|from|within|in",
        rf"\s{_NOUNS}?(?:later|afterwards?|onwards?|from now|hence)\b",
    ),
)
_DISTANCE = tuple(way._replace(zh_before=regex.compile(_NEVER)) for way in _ORDER)  # 不到三年 is no time before which.
# 涨幅回落2%: a rise that is now less may be said to slow, and a loss to widen.
_CHANGE = regex.compile(r"[增提上攀扩裁涨升多高减下降回缩收压跌少低大小矮长短快慢早晚迟重轻贵便宽厚深窄薄浅]")
_OF_A_CHANGE = regex.compile(r"[幅速亏缺差债损]")
_CLAUSE = regex.compile(r"[,;.:()]\s|\s(?:and|but|while|which)\s")
_THAN = regex.compile(r"\bthan\s(?P<what>[^,.;:]{1,20})", regex.IGNORECASE)
_REACH_ZH, _REACH_EN = 8, 60


def other_direction(pair: Pair, one: Quantity, other: Quantity) -> tuple[Span, Span] | None:
    """The places of an amount by which something changed, and of the same amount with only the opposite change beside it."""
    if one.unit.dimension in CALENDAR or one.form == "ordinal":
        return None
    if not _CHANGE.search(pair.zh, max(0, one.start - _REACH_ZH), one.start):
        return None  # Most numbers: no need to look for one of the many.
    if _is_turned(pair, one, other):
        return None
    found = (_opposed(pair, one, other, ways) for ways in (_CHANGES, *_COMPARISONS))
    return next((places for places in found if places), None)


def _is_turned(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether what the Chinese compares is named behind "than": 他比弟弟高, "his brother is shorter than he is"."""
    place = pair.zh.rfind("比", max(0, one.start - 2 * _REACH_ZH), one.start)
    than = _THAN.search(pair.tgt, other.end, other.end + _REACH_EN)
    if place < 0 or not than:
        return False
    stems = {stem(word) for word in en_words(than["what"])}
    first, second = (
        max(
            (known for word in words_between(pair, *span) for key, known in renderings(word).items() if key in stems),
            default=0.0,
        )
        for span in ((max(0, place - _REACH_ZH), place), (place + 1, one.start))
    )
    return first > second


def other_order(pair: Pair, one: Quantity, other: Quantity) -> tuple[Span, Span] | None:
    """The places of a time before which something is, and of the same time after which it is, or the reverse."""
    if one.unit.dimension in CALENDAR:
        is_length = one.unit.dimension == "day"  # 收货后七日内
        return _opposed(pair, one, other, _ORDER) or (_opposed(pair, one, other, _RELATIVE) if is_length else None)
    if one.unit.dimension != "time":
        return None
    return _opposed(pair, one, other, _DISTANCE) or _opposed(pair, one, other, _RELATIVE)


def _opposed(pair: Pair, one: Quantity, other: Quantity, directions: Sequence[_Direction]) -> tuple[Span, Span] | None:
    ahead = pair.zh[max(0, one.start - _REACH_ZH) : one.start]
    if _OF_A_CHANGE.search(ahead):
        return None
    here = []
    for number, direction in enumerate(directions):
        if match := direction.zh_before.search(ahead):
            here.append((number, (one.start - len(ahead) + match.start(), one.end)))
        elif match := direction.zh_after.match(pair.zh, one.end):
            here.append((number, (one.start, match.end())))
    if len(here) != 1:
        return None
    (number, right), low = here[0], max(0, other.start - _REACH_EN)
    for clause in _CLAUSE.finditer(pair.tgt, low, other.start):
        low = clause.end()
    there: list[Span | None] = []
    for direction in directions:
        behind = direction.en_after.match(pair.tgt, other.end, other.end + _REACH_EN)
        before = direction.en_before.search(pair.tgt, low, other.start)
        there.append((other.start, behind.end()) if behind else (before.start(), other.end) if before else None)
    wrong = there[1 - number]
    return (right, wrong) if wrong and not there[number] else None
