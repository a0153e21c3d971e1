"""What a translation keeps as it is: numbers, dates among them, and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from decimal import Decimal
from zlib import crc32

import numpy as np
import regex
from numpy.typing import NDArray

from toolkit.lexicon.names import capitalised, pinyin_runs
from toolkit.lexicon.numerals import en_numbers, zh_numbers
from toolkit.lexicon.pinyin import split

Anchors = NDArray[np.uint32]
"""(a,) the sorted hashes of what is kept, each once."""

_SMALLEST = 10  # Smaller numbers are in every text, and often another word's part.
_SHORTEST = 5  # letters of a name in pinyin; shorter ones are the reading of too much
_LATIN = regex.compile(r"(?<![\p{Latin}\p{N}])\p{Latin}{2,}(?![\p{Latin}\p{N}])")


def en_anchors(texts: Iterable[str]) -> tuple[Anchors, set[str]]:
    """The anchors of English sentences, and those of their capitalised words that can be names in pinyin."""
    names, numbers = set[str](), set[str]()
    for text in texts:
        numbers.update(_numbers(en_numbers(text)))
        names.update(capitalised(text))
        names.update(word.lower() for word in _LATIN.findall(text) if word.isupper())
    return _hashes(names | numbers), {name for name in names if len(name) >= _SHORTEST and _is_pinyin(name)}


def zh_anchors(texts: Sequence[str], wanted: Set[str]) -> Anchors:
    """The anchors of Chinese sentences: their numbers and Latin words, and what reads as one of the `wanted` names."""
    found = set[str]()
    for text in texts:
        found.update(_numbers(zh_numbers(text)))
        found.update(word.lower() for word in _LATIN.findall(text))
        found.update(pinyin_runs(text, wanted))
    return _hashes(found)


def _is_pinyin(name: str) -> bool:
    return any(len(syllables) > 1 for syllables in split(name))


def _numbers(found: Iterable[tuple[int, int, Decimal]]) -> Iterable[str]:
    return (f"{value:f}" for _, _, value in found if abs(value) > _SMALLEST)


def _hashes(found: Iterable[str]) -> Anchors:
    return np.unique(np.fromiter((crc32(text.encode("utf-8", "surrogatepass")) for text in found), np.uint32))
