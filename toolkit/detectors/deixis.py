"""Words that point to where the writer stands (我国, 本报), rendered so for readers who stand elsewhere."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence

import regex

from toolkit.detectors import Detector
from toolkit.quality import Finding, Pair, Span

_PLACES = {
    "国": "country|nation",
    "省": "province",
    "市": "city|municipality",
    "县": "county",
    "区": "district",
    "州": "prefecture",
}
_MEDIA = {
    "报": "newspaper|paper|daily|report",
    "刊": "journal|magazine",
    "网": "website|site|network",
    "台": "station|channel",
}
_WORDS = _PLACES | _MEDIA
_NAMED = {
    "国": "China",
    "报": "the newspaper’s name",
    "刊": "the journal’s name",
    "网": "the site’s name",
    "台": "its name",
}
_ZH = regex.compile(rf"(?<!自)我(?P<noun>[{''.join(_PLACES)}])(?!家)|本(?P<noun>[{''.join(_MEDIA)}])(?![告道名])")
_EN = {
    noun: regex.compile(
        rf"\b(?P<pointer>my|our{'|this' if noun in _MEDIA else ''})\s(?:own\s|great\s)?+(?:{words})\b(?P<of>['’]s\b)?+",
        regex.IGNORECASE,
    )
    for noun, words in _WORDS.items()
}
_QUOTE = regex.compile(r"[“”\"]")


def make() -> Detector:
    """A detector of "my country", "our city", "this newspaper" for 我国, 我市, 本报. In quoted speech they may stand."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The words that point to where the writer stands."""
    return [finding for row, pair in enumerate(pairs) for finding in _deictics(row, pair)]


def _deictics(row: int, pair: Pair) -> Iterator[Finding]:
    in_zh: dict[str, list[Span]] = {}
    for match in _ZH.finditer(pair.zh):
        in_zh.setdefault(match["noun"], []).append(match.span())
    if not in_zh:
        return
    quotes = _quotes(pair.tgt)
    for noun, spans in in_zh.items():
        unquoted = (match for match in _EN[noun].finditer(pair.tgt) if not _is_quoted(match.start(), quotes))
        for number, match in enumerate(unquoted):
            start, end = spans[min(number, len(spans) - 1)]
            name = _NAMED.get(noun, "its name")
            message = (
                f"{pair.src[start:end]} is “{match[0]}” only where the writer stands; for other readers it is {name}."
            )
            suggestion = name + (match["of"] or "") if noun == "国" else ""
            strength = _strength(noun, match["pointer"])
            yield Finding(row, "Style/Awkward", "minor", message, (start, end), match.span(), suggestion, strength)


def _quotes(text: str) -> tuple[list[int], list[bool]]:
    """The places of quotation marks, and whether each opens."""
    places: list[int] = []
    opens: list[bool] = []
    for match in _QUOTE.finditer(text):
        is_opening = match[0] == "“" or (match[0] == '"' and not (opens and opens[-1]))
        places.append(match.start())
        opens.append(is_opening)
    return places, opens


def _is_quoted(place: int, quotes: tuple[list[int], list[bool]]) -> bool:
    places, opens = quotes
    number = bisect(places, place)
    return number > 0 and opens[number - 1]


def _strength(noun: str, pointer: str) -> float:
    """How odd it is. People write "our country" in speeches and comment, but hardly ever "my country"."""
    if pointer.lower() == "my":
        return 0.9
    return 0.6 if noun in _MEDIA else 0.35
