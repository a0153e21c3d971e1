"""Chinese measures (mu, jin, li) that are left to readers who do not know them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.detectors import Detector
from toolkit.detectors._number_wording import plain
from toolkit.lexicon.quantities import ARITHMETIC, Quantity, en_quantities
from toolkit.quality import Finding, Pair

_MEASURES = frozenset({"mu", "qing", "jin", "li", "zhang", "chi", "cun"})
# Of each dimension the units that readers know, with their size as `Unit` has it: the first that gives one or more.
_KNOWN = {
    "area": (("hectares", Decimal(10_000)), ("square meters", Decimal(1))),
    "mass": (("kilograms", Decimal(1)), ("grams", Decimal("0.001"))),
    "length": (("kilometers", Decimal(1000)), ("meters", Decimal(1)), ("centimeters", Decimal("0.01"))),
}
_STRENGTH = 0.6


def make() -> Detector:
    """A detector of Chinese measures without a measure beside them that readers know."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The first use of each measure in the document, unless it is explained there or the Chinese has no number of it."""
    told: set[str] = set()
    return [finding for row, pair in enumerate(pairs) for finding in _unexplained(row, pair, told)]


def _unexplained(row: int, pair: Pair, told: set[str]) -> Iterator[Finding]:
    found = en_quantities(pair.tgt) if pair.src and pair.tgt else []
    for quantity in found:
        name, dimension = quantity.unit.name, quantity.unit.dimension
        if name not in _MEASURES or name in told or not pair.tgt[: quantity.end].endswith(name):
            continue
        told.add(name)
        if any(other.unit.dimension == dimension and other.unit.name not in _MEASURES for other in found):
            continue
        text = pair.tgt[quantity.start : quantity.end]
        amount = _amount(quantity)
        message = f"“{text}” says little to a reader who does not know the measure; it is {amount}."
        span = quantity.start, quantity.end
        yield Finding(row, "Terminology/Unexplained", "minor", message, None, span, f"{text} ({amount})", _STRENGTH)


def _amount(quantity: Quantity) -> str:
    """The amount in the largest known unit that makes at least one of it, with two digits at least."""
    size = ARITHMETIC.multiply(quantity.value, quantity.unit.size)
    units = _KNOWN[quantity.unit.dimension]
    name, unit = next((known for known in units if size >= known[1]), units[-1])
    value = ARITHMETIC.divide(size, unit)
    return f"about {plain(round(value, max(1 - value.adjusted(), 0)).normalize())} {name}"
