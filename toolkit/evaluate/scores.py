"""Precision, recall and F1 of beads, strict and lax."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.bitext import Bead

Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Precision = `right_hyp` of `hyp`, recall = `right_gold` of `gold`; where there is nothing to find, none is 1."""

    right_hyp: int = 0
    hyp: int = 0
    right_gold: int = 0
    gold: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        """Pool two counts."""
        return Ratio(
            self.right_hyp + other.right_hyp,
            self.hyp + other.hyp,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right_hyp / self.hyp if self.hyp else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.right_gold / self.gold if self.gold else float(not self.hyp)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Two ratios of the same beads. What is right strictly is right laxly too.

    Against gold beads, strict is the very same bead, and lax a bead that overlaps a bead of the other alignment on both
    sides. Null beads count in precision and in recall, as in Bertalign's evaluation (Liu & Zhu 2022); a null bead overlaps
    nothing on its empty side, so it is right only if it is the very same. Beads are compared as Vecalign's scorer does
    it (Thompson & Koehn 2019), except that Vecalign leaves null beads out of recall.

    What the two are against gold segments says `score_raw`.
    """

    strict: Ratio = Ratio()
    lax: Ratio = Ratio()

    def __add__(self, other: Score) -> Score:
        """Pool the scores of two documents."""
        return Score(self.strict + other.strict, self.lax + other.lax)


def score_beads(gold: Iterable[Bead], hyp: Iterable[Bead]) -> dict[str, Score]:
    """The score of one document by bead kind ("1-2"), most frequent gold kind first; their sum is the document's.

    A kind's precision is over the beads of that kind in `hyp`, its recall over those in `gold`.
    """
    gold_pairs, hyp_pairs = ({(bead.src, bead.tgt) for bead in beads} for beads in (gold, hyp))
    strict, lax = {pair: pair in gold_pairs for pair in hyp_pairs}, _lax(hyp_pairs, gold_pairs)
    strict_gold, lax_gold = {pair: pair in hyp_pairs for pair in gold_pairs}, _lax(gold_pairs, hyp_pairs)
    kinds = {_kind(pair): 0 for pair in hyp_pairs | gold_pairs}
    for pair in gold_pairs:
        kinds[_kind(pair)] += 1
    return {
        kind: Score(_ratio(kind, strict, strict_gold), _ratio(kind, lax, lax_gold))
        for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    }


def right_beads(gold: Iterable[Bead], hyp: Iterable[Bead]) -> list[bool]:
    """For each bead of `hyp` whether the very same bead is in `gold`."""
    pairs = {(bead.src, bead.tgt) for bead in gold}
    return [(bead.src, bead.tgt) in pairs for bead in hyp]


def _ratio(kind: str, hyp: dict[Pair, bool], gold: dict[Pair, bool]) -> Ratio:
    ours, theirs = ([right for pair, right in beads.items() if _kind(pair) == kind] for beads in (hyp, gold))
    return Ratio(sum(ours), len(ours), sum(theirs), len(theirs))


def _kind(pair: Pair) -> str:
    return f"{len(pair[0])}-{len(pair[1])}"


def _lax(beads: set[Pair], others: set[Pair]) -> dict[Pair, bool]:
    """For each bead whether it overlaps, on both sides, one of the others, or is one of them."""
    partners: dict[int, set[int]] = {}
    for src, tgt in others:
        for number in src:
            partners.setdefault(number, set()).update(tgt)
    return {
        (src, tgt): (src, tgt) in others or any(not partners.get(number, set()).isdisjoint(tgt) for number in src)
        for src, tgt in beads
    }
