"""One English word in two phrases side by side, where the Chinese has another word in the second that nothing renders:
houses to collapse and roads to collapse, for 房屋倒塌、道路中断."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from toolkit.detectors._doublets import MOST_WORDS, lost, may_render
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
    twice = {key: found for key, found in _english(pair).items() if _is_again(pair, key, found)}
    if not twice:
        return
    chinese = _places(pair.zh, pair.zh_tokens[:MOST_WORDS])
    ends = [place.word for place in chinese if not place.after]
    beside = [(word, later) for word, later in pairwise(ends) if _are_parallel(word, later)]
    gone = lost({later.text for _, later in beside}, pair) if beside else set()
    beside = [(word, later) for word, later in beside if later.text in gone]
    for wanted, (_, second) in twice.items():
        swallowed = next(((word, later) for word, later in beside if may_render(word.text, wanted)), None)
        if swallowed and sum(may_render(place.word.text, wanted) for place in chinese) == 1:
            yield Parallel(second.word, *swallowed)


def _english(pair: Pair) -> dict[str, list[_Place]]:
    """The places of each stem of a word of content."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for place in _places(pair.tgt, pair.en_tokens[:MOST_WORDS]):
        if is_content([place.word.text.lower()]):
            found[stem(place.word.text)].append(place)
    return found


def _is_again(pair: Pair, key: str, found: Sequence[_Place]) -> bool:
    """Whether a word comes twice, in phrases that follow each other, and no conjunction joins it to itself."""
    if len(found) != 2 or len(key) < _SHORTEST:
        return False
    first, second = found
    is_apart = pair.tgt.count(" ", first.word.end, second.word.start) > _ADJACENT
    return is_apart and first.phrase + 1 == second.phrase


def _are_parallel(here: Token, there: Token) -> bool:
    """Whether the words that end two successive phrases may stand in one place: near, and of one length."""
    return there.start - here.start < _NEAR and len(here.text) == len(there.text) > 1


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
