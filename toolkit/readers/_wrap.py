"""Plain text to paragraphs: a line is a paragraph, unless a program or typist broke the lines to a fixed width.

Broken lines give themselves away: within a group that no blank line divides, each line ends where the first word of the
next would no longer have fitted, most lines end in mid-sentence, and the last ends with a stop. All three must hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from toolkit.readers._kinds import ends_sentence, opens_block, width

_LINE = regex.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = regex.compile(r"[\n\v\r\x1c-\x1e\x85\u2028]")
_PAGE_BREAK = regex.compile(r"[\f\u2029]")
_FIRST_WORD = regex.compile(r"[\p{Latin}\d'’-]{1,40}+[^\w\s]{0,4}|.[，。、；：！？”’）》」』…]{0,2}")
_NARROWEST, _WIDEST = 30, 100
_HAN_SLACK = 4
"""Columns that a line of Han may stay short: two characters, for marks that may not begin a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its stripped span, its columns (0 if too long to count), the white space before it."""

    start: int
    end: int
    columns: int
    indent: int


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of the paragraphs of a text, in order; every character that is not white space is in one."""
    groups = [group for run in _runs(text) for group in _groups(text, run)]
    widths = [max(line.columns for line in group) for group in groups if _is_wrapped(text, group)]
    usual = max(widths, default=0)
    spans: list[tuple[int, int]] = []
    for group in groups:
        if len(group) > 1 and (_is_wrapped(text, group) or (len(group) == 2 and _is_pair(text, group, usual))):
            spans.append((group[0].start, group[-1].end))
        else:
            spans.extend((line.start, line.end) for line in group)
    return spans


def _runs(text: str) -> Iterator[list[Line]]:
    """Groups of lines that no blank line or page break divides."""
    run: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        piece = match[0]
        stripped = piece.strip()
        if not stripped:
            continue
        indent = len(piece) - len(piece.lstrip())
        start = match.start() + indent
        if run and _is_apart(text[end:start]):
            yield run
            run = []
        end = start + len(stripped)
        columns = width(stripped) if len(stripped) <= _WIDEST else 0
        run.append(Line(start, end, columns, indent))
    if run:
        yield run


def _is_apart(gap: str) -> bool:
    if gap == "\n":
        return False
    return _PAGE_BREAK.search(gap) is not None or len(_BREAK.findall(gap)) > 1


def _groups(text: str, run: list[Line]) -> Iterator[list[Line]]:
    """A run of lines divided where a paragraph begins; all single lines if one is too long to have been broken."""
    if len(run) == 1 or not all(line.columns for line in run):
        yield from ([line] for line in run)
        return
    most = max(line.columns for line in run)
    group = [run[0]]
    for line in run[1:]:
        if _begins(text, group[-1], line, most):
            yield group
            group = []
        group.append(line)
    yield group


def _begins(text: str, before: Line, line: Line, most: int) -> bool:
    """Whether a line begins a paragraph: by its number or bullet, or because the line before it was the last of one."""
    if ends_sentence(text[before.start : before.end]) and (
        line.indent > before.indent or not _is_full(text, before, line, most)
    ):
        return True
    return opens_block(text[line.start : line.end])


def _is_full(text: str, line: Line, following: Line, most: int) -> bool:
    """Whether the first word of the following line would have made the line wider than `most` columns."""
    word = _FIRST_WORD.match(text, following.start, following.end)
    needed = width(word[0]) if word else 2
    needed += 1 if word and word[0][0].isascii() else _HAN_SLACK
    return line.columns + needed > most


def _is_wrapped(text: str, group: list[Line]) -> bool:
    if len(group) < 3 or not ends_sentence(text[group[-1].start : group[-1].end]):
        return False
    most = max(line.columns for line in group)
    broken = group[:-1]
    if not _NARROWEST <= most <= _WIDEST:
        return False
    full = sum(_is_full(text, line, after, most) for line, after in pairwise(group))
    stops = sum(ends_sentence(text[line.start : line.end]) for line in broken)
    return full * 10 >= len(broken) * 9 and stops * 2 <= len(broken) and stops < len(broken)


def _is_pair(text: str, group: list[Line], usual: int) -> bool:
    """Whether two lines are one paragraph, given the width that longer paragraphs of the file are broken to."""
    first, last = group
    most = first.columns
    return (
        0 < usual - 8 <= most <= usual + 2
        and not ends_sentence(text[first.start : first.end])
        and ends_sentence(text[last.start : last.end])
        and _is_full(text, first, last, usual)
    )
