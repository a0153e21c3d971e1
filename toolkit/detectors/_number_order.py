"""Whether two numbers have changed places, by the words about each of them."""

from __future__ import annotations

import regex

from toolkit.detectors._number_context import words_between
from toolkit.detectors._number_doubt import Doubt
from toolkit.lexicon.quantities import Quantity
from toolkit.lexicon.words import en_words, renderings, stem
from toolkit.quality import Pair, Span

_LETTERED = {"A": "甲", "B": "乙", "C": "丙", "D": "丁"}
_LETTER = regex.compile(r"\b(?:Class|Company|Group|Party|Person|Team|Unit)\s(?P<letter>[A-D])\b")
_LINK = regex.compile(r"[\s、，,和与及]*+(?:and\s)?")
_FROM = regex.compile(r"\bfrom\b", regex.IGNORECASE)  # To Level III from Level II.
_PART_OF = regex.compile(
    r"(?:\s(?!of\b)\p{L}++)?+\s(?:out\s)?of(?:\s(?:a|about|all|its|over|some|the|their|these|those|total))*+\s?+"
)
_CLAUSE = regex.compile(r"[，；;]|, |\s(?:and|while|but)\s")
_CONTEXT = 20  # Characters on either side of a number that may say what is counted; English takes twice as many.
_MARGIN = 1.0
_BOTH = 0.5  # Where the numbers stand in the same order, the words of each must have changed places.


def swapped(
    pair: Pair, src: tuple[Quantity, Quantity], tgt: tuple[Quantity, Quantity], *, is_crossed: bool
) -> Doubt | None:
    """Two values in the reverse order, although what they count stands in the same order; or the other way round."""
    between = tgt[0].end, tgt[1].start
    is_part = _PART_OF.fullmatch(pair.tgt, *between) or _FROM.search(
        pair.tgt, *between
    )  # 134 million of the 700 million
    strength = _order_kept(pair, src, tgt, is_crossed=is_crossed) if _can_swap(src, tgt) and not is_part else 0.0
    if not strength:
        return None
    (first, second), text = tgt, pair.tgt
    better = text[second.start : second.end] + text[first.end : second.start] + text[first.start : first.end]
    return Doubt("swapped", (src[0].start, src[1].end), (first.start, second.end), strength, better)


def _can_swap(src: tuple[Quantity, Quantity], tgt: tuple[Quantity, Quantity]) -> bool:
    one, two = src
    return (
        one.unit is two.unit
        and tgt[0].unit is tgt[1].unit
        and one.value != two.value
        and abs(one.value.adjusted() - two.value.adjusted()) <= 1
        and min(quantity.weight for quantity in (*src, *tgt)) >= 0.4
    )


def _order_kept(
    pair: Pair, src: tuple[Quantity, Quantity], tgt: tuple[Quantity, Quantity], *, is_crossed: bool
) -> float:
    """How surely the words about the two numbers stand in another order than the numbers do; 0 where it is not clear."""
    if (
        is_crossed
        and _LINK.fullmatch(pair.zh, src[0].end, src[1].start)
        and _LINK.fullmatch(pair.tgt, tgt[0].end, tgt[1].start)
    ):
        return 0.6  # 14.2%和17.9%, with nothing to tell them by but their order
    left, right = _unlike(*(_words(pair, span, src) for span in _contexts(pair.zh, src, _CONTEXT)))
    here, there = _unlike(*(_stems(pair.tgt, span, tgt) for span in _contexts(pair.tgt, tgt, 2 * _CONTEXT)))
    if not is_crossed:
        here, there = there, here
    one, two = _preference(left, here, there), _preference(right, there, here)
    if not is_crossed and (
        min(one, two) < _BOTH or not all(_is_parted(*side) for side in ((pair.zh, src), (pair.tgt, tgt)))
    ):
        return 0.0
    straight = one + two
    return min(0.9, 0.3 + straight / 4) if straight > _MARGIN else 0.0


def _letters(text: str) -> set[str]:
    """The Chinese for the letters of Party A and Team B."""
    return {_LETTERED[match["letter"]] for match in _LETTER.finditer(text)}


def _unlike(one: set[str], other: set[str]) -> tuple[set[str], set[str]]:
    """What only one of the two has: the words by which the numbers can be told."""
    return one - other, other - one


def _words(pair: Pair, span: Span, numbers: tuple[Quantity, Quantity]) -> set[str]:
    """The Chinese words of a context, without the numbers."""
    start, end = span
    for number in numbers:
        if start <= number.start < end:
            return {*words_between(pair, start, number.start), *words_between(pair, number.end, end)}
    return set(words_between(pair, start, end))


def _stems(text: str, span: Span, numbers: tuple[Quantity, Quantity]) -> set[str]:
    """The stems of the English words of a context, without the numbers."""
    start, end = span
    for number in numbers:
        if start <= number.start < end:
            text = f"{text[start : number.start]} {text[number.end : end]}"
            start, end = 0, len(text)
            break
    return {stem(word) for word in en_words(text[start:end])} | _letters(text[start:end])


def _is_parted(text: str, found: tuple[Quantity, Quantity]) -> bool:
    """Whether the two numbers stand in clauses or phrases of their own."""
    return bool(_CLAUSE.search(text, found[0].end, found[1].start))


def _contexts(text: str, found: tuple[Quantity, Quantity], reach: int) -> tuple[Span, Span]:
    """What is near each of two numbers: the text before it, and what is behind it as far as its clause goes."""
    one, two = found
    clause = _CLAUSE.search(text, one.end, two.start)
    middle = clause.start() if clause else (one.end + two.start) // 2
    first = max(0, one.start - reach), min(middle, one.end + reach)
    return first, (max(middle, two.start - reach), two.end + reach // 2)


def _preference(words: set[str], here: set[str], elsewhere: set[str]) -> float:
    """How much better the words are rendered here than elsewhere."""
    total = 0.0
    for word in words:
        known = {**renderings(word), word[:1]: 1.0}
        total += max((known[key] for key in here if key in known), default=0.0)
        total -= max((known[key] for key in elsewhere if key in known), default=0.0)
    return total
