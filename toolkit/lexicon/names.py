"""Chinese names in English text, by their pinyin."""

from __future__ import annotations

from collections.abc import Set
from itertools import product

import regex

from toolkit.lexicon.cedict import readings

LONGEST = 3
"""Characters of a name that are written as one word in English: a place (呼和浩 …), a given name, or all of it."""
_HAN_RUN = regex.compile(r"\p{Han}+")
_CAPITALISED = regex.compile(r"\p{Lu}[\p{Ll}’'-]+(?:\p{Lu}?[\p{Ll}’'-]+)*")
_MARKS = regex.compile(r"['’-]")


def capitalised(text: str) -> list[str]:
    """The capitalised words of English text in lower case, without apostrophes and hyphens (Xi'an as "xian")."""
    return [_MARKS.sub("", word).lower().replace("ü", "v") for word in _CAPITALISED.findall(text)]


def pinyin_runs(text: str, wanted: Set[str]) -> list[str]:
    """Those of the `wanted` words that are the pinyin of 2 or 3 successive characters of Chinese text."""
    found: list[str] = []
    for run in _HAN_RUN.findall(text):
        choices = [readings(character)[:3] for character in run]
        for start in range(len(run) - 1):
            for end in range(start + 2, min(len(run), start + LONGEST) + 1):
                found.extend(word for word in map("".join, product(*choices[start:end])) if word in wanted)
    return found
