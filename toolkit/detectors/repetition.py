"""Words and phrases said twice in a row ("the the"), and phrases that come again and again as if the translator were stuck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import regex

from toolkit.detectors import Detector
from toolkit.detectors._doublets import MOST_CASES, content_stems, is_reduplicated, is_repeated
from toolkit.lexicon.tokens import Token
from toolkit.quality import Finding, Pair

_LONGEST = 12  # words of a phrase
_GRAMMATICAL = frozenset(
    "a an the this these those my your his its our their of to for from with at by and or but as than if when which who"
    " be been are were has have will would can could shall should may might must not he she we they i".split()
)
_SOMETIMES_TWICE = frozenset("that is was do does did in on over you it what".split())  # what it is is; taken in in
_ALWAYS_TWICE = frozenset(
    "had so no ha hah haha he ho hee hey hi oh ah la na da yo bye night there now hear well tut tsk hush blah knock chop"
    " ding dong tick tock boom bang beep cha chow can pom tuk ylang mahi beri many long far much very really her".split()
)
_LINKS = frozenset("and or to by as after for upon in on of".split())  # more and more and, from time to time to
_PAUSE = regex.compile(r"\s*+[,;(–—-]{1,2}+\s*+|\s++")
_ECHO = regex.compile(r"([\p{Han}\d]{2,12})[，、；！。…—\s]{1,3}\1")  # 不行，不行
_NOUN_ENDINGS = ("ment", "tion", "sion", "ance", "ence", "ness", "ity")
_DEMONSTRATIVE = regex.compile("[那该这]")  # he said that that book was his
_CLAUSE = 4  # words
_MOST_CHARACTERS = 1000
_PAUSED_CLAUSE = 0.7
_PAUSED = 0.4  # A mark between the two may be rhetoric, or the list it makes may be right.


def make() -> Detector:
    """A detector of words and phrases that follow themselves, unless the Chinese repeats itself."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The repetitions, each with what it should be without them."""
    return [finding for row, pair in enumerate(pairs) for finding in _repetitions(row, pair)]


def _repetitions(row: int, pair: Pair) -> Iterator[Finding]:
    tokens = pair.en_tokens
    end = 0
    for start, size, times in islice(_runs([token.text.lower() for token in tokens]), MOST_CASES):
        strength = _strength(pair, tokens[start : start + times * size], size, times)
        if start < end or not strength:
            continue
        end = start + times * size
        first, last = tokens[start].start, tokens[end - 1].end
        once = pair.tgt[first : tokens[start + size - 1].end]
        count = "twice" if times == 2 else f"{times} times"
        message = f"“{once}” is said {count} in a row; nothing in the Chinese is."
        yield Finding(row, "Fluency/Duplication", "minor", message, None, (first, last), once, strength)


def _runs(words: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where a phrase follows itself: the first word, how many words it has, how many times it comes; in order, the shorter
    phrase first."""
    found = []
    for size in range(1, min(_LONGEST, len(words) // 2) + 1):
        same = 0
        for i in range(size, len(words) + 1):
            if i < len(words) and words[i] == words[i - size]:
                same += 1
                continue
            if same >= size:
                found.append((i - same - size, size, same // size + 1))
            same = 0
    return sorted(found)


def _strength(pair: Pair, tokens: Sequence[Token], size: int, times: int) -> float:
    """How sure it is that the words should stand once; 0 where they may be as they are."""
    phrase = [token.text for token in tokens[:size]]
    gaps = [pair.tgt[a.end : b.start] for a, b in pairwise(tokens)]
    if not all(map(_PAUSE.fullmatch, gaps[size - 1 :: size])) or not any(word.isalpha() for word in phrase):
        return 0.0
    strength = _of_words([token.text for token in tokens]) if size == 1 else _of_phrases(phrase)
    if strength and not all(map(str.isspace, gaps)):
        strength = _of_paused(pair, gaps) if size > 1 else 0.0
    if size == 1 and phrase[0] == "that" and _DEMONSTRATIVE.search(pair.zh) and times == 2:
        return 0.0
    is_grammar = all(word.lower() in _GRAMMATICAL for word in phrase)
    # No sentence has an abstract noun twice in a row because the Chinese has its word here and there.
    is_meant = is_reduplicated if size == 1 and phrase[0].endswith(_NOUN_ENDINGS) else is_repeated
    if not strength or (not is_grammar and is_meant(pair, content_stems(" ".join(phrase)))):
        return 0.0
    return strength if times == 2 else 0.95


def _of_paused(pair: Pair, gaps: Sequence[str]) -> float:
    if _ECHO.search(pair.zh):
        return 0.0
    is_clause = len(gaps) >= 2 * _CLAUSE - 1 and all(gap.isspace() or gap == ", " for gap in gaps)
    return _PAUSED_CLAUSE if is_clause and not _says_again(pair.zh) else _PAUSED


def _says_again(zh: str) -> bool:
    """Whether Chinese has four characters twice, wherever."""
    found = regex.findall(r"\p{Han}{4}", zh[:_MOST_CHARACTERS], overlapped=True)
    return len(set(found)) < len(found)


def _of_words(phrase: Sequence[str]) -> float:
    word = phrase[0].lower()
    if word in _GRAMMATICAL:
        return 0.95
    if word in _SOMETIMES_TWICE:
        return 0.6
    is_name = all(text[0].isupper() for text in phrase)
    return 0.0 if is_name or len(word) < 3 or not word.isascii() or word in _ALWAYS_TWICE else 0.8


def _of_phrases(phrase: Sequence[str]) -> float:
    first, last = phrase[0].lower(), phrase[-1].lower()
    is_linked = len(phrase) <= 3 and last in _LINKS and first not in _GRAMMATICAL | _SOMETIMES_TWICE
    is_one_word = len({word.lower() for word in phrase}) == 1
    return 0.0 if is_linked or is_one_word else 0.85
