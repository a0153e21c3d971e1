"""Full clauses that only a comma holds together, as Chinese does and English does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from toolkit.detectors import Detector
from toolkit.detectors._finite import finite_verb, tokens
from toolkit.detectors._sentences import LONGEST, counterpart, sentences
from toolkit.quality import Finding, Pair, Span

_SUBJECT = regex.compile(r"\b[\p{L}\p{M}’'-]+, (?:it|we|they|he|she|this|these|I|you|there|please)(?= \p{Ll})")
_BREAK = regex.compile(r"[;:—]")
# What makes the first clause hang on the second, or the second on the first (the report, he said).
_HANGING = regex.compile(
    r"\b(?:if|when|while|as|because|although|though|since|after|before|once|unless|until|where|what|how|that|which|who"
    r"|whether|whatever|so|not only|no sooner|the more|said|says|thought|knew|asked|know|ago)\b",
    regex.IGNORECASE,
)
_LEAD = regex.compile(
    r"\W*(?:(?:but|and|or|so|yet)\W+)?(?:even )?(?:in|with|without|to|by|for|from|on|at|under|during|despite|among"
    r"|besides|instead|according|due|given|compared|first|second|third|now|then|just|only|like|of course|every|each"
    r"|should|had|were|do|don[’']t|\p{L}++(?<=ing|ed|ly))\b",
    regex.IGNORECASE,
)
_FEWEST = 3  # words of a clause


def make() -> Detector:
    """A detector of comma splices."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The commas between two full clauses, at most one finding a sentence; one splice is weak evidence, more are better."""
    return [finding for row, pair in enumerate(pairs) for finding in _run_ons(row, pair)]


def _run_ons(row: int, pair: Pair) -> Iterator[Finding]:
    if len(pair.tgt) > LONGEST:
        return
    for sentence in sentences(pair.tgt):
        found = list(_splices(pair.tgt, sentence))
        if not found:
            continue
        start, end = found[0]
        times = "A comma" if len(found) == 1 else f"{len(found)} commas"
        message = f"{times} alone must join full clauses here; the Chinese comma can do that, the English cannot."
        better = pair.tgt[start:end].replace(",", ";")
        src = counterpart(pair, (end, sentence[1]))
        strength = 0.6 if len(found) > 1 else 0.5 if pair.tgt.endswith("please", start, end) else 0.4
        yield Finding(row, "Fluency/Run-on", "minor", message, src, (start, end), better, strength)


def _splices(text: str, sentence: Span) -> Iterator[Span]:
    """Where a comma parts two clauses that could each be a sentence, from the word before it to the one after it."""
    for match in _SUBJECT.finditer(text, *sentence):
        comma = text.index(",", match.start())
        left = _BREAK.split(text[sentence[0] : comma])[-1]
        clause = left.rpartition(",")[2]
        if _HANGING.search(left) or _LEAD.match(left) or _LEAD.match(clause):
            continue
        right = text[comma + 1 : sentence[1]].partition(",")[0]
        if _is_clause(clause) and _is_clause(right):
            yield match.span()


def _is_clause(text: str) -> bool:
    words = tokens(text)
    return sum(word[0].isalpha() for word in words) >= _FEWEST and finite_verb(words) is not None
