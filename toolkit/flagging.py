"""Flag what is awkward or wrong in a translation: pairs of texts in, flags out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, overload

from toolkit.bitext import Alignment
from toolkit.calibration import Calibration, read_calibration
from toolkit.pairs import pairs_of, read_pairs
from toolkit.quality import FLAG_COLUMNS, SEVERITIES, SUSPECTS, Finding, Flag, Pair, cut, is_about_the_same, overlap
from toolkit.reading import Source
from toolkit.registry import load, names, parameters
from toolkit.terms import Bank, open_bank
from toolkit.text import counted

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.detectors import Detector

DEFAULT_MIN_CONFIDENCE = 0.3

_MISSED = "coverage"
_LIKELY = 0.5


@dataclass(frozen=True)
class Flags(Sequence[Flag]):
    """The flags of a document, in the order of its beads; `pairs` are all of the beads, flagged or not."""

    pairs: tuple[Pair, ...]
    flags: tuple[Flag, ...]
    signature: dict[str, object] = field(default_factory=dict)

    @overload
    def __getitem__(self, index: int) -> Flag: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Flag]: ...
    def __getitem__(self, index: int | slice) -> Flag | Sequence[Flag]:
        return self.flags[index]

    def __len__(self) -> int:
        return len(self.flags)

    @cached_property
    def risks(self) -> list[float]:
        """The probability of each pair that it has a major error."""
        from toolkit.risk import risk

        return risk(self.pairs, self.flags)

    def to_frame(self) -> pd.DataFrame:
        """A row a flag, with the columns of the TSV: `FLAG_COLUMNS`; <NA> where a side has no span."""
        import pandas as pd

        frame = pd.DataFrame([flag_row(flag) for flag in self.flags], columns=list(FLAG_COLUMNS))
        offsets = ["src_start", "src_end", "tgt_start", "tgt_end"]
        return frame.astype(dict.fromkeys(offsets, "Int64"))


def flag_row(flag: Flag) -> tuple[object, ...]:
    """The cells of a flag, in the order of `FLAG_COLUMNS`."""
    src, tgt = flag.src or (None, None), flag.tgt or (None, None)
    return (
        flag.bead_id, flag.detector, flag.category, flag.severity, *src, *tgt,
        flag.src_text, flag.tgt_text, flag.message, flag.suggestion, flag.confidence,
    )  # fmt: skip


def flag(
    source: Alignment | Source | Sequence[Pair],
    *,
    terms: Sequence[Source] = (),
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
    calibration: Source | None = None,
) -> Flags:
    """Find what is awkward or wrong in the English of an alignment, of a bitext file, or of pairs.

    Beads of page furniture are not looked at.

    Args:
        terms: term files, such as a glossary of the user's own, that go over the bank that ships.
        min_confidence: flags with less are left out.
        calibration: a file that says how often findings are right, as `calibrate` writes it, instead of the one that
            ships.

    Raises:
        DataError: a file cannot be read.
    """
    from toolkit import __version__

    pairs = _pairs(source)
    known = read_calibration(calibration)
    flags = flags_from(pairs, terms, known, min_confidence)
    signature: dict[str, object] = {
        "toolkit": __version__,
        "detectors": names("detectors"),
        "terms": [str(path) for path in terms],
        "min_confidence": min_confidence,
        "calibration": None if calibration is None else str(calibration),
    }
    return Flags(tuple(pairs), tuple(flags), signature)


def flags_from(
    pairs: Sequence[Pair],
    terms: Bank | Sequence[Source],
    calibration: Calibration,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
) -> list[Flag]:
    """The flags of the pairs of a document that are at least so sure."""
    found = flags_of(pairs, find(pairs, terms), calibration)
    return [flag for _, flag in found if flag.confidence >= min_confidence]


def detectors(terms: Bank | Sequence[Source] = ()) -> dict[str, Detector]:
    """Every detector by its name; `terms` as of `flag`."""
    bank = open_bank(terms)
    return {
        name: load("detectors", name, **({"terms": bank} if "terms" in parameters("detectors", name) else {}))
        for name in names("detectors")
    }


def find(pairs: Sequence[Pair], terms: Bank | Sequence[Source] = ()) -> list[tuple[str, Finding]]:
    """What every detector finds in the pairs of a document, with the detector's name, in the order of the pairs."""
    # Furniture is no translation, but the rows of the findings must be those of all pairs.
    place = [row for row, pair in enumerate(pairs) if pair.label != "furniture"]
    looked_at = [pairs[row] for row in place]
    found = []
    for name, detect in detectors(terms).items():
        found += [(name, replace(finding, row=place[finding.row])) for finding in detect(looked_at)]
    return sorted(found, key=lambda item: (item[1].row, item[1].tgt or (0, 0), item[1].src or (0, 0), item[0]))


def flags_of(
    pairs: Sequence[Pair], found: Iterable[tuple[str, Finding]], calibration: Calibration
) -> Iterator[tuple[int, Flag]]:
    """The row and the flag of each finding of `find`, without those that say again what a surer one of the same bead says.

    Two say the same if they are about the same words, and are of one category or one of them is of the general sort that
    only says that words have no counterpart. That one gives way to a more special one that is likely right, unless this
    is only a number that was lost with the words around it. What is only suspect gives way to all.
    """
    for row, group in groupby(found, key=lambda item: item[1].row):
        flags = [_flag(pairs[row], name, finding, calibration) for name, finding in group]
        kept: list[Flag] = []  # the surest first
        for flag in sorted(flags, key=_rank):
            if not any(_is_echo(flag, other) for other in kept):
                kept.append(flag)
        yield from ((row, _without_conflict(flag, kept)) for flag in flags if any(flag is other for other in kept))


def _flag(pair: Pair, detector: str, finding: Finding, calibration: Calibration) -> Flag:
    confidence = calibration.confidence(detector, finding.category, finding.strength)
    if pair.confidence is not None and not (pair.src and pair.tgt):
        confidence = min(confidence, pair.confidence)  # What was judged were null beads that are sure to be some.
    return Flag(
        pair.bead_id,
        detector,
        finding.category,
        finding.severity,
        finding.src,
        finding.tgt,
        cut(pair.src, finding.src),
        cut(pair.tgt, finding.tgt),
        finding.message,
        finding.suggestion,
        confidence,
    )


def _rank(flag: Flag) -> tuple[bool, bool, float]:
    """What decides which of two flags about the same words stays."""
    is_special = flag.detector != _MISSED and flag.tgt is not None and flag.confidence >= _LIKELY
    return flag.detector == SUSPECTS, not is_special, -flag.confidence


def _is_echo(flag: Flag, other: Flag) -> bool:
    is_general = not {_MISSED, SUSPECTS}.isdisjoint((flag.detector, other.detector))
    return (flag.category == other.category or is_general) and is_about_the_same(
        (flag.src, flag.tgt), (other.src, other.tgt)
    )


def _without_conflict(flag: Flag, kept: Sequence[Flag]) -> Flag:
    """The flag without its suggestion if a surer one, or the earlier of two as sure, would put something else there."""
    for other in kept:
        if other is flag:
            break
        is_other = other.suggestion and (other.tgt, other.suggestion) != (flag.tgt, flag.suggestion)
        if flag.suggestion and is_other and overlap(flag.tgt, other.tgt):
            return replace(flag, suggestion="")
    return flag


def _pairs(source: Alignment | Source | Sequence[Pair]) -> Sequence[Pair]:
    if isinstance(source, Alignment):
        return pairs_of(source)
    if isinstance(source, str | Path):
        return read_pairs(source)
    return source


def summary(flags: Flags) -> str:
    """What was flagged, in a few lines for people."""
    flagged = len({flag.bead_id for flag in flags})
    lines = [f"{counted(len(flags), 'flag')} in {flagged:,} of {counted(len(flags.pairs), 'bead')}"]
    for severity in reversed(SEVERITIES):
        kinds = Counter(flag.category for flag in flags if flag.severity == severity)
        if kinds:
            lines.append(f"{severity}: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    return "\n".join(lines)
