"""Scores of documents, pooled in several ways, as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from toolkit.evaluate.bootstrap import FEW_DOCUMENTS, RESAMPLES, f1_difference, f1_interval
from toolkit.evaluate.files import NO_GENRE
from toolkit.evaluate.scores import Ratio, Score

Measure = tuple[Literal["strict", "lax"], str]
"""One of the two ratios of a `Score`, and what it is called."""

Pooled = list[tuple[str, list[Score]]]


@dataclass(frozen=True)
class Report:
    """The scores of one or more documents: by document, by bead kind over all documents, by genre, and pooled.

    `scores` is the score of each kind of each document. `measures` are the ratios in the order of the table; the
    interval is that of the first. `counted` says what the two counts of a ratio are, `convention` what the measures mean.
    """

    scores: Mapping[str, Mapping[str, Score]]
    convention: str
    genre_of: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[Measure, Measure] = (("strict", "strict"), ("lax", "lax"))
    counted: tuple[str, str] = ("gold", "hyp")
    seed: int = 1

    @property
    def total(self) -> Score:
        """All documents pooled."""
        return _sum(self.files.values())

    @property
    def files(self) -> dict[str, Score]:
        """Each document."""
        return {name: _sum(kinds.values()) for name, kinds in self.scores.items()}

    @property
    def kinds(self) -> dict[str, Score]:
        """Each kind, the commonest in the gold first."""
        kinds = dict.fromkeys(kind for document in self.scores.values() for kind in document)
        sums = {kind: _sum(document.get(kind, Score()) for document in self.scores.values()) for kind in kinds}
        return dict(sorted(sums.items(), key=lambda item: (-item[1].strict.gold, item[0])))

    @property
    def genres(self) -> dict[str, Score]:
        """Each genre, by name; none where no document's genre is known."""
        return {name: _sum(documents) for name, documents in self._by_genre()}

    def pooled(self) -> Pooled:
        """The lines of the table that are sums, with the score of each document in them: all, genres, kinds."""
        kinds = [
            (f"beads {kind}", [document.get(kind, Score()) for document in self.scores.values()]) for kind in self.kinds
        ]
        genres = [(f"genre {name}", documents) for name, documents in self._by_genre()]
        return [("all", list(self.files.values())), *genres, *kinds]

    def _by_genre(self) -> Pooled:
        if not self.genre_of:
            return []
        found: dict[str, list[Score]] = {}
        for name, score in self.files.items():
            found.setdefault(self.genre_of.get(name, NO_GENRE), []).append(score)
        return sorted(found.items())

    def ratios(self, documents: Iterable[Score]) -> list[Ratio]:
        """The first measure of each score."""
        return list(map(attrgetter(self.measures[0][0]), documents))

    def __str__(self) -> str:
        """A table for people, which states the convention."""
        rows = [
            (name, _sum(documents), f1_interval(self.ratios(documents), self.seed)) for name, documents in self.pooled()
        ]
        if len(self.scores) > 1:
            rows += [(name, score, None) for name, score in self.files.items()]
        width = max(len(name) for name, _, _ in rows)
        (_, first), (_, second) = self.measures
        gold, hyp = self.counted
        head = f"{'':{width}} {gold:>8} {hyp:>6}   {first:<20} {'95 % of F1':<18} {second}"
        names = f"{'':{width}} {'':>8} {'':>6}   {_NAMES} {'':18} {_NAMES}"
        lines = [f"{name:{width}} {self._line(score, interval)}".rstrip() for name, score, interval in rows]
        return "\n".join([head, names, *lines, "", self.convention, *_notes(len(self.scores), self.seed)])

    def _line(self, score: Score, interval: tuple[float, float] | None) -> str:
        first, second = (getattr(score, measure) for measure, _ in self.measures)
        limits = f"[{interval[0]:.4f}, {interval[1]:.4f}]" if interval else ""
        return f"{first.gold:8} {first.hyp:6}   {_numbers(first)} {limits:18} {_numbers(second)}"


@dataclass(frozen=True)
class Comparison:
    """Two systems on the same gold."""

    ours: Report
    theirs: Report

    def __str__(self) -> str:
        """Both tables, and the differences."""
        lines = [f"{'':{_WIDTH}}   F1 hyp  other   hyp - other  95 %                   p"]
        ours, theirs = dict(self.ours.pooled()), dict(self.theirs.pooled())
        for name in ours | theirs:
            # A kind that is not in the gold may be in one of the two only.
            none = [Score()] * len(self.ours.scores)
            lines.append(f"{name:{_WIDTH}} {self._line(ours.get(name, none), theirs.get(name, none))}".rstrip())
        note = "p: two-sided, by the bootstrap, that there is no difference; a line by itself, not corrected for their number."
        return "\n".join(["HYP", str(self.ours), "", "OTHER", str(self.theirs), "", "HYP against OTHER", *lines, note])

    def _line(self, ours: Sequence[Score], theirs: Sequence[Score]) -> str:
        left, right = self.ours.ratios(ours), self.theirs.ratios(theirs)
        values = [sum(ratios, Ratio()).f1 for ratios in (left, right)]
        line = f"  {values[0]:.4f} {values[1]:.4f}       {values[0] - values[1]:+.4f}"
        if difference := f1_difference(left, right, self.ours.seed):
            line += f"  [{difference.low:+.4f}, {difference.high:+.4f}]  {difference.p:.4f}"
        return line


_WIDTH = 20
_NAMES = f"{'P':>6} {'R':>6} {'F1':>6}"


def _numbers(ratio: Ratio) -> str:
    return f"{ratio.precision:6.4f} {ratio.recall:6.4f} {ratio.f1:6.4f}"


def _sum(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def _notes(documents: int, seed: int) -> list[str]:
    if documents < 2:
        return ["One document: no interval can be given."]
    note = f"95 %: bootstrap over the documents, {RESAMPLES} resamples of {documents}, seed {seed}"
    if documents < FEW_DOCUMENTS:
        return [f"{note}; with so few documents the interval is too narrow."]
    return [f"{note}.", "Where a line is of fewer documents, its interval is less certain; of one, there is none."]
