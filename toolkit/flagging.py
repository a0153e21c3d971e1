"""Flag what is awkward or wrong in a translation: pairs of texts in, flags out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BufferedReader, BytesIO
from itertools import groupby
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, overload

from toolkit.bitext import Alignment, Label
from toolkit.calibration import Calibration, read_calibration
from toolkit.converting import units_in
from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.lexicon.script import simplify
from toolkit.marot import Segment, is_marot, segments_of
from toolkit.quality import FLAG_COLUMNS, SEVERITIES, Finding, Flag, Pair, Span, cut, is_about_the_same
from toolkit.reading import Source
from toolkit.registry import load, names, parameters
from toolkit.sniffing import format_of
from toolkit.tables import rows
from toolkit.terms import Bank, open_bank
from toolkit.text import escape_cell, is_chinese

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.detectors import Detector

DEFAULT_MIN_CONFIDENCE = 0.3

_YIELDING = "coverage"
_LIKELY = 0.5
_GZIP = b"\x1f\x8b"
_SAMPLE = 1000  # rows, and characters of each, by which the language of a column is told


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
    flags = [flag for _, flag in flags_of(pairs, find(pairs, terms), known) if flag.confidence >= min_confidence]
    signature: dict[str, object] = {
        "toolkit": __version__,
        "detectors": names("detectors"),
        "terms": [str(path) for path in terms],
        "min_confidence": min_confidence,
        "calibration": None if calibration is None else str(calibration),
    }
    return Flags(tuple(pairs), tuple(flags), signature)


def find(pairs: Sequence[Pair], terms: Bank | Sequence[Source] = ()) -> list[tuple[str, Finding]]:
    """What every detector finds in the pairs of a document, with the detector's name, in the order of the pairs."""
    # Furniture is no translation, but the rows of the findings must be those of all pairs.
    place = [row for row, pair in enumerate(pairs) if pair.label != "furniture"]
    looked_at = [pairs[row] for row in place]
    bank = open_bank(terms)
    found = []
    for name in names("detectors"):
        options = {"terms": bank} if "terms" in parameters("detectors", name) else {}
        detect: Detector = load("detectors", name, **options)
        found += [(name, replace(finding, row=place[finding.row])) for finding in detect(looked_at)]
    return sorted(found, key=lambda item: (item[1].row, item[1].tgt or (0, 0), item[1].src or (0, 0), item[0]))


def flags_of(
    pairs: Sequence[Pair], found: Iterable[tuple[str, Finding]], calibration: Calibration
) -> Iterator[tuple[int, Flag]]:
    """The row and the flag of each finding of `find`, without those that say again what a surer one of the same bead says.

    Two say the same if they are about the same words, and are of one category or one of them is of the general sort that
    only says that words have no counterpart. That one gives way to a more special one that is likely right, unless this
    is only a number that was lost with the words around it.
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


def _rank(flag: Flag) -> tuple[bool, float]:
    """What decides which of two flags about the same words stays."""
    is_special = flag.detector != _YIELDING and flag.tgt is not None and flag.confidence >= _LIKELY
    return not is_special, -flag.confidence


def _is_echo(flag: Flag, other: Flag) -> bool:
    is_general = _YIELDING in (flag.detector, other.detector)
    return (flag.category == other.category or is_general) and is_about_the_same(
        (flag.src, flag.tgt), (other.src, other.tgt)
    )


def _without_conflict(flag: Flag, kept: Sequence[Flag]) -> Flag:
    """The flag without its suggestion if a surer one, or the earlier of two as sure, would put something else there."""
    for other in kept:
        if other is flag:
            break
        is_other = other.suggestion and (other.tgt, other.suggestion) != (flag.tgt, flag.suggestion)
        if flag.suggestion and is_other and _overlap(flag.tgt, other.tgt):
            return replace(flag, suggestion="")
    return flag


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _pairs(source: Alignment | Source | Sequence[Pair]) -> Sequence[Pair]:
    if isinstance(source, Alignment):
        return pairs_of(source)
    if isinstance(source, str | Path):
        return read_pairs(source)
    return source


def pairs_of(alignment: Alignment) -> list[Pair]:
    """The beads of an alignment as pairs; their texts are those that the TSV has."""
    cells = [
        (bead_id, escape_cell(src), escape_cell(tgt), confidence, label)
        for bead_id, _, label, _, confidence, _, _, src, tgt in alignment.rows()
    ]
    return _with_simplified(cells)


def read_pairs(source: Source) -> list[Pair]:
    """The pairs in a TSV with the columns src and tgt, the segments of an MQM TSV, or the units of another bitext file.

    The columns bead_id, confidence and label are used where they are there; without bead_id, the number of the row
    (from 1) serves.

    Raises:
        DataError: it is no such file, or has no text; a bead_id is there twice, a confidence is no number, or the Chinese
            is not in src.
    """
    data = read_bytes(source)
    if not data.strip():
        raise DataError("is empty", source)
    if is_marot(data):
        return pairs_of_segments(segments_of(data, source))
    return _pairs_of_units(source) if _is_another_bitext(data, source) else pairs_of_table(data, source)


def _is_another_bitext(data: bytes, source: Source) -> bool:
    """Whether this is a bitext, but no TSV with a column src or tgt; what is none gets the errors of such a TSV."""
    if data.startswith(_GZIP):
        return True
    header = data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].rstrip(b"\r").split(b"\t")
    try:
        return not {b"src", b"tgt"} & {*header} and bool(format_of(BufferedReader(BytesIO(data)), source))
    except DataError:
        return False


def _pairs_of_units(source: Source) -> list[Pair]:
    """The units of a bitext file as pairs. Where several documents have the same ids, the document stands before each."""
    units = list(units_in(source))
    if units and not any(unit.src or unit.tgt for unit in units):
        raise DataError("has no text; give the bitext that `bitext convert` makes of it with --texts", source)
    ids = [unit.id for unit in units]
    if len(set(ids)) < len(ids):
        ids = [f"{unit.document}:{unit.id}" for unit in units]
    if len(set(ids)) < len(ids):
        raise DataError("has the same id more than once in a document; make the ids unique", source)
    return _with_simplified(
        [
            (bead_id, escape_cell(unit.src), escape_cell(unit.tgt), unit.confidence, unit.label)
            for bead_id, unit in zip(ids, units, strict=True)
        ]
    )


def pairs_of_segments(segments: Iterable[Segment]) -> list[Pair]:
    """The segments of an MQM TSV as pairs."""
    return _with_simplified([(segment.id, segment.src, segment.tgt, None, "") for segment in segments])


def pairs_of_table(data: bytes, source: Source) -> list[Pair]:
    """The pairs in the TSV `data`, which was read from `source`; as `read_pairs`."""
    found, lines = [], dict[str, int]()
    for number, (line, row) in enumerate(rows(data, source, ("src", "tgt")), start=1):
        bead_id = row.get("bead_id", str(number))
        if lines.setdefault(bead_id, line) != line:
            message = (
                f"the bead_id {bead_id[:60]!r} is on line {lines[bead_id]} too; make it unique or delete the column"
            )
            raise DataError(message, source, line)
        confidence = _confidence(row.get("confidence", ""), source, line)
        found.append((bead_id, row["src"], row["tgt"], confidence, row.get("label", "")))
    sides = ([src for _, src, *_ in found], [tgt for _, _, tgt, *_ in found])
    if [is_chinese("".join(text[:_SAMPLE] for text in side[:_SAMPLE])) for side in sides] == [False, True]:
        raise DataError("has the Chinese in the column tgt; give the original as src", source, 1)
    return _with_simplified(found)


def _confidence(cell: str, source: Source, line: int) -> float | None:
    try:
        value = float(cell) if cell else None
    except ValueError:
        value = nan
    if value is not None and not 0 <= value <= 1:
        raise DataError(f"{cell[:60]!r} is no confidence between 0 and 1; leave the cell empty", source, line)
    return value


def _with_simplified(cells: Sequence[tuple[str, str, str, float | None, str]]) -> list[Pair]:
    simplified, _ = simplify([src for _, src, _, _, _ in cells])
    return [
        Pair(bead_id, src, tgt, zh, confidence, _label(label))
        for (bead_id, src, tgt, confidence, label), zh in zip(cells, simplified, strict=True)
    ]


def _label(cell: str) -> Label:
    """ "moved:3f2a…", as the TSV has it, is "moved"; what is no label of ours is none."""
    name = cell.partition(":")[0]
    return "furniture" if name == "furniture" else "moved" if name == "moved" else ""


def summary(flags: Flags) -> str:
    """What was flagged, in a few lines for people."""
    flagged = len({flag.bead_id for flag in flags})
    lines = [f"{len(flags)} flags in {flagged} of {len(flags.pairs)} beads"]
    for severity in reversed(SEVERITIES):
        kinds = Counter(flag.category for flag in flags if flag.severity == severity)
        if kinds:
            lines.append(f"{severity}: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    return "\n".join(lines)
