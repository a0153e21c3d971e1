"""English words by their letters: the little words of grammar, plurals, and the forms of verbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_CLOSED = frozenset(
    "and or i me my mine you your yours he him his she her hers it its we us our ours they them their theirs this that these"
    " those here there what who whom whose which when where why how a an the of to for from with at as if is are was"
    " were be been do does did have has had will would can could no not yes all some any both each either but nor yet"
    " also even very over".split()
)


def is_closed(word: str) -> bool:
    """Whether a word in lower case is one of the little words of grammar."""
    return word in _CLOSED


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """A word without the ending of its plural, as far as letters tell; not what only looks like one (news, physics)."""
    if len(word) > 4 and word.endswith(("se", "she", "che", "xe", "ze")):
        return word[:-1]  # as in houses, where the letters do not tell whether the e is of the word
    if len(word) < 5 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "goods")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ses", "shes", "ches", "xes", "zes")) else word[:-1]


def is_content(words: Sequence[str]) -> bool:
    """Whether words in lower case are such as a Chinese word may be rendered by."""
    is_word = any(word not in _CLOSED and len(word) > 2 and word.isascii() for word in words)
    return is_word and not any(c.isdigit() for word in words for c in word)
