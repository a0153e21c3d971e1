"""Dates of the lunar calendar rendered as if they were of the other one: 腊月二十 is not December 20."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from toolkit.quality import Pair, Span

_DIGITS = "一二三四五六七八九十"
# 农历三月, 腊月二十, 五月初五; 正月 and the like need no further sign.
_LUNAR = regex.compile(
    rf"(?:农历|阴历|旧历)(?:[{_DIGITS}]{{1,2}}|正|冬|腊|1?\d)月(?:初?[{_DIGITS}廿]{{1,3}}|\d{{1,2}})?"
    rf"|(?:正|冬|腊)月(?:初?[{_DIGITS}廿]{{1,3}})?"
    rf"|[{_DIGITS}]{{1,2}}月初[{_DIGITS}]"
)
_OTHER = regex.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s\d{1,2}(?:st|nd|rd|th)?)?\b"
)
_KNOWN = regex.compile(r"\b(?:lunar|solar|Gregorian)\b|\bmoon\b", regex.IGNORECASE)
_OTHER_ZH = regex.compile(r"\d{1,2}\s?月|[公阳新西]历")


def lunar_as_solar(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """The lunar dates of the Chinese and the months that stand for them, where both sides have as many and neither has a
    date of the other sort."""
    dates = [match.span() for match in _LUNAR.finditer(pair.zh)]
    if not dates or _KNOWN.search(pair.tgt) or _OTHER_ZH.search(_LUNAR.sub("", pair.zh)):
        return
    months = [match.span() for match in _OTHER.finditer(pair.tgt)]
    if len(dates) == len(months):
        yield from zip(dates, months, strict=True)
