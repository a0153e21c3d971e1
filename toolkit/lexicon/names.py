"""Chinese names in English text, by their pinyin."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence, Set
from functools import lru_cache
from itertools import product

import regex

from toolkit.lexicon.cedict import readings

LONGEST = 3
"""Characters of a name that are written as one word in English: a place (石家庄, Shijiazhuang) or a given name (可卿)."""
_HAN_RUN = regex.compile(r"\p{Han}+")
_CAPITALISED = regex.compile(r"(?<!\p{L})\p{Lu}[\p{Ll}’'-]+(?:\p{Lu}[\p{Ll}’'-]+)*")
_POSSESSIVE = regex.compile(r"['’]s?$")
_MARKS = regex.compile(r"['’-]")
_TONES = regex.compile(r"[\u0300-\u0307\u0309-\u036f]")  # all combining marks but the two dots


def capitalised(text: str) -> list[str]:
    """The capitalised words of English text as pinyin: in lower case, without apostrophes, hyphens, tones and possessive
    endings, ü as v (Xi'an's as "xian", Lǚ as "lv")."""
    return [plain_word(word) for word in _CAPITALISED.findall(_without_tones(text))]


def plain_word(word: str) -> str:
    """A word as pinyin, as `capitalised` has it."""
    return _MARKS.sub("", _POSSESSIVE.sub("", _without_tones(word)).lower()).replace("ü", "v")


def _without_tones(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", text)))


def pinyin_runs(text: str, wanted: Set[str]) -> list[str]:
    """Those of the `wanted` words that are the pinyin of 2 or 3 successive characters of Chinese text."""
    found: list[str] = []
    for run in _HAN_RUN.findall(text):
        for start in range(len(run) - 1):
            for end in range(start + 2, min(len(run), start + LONGEST) + 1):
                found.extend(word for word in read_as_word(run[start:end]) if word in wanted)
    return found


def sounded(text: str, words: Collection[str], lengths: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Where characters of Chinese text sound like one of the words in pinyin, from left to right, with that word; of places
    that overlap the first, and of those that begin together the longest; `lengths` are in characters, the longest first."""
    start = 0
    while words and start < len(text):
        found = next(
            (found for length in lengths if (found := _sounding(text[start : start + length], length, words))), None
        )
        if found:
            yield start, start + found[0], found[1]
        start += found[0] if found else 1


def _sounding(characters: str, length: int, words: Collection[str]) -> tuple[int, str] | None:
    if len(characters) < length:
        return None
    return next(((length, sound) for sound in read_as_word(characters) if sound in words), None)


@lru_cache(maxsize=200_000)
def read_as_word(characters: str) -> tuple[str, ...]:
    """The ways to read some characters as one word, in pinyin without tones; () where one of them is no character."""
    return tuple(map("".join, product(*map(readings, characters))))
