"""Quotation marks and brackets that open and never close, or close and never opened, where the Chinese has both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from toolkit.detectors import Detector
from toolkit.quality import Finding, Pair, Span

_ZH_QUOTES = regex.compile(r"[“”「」『』《》\"]")
_ZH_BRACKETS = regex.compile(r"[（）()【】\[\]［］]")
_OPENERS = frozenset("“「『《（(【[［")
_CLOSERS = frozenset("”」』》）)】]］")
_EN_QUOTES = regex.compile(r"[“”„‟«»\"]|``|''")
_EN_BRACKETS = regex.compile(r"[()（）\[\]]")
_LABEL = regex.compile(r"(?:^|[\s;,:(])(?:\p{L}|\p{N}{1,3}|[ivxIVX]{1,4})$")  # a), 12), iv)
_LABEL_LENGTH = 6


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str  # "open", "close" or "either"


def make() -> Detector:
    """A detector of marks that come in pairs and have lost their other half."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The lonely marks, at most one finding a bead for the quotation marks and one for the brackets.

    A quotation may run over several beads: where the Chinese of the bead is as open as the English, nothing is said.
    """
    return [finding for row in range(len(pairs)) for finding in (*_quotes(row, pairs), *_brackets(row, pairs[row]))]


def _quotes(row: int, pairs: Sequence[Pair]) -> Iterator[Finding]:
    pair = pairs[row]
    marks = _en_quotes(pair.tgt)
    if len(marks) % 2 == 0 or not _is_balanced(_ZH_QUOTES, pair.src):
        return
    is_quoted = _ZH_QUOTES.search(pair.src) is not None
    neighbours = (*pairs[max(row - 1, 0) : row], *pairs[row + 1 : row + 2])
    if not is_quoted and any(len(_en_quotes(other.tgt)) % 2 for other in neighbours):
        return  # The English quotes speech over several beads, which the Chinese has without marks.
    mark = _lonely(marks)
    said = "marks both ends of the quotation" if is_quoted else "has no quotation"
    missing = {"open": "is never closed", "close": "was never opened"}.get(mark.kind, "has no other half")
    message = f"This quotation mark {missing}; the Chinese {said}."
    src = _same_place(pair, marks.index(mark), len(marks)) if is_quoted else None
    strength = 0.85 if is_quoted else 0.6
    yield Finding(row, "Fluency/Punctuation", "minor", message, src, (mark.start, mark.end), strength=strength)


def _en_quotes(text: str) -> list[_Mark]:
    """The double quotation marks; what a straight one does is told by the spaces beside it."""
    found: list[_Mark] = []
    for match in _EN_QUOTES.finditer(text):
        start, end = match.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if match[0] in "“«``„‟":
            kind = "open"
        elif match[0] in "”»":
            kind = "close"
        else:
            if match[0] == '"' and before.isdigit() and not after.isalpha() and len(found) % 2 == 0:
                continue  # inches
            opens, closes = not before.strip(" (—–-["), not after.strip(" ,.;:!?)—–-]")
            kind = "either" if opens == closes else "open" if opens else "close"
        found.append(_Mark(start, end, kind))
    return found


def _lonely(marks: Sequence[_Mark]) -> _Mark:
    """The first mark that has no other half."""
    open_mark: _Mark | None = None
    for mark in marks:
        if open_mark is None:
            if mark.kind == "close":
                return mark
            open_mark = mark
        elif mark.kind == "open":
            return open_mark
        else:
            open_mark = None
    return open_mark or marks[-1]


def _is_balanced(marks: regex.Pattern[str], text: str) -> bool:
    found = [match[0] for match in marks.finditer(text)]
    openers = sum(mark in _OPENERS for mark in found)
    closers = sum(mark in _CLOSERS for mark in found)
    return openers == closers and (len(found) - openers - closers) % 2 == 0


def _same_place(pair: Pair, number: int, count: int) -> Span | None:
    """The Chinese quotation in the same place among all of them, if the two sides have as many."""
    marks = list(_ZH_QUOTES.finditer(pair.src))
    if len(marks) != count + 1:
        return None
    first = number // 2 * 2
    return marks[first].start(), marks[first + 1].end()


def _brackets(row: int, pair: Pair) -> Iterator[Finding]:
    lonely = _lonely_bracket(pair.tgt)
    if lonely is None or not _is_balanced(_ZH_BRACKETS, pair.src):
        return
    what = "is never closed" if pair.tgt[lonely] in _OPENERS else "was never opened"
    has = "has both of its brackets" if _ZH_BRACKETS.search(pair.src) else "has none"
    message = f"This bracket {what}; the Chinese {has}."
    yield Finding(row, "Fluency/Punctuation", "minor", message, None, (lonely, lonely + 1), strength=0.8)


def _lonely_bracket(text: str) -> int | None:
    """Where a bracket stands that has no other half, the last such; None where there is none, or in lists: a), 2)."""
    opened: list[int] = []
    lonely = None
    for match in _EN_BRACKETS.finditer(text):
        if match[0] in _OPENERS:
            opened.append(match.start())
        elif opened:
            opened.pop()
        elif not _LABEL.search(text[max(match.start() - _LABEL_LENGTH, 0) : match.start()]):
            lonely = match.start()
    return opened[-1] if opened else lonely
