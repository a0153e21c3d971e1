"""Scores, ratios and frequencies: two numbers, or a number and a period, that a fixed form binds together."""

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
_PERIODS = {"日": "day", "天": "day", "周": "week", "星期": "week", "月": "month", "年": "year"}
_ZH_OFTEN = regex.compile(
    rf"(?:每|一|1)(?P<period>日|天|周|星期|个?月|年)\s?(?:口服|服用?|给药|使用|注射|涂抹?|外用)?\s?(?P<times>{_ZH_NUMBER})\s?次"
)
_EN_OFTEN = regex.compile(
    rf"\b(?:(?P<word>once|twice|thrice)|(?P<times>{_EN_NUMBER})\stimes)"
    r"\s(?:(?:an?|per|each|every)\s(?P<period>day|week|month|year)|(?P<adverb>daily|weekly|monthly|yearly))\b",
    regex.IGNORECASE,
)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_OFTEN = {"once": 1, "twice": 2, "thrice": 3}


def tallies(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """The one score, ratio or frequency of the Chinese and that of the English, where they differ."""
    yield from _scores(pair)
    yield from _frequencies(pair)


def _scores(pair: Pair) -> Iterator[tuple[Span, Span]]:
    is_contest, is_proportion = bool(_CONTEST.search(pair.zh)), bool(_PROPORTION.search(pair.zh))
    if not (is_contest or is_proportion):
        return
    here, there = list(_ZH_SCORE.finditer(pair.zh)), list(_EN_SCORE.finditer(pair.tgt))
    if len(here) != len(there):
        return
    for one, other in zip(here, there, strict=True):
        yield from _score(one, other, is_ordered=is_proportion and not is_contest)


def _score(here: regex.Match[str], there: regex.Match[str], *, is_ordered: bool) -> Iterator[tuple[Span, Span]]:
    """The two, where they differ."""
    right = [_zh_value(here["one"]), _zh_value(here["two"])]
    one = _en_value(there["one"])
    wrong = [one, one if there["two"] is None else _en_value(there["two"])]
    if there["two"] is None and there["all"] is None:
        return
    # The winner's goals come first in English, whoever is named first.
    is_same = right == wrong if is_ordered else sorted(right) == sorted(wrong)
    if not is_same and not set(right).isdisjoint(wrong):  # Else they may be no scores, or the pairing finds them.
        yield here.span(), there.span()


def _frequencies(pair: Pair) -> Iterator[tuple[Span, Span]]:
    here, there = list(_ZH_OFTEN.finditer(pair.zh)), list(_EN_OFTEN.finditer(pair.tgt))
    if len(here) != 1 or len(there) != 1:
        return
    one, other = here[0], there[0]
    period = other["period"] or _ADVERBS[other["adverb"].lower()]
    often = Decimal(_OFTEN[other["word"].lower()]) if other["word"] else _en_value(other["times"])
    if _PERIODS[one["period"].removeprefix("个")] == period.lower() and _zh_value(one["times"]) != often:
        yield one.span(), other.span()


def _zh_value(number: str) -> Decimal:
    return next((value for _, _, value in zh_numbers(number)), Decimal(0))


def _en_value(number: str) -> Decimal:
    return next((value for _, _, value in en_numbers(number)), Decimal(0))
