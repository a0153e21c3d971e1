"""Chinese that the English leaves out, and English that the Chinese does not have.

A clause is missed if few of its words find a counterpart, the more so if the other side is too short for the whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

from toolkit.detectors import Detector
from toolkit.lexicon.alignment import cover
from toolkit.lexicon.tokens import Token
from toolkit.quality import Finding, Pair, Span, shown
from toolkit.text import HAN, clauses

_WORDS_TO_HAN, _PRIOR_HAN = 0.7, 500  # English words to a Han character, as much as so many characters say it.
_VARIANCE = 1.8  # of the length of a translation, in Han characters, for each of the original (Gale and Church 1993)
_LENGTH, _MOST_FROM_LENGTH = 1.5, 6.0  # What the length weighs, beside words that often go together.
# The least evidence against a counterpart that is worth a finding. A translation explains more than it leaves out.
_LEAST = {"zh": 2.5, "en": 5.0}
_HALF = 5.0  # Evidence of that strength is half sure.
_UNSURE = 0.6  # how sure a null bead is where the aligner does not say
_NULL = 0.7  # The least strength of a null bead: more than most evidence within a sentence has.
_CONJUNCTIONS = frozenset("或者 以及 并 并且 且 而且".split())


class Side(NamedTuple):
    """One side of a pair: `evidence` for each word, and `size`, up to each word, in what a clause's length is told by."""

    text: str
    lang: str
    tokens: Sequence[Token]
    evidence: Sequence[float]
    size: Sequence[float]


def make() -> Detector:
    """A detector of what was omitted and of what was added."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The omissions and additions, whole sentences, clauses and phrases."""
    ratio = _ratio(pairs)
    return [finding for row, pair in enumerate(pairs) for finding in _findings(row, pair, ratio)]


def _ratio(pairs: Sequence[Pair]) -> float:
    """English words to a Han character in this document."""
    whole = [pair for pair in pairs if pair.src and pair.tgt]
    han = sum(len(HAN.findall(pair.src)) for pair in whole)
    return (sum(len(pair.en_tokens) for pair in whole) + _WORDS_TO_HAN * _PRIOR_HAN) / (han + _PRIOR_HAN)


def _findings(row: int, pair: Pair, ratio: float) -> Iterator[Finding]:
    if not pair.src or not pair.tgt:
        yield from _null(row, pair)
        return
    found = cover(pair.zh, pair.tgt, pair.zh_tokens, pair.en_tokens)
    han = [float(len(HAN.findall(token.text))) for token in pair.zh_tokens]
    src = Side(pair.zh, "zh", pair.zh_tokens, found.src, [0.0, *accumulate(han)])
    tgt = Side(pair.tgt, "en", pair.en_tokens, found.tgt, [k / ratio for k in range(len(pair.en_tokens) + 1)])
    for span, against in _gaps(src, tgt.size[-1]):
        yield _omission(row, span, pair.src, _strength(against))
    for span, against in _gaps(tgt, src.size[-1]):
        yield _addition(row, span, pair.tgt, _strength(against))


def _null(row: int, pair: Pair) -> Iterator[Finding]:
    """A bead that has one side only: as sure as the aligner is of it."""
    if pair.label:
        return
    sureness = _NULL + (1 - _NULL) * (_UNSURE if pair.confidence is None else pair.confidence)
    if pair.zh_tokens and not pair.tgt:
        yield _omission(row, (0, len(pair.src)), pair.src, sureness)
    elif pair.en_tokens and not pair.src:
        yield _addition(row, (0, len(pair.tgt)), pair.tgt, sureness)


def _omission(row: int, span: Span, text: str, strength: float) -> Finding:
    message = f"Nothing in the English renders “{shown(text, span)}”."
    return Finding(row, "Accuracy/Omission", "major", message, src=span, strength=strength)


def _addition(row: int, span: Span, text: str, strength: float) -> Finding:
    message = f"Nothing in the Chinese says “{shown(text, span)}”."
    return Finding(row, "Accuracy/Addition", "minor", message, tgt=span, strength=strength)


def _strength(against: float) -> float:
    return against / (against + _HALF)


def _gaps(side: Side, other: float) -> Iterator[tuple[Span, float]]:
    """The clauses of a side, neighbours as one, that find no counterpart on the other, which is `other` long; with the
    evidence for that."""
    for first, last, against in _missed_clauses(side, other):
        yield (side.tokens[first].start, side.tokens[last - 1].end), against


def _missed_clauses(side: Side, other: float) -> Iterator[tuple[int, int, float]]:
    """Runs of missed clauses, as words from `first` to before `last`. If all of a text were missed, its bead is wrong."""
    run: tuple[int, int, float] | None = None
    for first, last in _clauses(side):
        against = _against(side, first, last, other)
        if run and against >= _LEAST[side.lang]:
            run = run[0], last, max(run[2], against)
            continue
        if run and run[:2] != (0, len(side.tokens)):
            yield run
        run = (first, last, against) if against >= _LEAST[side.lang] else None
    if run and run[:2] != (0, len(side.tokens)):
        yield run


def _clauses(side: Side) -> Iterator[tuple[int, int]]:
    """The clauses of a side that have words, as words from the first to before the last; a Chinese conjunction begins one."""
    starts = [token.start for token in side.tokens]
    ends = {bisect_left(starts, end) for end in accumulate(map(len, clauses(side.text, side.lang)))}
    ends |= {place for place, token in enumerate(side.tokens) if token.text in _CONJUNCTIONS}
    return ((first, last) for first, last in pairwise(sorted({0, *ends})) if last > first)


def _against(side: Side, first: int, last: int, other: float) -> float:
    """The evidence that these words have no counterpart: what the words say, and the length of the other side."""
    whole, clause = side.size[-1], side.size[last] - side.size[first]
    rest = max(whole - clause, 1.0)
    from_length = _fit(rest, other) - _fit(max(whole, 1.0), other)
    return max(-_MOST_FROM_LENGTH, min(_MOST_FROM_LENGTH, _LENGTH * from_length)) - sum(side.evidence[first:last])


def _fit(expected: float, length: float) -> float:
    """The logarithm of how likely a text is so long, up to a constant."""
    return -((length - expected) ** 2) / (2 * _VARIANCE * expected) - log(expected) / 2
