"""Things that exclude each other, told by the words for them in both languages."""

from __future__ import annotations

from typing import NamedTuple

import regex

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"


class Kind(NamedTuple):
    """One of the things that exclude each other: how Chinese says it, how English does, and what else may mean it."""

    zh: regex.Pattern[str]
    en: regex.Pattern[str]
    may_mean: regex.Pattern[str]


def kind(zh: str, en: str, may_mean: str = r"(?!)") -> Kind:
    """A kind by its patterns; what means it also may be in the text where it is not seen."""
    flags = regex.IGNORECASE
    return Kind(regex.compile(zh), regex.compile(en, flags), regex.compile(f"{en}|{may_mean}", flags))


Group = tuple[str, tuple[Kind, ...]]
"""Kinds that exclude each other, behind the characters of which one is in all that the Chinese calls them."""
