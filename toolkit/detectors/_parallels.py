"""One English word in two phrases side by side, where the Chinese has another word in the second that nothing renders:
houses to collapse and roads to collapse, for 房屋倒塌、道路中断."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from toolkit.detectors._doublets import MOST_WORDS, is_lost, may_render
from toolkit.detectors._word_forms import is_content
from toolkit.lexicon.tokens import Token
from toolkit.lexicon.words import stem
from toolkit.quality import Pair

_BORDERS = frozenset("and or but nor yet while whereas 和 与 及 或 并 而 以及 并且 或者 而且".split())
_MARK = regex.compile(r"[,;:.!?，、；：。！？—]")
_SHORTEST = 4  # letters of a stem
_ADJACENT = 2  # spaces from a word to the one that a conjunction joins to it
_NEAR = 10  # characters from the Chinese word that is rendered to the lost one


class Parallel(NamedTuple):
    """An English word for the second time, the Chinese word that it renders, and the one in its place that nothing renders."""

    second: Token
    rendered: Token
    lost: Token


class _Place(NamedTuple):
    """A word, the number of its phrase, and how many other words come after it there."""

    word: Token
    phrase: int
    after: int


def parallels(pair: Pair) -> Iterator[Parallel]:
    """The words said again in the next phrase for a Chinese word that stands but once, by their first place."""
    english: dict[str, list[_Place]] = defaultdict(list)
    for place in _places(pair.tgt, pair.en_tokens):
        if is_content([place.word.text.lower()]):
            english[stem(place.word.text)].append(place)
    twice = {key: found for key, found in english.items() if len(found) == 2 and len(key) >= _SHORTEST}
    if not any(first.phrase + 1 == second.phrase for first, second in twice.values()):
        return
    chinese = _places(pair.zh, pair.zh_tokens[:MOST_WORDS])
    for wanted, (first, second) in twice.items():
        sources = [place for place in chinese if may_render(place.word.text, wanted)]
        is_apart = pair.tgt.count(" ", first.word.end, second.word.start) > _ADJACENT
        if is_apart and first.phrase + 1 == second.phrase and len(sources) == 1:
            for other in chinese:
                if _is_parallel(sources[0], other) and is_lost(pair, other.word.text):
                    yield Parallel(second.word, sources[0].word, other.word)
                    break


def _is_parallel(place: _Place, later: _Place) -> bool:
    """Whether a word ends the next phrase as this one ends its own."""
    here, there = place.word, later.word
    is_next = place.phrase + 1 == later.phrase and there.start - here.start < _NEAR
    return is_next and not place.after and not later.after and len(here.text) == len(there.text) > 1


def _places(text: str, tokens: Sequence[Token]) -> list[_Place]:
    """The words of a text in the phrases that marks and conjunctions part."""
    phrases: list[list[Token]] = [[]]
    end = 0
    for token in tokens:
        is_border = token.text.lower() in _BORDERS
        if phrases[-1] and (is_border or _MARK.search(text, end, token.start)):
            phrases.append([])
        if not is_border:
            phrases[-1].append(token)
        end = token.end
    return [
        _Place(token, i, len(phrase) - at - 1) for i, phrase in enumerate(phrases) for at, token in enumerate(phrase)
    ]
