"""The sentences within the English of a bead, and the Chinese clause that one of them renders."""

from __future__ import annotations

from itertools import pairwise

import regex

from toolkit.lexicon.words import EMPTY, en_words, renderings, stem
from toolkit.quality import Pair, Span

ABBREVIATIONS = frozenset(
    "etc approx inc ltd corp vs dept est fig figs eds vol nos assoc bros govt univ mrs messrs eqs repr trans jan feb"
    " mar apr jun jul aug sep sept oct nov dec resp incl excl min max avg mr ms dr st sr jr prof gen col capt lt sgt"
    " rev hon gov sen mt ft rep no co eq pp ch sec art al ca cf ed eg ie".split()
)
_STOP = regex.compile(r"(?P<word>\p{L}{0,12})[.!?…]++[\"”’)\]]{0,3}+\s++(?=[\"“‘(\[]{0,3}+[\p{L}\p{N}])")
_WORDS = regex.compile(r"\p{L}{2}")
_CLAUSE = regex.compile(r"[^，。；！？：]++[，。；！？：]?+")
_LIKELY = 0.6
"""From this strength on, a rendering says that a Chinese clause is the one that an English sentence renders."""
LONGEST = 3000
"""Characters of a bead that is looked at closely; what is longer is no sentence."""


def sentences(text: str) -> list[Span]:
    """The sentences of English text, cut where a stop is followed by a space, but for abbreviations."""
    cuts = [0]
    for match in _STOP.finditer(text):
        word = match["word"]
        is_initial = len(word) == 1 and (word.isupper() or text[match.start() - 1 : match.start()] == ".")  # p.m.
        is_number = _WORDS.search(text, cuts[-1], match.start("word") + len(word)) is None  # of a list
        if word.lower() not in ABBREVIATIONS and not is_initial and not is_number:
            cuts.append(match.end())
    return [(start, end) for start, end in pairwise([*cuts, len(text)]) if text[start:end].strip()]


def counterpart(pair: Pair, span: Span) -> Span | None:
    """The Chinese clauses, from the first to the last, that the English in `span` renders; None if it is not known.

    A clause is among them if more of its words have a rendering inside the span than only outside.
    """
    if len(pair.zh) > LONGEST:
        return None
    inside = _stems(pair.tgt[slice(*span)])
    outside = _stems(pair.tgt[: span[0]] + " " + pair.tgt[span[1] :]) - inside
    clauses = [match.span() for match in _CLAUSE.finditer(pair.zh)]
    chosen = [clause for clause in clauses if _leaning(pair, clause, inside, outside) > 0]
    if not chosen:
        return None
    start, end = chosen[0][0], chosen[-1][1]
    start += len(pair.zh[start:end]) - len(pair.zh[start:end].lstrip())
    return start, end - (pair.zh[end - 1] in "，；：")


def _stems(text: str) -> set[str]:
    return {stem(word) for word in en_words(text) if word.lower() not in EMPTY}


def _leaning(pair: Pair, clause: Span, inside: set[str], outside: set[str]) -> int:
    """The words of a Chinese clause that have a rendering inside, less those that have one outside."""
    leaning = 0
    for token in pair.zh_tokens:
        if clause[0] <= token.start and token.end <= clause[1]:
            known = {key for key, value in renderings(token.text).items() if value >= _LIKELY}
            leaning += (not known.isdisjoint(inside)) - (not known.isdisjoint(outside))
    return leaning
