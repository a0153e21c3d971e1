"""A doubt about a quantity whose figures agree."""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolkit.lexicon.quantities import Quantity
from toolkit.quality import Span

Kind = Literal[
    "points",
    "percent",
    "unit",
    "currency",
    "by",
    "to",
    "swapped",
    "bound",
    "sign",
    "above",
    "half",
    "discount",
    "opposite",
    "order",
    "count",
    "each",
    "container",
]


class Doubt(NamedTuple):
    """What is wrong, where, how sure that is, and the words that would be right."""

    kind: Kind
    src: Span
    tgt: Span
    strength: float
    better: str


def places(one: Quantity, other: Quantity) -> tuple[Span, Span]:
    """Where the two quantities are."""
    return (one.start, one.end), (other.start, other.end)
