"""Figures from the verdicts of reviewers: how far they agree, and how often each detector is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.reading import Source
from toolkit.review.judging import JudgedFlag, is_right, judged_flags

Votes = list[tuple[bool, bool]]
"""Of flags that two reviewers judged: whether each of them thinks that it is right."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree on the flags of a category, or of all where `category` is "".

    `observed` is the share of flags on which they agree, `kappa` that beyond chance (Cohen 1960): 1 is full agreement, 0 what
    chance would bring. It is None where it is not defined, for both gave one and the same verdict throughout.
    """

    reviewers: tuple[str, str]
    category: str
    flags: int
    observed: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Precision:
    """Of `judged` flags of a detector `right` were right by the last verdict."""

    detector: str
    judged: int
    right: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.judged


def agreements(sources: Sequence[Source]) -> list[Agreement]:
    """How far each two reviewers agree, overall and by category, on flags that both judged without seeing the other's verdict.

    Raises:
        DataError: a file is no store.
    """
    flags = judged_flags(sources)
    names = sorted({name for flag in flags for name in flag.independent})
    found = []
    for pair in combinations(names, 2):
        both = [flag for flag in flags if set(pair) <= flag.independent.keys()]
        for category in ("", *sorted({flag.flag.category for flag in both})):
            votes = _votes(both, pair, category)
            if votes:
                observed = sum(one == other for one, other in votes) / len(votes)
                found.append(Agreement(pair, category, len(votes), observed, cohen_kappa(votes)))
    return found


def _votes(flags: Iterable[JudgedFlag], pair: tuple[str, str], category: str) -> Votes:
    one, other = pair
    return [
        (is_right(flag.independent[one]), is_right(flag.independent[other]))
        for flag in flags
        if category in ("", flag.flag.category)
    ]


def cohen_kappa(votes: Votes) -> float | None:
    """Cohen's kappa of two raters' yes or no; None where chance alone would make them agree always."""
    total = len(votes)
    shares = [sum(vote[rater] for vote in votes) / total for rater in (0, 1)]
    by_chance = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
    observed = sum(one == other for one, other in votes) / total
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def precisions(sources: Sequence[Source]) -> list[Precision]:
    """How often the flags of each detector are right, by the last verdict on each.

    Raises:
        DataError: a file is no store.
    """
    by_detector: dict[str, list[bool]] = {}
    for flag in judged_flags(sources):
        by_detector.setdefault(flag.flag.detector, []).append(flag.is_right)
    return [Precision(name, len(votes), sum(votes)) for name, votes in sorted(by_detector.items())]


def report(sources: Sequence[Source]) -> str:
    """Agreement and precision as tables for people.

    Raises:
        DataError: a file is no store.
    """
    lines = ["detector        judged  right  precision"]
    lines += [
        f"{row.detector[:14]:<14}  {row.judged:>6}  {row.right:>5}  {row.share:>9.2f}" for row in precisions(sources)
    ]
    found = agreements(sources)
    if not found:
        return "\n".join(
            [*lines, "", "no flag was judged by two reviewers independently (see --blind of bitext review)"]
        )
    lines += ["", "reviewers             category                  flags  agree  kappa"]
    for row in found:
        names, category = " & ".join(row.reviewers), row.category or "all"
        kappa = "–" if row.kappa is None else f"{row.kappa:.2f}"
        lines.append(f"{names[:20]:<20}  {category[:24]:<24}  {row.flags:>5}  {row.observed:>5.2f}  {kappa:>5}")
    return "\n".join(lines)
