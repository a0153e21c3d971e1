"""Scores, ratios, shares and frequencies: two numbers, or a number and a period, that a fixed form binds together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from toolkit.lexicon.numerals import en_numbers, zh_numbers
from toolkit.quality import Pair, Span

_DIGITS = "零一二两三四五六七八九十"
_FIGURES = r"\d{1,3}(?:\.\d{1,2})?"
_ZH_NUMBER = rf"(?:{_FIGURES}|[{_DIGITS}]{{1,3}})"
_EN_NUMBER = rf"(?:{_FIGURES}|nil|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
# 3比2, 三比二, and 3:2 where somebody wins; a time has two digits behind the colon.
_ZH_SCORE = regex.compile(
    rf"(?<![\d.{_DIGITS}])(?P<one>{_ZH_NUMBER})\s?(?:比|[:：∶])\s?(?P<two>{_ZH_NUMBER})(?![\d.:：年月个{_DIGITS}])"
)
_CONTEST = regex.compile(r"胜|负|平|败|输|赢|领先|落后|淘汰|比分|逆转|扳|战成|横扫")
_PROPORTION = regex.compile(r"比例|之比|配比|比值|比率|稀释|混合")
_EN_SCORE = regex.compile(
    rf"(?<![\d.,:-])\b(?P<one>{_EN_NUMBER})(?:\s?[-–—:：]\s?|\sto\s|[\s-]all\b(?P<all>))(?P<two>{_EN_NUMBER})?\b(?![\d.,:-]\d)",
    regex.IGNORECASE,
)
_PERIODS = {
    "秒": "second", "分": "minute", "小时": "hour", "钟头": "hour",
    "日": "day", "天": "day", "周": "week", "星期": "week", "月": "month", "年": "year",
}  # fmt: skip
_ZH_OFTEN = regex.compile(
    rf"(?:每|一|1)(?P<period>日|天|周|星期|个?月|年)\s?(?:口服|服用?|给药|使用|注射|涂抹?|外用)?\s?(?P<times>{_ZH_NUMBER})\s?次"
)
_EN_OFTEN = regex.compile(
    rf"\b(?:(?P<word>once|twice|thrice)|(?P<times>{_EN_NUMBER})\stimes)"
    r"\s(?:(?:an?|per|each|every)\s(?P<period>day|week|month|year)|(?P<adverb>daily|weekly|monthly|yearly))\b",
    regex.IGNORECASE,
)
_INTERVAL = regex.compile(
    rf"每隔?(?P<times>{_ZH_NUMBER})个?(?P<period>秒|分|小时|钟头|天|日|周|星期|月|年)钟?(?!\p{{Han}}{{0,6}}[\d二两三四五六七八九十][次回趟])"
)
_EN_PERIOD = r"(?P<period>second|minute|hour|day|week|month|year)"
_EN_INTERVAL = regex.compile(rf"\bevery\s(?P<times>{_EN_NUMBER})\s{_EN_PERIOD}s\b", regex.IGNORECASE)
_EN_RATE = regex.compile(
    rf"\b(?:(?P<word>twice|thrice)|(?P<times>{_EN_NUMBER})\stimes)\s(?:an?|per|each|every)\s{_EN_PERIOD}\b",
    regex.IGNORECASE,
)
_ZH_SHARE = regex.compile(
    rf"(?:每|平均)(?P<whole>{_ZH_NUMBER})[个名位户家人只对]\p{{Han}}{{0,12}}?有(?P<part>{_ZH_NUMBER})[个名位户家人只对]"
    rf"|(?<![\d{_DIGITS}])(?P<whole>{_ZH_NUMBER})[个名位户家人只对]\p{{Han}}{{0,6}}?[里中]就?有(?P<part>{_ZH_NUMBER})[个名位户家人只对]"
)
_EN_SHARE = regex.compile(
    rf"\b(?P<part>{_EN_NUMBER})\s(?:\p{{L}}+\s)?(?:in|out\sof)(?:\severy)?\s(?P<whole>{_EN_NUMBER})\b", regex.IGNORECASE
)
_ZH_RANK = regex.compile(r"(?<![第\d一二三四五六七八九十])(?P<rank>[一二三四五1-5])[级等](?![分产到一])")
_EN_RANK = regex.compile(
    r"\b(?P<rank>first|second|third|fourth|fifth)[\s-](?:class|grade|level|tier|degree|rate|rank|prize)\b"
    r"|\b(?:class|grade|level|tier)[\s-](?P<rank>[1-5]|one|two|three|four|five)\b",
    regex.IGNORECASE,
)
_ZH_BEST_OF = regex.compile(r"(?P<games>[三五七九3579])[局场盘][两二三四五2-5]胜")
_EN_BEST_OF = regex.compile(rf"\bbest[\s-](?:out\s)?of[\s-](?P<games>{_EN_NUMBER})\b", regex.IGNORECASE)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_OFTEN = {"once": 1, "twice": 2, "thrice": 3}


def tallies(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """The one score, ratio, share or frequency of the Chinese and that of the English, where they differ."""
    yield from _scores(pair)
    yield from _frequencies(pair)
    yield from _intervals(pair)
    yield from _differing(pair, _ZH_SHARE, _EN_SHARE, ("part", "whole"))
    yield from _differing(pair, _ZH_BEST_OF, _EN_BEST_OF, ("games",))
    yield from _differing(pair, _ZH_RANK, _EN_RANK, ("rank",))


def _scores(pair: Pair) -> Iterator[tuple[Span, Span]]:
    is_contest, is_proportion = bool(_CONTEST.search(pair.zh)), bool(_PROPORTION.search(pair.zh))
    if not (is_contest or is_proportion):
        return
    here, there = list(_ZH_SCORE.finditer(pair.zh)), list(_EN_SCORE.finditer(pair.tgt))
    if len(here) != 1 or len(there) != 1:
        return
    right = [_zh_value(here[0]["one"]), _zh_value(here[0]["two"])]
    one = _en_value(there[0]["one"])
    wrong = [one, one if there[0]["two"] is None else _en_value(there[0]["two"])]
    if there[0]["two"] is None and there[0]["all"] is None:
        return
    # The winner's goals come first in English, whoever is named first.
    is_same = right == wrong if is_proportion and not is_contest else sorted(right) == sorted(wrong)
    if not is_same and not set(right).isdisjoint(wrong):  # Else they may be no scores, or the pairing finds them.
        yield here[0].span(), there[0].span()


def _frequencies(pair: Pair) -> Iterator[tuple[Span, Span]]:
    places = _only(pair, _ZH_OFTEN, _EN_OFTEN)
    if not places:
        return
    one, other = places
    period = other["period"] or _ADVERBS[other["adverb"].lower()]
    often = Decimal(_OFTEN[other["word"].lower()]) if other["word"] else _en_value(other["times"])
    if _PERIODS[one["period"].removeprefix("个")] == period.lower() and _zh_value(one["times"]) != often:
        yield one.span(), other.span()


def _intervals(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """每五分钟一次 as "five times a minute", and 每天五次 as "every five days"."""
    if "每" not in pair.zh:
        return
    for zh, en in ((_INTERVAL, _EN_RATE), (_ZH_OFTEN, _EN_INTERVAL)):
        places = _only(pair, zh, en)
        if not places:
            continue
        one, other = places
        word = other.groupdict().get("word")
        often = Decimal(_OFTEN[word.lower()]) if word else _en_value(other["times"])
        if _zh_value(one["times"]) == often > 1:
            yield one.span(), other.span()


def _differing(
    pair: Pair, zh: regex.Pattern[str], en: regex.Pattern[str], groups: tuple[str, ...]
) -> Iterator[tuple[Span, Span]]:
    """The one match of a pattern on either side, where a group's number differs."""
    places = _only(pair, zh, en)
    if places and any(_zh_value(places[0][group]) != _en_value(places[1][group]) for group in groups):
        yield places[0].span(), places[1].span()


def _only(
    pair: Pair, zh: regex.Pattern[str], en: regex.Pattern[str]
) -> tuple[regex.Match[str], regex.Match[str]] | None:
    """The matches of the two patterns, where either side has just one."""
    here = list(zh.finditer(pair.zh))
    there = list(en.finditer(pair.tgt)) if len(here) == 1 else []
    return (here[0], there[0]) if len(there) == 1 else None


def _zh_value(number: str) -> Decimal:
    return next((value for _, _, value in zh_numbers(number)), Decimal(0))


def _en_value(number: str) -> Decimal:
    return next((value for _, _, value in en_numbers(number)), Decimal(0))
