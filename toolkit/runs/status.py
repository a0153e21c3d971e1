"""How far a run is, and what is in it, by the footers of its parts."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from toolkit.runs.parts import Figures, Footer, footer_of, path_of
from toolkit.runs.reading import RUN, read_run
from toolkit.runs.running import QUARANTINE
from toolkit.text import counted

_OUTLIERS = 5  # of each kind that are told
_WINDOW = 32  # parts that were made last, whose rate counts
_STEPS = 10  # of a histogram
_BARS = " ▁▂▃▄▅▆▇█"
_ODD = 3.0  # times as many sentences on one side as on the other


@dataclass
class Status:
    """What is done of a run. `null` and `risk` count documents by tenths of their null-bead share and mean risk."""

    documents: int
    parts: int
    done: int = 0
    parts_done: int = 0
    sentences: tuple[int, int] = (0, 0)
    beads: int = 0
    flags: int = 0
    rate: float | None = None
    """Documents a second, by the parts that were made last; None where that cannot be told."""
    failed: Counter[str] = field(default_factory=Counter)
    null: list[int] = field(default_factory=lambda: [0] * _STEPS)
    risk: list[int] = field(default_factory=lambda: [0] * _STEPS)
    outliers: dict[str, list[Figures]] = field(default_factory=dict)

    def __str__(self) -> str:
        """The same, for people."""
        failed = f" ({self.failed.total():,} of them failed)" if self.failed else ""
        lines = [
            f"{self.done:,} of {counted(self.documents, 'document')} done{failed}, "
            f"{self.parts_done:,} of {counted(self.parts, 'part')}"
        ]
        if self.done < self.documents and self.rate:
            left = (self.documents - self.done) / self.rate
            lines.append(
                f"{3600 * self.rate:,.0f} documents an hour; {left / 3600:,.1f} hours left, if a run is going on"
            )
        lines.append(
            f"{self.sentences[0]:,} Chinese and {counted(self.sentences[1], 'English sentence')}, "
            f"{counted(self.beads, 'bead')}, {counted(self.flags, 'flag')}"
        )
        lines.append(f"documents by share of null beads  0|{_sketch(self.null)}|1")
        lines.append(f"documents by mean risk            0|{_sketch(self.risk)}|1")
        for what, found in self.outliers.items():
            lines += [f"{what}:", *(f"  {_about(figures)}" for figures in found)] if found else []
        if self.failed:
            lines.append(f"{self.failed.total():,} failed; {QUARANTINE} of a finished run lists them:")
            lines += [f"  {count:,}: {reason}" for reason, count in self.failed.most_common()]
        return "\n".join(lines)


def status(folder: str | Path) -> Status:
    """How far a run is and what is in its parts, whether it is going on or not.

    Raises:
        DataError: the folder is no run.
    """
    content = read_run(folder)
    found = Status(content["documents"], content["parts"])
    null, risk, uneven = (_Greatest(key) for key in (attrgetter("null_share"), attrgetter("risk"), _unevenness))
    made: list[tuple[float, int]] = []
    for number in range(found.parts):
        path = path_of(Path(folder), number)
        if footer := footer_of(path):
            made.append((path.stat().st_mtime, len(footer.documents)))
            _count(found, footer)
            for greatest in (null, risk, uneven):
                greatest.look_at(figures for figures in footer.documents if not figures.reason)
    found.rate = _rate(made, Path(folder, RUN).stat().st_mtime)
    found.outliers = {
        "most null beads": null.found(0.3),
        "riskiest": risk.found(0.5),
        "most uneven in sentences": uneven.found(_ODD),
    }
    return found


def _count(found: Status, footer: Footer) -> None:
    found.parts_done += 1
    for figures in footer.documents:
        found.done += 1
        if figures.reason:
            found.failed[figures.kind_of_reason] += 1
            continue
        found.sentences = found.sentences[0] + figures.zh, found.sentences[1] + figures.en
        found.beads += figures.beads
        found.flags += figures.flags
        for histogram, value in ((found.null, figures.null_share), (found.risk, figures.risk)):
            histogram[min(int(value * _STEPS), _STEPS - 1)] += 1


class _Greatest:
    """The few documents of which something is greatest."""

    def __init__(self, key: Callable[[Figures], float]) -> None:
        self._key = key
        self._kept: list[Figures] = []

    def look_at(self, documents: Iterable[Figures]) -> None:
        self._kept = heapq.nlargest(_OUTLIERS, [*self._kept, *documents], key=self._key)

    def found(self, least: float) -> list[Figures]:
        return [figures for figures in self._kept if self._key(figures) >= least]


def _unevenness(figures: Figures) -> float:
    sides = sorted((figures.zh + 1, figures.en + 1))
    return sides[1] / sides[0]


def _rate(made: Iterable[tuple[float, int]], began: float) -> float | None:
    """Documents a second of the parts that this run made last, by when they were made and how many documents they have."""
    last = heapq.nlargest(_WINDOW, (part for part in made if part[0] > began))
    seconds = time.time() - (last[-1][0] if len(last) == _WINDOW else began)
    documents = sum(count for _, count in last[:-1] or last)
    return documents / seconds if last and seconds > 0 else None


def _sketch(histogram: list[int]) -> str:
    """A column for each step; whatever is not nothing is seen."""
    most = max(histogram) or 1
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] for count in histogram)


def _about(figures: Figures) -> str:
    return (
        f"{figures.id}: {figures.zh} Chinese, {figures.en} English sentences, {figures.null_share:.0%} null beads, "
        f"confidence {figures.confidence:.2f}, risk {figures.risk:.2f}"
    )
