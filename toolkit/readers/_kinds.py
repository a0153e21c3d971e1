"""What kind of block a line is, by its look: heading, list item or text."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from toolkit.bitext import BlockKind

_CLOSERS = "”’\"'」』）)］]】》〉〕"
_STOPS = frozenset("。！？；…．.!?;⋯‥")
_MARKS = _STOPS | frozenset("：，、:,")
_BULLET = r"[•·●○◦■□◆◇▪▫‣⁃➢➤✓★※]|[-*+–](?=\s)"
_NUMBER = (
    r"\d{1,3}(?:[.)．](?=\s|\p{Han})|[、）])"
    r"|[(（]\s?(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|[a-zA-Z]|[ivxIVX]{1,5})\s?[)）]"
)
_LETTER = r"[a-zA-Z]\)(?=\s)|[①-⑳⑴-⒇㈠-㈩]"
_ITEM = regex.compile(rf"(?:{_BULLET}|{_NUMBER}|{_LETTER})\s*\S")
_SECTION = regex.compile(r"[一二三四五六七八九十]{1,3}[、．.]\s*\S")
_CHAPTER = regex.compile(
    r"#{1,6}\s+\S"
    r"|第[一二三四五六七八九十百千零〇两\d]{1,6}[章节回卷篇部集编幕](?=[\s:：《]|$)"
    r"|(?:chapter|section|part|book|volume|appendix|act|scene)\s(?:\d{1,4}|[ivxlc]{1,7}|[a-z]|one|two|three|four|five|six"
    r"|seven|eight|nine|ten)(?=[\s:.,–—-]|$)"
    r"|(?:序|序言|前言|引言|楔子|尾声|后记|目录|附录|摘要|prologue|epilogue|preface|foreword|contents|abstract)$",
    regex.IGNORECASE,
)
_WIDE = regex.compile(r"[\p{Han}\u3000-\u30ff\uac00-\ud7af\uff00-\uff60]+")
_LETTERS = regex.compile(r"[\p{L}\p{N}]")
_LONGEST_HEADING = 80


def width(line: str) -> int:
    """The columns that a line takes in a fixed-width font: two for a Han character or full-width mark."""
    return len(line) if line.isascii() else len(line) + sum(map(len, _WIDE.findall(line)))


def ends_sentence(line: str) -> bool:
    """Whether a line ends in a stop, closing quotes and brackets aside."""
    return line[-8:].rstrip(_CLOSERS)[-1:] in _STOPS


def opens_block(line: str) -> bool:
    """Whether a line begins as only a list item or a heading with its number does."""
    return bool(_ITEM.match(line) or _SECTION.match(line) or _is_chapter(line))


def kinds(lines: Sequence[str]) -> list[BlockKind]:
    """The kind of each block, given its stripped text.

    A heading is short and ends in no punctuation. Where most blocks are like that (subtitles, verse, a list of words),
    being short says nothing, and only numbered headings count.
    """
    found: list[BlockKind] = []
    short = []
    for line in lines:
        is_short = _is_short(line)
        if _is_chapter(line) or (_SECTION.match(line) and is_short):
            found.append("heading")
        elif _ITEM.match(line) or _SECTION.match(line):
            found.append("item")
        else:
            if is_short:
                short.append(len(found))
            found.append("text")
    if len(short) * 2 <= len(lines) or len(lines) < 4:
        for i in short:
            found[i] = "heading"
    return found


def _is_chapter(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and _CHAPTER.match(line) is not None and not ends_sentence(line)


def _is_short(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADING
        and line[-8:].rstrip(_CLOSERS)[-1:] not in _MARKS
        and "\n" not in line
        and line.count(" ") <= 12
        and width(line) <= _LONGEST_HEADING
        and width(line) - len(line) <= 30
        and _LETTERS.search(line) is not None
    )
