"""The places where the English renders terms, well or badly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from toolkit.quality import Span
from toolkit.terms.entries import Term
from toolkit.terms.forms import Form, Words, form_of


class Place(NamedTuple):
    """Where a form of a term stands: its characters, and the numbers of its first and last word.

    `bad` is the bad form as the bank has it; "" where the form is a good one.
    """

    span: Span
    first: int
    last: int
    bad: str


class TermForms(NamedTuple):
    """The forms of a term to look up, bad ones with the text that the bank has for them, and the words of its gloss.

    Stems cannot tell "two establishments" from "Two Establishes". A bad form that has the stems of a good one is literal,
    and the very words of that good one are in `exact`.
    """

    good: tuple[Form, ...]
    exact: tuple[Form, ...]
    bad: tuple[tuple[Form, str], ...]
    gloss: frozenset[str]


@lru_cache(maxsize=100_000)
def term_forms(term: Term) -> TermForms:
    """The forms of a term."""
    good = {text: form_of(text) for text in (term.preferred, *term.accepted)}
    exact: list[Form] = []
    bad = []
    for text in term.avoid:
        form = form_of(text)
        alike = [form_of(other, is_literal=True) for other, words in good.items() if _holds(words.words, form.words)]
        exact.extend(alike)
        bad.append((form_of(text, is_literal=True) if alike else form, text))
    forms = tuple(dict.fromkeys(good.values()))
    return TermForms(forms, tuple(dict.fromkeys(exact)), tuple(bad), form_of(term.explanation).content)


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def places(terms: Collection[Term], words: Words) -> dict[Term, list[Place]]:
    """The places of each term's forms, in their order.

    Of two that overlap the longer counts, if they belong to one term or one of them is bad. So a right rendering that
    holds a bad form is right, and "self-reliance and self-reliance" is wrong though "self-reliance" may be right.
    """
    found: dict[Term, list[Place]] = {term: [] for term in terms}
    numbers: dict[Term, set[int]] = {term: set() for term in terms}  # of the words that render the term
    good: set[int] = set()
    bad: set[int] = set()
    for _, _, term, place in sorted(_candidates(terms, words), key=lambda candidate: candidate[:2]):
        here = range(place.first, place.last + 1)
        if numbers[term].isdisjoint(here) and bad.isdisjoint(here) and not (place.bad and not good.isdisjoint(here)):
            found[term].append(place)
            numbers[term].update(here)
            (bad if place.bad else good).update(here)
    return {term: sorted(at) for term, at in found.items()}


def _candidates(terms: Iterable[Term], words: Words) -> Iterator[tuple[int, int, Term, Place]]:
    """Each place of a form with what decides between it and another: first its length, then whose words match better."""
    for term in terms:
        forms = term_forms(term)
        ranked = [
            *((0, form, "") for form in forms.exact),
            *((1 if form.is_literal else 3, form, text) for form, text in forms.bad),
            *((2, form, "") for form in forms.good),
        ]
        for rank, form, text in ranked:
            for first, last in words.find(form):
                yield first - last, rank, term, Place(words.span(first, last), first, last, text)
