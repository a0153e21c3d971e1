"""Which quantity of one text renders which of the other."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from toolkit.lexicon.quantities import CALENDAR, GROWN, NONE, Quantity, agree, digits, is_other_magnitude

# Of the quantities that are not equal: how many are compared, and with how many of the other side. No list is too long.
_MOST, _WINDOW = 1000, 20
_NEIGHBOURS = 3
_HARDLY = 0.1  # Weight of 第一, which is hardly ever missed.


class Pairing(NamedTuple):
    """Quantities of two texts, by their numbers: those that agree, those that are one quantity with two values (with the
    likeness, up to 1), and the rest of either side."""

    agreeing: list[tuple[int, int]]
    wrong: list[tuple[int, int, float]]
    lost: list[int]
    invented: list[int]


def pair_quantities(src: Sequence[Quantity], tgt: Sequence[Quantity], lengths: tuple[int, int]) -> Pairing:
    """Pair the quantities of two texts of these lengths, each with at most one of the other.

    What is left over although its value is paired elsewhere (a number that one side repeats) is neither lost nor invented.
    """
    links = _Links(src, tgt, lengths)
    links.pair_equal(has_unit=True)
    links.pair_equal(has_unit=False)
    links.pair_agreeing()
    wrong = links.pair_alike(sorted(links.partner.items()))
    links.uncross(wrong)
    agreeing = sorted(pair for pair in links.partner.items() if pair[0] not in wrong)
    told = {value for i, _ in agreeing for value in src[i].values}
    told_there = {value for _, j in agreeing for value in tgt[j].values}
    lost = [i for i in links.left() if told_there.isdisjoint(src[i].values)]
    invented = [j for j in links.right() if told.isdisjoint(tgt[j].values)]
    return Pairing(agreeing, [(i, links.partner[i], likeness) for i, likeness in wrong.items()], lost, invented)


class _Links:
    """Links in the making: the partner of each source quantity, and the target quantities that are taken."""

    def __init__(self, src: Sequence[Quantity], tgt: Sequence[Quantity], lengths: tuple[int, int]) -> None:
        self.src, self.tgt, self.lengths = src, tgt, lengths
        self.partner: dict[int, int] = {}
        self.taken: set[int] = set()

    def left(self) -> list[int]:
        return [i for i in range(len(self.src)) if i not in self.partner]

    def right(self) -> list[int]:
        return [j for j in range(len(self.tgt)) if j not in self.taken]

    def _add(self, i: int, j: int) -> None:
        self.partner[i] = j
        self.taken.add(j)

    def pair_equal(self, *, has_unit: bool) -> None:
        """Pair equal figures, with the same unit or with any, the weightiest first, in the order of the texts."""
        places: defaultdict[tuple[Decimal, str], deque[int]] = defaultdict(deque)
        for j in sorted(self.right(), key=lambda j: not self.tgt[j].weight):  # "two" before "other" in "the other two"
            for value in self.tgt[j].values:
                places[value, self.tgt[j].unit.name if has_unit else ""].append(j)
        for i in sorted(self.left(), key=lambda i: (-self.src[i].weight, self.src[i].unit is NONE, i)):
            for value in self.src[i].values:
                queue = places[value, self.src[i].unit.name if has_unit else ""]
                while queue and queue[0] in self.taken:
                    queue.popleft()
                if queue and agree(self.src[i], self.tgt[queue[0]]):
                    self._add(i, queue.popleft())
                    break

    def pair_agreeing(self) -> None:
        """Pair what is one amount in other figures: rounded, converted, a range."""
        for i, j in self._near():
            if i not in self.partner and j not in self.taken and agree(self.src[i], self.tgt[j]):
                self._add(i, j)

    def pair_alike(self, agreeing: Sequence[tuple[int, int]]) -> dict[int, float]:
        """Pair what is probably one quantity with a wrong value, the likeliest first; how likely, by the source."""
        is_alone = (
            sum(self.src[i].weight > 0 for i in self.left()) == sum(self.tgt[j].weight > 0 for j in self.right()) == 1
        )
        found = [(i, j, self._likeness(i, j, [] if is_alone else agreeing, is_alone)) for i, j in self._near()]
        wrong = {}
        for i, j, likeness in sorted(found, key=lambda item: -item[2]):
            if likeness > 0 and i not in self.partner and j not in self.taken:
                self._add(i, j)
                wrong[i] = min(likeness, 1.0)
        return wrong

    def uncross(self, wrong: dict[int, float]) -> None:
        """Have two numbers of which one side has the same twice ("four years, suspended for four years") in one order."""
        for (i, j), (k, m) in pairwise(sorted(self.partner.items())):
            j = self.partner[i]  # The step before may have changed it.
            one, two, first, second = self.src[i], self.src[k], self.tgt[j], self.tgt[m]
            if j < m or not (first.values == second.values or one.values == two.values):
                continue
            is_like = (one.unit is first.unit) + (two.unit is second.unit)
            if is_like > (one.unit is second.unit) + (two.unit is first.unit):
                continue  # Three people in three years.
            if first.values != second.values and (i in wrong) != (k in wrong):
                wrong[i if k in wrong else k] = wrong.pop(k if k in wrong else i)
            self.partner[i], self.partner[k] = m, j

    def _is_new(self, i: int) -> bool:
        """Whether the value is not one that the texts share elsewhere."""
        return all(self.src[i].value not in self.src[other].values for other in self.partner)

    def _near(self) -> Iterator[tuple[int, int]]:
        """Unpaired quantities of both sides that stand in about the same place."""
        left, right = self.left()[:_MOST], self.right()[:_MOST]
        for place, i in enumerate(left):
            middle = place * len(right) // len(left)
            for j in right[max(0, middle - _WINDOW) : middle + _WINDOW]:
                yield i, j

    def _likeness(self, i: int, j: int, agreeing: Sequence[tuple[int, int]], is_alone: bool) -> float:
        """How likely the two are one quantity; that they stand in other places says little where no others are left."""
        one, other = self.src[i], self.tgt[j]
        if not (one.weight and other.weight) or (one.weight <= _HARDLY and not (is_alone and self._is_new(i))):
            return 0.0
        place = bisect_left(agreeing, (i, -1))
        beside = agreeing[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        crossing = sum((a < i) != (b < j) for a, b in beside)
        distance = abs(one.start / self.lengths[0] - other.start / self.lengths[1])
        return _likeness(one, other) - 0.05 * crossing - (0.02 if is_alone else 0.15) * distance


def _likeness(one: Quantity, other: Quantity) -> float:
    if one.value < 1 and other.unit is GROWN:
        return 0.0  # A half that is doubled is told as such, by the words.
    score = _unit_likeness(one, other)
    if any(is_other_magnitude(a, b) for a in one.values for b in other.values):
        score += 0.5 if len(digits(one.value)) > 1 else 0.25
    elif _is_slip(digits(one.value), digits(other.value)):
        score += 0.25
    if (one.form == "vague") != (other.form == "vague"):
        score -= 0.1 if digits(one.value) == digits(other.value) == "1" else 0.3  # 上千人, "more than a hundred"
    elif other.form == "ordinal" and one.form != "ordinal" and one.unit.dimension not in (*CALENDAR, "time"):
        score -= 0.25
    return score


def _unit_likeness(one: Quantity, other: Quantity) -> float:
    if one.unit.dimension == other.unit.dimension:
        return (
            0.8
            if one.unit.dimension in CALENDAR
            else 0.7
            if one.unit is not NONE or one.form == other.form == "ordinal"
            else 0.62
        )
    if one.unit is NONE and other.unit.name == "times" and other.value >= 2:  # 四五次
        return 0.62
    if one.unit.dimension == "day" and other.unit.name == "days":  # 十五日内, of which only the text says it is no date
        return 0.7
    if NONE not in (one.unit, other.unit):
        return 0.0
    # A year, a day, an hour or an age has no unit in English (2019, the 26th, at ten, she is eight).
    has_none = ("year", "day") if other.form != "words" else ("hour",)
    if one.unit.dimension in ("day", "hour") and other.value > 31:
        return 0.3
    if one.unit.dimension in has_none:
        return 0.63
    return 0.54 if "time" in (one.unit.dimension, other.unit.dimension) else 0.45


def _is_slip(one: str, other: str) -> bool:
    """Whether figures differ in one digit, or in the order of their digits."""
    if len(one) != len(other) or len(one) < 2:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or sorted(one) == sorted(other)
