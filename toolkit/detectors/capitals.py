"""A capital in mid-sentence that is no name's ("important The leading"), and sentences that begin without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from toolkit.detectors import Detector
from toolkit.detectors._sentences import ABBREVIATIONS
from toolkit.quality import Finding, Pair

_OPENERS = (
    "The|An?|In|It|We|They|This|These|That|Those|He|She|And|But|Or|Of|For|To|With|There|When|If|As|By|On|At|From|So"
    "|Because|However|Then|Their|Its|Our|You|Your|After|Before|While|Although|Since|Also|Not|Is|Are|Was|Were|Which|Who"
)
_MID = regex.compile(rf" ({_OPENERS})(?= [\p{{Ll}}\d])")
_BEFORE = regex.compile(r"(\p{L}[\p{L}\p{M}’'-]*|\p{N})(\s?[,;])?$")
_LOOK_BACK = 30  # characters
_SPEECH = frozenset(
    "said says say asked asks ask replied replies answered added wondered thought thinks thinking knows knew know"
    " exclaimed shouted cried murmured whispered muttered told reads read meaning namely saying asking".split()
)
# Of A in Figure 1; straight A students: here the letter is a name.
_LABELLED = frozenset(
    "straight super class grade type vitamin hepatitis influenza group plan series section part appendix point zone"
    " level size category area room building block hall gate exhibit exhibition figure table party company the a an of"
    " and or to from in with by at on for is as serie".split()
)
_AFTER_STOP = regex.compile(r"(?<![.\p{Lu}])\b(\p{Ll}{3,20})\.[\"”’)]?+ (\p{Ll}[\p{L}\p{M}’'-]*+)(?![.@/\d])")
_FIRST_WORD = regex.compile(r"^\p{Ll}[\p{L}\p{M}’'-]*+(?![.@/\d])")
_STOPPED = regex.compile(r"[.!?]\s*+$")
_FEWEST, _SHARE = 5, 0.95
"""So many sentences of a document, and of all this share, begin with a capital if it is to be missed in the others."""


def make() -> Detector:
    """A detector of capitals where no sentence and no name begins, and of sentences that begin without one."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The slips, each with the word as it should be."""
    beginning = _beginning_small(pairs)
    return [
        finding
        for row, pair in enumerate(pairs)
        for finding in (*_capitals(row, pair.tgt), *_small(row, pair.tgt, row in beginning))
    ]


def _capitals(row: int, text: str) -> Iterator[Finding]:
    """Function words with a capital between words in lower case: in a heading the next word would have one too."""
    for match in _MID.finditer(text):
        word = match[1]
        before = _BEFORE.search(text[max(match.start() - _LOOK_BACK, 0) : match.start()])
        if before is None or _is_in_place(word, before[1], before[2] or ""):
            continue
        message = f"“{word}” begins no sentence here, and is no name."
        strength = 0.45 if before[2] == ";" else 0.9
        yield Finding(row, "Fluency/Capitalization", "minor", message, None, match.span(1), word.lower(), strength)


def _is_in_place(word: str, before: str, mark: str) -> bool:
    """Whether the capital may stand after that word: in a name, for a letter, or for what somebody says."""
    if mark:
        return before.lower() in _SPEECH
    return not before.islower() or (word == "A" and before in _LABELLED)


def _small(row: int, text: str, is_first_small: bool) -> Iterator[Finding]:
    first = _FIRST_WORD.match(text) if is_first_small else None
    if first and first[0].islower():
        yield _without_capital(row, first[0], first.span(), 0.5)
    for match in _AFTER_STOP.finditer(text):
        if match[1] not in ABBREVIATIONS and match[2].islower():
            yield _without_capital(row, match[2], match.span(2), 0.8)


def _without_capital(row: int, word: str, span: tuple[int, int], strength: float) -> Finding:
    message = f"The sentence begins with “{word}”, which has no capital."
    return Finding(row, "Fluency/Capitalization", "minor", message, None, span, word[0].upper() + word[1:], strength)


def _beginning_small(pairs: Sequence[Pair]) -> set[int]:
    """The beads that begin in lower case after one that ended with a stop, where nearly all others have a capital."""
    first = [pair.tgt.lstrip()[:1] for pair in pairs]
    letters = sum(letter.isalpha() for letter in first)
    small = [row for row, letter in enumerate(first) if letter.islower()]
    if letters < _FEWEST or letters - len(small) < _SHARE * letters:
        return set()
    return {row for row in small if row and _STOPPED.search(pairs[row - 1].tgt)}
