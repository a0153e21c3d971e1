"""Two phrases side by side, with one word in both that renders two: unify thinking and unify consensus for 统一思想、凝聚共识."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from toolkit.detectors._doubled_words import DETERMINERS, Words
from toolkit.detectors._doublets import MOST_CASES, MOST_WORDS, is_repeated, support
from toolkit.detectors._word_forms import is_closed, is_content
from toolkit.lexicon.tokens import Token
from toolkit.lexicon.words import stem
from toolkit.quality import Pair, Span

_JOINTS = frozenset(("", "、", "，", "和", "与", "及", "并", "而"))
_ENOUGH = 2  # of the three other words, that the dictionary knows to be rendered so
_LITTLE = frozenset(
    "和与及或跟同并而且则都均也又还就才再很更最到至向从由为以于在对把被将使让是有不没无的地得了着过等之其所"
)
_Segment = tuple[Token, Token]
_Places = tuple[int, int]


class Parallel(NamedTuple):
    """The second of the two phrases in English, the word in it that the first has too, and what the Chinese says there."""

    phrase: Span
    word: str
    chinese: Token


def parallels(pair: Pair, words: Words) -> Iterator[Parallel]:
    """The second phrases whose word renders the Chinese of the first only; the words are those of the English."""
    segments: list[tuple[_Segment, _Segment]] | None = None
    for first, second in islice(_candidates(words), MOST_CASES):
        segments = list(_segments(pair)) if segments is None else segments
        shared = 0 if words.plain[first[0]] == words.plain[second[0]] else 1
        word = words.lower[second[shared]]
        if is_repeated(pair, (stem(word),)):
            continue
        stems = [stem(words.lower[i]) for i in (first[1 - shared], second[1 - shared], second[shared])]
        if chinese := _other(segments, stems):
            yield Parallel((words.words[second[0]].start, words.words[second[1]].end), word, chinese)


def _candidates(words: Words) -> Iterator[tuple[_Places, _Places]]:
    for at in range(2, len(words.lower) - 2):
        if words.lower[at] in ("and", "or") and (found := _phrases(words, at)):
            yield found


def _phrases(words: Words, at: int) -> tuple[_Places, _Places] | None:
    """The two words before the conjunction and the two after it, but for determiners, if they have one in common."""
    first, second = _two(words, at - 1, -1), _two(words, at + 1, 1)
    if not first or not second or not words.is_plain(first[1], second[1] + 1):
        return None
    first = first[1], first[0]
    same = [words.plain[a] == words.plain[b] for a, b in zip(first, second, strict=True)]
    content = all(is_content([words.lower[i]]) for i in (*first, *second))
    return (first, second) if sum(same) == 1 and content else None


def _two(words: Words, at: int, step: int) -> _Places | None:
    found: list[int] = []
    for i in range(at, at + 4 * step, step):
        if not 0 <= i < len(words.lower):
            break
        if words.lower[i] in DETERMINERS:
            continue
        if is_closed(words.lower[i]):
            break
        found.append(i)
        if len(found) == 2:
            return found[0], found[1]
    return None


def _segments(pair: Pair) -> Iterator[tuple[_Segment, _Segment]]:
    """Two phrases of two Chinese words, or of the characters or halves of words, next to one another."""
    tokens = pair.zh_tokens[:MOST_WORDS]
    found = [(a, b) for a, b in pairwise(tokens) if a.end == b.start]
    for token in tokens:
        if len(token.text) in (2, 4):
            halves = _halves(token)
            found.append(halves)
            found += [_halves(half) for half in halves if len(half.text) == 2]
    starts: dict[int, list[_Segment]] = {}
    for segment in found:
        starts.setdefault(segment[0].start, []).append(segment)
    for segment in found:
        end = segment[1].end
        for begin in (end, end + 1):
            if pair.zh[end:begin] in _JOINTS:
                yield from ((segment, other) for other in starts.get(begin, ()) if _is_alike(segment, other))


def _is_alike(first: _Segment, second: _Segment) -> bool:
    """Whether two phrases are built alike and have no character in common, as where Chinese says a word but once."""
    sizes = [tuple(len(word.text) for word in segment) for segment in (first, second)]
    characters = [{c for word in segment for c in word.text} for segment in (first, second)]
    return (
        sizes[0] == sizes[1] and characters[0].isdisjoint(characters[1]) and _LITTLE.isdisjoint(_texts(first, second))
    )


def _texts(*segments: _Segment) -> list[str]:
    return [word.text for segment in segments for word in segment]


def _halves(token: Token) -> _Segment:
    half = len(token.text) // 2
    middle = token.start + half
    return Token(token.text[:half], token.start, middle), Token(token.text[half:], middle, token.end)


def _other(segments: list[tuple[_Segment, _Segment]], wanted: list[str]) -> Token | None:
    """What the second Chinese phrase has where the English has the word of the first again."""
    here, there, word = ((one,) for one in wanted)
    for first, second in segments:
        for side in (0, 1):
            other = second[1 - side]
            known = [
                support(token.text, stems) > 0
                for token, stems in ((first[side], here), (second[side], there), (first[1 - side], word))
            ]
            # A single character has glosses of every kind.
            is_theirs = all(known[:2]) if len(other.text) == 1 else sum(known) >= _ENOUGH
            if is_theirs and not support(other.text, word):
                return other
    return None
