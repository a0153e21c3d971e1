"""The lines of printed pages to paragraphs: furniture of the margins taken off, lines joined, words mended.

A page is a list of lines in reading order with their places in points, y growing upwards. All heuristics stand on two
measures of the document itself: the size of its type and the usual distance between its lines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from toolkit.readers._compose import ink
from toolkit.readers._kinds import ends_sentence, opens_block

_MARGIN = 0.13
"""The share of a page's height, at its top and bottom, where page headers and footers stand."""
_DIGITS = regex.compile(r"\d+|\b[ivxlc]+\b|[一二三四五六七八九十百〇]+")
_PAGE_NUMBER = regex.compile(
    r"[-–—·•|\[(（第 ]{0,4}(?:page ?|p\. ?)?(?:\d{1,4}|[ivxlc]{1,7}|[一二三四五六七八九十百〇]{1,4})"
    r"(?: ?(?:of|/|／) ?\d{1,4})?(?: ?页(?:[,，/ ]{0,2}共 ?\d{1,4} ?页)?)?[-–—·•|\])） ]{0,4}",
    regex.IGNORECASE,
)
_HAN_EDGE = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef“”‘’…—]")
_WORD_BREAK = regex.compile(r"\p{L}[-\u2010\u00ad\ufffe\x02]$")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of print: its text, the box around it and the size of its type, in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order, and the height of the paper in points."""

    lines: tuple[PageLine, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined lines, and whether their type is larger than that of the running text."""

    text: str
    is_large: bool


def without_margins(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """The pages without their headers, footers and page numbers, and how many characters those had.

    A line in the margin is taken off if it is a page number, or if the same line, whatever its numbers, stands at the
    same height on three pages or on both of two.
    """
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for line in page.lines:
            if _is_in_margin(line, page):
                for height in _heights(line, page):
                    seen[_masked(line), height].add(number)
    enough = min(3, max(2, len(pages)))
    left_out = 0
    kept = []
    for page in pages:
        lines = []
        for line in page.lines:
            is_running = any(len(seen[_masked(line), height]) >= enough for height in _heights(line, page))
            if _is_in_margin(line, page) and (is_running or _PAGE_NUMBER.fullmatch(line.text.strip())):
                left_out += ink(line.text)
            else:
                lines.append(line)
        kept.append(Page(tuple(lines), page.height))
    return kept, left_out


def _is_in_margin(line: PageLine, page: Page) -> bool:
    return line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)


def _heights(line: PageLine, page: Page) -> tuple[int, int]:
    """The bands of ten points that a line may be counted in: two, for a line may stand on the edge of one."""
    place = (page.height - line.bottom if line.top > page.height / 2 else line.bottom) / 10
    side = 1000 if line.top > page.height / 2 else 0
    return side + int(place), side + int(place + 0.5) + 500


def _masked(line: PageLine) -> str:
    return str(_DIGITS.sub("#", "".join(line.text.split())))


def join_lines(pages: Iterable[Page]) -> list[Paragraph]:
    """The paragraphs of the pages; one that goes on over a page's end is one."""
    kept = [page for page in pages if page.lines]
    sizes: Counter[float] = Counter()
    for page in kept:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    paragraphs: list[list[PageLine]] = []
    for page in kept:
        spacing = _spacing(page.lines)
        left, right = _edges(page.lines, body)
        for number, line in enumerate(page.lines):
            before = paragraphs[-1][-1] if paragraphs else None
            if before is None or _begins(before, line, number == 0, spacing, left, right):
                paragraphs.append([line])
            else:
                paragraphs[-1].append(line)
    return [Paragraph(_joined(lines), lines[0].size > body * 1.12) for lines in paragraphs]


def _spacing(lines: Sequence[PageLine]) -> float:
    """The usual distance from one line's foot to the next's."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 5 * a.size]
    return median(steps) if steps else 0.0


def _edges(lines: Sequence[PageLine], body: float) -> tuple[float, float]:
    """The left and the right edge that the lines of the running text most often have."""
    running = [line for line in lines if abs(line.size - body) < body / 8] or list(lines)
    lefts = Counter(round(line.left / 4) for line in running)
    return lefts.most_common(1)[0][0] * 4.0, max(line.right for line in running)


def _begins(before: PageLine, line: PageLine, is_new_page: bool, spacing: float, left: float, right: float) -> bool:
    """Whether a line begins a paragraph, given the one before it."""
    if abs(before.size - line.size) > 0.1 * max(before.size, line.size) or opens_block(line.text):
        return True
    is_column = line.bottom > before.bottom + before.size or is_new_page
    if not is_column and before.bottom - line.bottom > 1.4 * (spacing or 1.5 * line.size):
        return True
    if is_column:
        return ends_sentence(before.text) or not _reaches(before, line, right, before.left)
    if line.left > max(before.left, left) + line.size and line.left > left + 1.2 * line.size:
        return True
    return not _reaches(before, line, right, left) and (
        ends_sentence(before.text) or before.right < left + (right - left) * 0.6
    )


def _reaches(before: PageLine, line: PageLine, right: float, left: float) -> bool:
    """Whether the first word of a line would not have fitted behind the line before it."""
    word = regex.match(r"\p{Han}|\S{1,40}", line.text)
    length = len(word[0]) if word else 1
    per_char = (line.right - line.left) / max(1, len(line.text))
    return before.right + max(length * per_char, line.size) * 1.1 + per_char >= right


def _joined(lines: Sequence[PageLine]) -> str:
    """Lines as one: Han against Han directly, a word broken by a hyphen mended, a space between anything else."""
    text = ""
    pieces: list[str] = []
    for line in lines:
        following = line.text.strip()
        if pieces and following:
            if _WORD_BREAK.search(text) and following[0].islower():
                pieces[-1] = pieces[-1][:-1]
            elif not (_HAN_EDGE.match(text[-1]) and _HAN_EDGE.match(following[0])):
                pieces.append(" ")
        pieces.append(following)
        text = following or text
    return "".join(pieces)
