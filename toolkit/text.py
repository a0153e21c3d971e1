"""Pure helpers for Chinese and English text."""

from __future__ import annotations

from itertools import pairwise

import regex

JOINERS = {"zh": "", "en": " "}
"""What stands between two sentences of a language when they are joined."""

HAN = regex.compile(r"\p{Han}")
# Line ends of every kind, and the tab: what would break a line or a cell of a TSV.
CELL_BREAKS = regex.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# Possessive, so that a run of a million line breaks is read once.
_HAN_BREAK = regex.compile(
    r"(?<=[\p{Han}\u3000-\u303f\uff00-\uffef])"
    r"(?:[^\S\u3000\r\n\v\f\x85\u2028\u2029]*+[\r\n\v\f\x85\u2028\u2029])++[^\S\u3000\r\n\v\f\x85\u2028\u2029]*+"
    r"(?=[\p{Han}\u3000-\u303f\uff00-\uffef“‘])"
)
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_CLAUSE_END = regex.compile(r"(?:[，。；：！？、;!?…]|[,.:](?!\d))+[”’」』\"）)]*\s*")
_SPACES = regex.compile(r"\s+")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_CHINESE = 0.25  # A Han character stands for a word, so a text of half Chinese words and half English has about .2.


def han_share(text: str) -> float:
    """The share of Han characters among the letters and digits of a text; 0 where there are none."""
    han = len(HAN.findall(text))
    words = len(regex.findall(r"[\p{L}\p{N}]", text))
    return han / words if words else 0.0


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese, whatever English is in it."""
    return han_share(text) >= _CHINESE


def counted(count: int, noun: str) -> str:
    """A count in words: "1 bead", "2,000 beads"."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def fold_spaces(text: str) -> str:
    """A text on one line: a line break between Han characters vanishes, any other white space becomes one space."""
    return _SPACES.sub(" ", _HAN_BREAK.sub("", text)).strip()


def clauses(text: str, lang: str) -> list[str]:
    """The clauses of a sentence, at least one; a clause under 4 Han characters or 3 words goes with the one before it."""
    shortest, units = (4, HAN) if lang == "zh" else (3, _WORD)
    starts, last = [0], 0  # where the clauses begin, and how long the last one is so far
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    for start, end in pairwise([0, *ends, *([len(text)] if not ends or ends[-1] < len(text) else [])]):
        length = len(units.findall(text, start, end))
        if start and min(length, last) >= shortest:
            starts.append(start)
            last = 0
        last += length
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def escape_cell(text: str) -> str:
    """A text that can be a cell of an unquoted TSV: line breaks and tabs become spaces, a lone surrogate U+FFFD."""
    if text.isprintable():  # No such character is; to ask first makes writing five times as fast.
        return text
    return replace_surrogates(CELL_BREAKS.sub(" ", text))


def replace_surrogates(text: str) -> str:
    """The text with each lone surrogate, which no encoding can write, as U+FFFD."""
    return text if text.isprintable() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def mask_surrogates(text: str) -> str:
    """The text with each surrogate as U+FFFD, character for character, so that all places stay."""
    return _SURROGATE.sub("\ufffd", text)
