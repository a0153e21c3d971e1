"""Two Chinese words that one English word renders twice: "heroes and heroes" for 英雄烈士.

Chinese likes to coordinate near synonyms, and translation systems find the same English for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import regex

from toolkit.detectors import Detector
from toolkit.detectors._doublets import MOST_CASES, Doublet, best_doublet, content_stems, is_kindred, is_repeated
from toolkit.lexicon.cedict import entries, glosses
from toolkit.lexicon.tokens import Token
from toolkit.lexicon.words import stem
from toolkit.quality import Finding, Pair

_CONJUNCTIONS = {"and", "or"}
_LONGEST = 3  # words on either side
_MOST_MEMBERS = 6  # of a list, that are looked back to
_NOUN_ENDINGS = ("ment", "tion", "sion", "ance", "ence", "ness", "ship", "ity")
_UNCOUNTABLE = frozenset("advice information news evidence equipment knowledge".split())
_IDIOMS = frozenset(
    # X and X is English, whatever the Chinese: of degree, of time, of number, of direction.
    "more less better worse further again on over round around up down in out through by so such time half neck"
    " years months weeks days hours minutes ages miles lots loads tons dozens hundreds thousands millions billions"
    " layers rows piles two one many".split()
)
_CLOSED = frozenset(
    "and or i me my mine you your yours he him his she her hers it its we us our ours they them their theirs this that these"
    " those here there what who whom whose which when where why how a an the of to for from with at as if is are was"
    " were be been do does did have has had will would can could no not yes".split()
)


def make() -> Detector:
    """A detector of coordinated English words that are the same word, or of one family."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The doubled renderings, unless the Chinese repeats itself or the English is an idiom."""
    cases = ((row, pair, case) for row, pair in enumerate(pairs) for case in islice(_doubled(pair), MOST_CASES))
    return [finding for row, pair, case in cases if (finding := _judge(row, pair, case))]


class _Case(NamedTuple):
    """The same words twice: the numbers of the first word here and there, and how many words these are.

    It is certain that one word stands for two if a conjunction joins them and they are the very same. The other members of a
    list may stand between them.
    """

    first: int
    second: int
    size: int
    is_certain: bool
    is_apart: bool = False


def _doubled(pair: Pair) -> Iterator[_Case]:
    """The words that stand on both sides of a conjunction or a comma or twice in a list, and words of one family on both sides
    of a conjunction."""
    tokens = pair.en_tokens
    for i, token in enumerate(tokens):
        if token.text in _CONJUNCTIONS:
            found = (_Case(i - size, i + 1, size, True) for size in range(min(_LONGEST, i, len(tokens) - i - 1), 0, -1))
            case = next((case for case in found if _is_doubled(pair, case)), None)
            case = case or _listed(pair, i)
            if not case and 0 < i < len(tokens) - 1 and _is_of_one_family(pair, tokens[i - 1], tokens[i + 1]):
                case = _Case(i - 1, i + 1, 1, False)
            if case:
                yield case
        elif i and _is_after_comma(pair, tokens[i - 1], token):
            yield _Case(i - 1, i, 1, False)


def _is_after_comma(pair: Pair, first: Token, second: Token) -> bool:
    is_same = first.text == second.text and pair.tgt[first.end : second.start] == ", "
    return is_same and _is_content(_lower([second]))


def _is_doubled(pair: Pair, case: _Case) -> bool:
    tokens = pair.en_tokens
    first, second = (tokens[at : at + case.size] for at in (case.first, case.second))
    is_same = _lower(first) == _lower(second)
    return is_same and _is_plain(pair.tgt[first[0].start : second[-1].end]) and _is_content(_lower(second))


def _listed(pair: Pair, conjunction: int) -> _Case | None:
    """The last member of a list, if it is an earlier one again: "growth, jobs and growth"."""
    tokens, end = pair.en_tokens, conjunction
    for start in range(conjunction, max(0, conjunction - _LONGEST * _MOST_MEMBERS), -1):
        is_parted = pair.tgt[tokens[start - 1].end : tokens[start].start].startswith(",")
        if is_parted:
            for size in range(min(_LONGEST, start, len(tokens) - conjunction - 1), 0, -1):
                case = _Case(start - size, conjunction + 1, size, is_certain=True, is_apart=True)
                if _is_listed(pair, case):
                    return case
            end = start
        elif end - start >= _LONGEST:
            break
    return None


def _is_listed(pair: Pair, case: _Case) -> bool:
    """Whether the words of a case are the same, and the second are a whole member, which a mark or the end follows."""
    first, second = (pair.en_tokens[at : at + case.size] for at in (case.first, case.second))
    before, after = pair.tgt[second[0].start - 1], pair.tgt[second[-1].end : second[-1].end + 2].strip()
    is_member = before == " " and not after[:1].isalnum()
    is_plain = all(_is_plain(pair.tgt[part[0].start : part[-1].end]) for part in (first, second))
    return is_member and is_plain and _lower(first) == _lower(second) and _is_content(_lower(second))


def _is_of_one_family(pair: Pair, first: Token, second: Token) -> bool:
    """Whether two words differ in their ending only (develop and developing)."""
    return (
        first.text.islower()
        and is_kindred(stem(first.text), stem(second.text))
        and _is_plain(pair.tgt[first.start : second.end])
        and _is_content(_lower([first]))
        and _is_content(_lower([second]))
    )


def _lower(tokens: Sequence[Token]) -> list[str]:
    return [token.text.lower() for token in tokens]


def _is_plain(text: str) -> bool:
    """Whether there are but words and spaces: a comma often says that a new clause begins."""
    return all(character.isalnum() or character in " -'’" for character in text)


def _judge(row: int, pair: Pair, case: _Case) -> Finding | None:
    tokens, size = pair.en_tokens, case.size
    text = " ".join(token.text for token in tokens[case.second : case.second + size])
    stems = content_stems(text)
    doublet = best_doublet(pair, stems)
    is_sure = doublet is not None and doublet.is_sure
    is_comparative = size == 1 and text.endswith("er")
    may_be_meant = not case.is_certain or is_comparative or _is_two_titles(tokens, case)
    may_be_repeated = (not is_sure or not case.is_certain) and is_repeated(pair, stems)
    if may_be_repeated or (may_be_meant and not is_sure):
        return None
    start, end = tokens[case.second if case.is_apart else case.first].start, tokens[case.second + size - 1].end
    may_suggest = doublet and size == 1 and not case.is_apart
    suggestion = _suggestion(pair, doublet, tokens[case.first], tokens[case.second]) if doublet and may_suggest else ""
    if doublet:
        message = f"“{text}” is said twice for {pair.src[slice(*doublet.span)]}."
    else:
        message = f"“{text}” is said twice, and the Chinese does not repeat itself."
    src = doublet.span if doublet else None
    strength = 0.7 if not case.is_certain else 0.95 if is_sure else 0.85 if doublet else 0.75
    return Finding(row, "Fluency/Duplication", "minor", message, src, (start, end), suggestion, strength)


def _is_content(words: Sequence[str]) -> bool:
    """Whether words in lower case are such as a Chinese word may be rendered by."""
    is_word = any(word not in _CLOSED and len(word) > 2 and word.isascii() for word in words)
    return is_word and words[0] not in _IDIOMS and not any(c.isdigit() for word in words for c in word)


def _is_two_titles(tokens: Sequence[Token], case: _Case) -> bool:
    """Vice president and president of …: the first is another thing than the second."""
    end = case.second + case.size
    after = tokens[end].text if end < len(tokens) else ""
    before = tokens[case.first - 1] if case.first else None
    if before is None or before.text.lower() in _CLOSED or before.end + 1 != tokens[case.first].start:
        return False
    return after in ("of", "for")


def _suggestion(pair: Pair, doublet: Doublet, first: Token, second: Token) -> str:
    """The doubled words with another for the Chinese one that they render less well; "" where no gloss gives it."""
    here, there = doublet.support
    if there <= here and (better := _better(doublet, doublet.second, second.text)):
        return f"{pair.tgt[first.start : second.start]}{better}"
    if here <= there and (better := _better(doublet, doublet.first, first.text)):
        return f"{better}{pair.tgt[first.end : second.end]}"
    return ""


def _better(doublet: Doublet, part: Token, word: str) -> str:
    """What a part of the doublet means in the form of the English word, where a gloss has it; "" where none has."""
    start, end = doublet.span
    if not doublet.is_words or not start <= part.start < part.end <= end:
        return ""
    known = {gloss for token in (doublet.first, doublet.second) for gloss in glosses(token.text)}
    taken = content_stems(word)
    for gloss in glosses(part.text):
        form = _formed_like(word.lower(), gloss, known)
        if form and not any(is_kindred(stem(form.rpartition("-")[2]), other) for other in taken):
            return form.capitalize() if word[0].isupper() else form
    return ""


def _formed_like(word: str, gloss: str, known: set[str]) -> str:
    """The gloss as the noun, or the other part of speech, that the word is; "" where that is not sure."""
    last = gloss.rpartition(" ")[2]
    if last.endswith(_NOUN_ENDINGS) and word.endswith(_NOUN_ENDINGS):
        return last
    if not (gloss.isalpha() and gloss.islower()):
        return ""
    if word in known:
        return gloss
    is_plural = word.removesuffix("s") in known or word.removesuffix("es") in known
    return f"{gloss}s" if is_plural and gloss not in _UNCOUNTABLE and _is_word(f"{gloss}s") else ""


@lru_cache(maxsize=1000)
def _is_word(word: str) -> bool:
    """Whether the glosses of the dictionary use an English word: forests, but not difficults."""
    whole = regex.compile(rf"\b{regex.escape(word)}\b")
    return any(word in text and whole.search(text) for text in entries().values())
