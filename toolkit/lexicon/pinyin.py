"""Pinyin: its syllables, how characters and surnames are spelt, and what English words can be read as pinyin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import regex

from toolkit.lexicon.cedict import entries, readings

LONGEST_WORD = 24
"""Letters; what is longer is no name in pinyin (zhuangzhuang has twelve)."""
_MOST_SYLLABLES = 4
_SURNAME = regex.compile(r"surname \p{Lu}")
_COMPOUND = {  # which the dictionary does not call surnames
    "夏侯": "xia hou", "钟离": "zhong li", "赫连": "he lian", "澹台": "tan tai", "濮阳": "pu yang", "南宫": "nan gong",
    "呼延": "hu yan", "独孤": "du gu", "公冶": "gong ye", "太史": "tai shi", "完颜": "wan yan", "耶律": "ye lv", "闻人": "wen ren",
}  # fmt: skip
_VOWEL = regex.compile(r"[aeiouv]")
_TONE = regex.compile(r"\d")


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """All syllables, without tones; lü is "lv"."""
    found = {reading for word in entries() if len(word) == 1 for reading in readings(word)}
    return frozenset(each for each in found if _VOWEL.search(each) and (len(each) > 1 or each in "aeo"))


@lru_cache(maxsize=1)
def surnames() -> Mapping[str, tuple[str, ...]]:
    """Chinese surnames of one or two characters, with the syllables they are read as surnames: 陆 is lu, 单 shan."""
    found: dict[str, tuple[str, ...]] = {name: tuple(read.split()) for name, read in _COMPOUND.items()}
    for word, entry in entries().items():
        if len(word) <= 2 and "surname " in entry:
            for line in filter(_SURNAME.search, entry.split("\n")):
                reading = line.partition("]")[0].lstrip("[")
                read = tuple(_TONE.sub("", reading).lower().replace("u:", "v").split())
                if len(read) == len(word):
                    found.setdefault(word, read)
    return found


@lru_cache(maxsize=20_000)
def spellings(character: str) -> frozenset[str]:
    """The syllables a character may be spelt by in a name; lü is also spelt lu and lyu."""
    return frozenset(spelling for reading in readings(character) for spelling in _spellings(reading))


def _spellings(reading: str) -> Iterator[str]:
    yield reading
    if "v" in reading:
        yield reading.replace("ve", "ue").replace("v", "u")
        yield reading.replace("v", "yu")


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a word in lower case as up to 4 syllables; () where it is no pinyin (xian is xian, or xi an)."""
    return tuple(_splits(word, _MOST_SYLLABLES)) if 0 < len(word) <= LONGEST_WORD else ()


def _splits(word: str, most: int) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
    elif most:
        for end in range(1, min(len(word), 6) + 1):
            if word[:end] in _all_spellings():
                yield from ((word[:end], *rest) for rest in _splits(word[end:], most - 1))


@lru_cache(maxsize=1)
def _all_spellings() -> frozenset[str]:
    return frozenset(spelling for syllable in syllables() for spelling in _spellings(syllable))


def spelt(name: Sequence[str]) -> str:
    """Syllables as one capitalised word, with an apostrophe where the next begins with a vowel: Xi'an."""
    joined = "".join(f"'{part}" if place and part[0] in "aeo" else part for place, part in enumerate(name))
    return joined.replace("v", "ü").capitalize()
