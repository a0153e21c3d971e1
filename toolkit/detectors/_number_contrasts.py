"""Places in time, rates and ranks of which a text names one and its translation another: 上旬 is not "late", nor 下午 a.m."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from toolkit.detectors._number_rates import RATES
from toolkit.detectors._number_times import TIMES
from toolkit.quality import Pair, Span

_GROUPS = (*TIMES, *RATES)
_FROM_LAST = regex.compile(r"(?:倒数|往[下前回]数)第[二三四五六七八九十2-9]")
_LAST = regex.compile(
    r"\b(?:last|bottom|penultimate|end|worst|lowest|from|back|top|highest|count(?:ing)?down)\b", regex.IGNORECASE
)
_RANK = regex.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))\b", regex.IGNORECASE
)


def contrasts(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """What the Chinese names, and what excludes it and stands in its place, where each text names just one of its kind."""
    characters = set(pair.zh)
    for signs, kinds in _GROUPS:
        if characters.isdisjoint(signs):
            continue
        named = [(kind, match) for kind in kinds if (match := kind.zh.search(pair.zh))]
        if len(named) != 1:
            continue
        kind, right = named[0]
        others = [match for other in kinds if other is not kind and (match := other.en.search(pair.tgt))]
        if len(others) == 1 and not kind.may_mean.search(pair.tgt):
            yield right.span(), others[0].span()
    from_last, rank = _FROM_LAST.search(pair.zh), _RANK.search(pair.tgt)
    if from_last and rank and not _LAST.search(pair.tgt):
        yield from_last.span(), rank.span()
