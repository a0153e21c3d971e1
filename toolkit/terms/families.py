"""Terms of one text that hold each other and share English forms: 自立自强 in 科技自立自强 in 高水平科技自立自强.

A form of one may stand for any of them, so how often the English has to have one is counted for all together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from toolkit.quality import Span
from toolkit.terms.bank import Match
from toolkit.terms.entries import Term


class Use(NamedTuple):
    """A term at a place of the Chinese."""

    span: Span
    term: Term


class Family(NamedTuple):
    """Kindred terms as one, named after the shortest, and where they stand in the Chinese, from left to right."""

    term: Term
    uses: Sequence[Use]


def families(matches: Iterable[Match]) -> list[Family]:
    """The families of the terms that were found in a text, in the order of their first places."""
    groups: list[list[Use]] = []
    seen: dict[Term, list[Use]] = {}
    for start, end, term in matches:
        group = seen.get(term) or next((group for other, group in seen.items() if _is_kindred(term, other)), [])
        if not group:
            groups.append(group)
        seen[term] = group
        group.append(Use((start, end), term))
    return [Family(_joined(tuple(dict.fromkeys(use.term for use in group))), group) for group in groups]


@lru_cache(maxsize=100_000)
def _is_kindred(one: Term, other: Term) -> bool:
    is_nested = one.zh in other.zh or other.zh in one.zh
    # The forms of the shipped bank are not those that the user's own glossary asks for.
    return is_nested and one.is_own == other.is_own and not _forms(one).isdisjoint(_forms(other))


def _forms(term: Term) -> set[str]:
    return {term.preferred, *term.accepted, *term.avoid}


@lru_cache(maxsize=100_000)
def _joined(terms: tuple[Term, ...]) -> Term:
    """One term with the forms of all; what is good for one of them is not bad."""
    first, *others = sorted(terms, key=lambda term: (len(term.zh), term.zh))
    if not others:
        return first
    good = dict.fromkeys(form for term in terms for form in (term.preferred, *term.accepted))
    bad = dict.fromkeys(form for term in terms for form in term.avoid if form not in good)
    accepted = tuple(form for form in good if form != first.preferred)
    return replace(first, accepted=accepted, avoid=tuple(bad))
