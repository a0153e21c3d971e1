"""Words of either language, English stems, and the English stems that a Chinese word may be rendered by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import regex

from toolkit.lexicon.cedict import entries, glosses
from toolkit.text import HAN, replace_surrogates

_EN_WORD = regex.compile(r"[[\p{L}\p{M}]--\p{Han}]+(?:['’][[\p{L}\p{M}]--\p{Han}]+)*", regex.VERSION1)
_ENDING = regex.compile(r"(?<=.)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", regex.IGNORECASE)
_STUMPS = {"ca": "can", "wo": "will", "sha": "shall"}  # of can't, won't, shan't
LONGEST_WORD = 60
"""Letters; what is longer is no English word, and is not stemmed."""
LONGEST_PART = 4
"""Characters of a part of a word that the dictionary does not have."""
EMPTY = frozenset("a an the to of in on at be is sb sth one oneself and or for with by as from that it etc esp".split())


def zh_words(text: str) -> list[str]:
    """The words of Chinese text that hold a Han character, as the segmenter jieba cuts them."""
    import rjieba

    return [word for word in rjieba.cut(replace_surrogates(text)) if HAN.search(word)]


def en_words(text: str) -> list[str]:
    """The words of English text, as they stand, without possessive and contracted endings (can't as "can")."""
    return [_without_ending(word) for word in _EN_WORD.findall(text)]


def _without_ending(word: str) -> str:
    if "'" not in word and "’" not in word:
        return word
    plain = _ENDING.sub("", word)
    return _STUMPS.get(plain.lower(), plain) if len(word) - len(plain) == 3 else plain


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of an English word (Porter 2001, "Snowball"), in lower case."""
    word = word.lower().replace("’", "'")
    return word if len(word) > LONGEST_WORD else str(_stemmer().stemWord(word))


@lru_cache(maxsize=50_000)
def word_stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a short English text, most often one."""
    return tuple(stem(word) for word in en_words(text))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def renderings(word: str) -> Mapping[str, float]:
    """English stems by which a Chinese word may be rendered, with a strength of up to 1.

    A gloss of several words gives each of them less. A word without glosses stands for its parts, which count less again.
    """
    found = _gloss_stems(glosses(word))
    if not found and len(word) > 1:
        for part in dict.fromkeys(_parts(word)):
            strength = 0.7 if len(part) > 1 else 0.4
            for key, value in _gloss_stems(glosses(part)).items():
                found[key] = max(found.get(key, 0.0), strength * value)
    return found


def _gloss_stems(lines: Iterable[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in lines:
        words = [stem(word) for word in en_words(line) if word.lower() not in EMPTY]
        strength = {1: 1.0, 2: 0.6}.get(len(words), 0.4)
        for key in words:
            found[key] = max(found.get(key, 0.0), strength)
    return found


def _parts(word: str) -> list[str]:
    """A word cut into the longest words of the dictionary, from the left."""
    parts, start = [], 0
    while start < len(word):
        longest = min(len(word), start + LONGEST_PART, start + len(word) - 1)
        end = next((end for end in range(longest, start + 1, -1) if word[start:end] in entries()), start + 1)
        parts.append(word[start:end])
        start = end
    return parts
