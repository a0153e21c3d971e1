"""Numbers, units and dates that the translation lost, invented or changed.

The quantities of the two texts are paired by amount. What is left over on both sides and looks alike is one quantity with
a wrong value; what has nothing alike was lost or invented. Those that agree are checked for their unit and direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.detectors import Detector
from toolkit.detectors._number_calendar import lunar_as_solar
from toolkit.detectors._number_checks import check_agreeing, is_said_otherwise
from toolkit.detectors._number_context import (
    is_bound_of_range,
    is_counted_alike,
    is_made_exact,
    is_made_vague,
    is_year_from_nowhere,
)
from toolkit.detectors._number_contrasts import contrasts
from toolkit.detectors._number_direction import opposites
from toolkit.detectors._number_doubt import Doubt
from toolkit.detectors._number_halves import halves
from toolkit.detectors._number_pairing import Pairing, pair_quantities
from toolkit.detectors._number_tallies import tallies
from toolkit.detectors._number_wording import describe, reword
from toolkit.lexicon.quantities import CALENDAR, Quantity, en_quantities, is_other_magnitude, zh_quantities
from toolkit.quality import Finding, Pair, Severity, overlap

_CATEGORY = "Accuracy/Number"
_WEAKEST = 0.15
_UNSURE = 0.5
_MADE_VAGUE = 0.55
_MANY = 50  # Findings of a pair that are compared with each.
_LONG_AGO = 2000  # Later years may be "this year" and "last year".
_COUNTED_ALIKE = 0.12  # How much likelier it is that two numbers are one where the same thing is counted.
_MEASURED = frozenset(
    {"ratio", "points", "money", "length", "area", "mass", "volume", "energy", "power", "temperature"}
)
_REASONS = {
    "points": "{src} is a number of percentage points, not a percentage.",
    "percent": "{src} is a percentage, not a number of percentage points.",
    "unit": "{src} is {better}, not “{tgt}”: the figure agrees, the unit does not.",
    "currency": "{src} is {better}, not “{tgt}”: the figure agrees, the currency does not.",
    "by": "{src} is what something changed by, not what it changed to.",
    "to": "{src} is what something changed to, not what it changed by.",
    "bound": "{src} is the least or the most on one side only; “{tgt}” says the reverse.",
    "opposite": "{src} is a change in the opposite direction of “{tgt}”.",
    "order": "One of {src} and “{tgt}” is before, the other after.",
    "count": "{src} is {better}, not the percentage “{tgt}”.",
    "each": "{src} is not “{tgt}”: what each has is not what all have.",
    "container": "{src} counts single things, “{tgt}” what holds several.",
    "sign": "{src} is a negative number, “{tgt}” is not.",
    "above": "{src} is above zero, “{tgt}” is not.",
    "half": "{src} is a half more than “{tgt}”.",
    "discount": "{src} leaves or takes off another share of the price than “{tgt}”.",
    "swapped": "What is counted and the values in “{tgt}” do not stand in the order of the Chinese: two have changed places.",
}


class _Compared(NamedTuple):
    pair: Pair
    src: list[Quantity]
    tgt: list[Quantity]
    pairing: Pairing


def make() -> Detector:
    """A detector of numbers without their like on the other side, of wrong values and of wrong units."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The faults in the numbers of a document; a value that only moved to the next pair counts half."""
    compared = [_compare(pair) for pair in pairs]
    found = []
    for row, this in enumerate(compared):
        if this.pair.src and this.pair.tgt:
            beside = [compared[other] for other in (row - 1, row + 1) if 0 <= other < len(compared)]
            found += [_tempered(this, finding) for finding in _told_once(_findings(row, this, beside))]
    return [finding for finding in found if finding.strength >= _WEAKEST]


def _compare(pair: Pair) -> _Compared:
    src = zh_quantities(pair.zh, pair.zh_tokens) if pair.src else []
    tgt = en_quantities(pair.tgt) if pair.tgt else []
    return _Compared(pair, src, tgt, pair_quantities(src, tgt, (len(pair.src), len(pair.tgt))))


def _tempered(this: _Compared, finding: Finding) -> Finding:
    """The finding, weaker where the texts may not belong together."""
    confidence = this.pair.confidence
    return finding if confidence is None or confidence >= _UNSURE else replace(finding, strength=finding.strength / 2)


def _told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, of those with the same two places only the strongest."""
    every = list(findings)
    told: list[Finding] = []
    again: set[int] = set()
    paired = [place for place, finding in enumerate(every) if finding.src and finding.tgt]
    for place in sorted(paired, key=lambda place: -every[place].strength):
        finding = every[place]
        if any(overlap(finding.src, other.src) and overlap(finding.tgt, other.tgt) for other in told[-_MANY:]):
            again.add(place)
        else:
            told.append(finding)
    return [finding for place, finding in enumerate(every) if place not in again]


def _findings(row: int, this: _Compared, beside: Sequence[_Compared]) -> Iterator[Finding]:
    pair, src, tgt, pairing = this
    for i, j, likeness in pairing.wrong:
        if not is_said_otherwise(pair, src[i], tgt[j]):
            yield _wrong(row, pair, src[i], tgt[j], likeness)
    for doubt in check_agreeing(pair, src, tgt, pairing.agreeing):
        yield _doubtful(row, pair, doubt)
    for lunar, month in lunar_as_solar(pair):
        message = f"{pair.src[slice(*lunar)]} is a date of the lunar calendar, not “{pair.tgt[slice(*month)]}”."
        yield Finding(row, _CATEGORY, "major", message, lunar, month, "", 0.9)
    for change, opposite in opposites(pair):
        message = f"{pair.src[slice(*change)]} is the opposite of “{pair.tgt[slice(*opposite)]}”."
        yield Finding(row, _CATEGORY, "critical", message, change, opposite, "", 0.9)
    for right, wrong in (*contrasts(pair), *tallies(pair), *halves(pair)):
        message = f"{pair.src[slice(*right)]} is not “{pair.tgt[slice(*wrong)]}”."
        yield Finding(row, _CATEGORY, "major", message, right, wrong, "", 0.8)
    paired = {i for i, _ in pairing.agreeing}
    there = {value for other in beside for j in other.pairing.invented for value in other.tgt[j].values}
    for i in pairing.lost:
        quantity = src[i]
        if quantity.weight:
            text = pair.src[quantity.start : quantity.end]
            message = f"{text} ({describe(quantity)}) has no counterpart in the English."
            strength = _strength_alone(quantity) / (1 if there.isdisjoint(quantity.values) else 2)
            if is_bound_of_range(pair, src, i, paired) or is_made_vague(pair, quantity):
                strength = max(strength, _MADE_VAGUE)
            yield Finding(row, _CATEGORY, "major", message, (quantity.start, quantity.end), None, "", strength)
    there = {value for other in beside for i in other.pairing.lost for value in other.src[i].values}
    for j in pairing.invented:
        quantity = tgt[j]
        if quantity.weight:
            message = f"“{pair.tgt[quantity.start : quantity.end]}” has no counterpart in the Chinese."
            strength = _strength_alone(quantity) / (1 if there.isdisjoint(quantity.values) else 2)
            if is_made_exact(pair, quantity) or is_year_from_nowhere(pair, quantity):
                strength = max(strength, _MADE_VAGUE)
            yield Finding(row, _CATEGORY, "major", message, None, (quantity.start, quantity.end), "", strength)


def _strength_alone(quantity: Quantity) -> float:
    """Translators leave out or add a date or a small number, seldom a measured amount."""
    if quantity.unit.dimension in CALENDAR:
        is_long_ago = quantity.unit.dimension == "year" and quantity.value < _LONG_AGO
        return (0.6 if is_long_ago else 0.4) * quantity.weight
    if quantity.form == "figures" and quantity.unit.dimension in _MEASURED:
        return 0.6 * quantity.weight
    return (0.57 if quantity.form == "words" and not quantity.is_hedged else 0.5) * quantity.weight


def _wrong(row: int, pair: Pair, one: Quantity, other: Quantity, likeness: float) -> Finding:
    right = reword(pair.tgt, other, one)
    is_magnitude = any(is_other_magnitude(a, b) for a in one.values for b in other.values)
    src, tgt = pair.src[one.start : one.end], pair.tgt[other.start : other.end]
    message = f"{src} is rendered as “{tgt}”." if right == src else f"{src} is {right or describe(one)}, not “{tgt}”."
    if is_counted_alike(pair, one, other):
        likeness = min(likeness + _COUNTED_ALIKE, 1.0)
    strength = likeness * (0.7 + 0.3 * min(one.weight, other.weight))
    severity: Severity = "critical" if is_magnitude else "major"
    return Finding(row, _CATEGORY, severity, message, (one.start, one.end), (other.start, other.end), right, strength)


def _doubtful(row: int, pair: Pair, doubt: Doubt) -> Finding:
    message = _REASONS[doubt.kind].format(
        src=pair.src[slice(*doubt.src)], tgt=pair.tgt[slice(*doubt.tgt)], better=doubt.better
    )
    return Finding(row, _CATEGORY, "major", message, doubt.src, doubt.tgt, doubt.better, doubt.strength)
