"""Which words of a sentence find a counterpart in its translation, and how much that says.

Words are looked up in the table of translations, numbers matched by their value and names by their pinyin. A word has at
most one counterpart, the best that no other word took (competitive linking, Melamed 2000). Of several places the one that
lies as far along the sentence is the likelier.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product
from math import log
from typing import NamedTuple

from toolkit.lexicon.cedict import readings
from toolkit.lexicon.names import capitalised
from toolkit.lexicon.numerals import en_numbers, zh_numbers
from toolkit.lexicon.tokens import Token
from toolkit.lexicon.translation import stem_salience, translations, word_salience
from toolkit.lexicon.words import word_stems

_RENDERED = 0.69  # The share of Chinese words that a translation renders by a stem of the table.
_SUREST = 0.98
_SPREAD = 0.2  # Of the Laplace distribution of how far apart, as shares of their sentences, two counterparts lie.
_FARTHEST = -1.0  # The evidence of places that lie apart; word order differs too much for more.
_PLACES = 4  # of one stem that are looked at, so that a word said a million times costs no more than a few

_NUMBER_SALIENCE = 1.5
_SMALL = 10  # A number up to it is often another word's part (一个 "a", 一起 "together"), so its absence says nothing.
_LONGEST_NAME = 4  # characters
_LONGEST_SPELLING = 24  # letters

Link = tuple[float, int, int]
"""The evidence for a Chinese word, by its number, and an English one to be counterparts."""


class Coverage(NamedTuple):
    """The evidence that each word, Chinese (`src`) or English (`tgt`), has a counterpart.

    It is the logarithm of how much oftener what is seen of the word is seen beside a translation of its sentence than beside
    any other sentence: above 0 where there is a counterpart, below where one is missed.
    """

    src: list[float]
    tgt: list[float]


def cover(zh: str, en: str, zh_words: Sequence[Token], en_tokens: Sequence[Token]) -> Coverage:
    """The evidence for the words of simplified Chinese and of its English translation."""
    stems = [word_stems(token.text) for token in en_tokens]
    src = [-word_salience(token.text) for token in zh_words]
    tgt = [-max(map(stem_salience, parts), default=0.0) for parts in stems]
    _cover_by_links(_links(zh_words, stems), src, tgt)
    _cover_by_value(zh, en, zh_words, en_tokens, src, tgt)
    _cover_by_pinyin(zh, zh_words, en_tokens, src, tgt)
    return Coverage(src, tgt)


def evidence(probability: float) -> float:
    """The evidence of a counterpart that is one with this probability, for a word that mostly has one."""
    return log((1 - _RENDERED) / (1 - min(probability, _SUREST)))


_CERTAIN = evidence(1.0)


def _links(words: Sequence[Token], stems: Sequence[Sequence[str]]) -> Iterator[Link]:
    places: dict[str, list[int]] = {}
    for place, parts in enumerate(stems):
        for part in parts:
            places.setdefault(part, []).append(place)
    for i, word in enumerate(words):
        along = (i + 0.5) / len(words)
        renderings = translations(word.text)
        for rendering in renderings.keys() & places.keys():
            found, likely = places[rendering], evidence(renderings[rendering])
            middle = bisect_left(found, along * len(stems))
            for j in found[max(0, middle - _PLACES // 2) : middle + _PLACES // 2]:
                distance = abs(along - (j + 0.5) / len(stems))
                yield likely + max(_FARTHEST, -log(2 * _SPREAD) - distance / _SPREAD), i, j


def _cover_by_links(links: Iterator[Link], src: list[float], tgt: list[float]) -> None:
    """Take the best links one by one. A word whose counterparts are all taken neither has one nor misses one."""
    has_counterpart, is_counterpart = set[int](), set[int]()
    for found, i, j in sorted(links, reverse=True):
        if i in has_counterpart or j in is_counterpart:
            src[i], tgt[j] = max(src[i], 0.0), max(tgt[j], 0.0)
            continue
        has_counterpart.add(i)
        is_counterpart.add(j)
        src[i] = tgt[j] = found


def _cover_by_value(
    zh: str, en: str, zh_words: Sequence[Token], en_tokens: Sequence[Token], src: list[float], tgt: list[float]
) -> None:
    """Let numbers speak for the words that they are in; figures in Chinese are no word and speak for the next one."""
    found = zh_numbers(zh), en_numbers(en)
    values = [{value for _, _, value in side} for side in found]
    for side, others, tokens, out in zip(found, values[::-1], (zh_words, en_tokens), (src, tgt), strict=True):
        starts = [token.start for token in tokens]
        for start, end, value in side:
            absent = -_NUMBER_SALIENCE if abs(value) > _SMALL else 0.0
            first = bisect_left(starts, start)
            first -= first > 0 and tokens[first - 1].end > start
            last = max(bisect_left(starts, end), first + (first < len(starts) and starts[first] == end))
            for i in range(first, last):
                out[i] = (
                    max(out[i], _CERTAIN) if value in others else min(out[i], absent) if absent else max(out[i], 0.0)
                )


def _cover_by_pinyin(
    zh: str, zh_words: Sequence[Token], en_tokens: Sequence[Token], src: list[float], tgt: list[float]
) -> None:
    """Let names of 2 to 4 characters, written as one capitalised word or as two, speak for the words that they are in."""
    spelt = _capitalised(en_tokens)
    begun = {name[:length] for name in spelt for length in range(1, len(name) + 1)}
    word_at = {place: i for i, word in enumerate(zh_words) for place in range(word.start, word.end)} if spelt else {}
    for start in word_at:
        sounds, end = [""], start
        while sounds and end - start < _LONGEST_NAME and end in word_at:
            sounds = [sound for a, b in product(sounds, readings(zh[end])) if (sound := a + b) in begun]
            end += 1
            for j in (j for sound in sounds if end > start + 1 for j in spelt.get(sound, ())):
                tgt[j] = _CERTAIN
                for place in range(start, end):
                    src[word_at[place]] = _CERTAIN


def _capitalised(tokens: Sequence[Token]) -> dict[str, set[int]]:
    """The capitalised words as pinyin, and two in a row as one, with the numbers of their tokens."""
    out: dict[str, set[int]] = {}
    last = ""
    for j, token in enumerate(tokens):
        is_name = token.text[0].isupper() and len(token.text) <= _LONGEST_SPELLING
        name = "".join(capitalised(token.text)[:1]) if is_name else ""
        if name:
            out.setdefault(name, set()).add(j)
            if last:
                out.setdefault(last + name, set()).update((j - 1, j))
        last = name
    return out
