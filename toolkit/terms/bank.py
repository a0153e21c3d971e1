"""The bank: terms of several files in one, found in Chinese text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit.lexicon.cedict import entries
from toolkit.lexicon.script import simplify
from toolkit.lexicon.tokens import Token
from toolkit.quality import Pair
from toolkit.terms.entries import Term, read_terms
from toolkit.terms.topics import topics_of
from toolkit.text import mask_surrogates

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SHORT = 2  # Characters of a term that other words may hold by chance.
_INSTALLED = Path(__file__).parent / "bank"
_CHECKOUT = Path(__file__).parents[2] / "corpora" / "terms"


class Match(NamedTuple):
    """A term in a text: the characters `start` to `end`."""

    start: int
    end: int
    term: Term


class Bank:
    """Terms by their Chinese; of several with the same Chinese, about the same, the last counts.

    A term in traditional characters also stands for the simplified ones, which is how the text of a `Pair` is given.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = {(term.zh, term.about): term for term in terms}

    @classmethod
    def read(cls, paths: Iterable[str | Path]) -> Bank:
        """The terms of TSV files, later files over earlier ones.

        Raises:
            DataError: see `read_terms`.
        """
        return cls(term for path in paths for term in read_terms(path))

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def matches(self, pairs: Sequence[Pair]) -> list[list[Match]]:
        """The terms in the Chinese of each pair of a document, as `match` finds them."""
        topics = topics_of([pair.zh for pair in pairs])
        return [self.match(pair.zh, pair.zh_tokens, about) for pair, about in zip(pairs, topics, strict=True)]

    def match(self, zh: str, words: Sequence[Token] = (), topics: Collection[str] = ()) -> list[Match]:
        """The terms in a text about `topics` from left to right; of those that overlap, the longest, then the first.

        Given the words of the text, a term of two characters counts only where no longer word of the dictionary holds
        one of them (标的 in 目标的). Linear in the text, however many terms there are (Aho & Corasick 1975).
        """
        patterns, automaton = self._automaton
        within = _within_words(words)
        found = automaton.find_matches_as_indexes(mask_surrogates(zh), overlapping=True)
        taken = bytearray(len(zh))
        kept = []
        for i, start, end in sorted(found, key=lambda match: (match[1] - match[2], match[1])):
            term = next((term for term in patterns[i] if not term.about or term.about in topics), None)
            is_whole = end - start > _SHORT or within.isdisjoint((start, end))
            if term and is_whole and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                kept.append(Match(start, end, term))
        return sorted(kept, key=lambda match: match.start)

    @cached_property
    def _automaton(self) -> tuple[list[list[Term]], AhoCorasick]:
        """The terms of each pattern, those about a topic first, and what finds the patterns."""
        from ahocorasick_rs import AhoCorasick, MatchKind

        terms: dict[str, list[Term]] = {}
        for term in sorted(self, key=lambda term: not term.about):
            terms.setdefault(term.zh, []).append(term)
        forms = {simplify([zh])[0][0]: own for zh, own in terms.items()} | terms
        patterns = list(map(mask_surrogates, forms))
        return list(forms.values()), AhoCorasick(patterns, matchkind=MatchKind.Standard)


def _within_words(words: Iterable[Token]) -> set[int]:
    """The offsets that lie within a word of the dictionary, between two of its characters."""
    return {place for word in words if word.text in entries() for place in range(word.start + 1, word.end)}


def open_bank(terms: Bank | Sequence[str | Path] = ()) -> Bank:
    """The shipped bank with the user's own terms, those of further files, over it; a bank is taken as it is.

    A term of one's own takes the place of the shipped ones with the same Chinese, or if it is about a topic, of that about the
    same; but for the forms that this avoids.

    Raises:
        DataError: see `read_terms`.
    """
    if isinstance(terms, Bank):
        return terms
    shipped = {(term.zh, term.about): term for path in default_paths() for term in read_terms(path)}
    own = [_own(term, shipped.get((term.zh, term.about))) for path in terms for term in read_terms(path)]
    everywhere = {term.zh for term in own if not term.about}
    return Bank([*(term for term in shipped.values() if term.zh not in everywhere), *own])


def _own(term: Term, shipped: Term | None) -> Term:
    good = {term.preferred, *term.accepted}
    avoid = dict.fromkeys((*term.avoid, *(shipped.avoid if shipped else ())))
    return replace(term, avoid=tuple(form for form in avoid if form not in good), is_own=True)


def default_paths() -> list[Path]:
    """The files of the shipped bank, sorted: in the installed package, else in the checkout."""
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return sorted(folder.glob("*.tsv"))
