"""What the two segmenters share: from cuts to spans, and the stretches of a paragraph that are not cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

import regex

Span = tuple[int, int]
Segmenter = Callable[[str], list[Span]]
"""`(paragraph) -> [(start, end), …]`: the sentences in order, as character offsets, no white space at their ends."""

_PARTNERS = {
    "）": "（(",
    ")": "(（",
    "]": "[",
    "】": "【",
    "》": "《",
    "〉": "〈",
    "”": "“",
    "’": "‘",
    "」": "「",
    "』": "『",
}
_MARKS = regex.compile(r"[（()）\[\]【】《》〈〉“”‘’「」『』\"]")
_CLOSING = ".!?…。！？｡ \t\r\n\u3000\u2028\u2029\x85\xa0"
_NESTING = 4  # how many unclosed marks a closing one may skip to find its partner

_SPACE = regex.compile(r"\s*+")


def after_space(text: str, at: int) -> int:
    """The first place from `at` on that holds no white space."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def spans_between(text: str, cuts: Iterable[int]) -> list[Span]:
    """The spans that ascending cuts leave, trimmed; blank ones vanish."""
    spans = []
    start = 0
    for cut in (*cuts, len(text)):
        piece = text[start:cut]
        bare = piece.strip()
        if bare:
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(bare)))
        start = cut
    return spans


def pairs(text: str) -> Iterator[Span]:
    """Every pair of brackets or quotation marks that belong together, by where it closes; the marks are in the span.

    A straight double quotation mark opens and closes in turn. Single straight ones are too often apostrophes.
    """
    open_marks: list[tuple[str, int]] = []
    straight = -1
    for match in _MARKS.finditer(text):
        mark, at = match[0], match.start()
        if mark == '"':
            if straight >= 0:
                yield straight, at + 1
            straight = -1 if straight >= 0 else at
        elif mark not in _PARTNERS:
            open_marks.append((mark, at))
        else:
            for depth in range(1, min(_NESTING, len(open_marks)) + 1):
                opener, start = open_marks[-depth]
                if opener in _PARTNERS[mark]:
                    del open_marks[-depth:]
                    yield start, at + 1
                    break


def before_last_stop(text: str, bracket: Span) -> Span:
    """A bracket without the stops at its end, so that a sentence may end there."""
    start, end = bracket
    return start, start + len(text[start : end - 1].rstrip(_CLOSING))


class Zones:
    """Stretches of a text inside which nothing is cut."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, at: int) -> bool:
        """Whether a place is inside a stretch; its two ends are outside."""
        i = bisect_left(self._starts, at) - 1
        return i >= 0 and at < self._ends[i]
