"""Whether a number is the least or the most that something is: 不得超过60 is not "no less than 60", nor 近60 "over 60"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import regex

from toolkit.lexicon.quantities import CALENDAR, Quantity
from toolkit.quality import Pair, Span

Bound = Literal["least", "most"]

_NOT = r"(?:不|不得|不能|不可|不应|不宜|不要|未|没有|并未|不会|不许|切勿|勿)"
_LESS = r"(?:低|少|小|短|早|晚)于"
_MORE = r"(?:高|多|大|长)于"
_ABOUT = r"(?:人民币|每\S{1,3}|其|为|了|过|内筒的)?"
_ZH_BEFORE: Mapping[Bound, regex.Pattern[str]] = {
    "least": regex.compile(
        rf"(?:{_NOT}{_LESS}|(?:至少|最少|起码|少说也?)\p{{Han}}{{0,3}}|逾|(?<!{_NOT}|不是)(?:超过?|突破|高达|{_MORE})){_ABOUT}$"
    ),
    "most": regex.compile(
        rf"(?:{_NOT}(?:超过|超出|多过|{_MORE})|(?:至多|最多|顶多)\p{{Han}}{{0,3}}|(?<![附最远邻亲就相逼较靠])近|将近|接近|几乎|差点|不足|不到|不满|未满"
        rf"|(?<!{_NOT})(?:低|少|小)于){_ABOUT}$"
    ),
}
_ZH_WITHIN: Mapping[Bound, regex.Pattern[str]] = {
    "least": regex.compile(r"[多余餘]"),
    "most": regex.compile(r"(?!)"),
}
_ZH_AFTER: Mapping[Bound, regex.Pattern[str]] = {
    "least": regex.compile(r"[周]?岁?(?:(?:及|或)?以上|开外|[多余]\p{Han})"),
    "most": regex.compile(r"[周]?岁?(?:(?:及|或)?以[下内]|不到)"),
}
_NO = r"(?:no|not|n['’]t|never|without|nor)(?:\s(?:be|go|have|been|fall|drop|a))?\s"
_A_FEW_WORDS = r"\s(?:an?|the|than|age|of|with|about|by|rmb|us|to)"
_EN_WORDS: Mapping[Bound, str] = {
    "least": rf"(?:{_NO}(?:less|fewer|lower|smaller|shorter|under|below)(?:\sthan)?|at\sleast|upwards\sof|in\sexcess\sof"
    rf"|(?<!{_NO})(?:more|greater|higher|longer|larger)\sthan"
    rf"|(?<!\bup\s)(?<!{_NO})\b(?:over|above)|(?<!to\s|not\s|n['’]t\s)\bexceed(?:s|ed|ing)?|a\sminimum\sof)",
    "most": rf"(?:{_NO}(?:more|greater|higher|longer|larger|over|above|exceed(?:ing)?)(?:\sthan)?|at\s(?:the\s)?most|up\sto"
    rf"|nearly|almost|close\sto|approaching|not\squite|barely|scarcely|(?:just\s)?(?:shy|short)\sof"
    rf"|(?<!{_NO})(?:less|fewer|lower|shorter|smaller)\sthan|(?<!{_NO})\b(?:under|below)|a\smaximum\sof)",
}
_EN_BEFORE: Mapping[Bound, regex.Pattern[str]] = {
    bound: regex.compile(rf"\b{pattern}(?:{_A_FEW_WORDS}){{0,3}}\s?$", regex.IGNORECASE)
    for bound, pattern in _EN_WORDS.items()
}
_EN_AFTER: Mapping[Bound, regex.Pattern[str]] = {
    "least": regex.compile(
        r"(?:\s[\p{L}]+){0,3}?\s(?:or|and|and\/or)\s(?:more|over|above|older|upwards?)\b|\+(?!\w)|-?odd\b"
    ),
    "most": regex.compile(r"(?:\s[\p{L}]+){0,3}?\s(?:or|and)\s(?:less|fewer|under|below|younger)\b"),
}
# A "more than" or 超过 that is denied some words before it: "do not use for more than".
_DENIED = regex.compile(
    r"\b(?:not|no|never|cannot|without|avoid|nor|neither|hardly|rarely|limited?)\b[^,.;:]{0,30}+$|n['’]t\b[^,.;:]{0,30}+$",
    regex.IGNORECASE,
)
_DENIED_ZH = regex.compile(r"(?:不|勿|没|未|无|禁|避免|防止)\p{Han}{0,8}+$")
_OWN_DENIAL = regex.compile(rf"{_NO}|{_NOT}", regex.IGNORECASE)
_ABOUT_ZH = regex.compile(r"左右|上下|前后|光景|(?<=来)(?=\p{Han})")
_ABOUT_BEFORE_ZH = regex.compile(r"(?:大约|大概|差不多|(?<![合公条和节])约)\p{Han}{0,2}$")
_REACH_ZH, _REACH_EN = 12, 40


class _Said(NamedTuple):
    """What the words beside a number make of it, and the place of words and number."""

    bound: Bound
    span: Span


def other_bound(pair: Pair, one: Quantity, other: Quantity) -> tuple[Span, Span] | None:
    """The places of a number that is the least on one side and the most on the other, and of one that is rounded beyond
    the bound that the English sets: 44 as "no more than 40"."""
    if one.unit.dimension in CALENDAR or one.form == "ordinal":
        return None
    there = _said(pair.tgt, other, _EN_BEFORE, None, _EN_AFTER, _DENIED, _REACH_EN)
    if there is None:
        return None
    if other.value not in one.values and one.unit is other.unit:
        is_beyond = all(other.value < value if there.bound == "most" else other.value > value for value in one.values)
        return ((one.start, one.end), there.span) if is_beyond else None
    here = _said(pair.zh, one, _ZH_BEFORE, _ZH_WITHIN, _ZH_AFTER, _DENIED_ZH, _REACH_ZH)
    if here is None and (match := _ABOUT_ZH.match(pair.zh, one.end)):
        return (one.start, match.end()), there.span
    if here is None and (match := _ABOUT_BEFORE_ZH.search(pair.zh, max(0, one.start - _REACH_ZH), one.start)):
        return (match.start(), one.end), there.span
    return (here.span, there.span) if here and here.bound != there.bound else None


def _said(
    text: str,
    quantity: Quantity,
    before: Mapping[Bound, regex.Pattern[str]],
    within: Mapping[Bound, regex.Pattern[str]] | None,
    after: Mapping[Bound, regex.Pattern[str]],
    denied: regex.Pattern[str],
    reach: int,
) -> _Said | None:
    """The one bound that the words before a number, in it and after it set; none where they set two or are denied."""
    low, high = max(0, quantity.start - reach), quantity.end + reach
    ahead = text[low : quantity.start]
    said = []
    for bound in ("least", "most"):
        match = before[bound].search(ahead)
        if match and not _OWN_DENIAL.match(match[0]) and denied.search(ahead[: match.start()]):
            return None
        if match:
            said.append(_Said(bound, (low + match.start(), quantity.end)))
        elif within and within[bound].search(text, quantity.start, quantity.end):
            said.append(_Said(bound, (quantity.start, quantity.end)))
        elif match := after[bound].match(text, quantity.end, high):
            said.append(_Said(bound, (quantity.start, match.end())))
    return said[0] if len(said) == 1 else None
