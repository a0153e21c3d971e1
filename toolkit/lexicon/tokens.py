"""Words with their places in the text."""

from __future__ import annotations

from typing import NamedTuple

import regex

from toolkit.text import HAN, mask_surrogates

_EN_WORD = regex.compile(r"[[\p{L}\p{M}\p{Nd}]--\p{Han}]++(?:['’-][[\p{L}\p{M}\p{Nd}]--\p{Han}]++)*+", regex.VERSION1)
_PART = regex.compile(r"[^-]++")


class Token(NamedTuple):
    """A word: the characters `start` to `end` of a text."""

    text: str
    start: int
    end: int


def zh_tokens(text: str) -> tuple[Token, ...]:
    """The words of Chinese text that hold a Han character, as the segmenter jieba cuts them."""
    import rjieba

    found, start = [], 0
    for word in rjieba.cut(mask_surrogates(text)):
        end = start + len(word)
        if HAN.search(word):
            found.append(Token(word, start, end))
        start = end
    return tuple(found)


def hyphen_parts(token: Token) -> list[Token]:
    """An English word cut at its hyphens."""
    return [
        Token(match[0], token.start + match.start(), token.start + match.end()) for match in _PART.finditer(token.text)
    ]


def en_tokens(text: str) -> tuple[Token, ...]:
    """The words and figures of English text, with the apostrophes and hyphens within them (don't, well-known, 22nd)."""
    return tuple(Token(match[0], match.start(), match.end()) for match in _EN_WORD.finditer(text))
