"""Where in the Chinese an English word comes from that is said twice: two words, or one that is itself repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import pairwise
from typing import NamedTuple

import regex

from toolkit.lexicon.tokens import Token
from toolkit.lexicon.translation import translations, word_salience
from toolkit.lexicon.words import EMPTY, en_words, renderings, stem, word_stems, zh_words
from toolkit.quality import Pair, Span

_COORDINATING = {"、", "和", "与", "及", "并", "或", "以及", "并且", "或者"}
# 看看, 人人, 一个又一个, 走啊走, 说着说着, 国与国; but 空空荡荡 says nothing twice
_REDUPLICATED = regex.compile(
    r"(?:(\p{Han})\1(?!\1)(\p{Han})\2)(*SKIP)(*FAIL)|(?P<word>\p{Han}{1,4})(?:[又一了啊呀复再着来去、，！]{0,2}|[与和对])(?P=word)"
)
_ECHO = regex.compile(r"(\p{Han}{2,4})\p{Han}{0,3}[、，和与及或跟同并]\p{Han}{0,3}\1")  # 交通和交通安全
_ECHO_AFTER = regex.compile(r"(\p{Han}{1,4})\p{Han}{0,3}[、，和与及或跟同并]\1")
_STRICT_ECHO = regex.compile(r"(\p{Han}{2,4})[、，和与及或跟同并]\1")
_PHRASE_ECHO = regex.compile(r"(\p{Han}{2,4})[的之中里间]{1,2}\1")
_BETWEEN = regex.compile(r"(\p{Han}{1,2})[与和对跟]\1")  # 人与人
_NEAR = 12  # characters
_USUAL = 0.8
_SELDOM_LEFT_OUT = 0.6
MOST_WORDS = 1000
"""Chinese words of a bead that are looked through, so that a monstrous one takes no more time than it has to."""
MOST_CASES = 20
"""Places in a bead that are judged; where there are more, it is no sentence."""
_PRESENT = dict(
    pair.split(":")
    for pair in (
        "thought:think ran:run went:go came:come sang:sing wept:weep slept:sleep spoke:speak wrote:write read:read drank:drink"
        " ate:eat grew:grow rose:rise fell:fall shook:shake flew:fly swam:swim rang:ring blew:blow rode:ride drove:drive"
        " fought:fight sought:seek kept:keep sat:sit stood:stand said:say told:tell dug:dig beat:beat "
    ).split()
)
_KINDRED = 5
"""Letters that the stems of a family share at the beginning (relianc, reliant)."""
_LONGEST_ENDING = 3  # letters that are not shared (technic, technician)


class Doublet(NamedTuple):
    """Two Chinese words side by side, and how far (0..1) each may be rendered by some English.

    They are a unit if they are the halves of one word, or coordinated.
    """

    first: Token
    second: Token
    is_unit: bool
    support: tuple[float, float]

    @property
    def is_words(self) -> bool:
        """Whether neither is a single character, which has glosses of every kind."""
        return min(len(self.first.text), len(self.second.text)) > 1

    @property
    def is_sure(self) -> bool:
        """Whether both are words that may be rendered so."""
        return self.is_words and all(self.support)

    @property
    def span(self) -> Span:
        """The two words; if they are no unit and only one of them may be rendered so, this one alone."""
        if self.is_unit or all(self.support):
            return self.first.start, self.second.end
        word = self.first if self.support[0] else self.second
        return word.start, word.end


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the English words of a text that the dictionary may say something of."""
    return tuple(dict.fromkeys(stem(word) for word in en_words(text) if word.lower() not in EMPTY))


def is_kindred(one: str, other: str) -> bool:
    """Whether two stems are of one family of words."""
    shared = max(_KINDRED, max(len(one), len(other)) - _LONGEST_ENDING)
    return one == other or (one[:shared] == other[:shared] and min(len(one), len(other)) >= shared)


def present(word: str) -> str:
    """The stem of a word in lower case, or of the verb that it may be the past of."""
    return stem(_PRESENT.get(word, word))


def best_doublet(pair: Pair, stems: tuple[str, ...]) -> Doublet | None:
    """The two neighbouring Chinese words that English of these stems most likely renders, at least one of them."""
    found = (
        Doublet(first, second, is_unit, (_support(first.text, stems), _support(second.text, stems)))
        for first, second, is_unit in _neighbours(pair)
    )
    best = max(found, key=_weight, default=None)
    return best if best and any(best.support) else None


def _weight(doublet: Doublet) -> float:
    """Both parts count more than one, a unit more than two words, and words more than single characters."""
    support = sum(doublet.support) + min(doublet.support)
    return support * (1.2 if doublet.is_unit else 1.0) * (1.0 if doublet.is_words else 0.3)


def _neighbours(pair: Pair) -> Iterator[tuple[Token, Token, bool]]:
    """Words side by side, or with a mark or a conjunction between them, and the halves of words of 2 or 4 characters."""
    tokens = pair.zh_tokens[:MOST_WORDS]
    for i, token in enumerate(tokens):
        half = len(token.text) // 2
        first, second = token.text[:half], token.text[half:]
        if len(token.text) in (2, 4) and first != second:
            middle = token.start + half
            yield Token(first, token.start, middle), Token(second, middle, token.end), True
        for other in tokens[i + 1 : i + 3]:
            joint = pair.zh[token.end : other.start].strip()
            is_coordinated = joint in _COORDINATING
            if other.text != token.text and (is_coordinated or joint in ("", "，")):
                yield token, other, is_coordinated


def _support(word: str, stems: tuple[str, ...]) -> float:
    known = renderings(word)
    return sum(_strength(known, wanted) for wanted in stems) / len(stems) if stems else 0.0


def _strength(known: Mapping[str, float], wanted: str) -> float:
    return max((value for key, value in known.items() if is_kindred(key, wanted)), default=0.0)


def _end(pair: Pair) -> int:
    """Where the Chinese words end that are looked through."""
    words = pair.zh_tokens[:MOST_WORDS]
    return words[-1].end if words else 0


def is_rendered(pair: Pair, stems: tuple[str, ...]) -> bool:
    """Whether a Chinese word has each of these very stems among its renderings."""
    known = {key for token in pair.zh_tokens[:MOST_WORDS] for key in renderings(token.text)}
    return known.issuperset(stems)


def is_repeated(
    pair: Pair, stems: tuple[str, ...], share: float = 1.0, times: int = 2, reach: int = MOST_WORDS
) -> bool:
    """Whether the Chinese itself says twice, or as often as that, what these stems render, or this share of them.

    Between the two there are no more characters than the reach.
    """
    tokens = pair.zh_tokens[:MOST_WORDS]
    counts = Counter(token.text for token in tokens)
    text = pair.zh[: _end(pair)]
    # A word counts in a longer one too (能源 in 能源安全), a single character does not.
    words = ((token.text, text.find(token.text, token.end, token.end + reach + len(token.text))) for token in tokens)
    twice = {word for word, at in words if at >= 0 and (len(word) > 1 or counts[word] > 1)} | _reduplicated(pair)
    if not _are_rendered_by(twice, stems, share):
        return False
    return times <= 2 or is_reduplicated(pair, stems) or _count(counts, stems) >= times


def is_reduplicated(pair: Pair, stems: tuple[str, ...]) -> bool:
    """Whether a Chinese word that follows itself may be rendered by these stems."""
    return _are_rendered_by(_reduplicated(pair), stems)


def _count(words: Mapping[str, int], stems: tuple[str, ...]) -> int:
    return sum(count for word, count in words.items() if _support(word, stems))


def _reduplicated(pair: Pair) -> set[str]:
    found = _REDUPLICATED.finditer(pair.zh, 0, _end(pair))
    return {word for match in found for word in (match["word"], *zh_words(match["word"]))}


def is_echoed(pair: Pair, stems: tuple[str, ...], is_before: bool, is_after: bool) -> bool:
    """Whether the Chinese coordinates a word with itself; or, where the English has something before the first or after the
    second, with one that it is part of."""
    pattern = _ECHO if is_before else _ECHO_AFTER if is_after else _STRICT_ECHO
    patterns = (pattern, _ECHO_AFTER) if is_after else (pattern,)
    found = (match[1] for each in patterns for match in each.finditer(pair.zh, 0, _end(pair), overlapped=True))
    return _are_rendered_by(set(found), stems)


def is_family_repeated(pair: Pair, stems: tuple[str, ...]) -> bool:
    """Whether two Chinese words near each other share a character, and English of these stems may render both (演员表演), or one
    of two that touch; or whether there is one word for each of the stems."""
    tokens = pair.zh_tokens[:MOST_WORDS]
    sources = [[token for token in tokens if wanted in renderings(token.text)] for wanted in stems]
    if stems[0] != stems[-1] and all(sources) and sources[0] != sources[-1]:
        return True
    touching = ((a, b) for a, b in pairwise(tokens) if a.end == b.start and not set(a.text).isdisjoint(b.text))
    if any(_support(token.text, (wanted,)) for both in touching for token in both for wanted in stems):
        return True
    rendered = [token for token in tokens if any(_support(token.text, (wanted,)) for wanted in stems)]
    return any(
        other.start - token.end <= _NEAR
        and not set(token.text).isdisjoint(other.text)
        and not _are_synonyms(pair, token, other)
        for token, other in pairwise(rendered)
    )


def _are_synonyms(pair: Pair, one: Token, other: Token) -> bool:
    """Whether two words are coordinated as synonyms are: 保护和维护, but not 产业化、产业."""
    is_other = one.text != other.text and len(one.text) == len(other.text)
    return is_other and pair.zh[one.end : other.start].strip() in _COORDINATING


def is_lost_beside(pair: Pair, stems: tuple[str, ...]) -> bool:
    """Whether beside a Chinese word that these stems may render there is one that nothing in the English renders."""
    beside = [
        other.text
        for first, second, _ in _neighbours(pair)
        if min(len(first.text), len(second.text)) > 1
        for one, other in ((first, second), (second, first))
        if _support(one.text, stems) and pair.zh.count(one.text, 0, _end(pair)) == 1
    ]
    return bool(beside and lost(beside, pair))


def lost(words: Iterable[str], pair: Pair) -> set[str]:
    """Those of some Chinese words, seldom left out, that have none of their renderings in the English."""
    english = {key for token in pair.en_tokens for key in word_stems(token.text)}
    return {word for word in words if _is_lost(word, english)}


def _is_lost(word: str, english: Set[str]) -> bool:
    known = {key for key, chance in translations(word).items() if chance >= _USUAL} | set(renderings(word))
    is_known = word_salience(word) >= _SELDOM_LEFT_OUT or not (word_salience(word) or len(word) == 1)
    return bool(known) and is_known and english.isdisjoint(known)


def may_render(word: str, wanted: str) -> bool:
    """Whether English of this stem may render a Chinese word."""
    return translations(word).get(wanted, 0.0) >= _USUAL or bool(_support(word, (wanted,)))


def has_echo(pair: Pair) -> bool:
    """Whether the Chinese has a word within a phrase of itself (强中的强手, 梦中之梦), whatever it means."""
    return _PHRASE_ECHO.search(pair.zh, 0, _end(pair)) is not None


def is_mutual(pair: Pair) -> bool:
    """Whether the Chinese says what is between one and another (人与人)."""
    tokens = pair.zh_tokens[:MOST_WORDS]
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    found = _BETWEEN.finditer(pair.zh, 0, _end(pair))
    return any(match.start() in starts and match.end() in ends for match in found)


def _are_rendered_by(words: Iterable[str], stems: tuple[str, ...], share: float = 1.0) -> bool:
    def is_rendered_by_one(wanted: str) -> bool:
        forms = (wanted, _PRESENT.get(wanted, wanted))
        return any(_support(word, (form,)) for word in words for form in forms)

    return bool(stems) and sum(map(is_rendered_by_one, stems)) >= share * len(stems)
