"""Whether a confidence of 90 % is right nine times in ten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.bitext import Bead
from toolkit.errors import DataError
from toolkit.evaluate.files import paired, read_beads
from toolkit.evaluate.scores import right_beads

SURE = 0.99

_LOWER = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, SURE)
"""Where the bins begin; finer near 1, where most beads are."""


@dataclass(frozen=True, slots=True)
class Bin:
    """`count` beads with a confidence from `low` up to `high`: the mean of it, and the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Reliability:
    """How confidence and rightness go together, in bins of the confidence; those that no bead is in are left out."""

    bins: tuple[Bin, ...]
    documents: int = 1

    @property
    def beads(self) -> int:
        """How many beads there are."""
        return sum(item.count for item in self.bins)

    @property
    def error(self) -> float:
        """The expected calibration error (Naeini et al. 2015; Guo et al. 2017), 0 at best.

        It is the mean, over the beads, of how far the mean confidence of their bin is from the share that is right.
        """
        return sum(item.count * abs(item.confidence - item.right) for item in self.bins) / max(self.beads, 1)

    @property
    def sure(self) -> Bin | None:
        """The beads at a confidence of `SURE` or more."""
        return next((item for item in self.bins if item.low == SURE), None)

    def table(self, counted: str) -> list[str]:
        """The bins as lines for people; `counted` says what is in them."""
        head = f"confidence  {counted:>9} {'mean':>8} {'right':>8}"
        return [
            head,
            *(
                f"{item.low:.2f} - {item.high:.2f} {item.count:9} {item.confidence:8.4f} {item.right:8.4f}"
                for item in self.bins
            ),
        ]

    def __str__(self) -> str:
        """A table for people."""
        sure = "none" if not self.sure else f"{self.sure.right:.4f} of {self.sure.count}"
        return "\n".join(
            [
                *self.table("beads"),
                "",
                f"expected calibration error: {self.error:.4f}, over these bins, {self.beads} beads, "
                f"{self.documents} documents",
                f"right at {SURE} and more: {sure}",
                "right: the very same bead is in the gold.",
            ]
        )


def measure_confidence(judged: Iterable[tuple[float, bool]], documents: int = 1) -> Reliability:
    """The reliability of beads, each given by its confidence (0 to 1) and whether it is right."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in _LOWER]
    for confidence, is_right in judged:
        bins[bisect_right(_LOWER, confidence) - 1].append((confidence, is_right))
    return Reliability(
        tuple(
            Bin(low, high, len(items), sum(c for c, _ in items) / len(items), sum(r for _, r in items) / len(items))
            for low, high, items in zip(_LOWER, (*_LOWER[1:], 1.0), bins, strict=True)
            if items
        ),
        documents,
    )


def score_confidence(gold: str | Path, hyp: str | Path) -> Reliability:
    """Judge the confidences of a TSV or links file of ours by the gold, or of the files of a folder pooled.

    Raises:
        DataError: a file has no beads or no confidences that can be read, or has no partner in the other folder.
    """
    judged: list[tuple[float, bool]] = []
    pairs = paired(Path(gold), [Path(hyp)])
    for _, gold_file, hyp_file in pairs:
        beads = read_beads(hyp_file)
        _check_confidences(beads, hyp_file)
        right = right_beads(read_beads(gold_file), beads)
        judged += zip((bead.score for bead in beads), right, strict=True)
    return measure_confidence(judged, len(pairs))


def _check_confidences(beads: Sequence[Bead], path: Path) -> None:
    remedy = "give a TSV or links file that `bitext align` wrote"
    for bead in beads:
        if not 0 <= bead.score <= 1:
            raise DataError(f"{bead.score:g} is no confidence between 0 and 1; {remedy}", path)
    if beads and not any(bead.score for bead in beads):
        raise DataError(f"has no confidences; {remedy}", path)
