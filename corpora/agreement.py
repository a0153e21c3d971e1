"""How far two readers agree on the faults of the samples, and each with the adjudicated gold: `python -m corpora.agreement`.

`readings/NAME.tsv` of either folder has what each of them noted, without having seen the other's notes: a line a fault, with the id
that its bead has in `flags/NAME.tsv`. Null beads are left out: the alignment tells of them.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from corpora.build import SAMPLES, UNSEEN
from toolkit.errors import DataError
from toolkit.evaluate.scores import Ratio
from toolkit.marot import Segment, read_marot, severity_of
from toolkit.quality import Flag, Span, is_about_any, is_about_the_same
from toolkit.review.agreement import cohen_kappa
from toolkit.tables import read_table

HELD_OUT = frozenset({"magazine-essay", "medicine-leaflet", "university-news", "work-report"})
GOLD = "gold"
READINGS = (("first", "second"), ("first", GOLD), ("second", GOLD))

_COLUMNS = ("segment", "reader", "category", "severity", "src_text", "tgt_text")
_GRAVE = ("major", "critical")

Read = dict[str, Sequence[Flag]]
"""The faults of a bead by reader; those of `GOLD` are the adjudicated ones."""


@dataclass(frozen=True)
class Agreement:
    """How far two readings of some beads agree.

    `faulty` and `grave` are Cohen's kappa (1960) of whether a bead has a fault, and a major or critical one. In `found`,
    `hyp` counts the faults of the first reading and `gold` those of the second: right are those that are about the same
    words as one of the other's. `same_category` and `same_severity` are the shares of the pairs of such faults that agree.
    """

    beads: int
    faulty: float
    grave: float
    found: Ratio
    same_category: float
    same_severity: float


def read_readings(*folders: Path) -> dict[str, list[Read]]:
    """The two readings and the gold of each bead with two sides, by document of these folders, or of both that there are.

    Raises:
        DataError: a file is broken, or notes a fault in a bead, or of words, that is not there.
    """
    paths = [path for folder in folders or (SAMPLES, UNSEEN) for path in sorted((folder / "readings").glob("*.tsv"))]
    return {path.stem: _document(path) for path in paths}


def _document(path: Path) -> list[Read]:
    segments = {segment.id: segment for segment in read_marot(path.parents[1] / "flags" / path.name)}
    faults: dict[str, dict[str, list[Flag]]] = defaultdict(lambda: defaultdict(list))
    for line, row in read_table(path, _COLUMNS):
        segment = segments.get(row["segment"])
        if segment is None:
            raise DataError(f"there is no bead {row['segment']!r}", path, line)
        faults[segment.id][row["reader"]].append(_fault(row, segment, path, line))
    return [{**faults[s.id], GOLD: s.faults} for s in segments.values() if s.src and s.tgt]


def _fault(row: dict[str, str], segment: Segment, path: Path, line: int) -> Flag:
    src, tgt = row["src_text"], row["tgt_text"]
    spans = _place(src, segment.src, path, line), _place(tgt, segment.tgt, path, line)
    severity = severity_of(row["severity"], path, line)
    return Flag(segment.id, row["reader"], row["category"], severity, *spans, src, tgt, "", "", 1.0)


def _place(words: str, text: str, path: Path, line: int) -> Span | None:
    if not words:
        return None
    if text.count(words) != 1:
        raise DataError(f"the words {words!r} are in their bead {text.count(words)} times, not once", path, line)
    start = text.find(words)
    return start, start + len(words)


def agreement(beads: Sequence[Read], readers: tuple[str, str]) -> Agreement:
    """How far two readers, or a reader and `GOLD`, agree on some beads."""
    pairs = [(bead.get(readers[0], ()), bead.get(readers[1], ())) for bead in beads]
    met = [
        (one, other)
        for ours, theirs in pairs
        for one, other in product(ours, theirs)
        if is_about_the_same((one.src, one.tgt), (other.src, other.tgt))
    ]
    return Agreement(
        len(beads),
        _kappa((bool(ours), bool(theirs)) for ours, theirs in pairs),
        _kappa((_is_grave(ours), _is_grave(theirs)) for ours, theirs in pairs),
        sum((_matched(ours, theirs) for ours, theirs in pairs), Ratio()),
        _share(one.category == other.category for one, other in met),
        _share(one.severity == other.severity for one, other in met),
    )


def _matched(ours: Sequence[Flag], theirs: Sequence[Flag]) -> Ratio:
    right = (sum(is_about_any(fault, theirs) for fault in ours), sum(is_about_any(fault, ours) for fault in theirs))
    return Ratio(right[0], len(ours), right[1], len(theirs))


def _is_grave(faults: Iterable[Flag]) -> bool:
    return any(fault.severity in _GRAVE for fault in faults)


def _kappa(votes: Iterable[tuple[bool, bool]]) -> float:
    kappa = cohen_kappa(list(votes))
    return float("nan") if kappa is None else kappa


def _share(votes: Iterable[bool]) -> float:
    known = list(votes)
    return sum(known) / len(known) if known else float("nan")


def by_category(beads: Iterable[Read], readers: tuple[str, str] = ("first", "second")) -> dict[str, Ratio]:
    """Of each category, how many faults one reader named (`hyp`) and the other (`gold`); right are those that the other found."""
    found: dict[str, Ratio] = defaultdict(Ratio)
    for bead in beads:
        ours, theirs = bead.get(readers[0], ()), bead.get(readers[1], ())
        for fault in ours:
            found[fault.category] += Ratio(right_hyp=is_about_any(fault, theirs), hyp=1)
        for fault in theirs:
            found[fault.category] += Ratio(right_gold=is_about_any(fault, ours), gold=1)
    return dict(sorted(found.items()))


def report(documents: dict[str, list[Read]]) -> str:
    """The agreement as tables in Markdown: of the documents that serve development, of those that do not, and by category."""
    groups: dict[str, list[Read]] = {"development": [], "held out": [], "unseen": []}
    for name, beads in documents.items():
        groups[_group(name)].extend(beads)
    lines = [
        "| documents | readings | beads | κ, a fault | κ, a major one | faults | found by the other | F1 | category | severity |",
        "|---" * 10 + "|",
    ]
    for (group, beads), readers in product(groups.items(), READINGS):
        if beads:
            lines.append(_row(group, readers, agreement(beads, readers)))
    lines += ["", "| category | first | found by the second | second | found by the first |", "|---" * 5 + "|"]
    everything = [bead for beads in documents.values() for bead in beads]
    for category, ratio in by_category(everything).items():
        lines.append(f"| {category} | {ratio.hyp} | {ratio.right_hyp} | {ratio.gold} | {ratio.right_gold} |")
    return "\n".join(lines)


def _group(name: str) -> str:
    if (UNSEEN / "beads" / f"{name}.txt").exists():
        return "unseen"
    return "held out" if name in HELD_OUT else "development"


def _row(group: str, readers: tuple[str, str], figures: Agreement) -> str:
    found = figures.found
    cells = (
        group, " and ".join(readers), str(figures.beads), f"{figures.faulty:.2f}", f"{figures.grave:.2f}",
        f"{found.hyp} and {found.gold}", f"{found.precision:.2f} and {found.recall:.2f}", f"{found.f1:.2f}",
        f"{figures.same_category:.2f}", f"{figures.same_severity:.2f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Print the report; 1 where a file is broken."""
    try:
        print(report(read_readings()))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
