"""Places in time and ranks of which a text names one and its translation another: 下午 is not a.m., nor 公元前 AD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from toolkit.quality import Pair, Span

_CLOCK_ZH = r"[\d一二两三四五六七八九十]{1,3}(?:[点點时時]|[:：]\d\d)"
_CLOCK = r"(?:\d|[:.]\d\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|o['’]clock)"
_AFTERNOON = rf"(?:下午|午后|傍晚|(?:晚上?|今晚|当晚)(?=(?:[6-9]|1[01]|[六七八九]|十一?)(?:点|时|[:：]))){_CLOCK_ZH}"
_24_HOURS = r"(?<![\d:：])(?:1[3-9]|2[0-3])\s?(?:时(?!代)|点(?!\d)|[:：][0-5]\d)"


class _Kind(NamedTuple):
    """One of the things that exclude each other: how Chinese says it, how English does, and what else may mean it."""

    zh: regex.Pattern[str]
    en: regex.Pattern[str]
    may_mean: regex.Pattern[str]


def _kind(zh: str, en: str, may_mean: str = r"(?!)") -> _Kind:
    flags = regex.IGNORECASE
    return _Kind(regex.compile(zh), regex.compile(en, flags), regex.compile(f"{en}|{may_mean}", flags))


_CONTRASTS = (
    (  # of the day
        _kind(rf"(?:凌晨|清晨|早上|早晨|上午){_CLOCK_ZH}", rf"{_CLOCK}\s?(?:a\.?m\b|in the (?:early )?morning)", r"\bmorning\b"),
        _kind(
            rf"{_AFTERNOON}|{_24_HOURS}",
            rf"{_CLOCK}\s?(?:p\.?m\b|in the (?:afternoon|evening))",
            r"\b(?:afternoon|evening|tonight|night|(?:1[3-9]|2[0-3])[:.]\d\d)\b",
        ),
    ),
    (  # of the hour
        _kind(r"[点點](?:过)?一刻", r"\bquarter (?:past|after)\b|[:.]15\b", r"\bfifteen\b"),
        _kind(r"[点點]半", r"\bhalf[\s-](?:past|after)\b|[:.]30\b", r"\bthirty\b"),
        _kind(r"[点點]三刻|差一刻", r"\bquarter (?:to|of|before|till)\b|[:.]45\b", r"\bforty-five\b"),
    ),
    (  # of eras
        _kind(r"公元前|西元前|纪元前", r"\bB\.?C\b\.?(?:E\b)?", r"\bbefore (?:Christ|our era|the common era)\b"),
        _kind(r"(?:公元|西元)(?!前)", r"\bA\.?D\b|(?<!B\.?)\bC\.?E\b", r"\b(?:first|common) (?:century|era)\b"),
    ),
    (  # of the year
        _kind(r"前三个?季度", r"\bfirst (?:three|3) quarters\b", r"\bnine months\b|\bthree quarters\b|\bQ1\b"),
        _kind(r"(?<!前)第?[三3]季度", r"\b(?:third|3rd)[\s-]quarter\b|\bQ3\b|\b3Q\b"),
    ),
)  # fmt: skip
_FROM_LAST = regex.compile(r"倒数第[二三四五六七八九十2-9]")
_LAST = regex.compile(r"\b(?:last|bottom|penultimate|end|worst|lowest|from|back|count(?:ing)?down)\b", regex.IGNORECASE)
_RANK = regex.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))\b", regex.IGNORECASE
)


def contrasts(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """What the Chinese names, and what excludes it and stands in its place, where each text names just one of its kind."""
    for kinds in _CONTRASTS:
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
