"""One term or expression rendered in different ways within a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from toolkit.detectors import Detector
from toolkit.detectors._dictionary import by_dictionary
from toolkit.detectors._renderings import Rendering, by_bank, by_marks
from toolkit.detectors._translated_names import by_names
from toolkit.lexicon.words import EMPTY
from toolkit.quality import Finding, Pair
from toolkit.terms import Bank, Form, Words, open_bank

_ALIKE = 4  # letters
_STRENGTH = {"bank": 0.9, "quoted": 0.8, "signed": 0.8, "label": 0.8, "name": 0.8, "dictionary": 0.4}


def make(terms: Bank | Sequence[str | Path] = ()) -> Detector:
    """A detector of renderings that deviate from the preferred or usual one of the same document.

    Args:
        terms: term files, read over the shipped bank; or a bank to use instead of it.
    """
    bank = open_bank(terms)
    return lambda pairs: sorted(_findings(bank, pairs), key=lambda finding: finding.row)


def _findings(bank: Bank, pairs: Sequence[Pair]) -> Iterator[Finding]:
    words = {row: Words(pair.tgt, pair.en_tokens) for row, pair in enumerate(pairs) if pair.src and pair.tgt}
    matches = bank.matches(pairs)
    renderings = [
        found for row in words for found in (*by_bank(row, matches[row], words[row]), *by_marks(row, pairs[row]))
    ]
    renderings.extend(by_names(pairs))
    renderings.extend(by_dictionary(pairs, words))
    told: set[tuple[int, int]] = set()  # Row and place in the Chinese: an expression within another is told of once.
    for group in _groups(renderings):
        counts = Counter(rendering.words for rendering in group)
        usual = _usual(group, counts)
        examples = _examples(group, usual, pairs)
        for one in group:
            places = {(one.row, place) for place in range(*one.src)}
            if _deviates(one, usual, words[one.row]) and not places & told:
                told |= places
                yield _finding(one, examples[pairs[one.row].tgt[one.tgt[0]].isupper()], counts[usual.words], pairs)


def _groups(renderings: Iterable[Rendering]) -> list[list[Rendering]]:
    """The renderings of each expression that has several."""
    groups: dict[tuple[str, str], list[Rendering]] = {}
    for rendering in renderings:
        groups.setdefault((rendering.kind, rendering.zh), []).append(rendering)
    return [group for group in groups.values() if len({rendering.words for rendering in group}) > 1]


def _usual(group: Sequence[Rendering], counts: Counter[tuple[str, ...]]) -> Rendering:
    """The rendering that the others should be like: a good form before a bad one, then the most frequent, then the first."""
    return max(group, key=lambda rendering: (rendering.rank, counts[rendering.words]))


def _examples(group: Sequence[Rendering], usual: Rendering, pairs: Sequence[Pair]) -> dict[bool, Rendering]:
    """The first of the usual renderings that begins with a capital, and the first that does not; the usual one for lack
    of either."""
    examples: dict[bool, Rendering] = {}
    for one in group:
        if one.words == usual.words:
            examples.setdefault(pairs[one.row].tgt[one.tgt[0]].isupper(), one)
    return {False: usual, True: usual} | examples


def _deviates(one: Rendering, usual: Rendering, words: Words) -> bool:
    """Whether a rendering is another than the usual one, which its pair does not have either.

    Of two good forms of a term neither deviates; nor does a shorter or longer form of a rendering that no bank knows.
    """
    if one.words == usual.words or one.rank > 0:
        return False
    if not one.rank and (_is_part(one.words, usual.words) or _is_part(usual.words, one.words)):
        return False
    return len(words.find(Form(usual.words))) < one.needed


def _is_part(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each of some words that mean something begins as one of the others does: collude, collusion; TV, TVs."""
    content = [one for one in some if one not in EMPTY] or some
    return all(any(_begin_alike(one, other) for other in others) for one in content)


def _begin_alike(one: str, other: str) -> bool:
    size = min(len(one), len(other), _ALIKE)
    return one[:size] == other[:size]


def _finding(one: Rendering, usual: Rendering, count: int, pairs: Sequence[Pair]) -> Finding:
    here, there = (pairs[other.row].tgt[slice(*other.tgt)] for other in (one, usual))
    where = "in the same bead" if one.row == usual.row else f"in bead {pairs[usual.row].bead_id}"
    times = f" ({count} times)" if count > 1 else ""
    message = f"{pairs[one.row].src[slice(*one.src)]} is “{here}” here, but “{there}”{times} {where}."
    strength = _STRENGTH[one.kind]
    return Finding(one.row, "Terminology/Inconsistent", "minor", message, one.src, one.tgt, there, strength)
