"""Whether a number is the least or the most that something is: 不得超过60 is not "no less than 60"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import regex

from toolkit.lexicon.quantities import CALENDAR, Quantity
from toolkit.quality import Pair

Bound = Literal["least", "most"]
_Patterns = Sequence[tuple[Bound, regex.Pattern[str]]]

_NOT = r"(?:不|不得|不能|不可|不应|不宜|不要|未|没有|并未|不会|不许|切勿|勿)"
_LESS = r"(?:低|少|小|短|早|晚)于"
_MORE = r"(?:高|多|大|长)于"
_ABOUT = r"(?:人民币|每\S{1,3}|其|为|了|过)?"
_ZH_BEFORE: _Patterns = (
    (
        "least",
        regex.compile(rf"(?:{_NOT}{_LESS}|(?:至少|最少|起码)\p{{Han}}{{0,3}}|逾|(?<!{_NOT})(?:超过|{_MORE})){_ABOUT}$"),
    ),
    (
        "most",
        regex.compile(
            rf"(?:{_NOT}(?:超过|超出|{_MORE})|(?:至多|最多)\p{{Han}}{{0,3}}|不足|不到|不满|未满|(?<!{_NOT})(?:低|少|小)于){_ABOUT}$"
        ),
    ),
)
_ZH_AFTER: _Patterns = (
    ("least", regex.compile(r"[周]?岁?(?:及)?以上")),
    ("most", regex.compile(r"[周]?岁?(?:及)?以[下内]")),
)
_NO = r"(?:no|not|n['’]t|never|without)(?:\s(?:be|go|have|been|fall|drop|a))?\s"
_A_FEW_WORDS = r"\s(?:an?|the|than|age|of|with|about|by|rmb|us)"
_EN_WORDS: Sequence[tuple[Bound, str]] = (
    (
        "least",
        rf"(?:{_NO}(?:less|fewer|lower|smaller|shorter|under|below)(?:\sthan)?|at\sleast|(?<!{_NO})(?:more|greater|higher|longer"
        r"|larger)\sthan|(?<!\bup\s)(?<!\bjust\s)(?<!{_NO})\b(?:over|above)|(?<!to\s|not\s|n['’]t\s)\bexceed(?:s|ed|ing)?|a\sminimum\sof)",
    ),
    (
        "most",
        rf"(?:{_NO}(?:more|greater|higher|longer|larger|over|above|exceed(?:ing)?)(?:\sthan)?|at\s(?:the\s)?most|up\sto"
        rf"|(?<!{_NO})(?:less|fewer|lower|shorter|smaller)\sthan|(?<!{_NO})\b(?:under|below)|a\smaximum\sof)",
    ),
)
_EN_BEFORE: _Patterns = tuple(
    (bound, regex.compile(rf"\b{pattern}(?:{_A_FEW_WORDS}){{0,2}}\s?$", regex.IGNORECASE))
    for bound, pattern in _EN_WORDS
)
_EN_AFTER: _Patterns = (
    ("least", regex.compile(r"(?:\s[\p{L}]+){0,3}?\s(?:or|and|and\/or)\s(?:more|over|above|older|upwards?)\b|\+")),
    ("most", regex.compile(r"(?:\s[\p{L}]+){0,3}?\s(?:or|and)\s(?:less|fewer|under|below|younger)\b")),
)
_REACH_ZH, _REACH_EN = 10, 40


def is_other_bound(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether a number is the least on one side and the most on the other."""
    if one.unit.dimension in CALENDAR or one.form == "ordinal":
        return False
    here = _bounds(pair.zh, one, _ZH_BEFORE, _ZH_AFTER, _REACH_ZH)
    there = _bounds(pair.tgt, other, _EN_BEFORE, _EN_AFTER, _REACH_EN)
    return len(here) == len(there) == 1 and here != there


def _bounds(text: str, quantity: Quantity, before: _Patterns, after: _Patterns, reach: int) -> set[Bound]:
    """What the words before a number and after it say that it is."""
    start, end = max(0, quantity.start - reach), quantity.end + reach
    found = {bound for bound, pattern in before if pattern.search(text[start : quantity.start])}
    return found | {bound for bound, pattern in after if pattern.match(text, quantity.end, end)}
