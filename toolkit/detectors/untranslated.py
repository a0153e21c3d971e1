"""Chinese left in the English: characters that were not translated, and full-width marks, letters and digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import regex

from toolkit.detectors import Detector
from toolkit.quality import Finding, Pair, Severity

# U+4E28 is a Han character to Unicode, and a bar to typists.
_CHINESE = regex.compile(r"[\p{Han}--[丨]](?:[\p{Han}\d·《》“”、，]*[\p{Han}--[丨]])?+", regex.VERSION1)
_GLOSSED = regex.compile(r"\s?[(（\[]|\s?(?:or|means?|meaning)\b")
_IN_BRACKETS, _LOOK_BACK = regex.compile(r"[(（\[][^)）\]]*+$"), 40
_CITED = 4
"""Characters of a word that English may speak of as a word, beside a gloss."""
_WIDE = regex.compile(
    r"[\u3000-\u3003\u3008-\u3011\u3014\u3015\uff01-\uff5e\uff61-\uff65]++|…{2}+|—{2}+|(?<=\p{Ll})·(?=\p{Lu}\p{Ll})"
)
_NARROW = {
    "\u3000": " ", "、": ",", "。": ".", "〃": '"', "〈": "‘", "〉": "’", "《": "“", "》": "”", "「": "“", "」": "”",
    "『": "‘", "』": "’", "【": "[", "】": "]", "〔": "[", "〕": "]", "……": "…", "——": "—", "·": " ",
}  # fmt: skip
_TAKES_SPACE = frozenset(",.;:!?)")


def make() -> Detector:
    """A detector of Chinese characters, marks and figures in the English."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """What was left as it is in the Chinese, unless the English speaks of it as Chinese and explains it."""
    return [finding for row, pair in enumerate(pairs) for finding in (*_characters(row, pair), *_marks(row, pair))]


def _characters(row: int, pair: Pair) -> Iterator[Finding]:
    for match in _CHINESE.finditer(pair.tgt):
        start, end = match.span()
        if _is_cited(pair.tgt, start, end):
            continue
        place = pair.src.find(match[0])
        message = f"{match[0]} is not translated."
        src = (place, place + len(match[0])) if place >= 0 else None
        severity: Severity = "major" if end - start > 1 else "minor"
        yield Finding(row, "Accuracy/Untranslated", severity, message, src, (start, end), "", 0.95)


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether the English gives the Chinese in brackets, or names a Chinese word and glosses it."""
    if _IN_BRACKETS.search(text, max(start - _LOOK_BACK, 0), start):
        return True
    return end - start <= _CITED and _GLOSSED.match(text[end : end + 10].lstrip("”\"’'")) is not None


def _marks(row: int, pair: Pair) -> Iterator[Finding]:
    for match in _WIDE.finditer(pair.tgt):
        start, end = match.span()
        beside = pair.tgt[max(start - 1, 0) : start] + pair.tgt[end : end + 1]
        if _CHINESE.search(beside):
            continue  # part of what is not translated
        better = _NARROW.get(match[0]) or "".join(map(_narrow, match[0]))
        if better[-1] in _TAKES_SPACE and pair.tgt[end : end + 1].isalpha():
            better += " "
        message = f"{match[0]} is Chinese typography; English has “{better.strip() or 'a space'}”."
        yield Finding(row, "Fluency/Punctuation", "minor", message, None, (start, end), better, 0.9)


def _narrow(character: str) -> str:
    return _NARROW.get(character) or unicodedata.normalize("NFKC", character)
