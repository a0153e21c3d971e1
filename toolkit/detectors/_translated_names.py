"""Names that a document has by their sound in one place and by their meaning in another: Yixiantian, A Thread of Sky."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from toolkit.detectors._renderings import Rendering
from toolkit.lexicon.cedict import entries, readings
from toolkit.lexicon.names import plain_word, sounded
from toolkit.lexicon.pinyin import split
from toolkit.lexicon.tokens import Token
from toolkit.lexicon.words import renderings, stem
from toolkit.quality import Pair, Span, overlap
from toolkit.terms import form_of
from toolkit.text import mask_surrogates

_LONG_ZH, _LONG_EN = 400, 1500  # Characters of a pair; longer ones have every word by chance.
_LENGTHS = range(4, 1, -1)  # characters of a name
_LETTERS = range(5, 25)  # of a name in pinyin; less may be another word
_MOST_WORDS = 4  # of a name in English
_LEAST = 2  # Words that render some of a name.
_WITHIN = frozenset({"of", "the", "and"})


class _Place(NamedTuple):
    """Where a name stands in either text."""

    src: Span
    tgt: Span


def by_names(pairs: Sequence[Pair]) -> Iterator[Rendering]:
    """The names that some pair spells in pinyin, there and in the pairs that translate them."""
    short = {row: pair for row, pair in enumerate(pairs) if len(pair.zh) <= _LONG_ZH and len(pair.tgt) <= _LONG_EN}
    spelt = {row: _spelt(pair) for row, pair in short.items()}
    names = {short[row].zh[slice(*one.src)] for row, found in spelt.items() for one in found}
    asked = sorted(names - entries().keys())  # What the dictionary has may be another word in another place.
    find = _finder(asked)
    translated = {row: list(_translations(find(pair.zh), pair, spelt[row])) for row, pair in short.items()}
    both = {short[row].zh[slice(*one.src)] for row, found in translated.items() for one in found}
    for row, pair in short.items():
        for src, tgt in (*spelt[row], *translated[row]):
            if (name := pair.zh[slice(*src)]) in both:
                yield Rendering("name", name, row, src, tgt, form_of(pair.tgt[slice(*tgt)]).words)


def _finder(names: Sequence[str]) -> Callable[[str], Mapping[str, int]]:
    """What finds where each of the names that a text has stands first; linear, however many there are."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(names, matchkind=MatchKind.Standard)

    def find(text: str) -> Mapping[str, int]:
        found = automaton.find_matches_as_indexes(mask_surrogates(text), overlapping=True)
        return {names[number]: start for number, start, _ in reversed(found)}

    return find


def _translations(names: Mapping[str, int], pair: Pair, spelt: Sequence[_Place]) -> Iterator[_Place]:
    """Where a pair has names, given with their places, that it does not spell, but seems to translate."""
    for name, start in sorted(names.items()):
        src = start, start + len(name)
        if not any(overlap(src, other.src) for other in spelt) and (tgt := _translation(name, pair)):
            yield _Place(src, tgt)


def _spelt(pair: Pair) -> list[_Place]:
    """The names that the pair spells, from left to right; of those that overlap, the longest."""
    words = _capitalised(pair.en_tokens)
    return [_Place((start, end), words[sound]) for start, end, sound in sounded(pair.zh, words, _LENGTHS)]


def _capitalised(tokens: Sequence[Token]) -> Mapping[str, Span]:
    """The first place of each capitalised word that may be a name in pinyin, and of two in a row as one."""
    out: dict[str, Span] = {}
    last: Token | None = None
    for token in tokens:
        if not token.text[0].isupper():
            last = None
            continue
        word = plain_word(token.text)
        out.setdefault(word, (token.start, token.end))
        if last and last.end + 1 == token.start:
            out.setdefault(plain_word(last.text) + word, (last.start, token.end))
        last = token
    return {word: place for word, place in out.items() if len(word) in _LETTERS and split(word)}


def _translation(name: str, pair: Pair) -> Span | None:
    """The capitalised words that render the most characters of a name, if two words do: one by meaning, others by either."""
    tokens = pair.en_tokens
    best: tuple[int, int, Span] | None = None
    for first, token in enumerate(tokens):
        for last in range(first, min(first + _MOST_WORDS, len(tokens))):
            words = tokens[first : last + 1]
            if not (token.text[0].isupper() and _goes_on(pair.tgt, words)):
                break
            meant, heard = ([_rendered(name, word.text, how) for word in words] for how in (_means, _sounds))
            score = len(set().union(*meant, *heard))
            is_rendered = any(meant) and sum(map(bool, map(set.union, meant, heard))) >= _LEAST
            if is_rendered and words[-1].text[0].isupper() and (not best or (score, first - last) > best[:2]):
                best = score, first - last, (token.start, words[-1].end)
    return best[2] if best else None


def _goes_on(text: str, words: Sequence[Token]) -> bool:
    """Whether the last of some words may belong to a name with those before it."""
    last = words[-1].text
    is_next = len(words) == 1 or text[words[-2].end : words[-1].start] == " "
    return is_next and (last[0].isupper() or last in _WITHIN)


def _rendered(name: str, word: str, how: Callable[[str, str], bool]) -> set[int]:
    """The places in a name of the characters, or pairs of them, that a word renders so."""
    parts = [(start, end) for start in range(len(name)) for end in (start + 1, start + 2) if end <= len(name)]
    return {place for start, end in parts if how(word, name[start:end]) for place in range(start, end)}


@lru_cache(maxsize=100_000)
def _means(word: str, part: str) -> bool:
    # The glosses of surnames are pinyin.
    return part in entries() and stem(word) in renderings(part) and not split(plain_word(word))


def _sounds(word: str, part: str) -> bool:
    return len(part) == 1 and plain_word(word) in readings(part)
