"""Where what ends a clause ends one again: change old customs and get rid of old customs."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.detectors._doubled_words import Case, Joint, Words
from toolkit.detectors._word_forms import is_closed

_CONTENT = 2  # words that a phrase after a conjunction has at least, besides those of grammar
_NEAR = range(
    2, 5
)  # words between it and the conjunction: one alone may make another thing of it (middle school students)
_LONG = 5  # words of a phrase that may return anywhere
_LONGEST = 12


def returns(words: Words) -> Iterator[Case]:
    """The ends of clauses that are the end of an earlier one, in order."""
    earlier: dict[tuple[str, ...], int] = {}
    conjunction = 0
    for end in range(1, len(words.lower) + 1):
        if words.lower[end - 1] == "and" and words.gap(end - 1) == " ":
            conjunction = end - 1
        if not words.is_end(end):
            continue
        case = _near(words, conjunction, end) if conjunction else None
        phrase = tuple(words.lower[end - _LONG : end]) if end >= _LONG else ()
        if not case and phrase in earlier:
            case = _case(words, earlier[phrase], end, _LONG)
        if phrase:
            earlier[phrase] = end
        conjunction = 0
        if case:
            yield case


def _near(words: Words, conjunction: int, end: int) -> Case | None:
    """The same words before a conjunction and at the end of what it joins."""
    case = _case(words, conjunction, end, 1)
    if case and end - len(case.second) - conjunction - 1 in _NEAR:
        content = [word for word in case.second if not is_closed(word.text.lower())]
        return case if len(content) >= _CONTENT else None
    return None


def _case(words: Words, first: int, second: int, least: int) -> Case | None:
    """The longest phrase that ends at both places, if it has as many words as that."""
    size = 0
    while (
        size < min(_LONGEST, first, second - first) and words.lower[first - size - 1] == words.lower[second - size - 1]
    ):
        size += 1
    may_be = size >= least and words.is_again(first - size, second - size, size)
    return words.case(first - size, second - size, size, Joint.RETURN) if may_be else None
