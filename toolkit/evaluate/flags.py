"""How good flags are, measured against the faults that people marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import DataError
from toolkit.evaluate.confidence import Reliability, measure_confidence
from toolkit.evaluate.files import paired
from toolkit.evaluate.ranks import auc, tau_c, tau_within
from toolkit.evaluate.scores import Ratio
from toolkit.flag_files import read_flags
from toolkit.marot import Segment, read_marot
from toolkit.quality import ABOUT_ALIGNMENT, Flag, is_about_any
from toolkit.tables import read_table

PENALTY: Mapping[str, float] = {"neutral": 0, "minor": 1, "major": 5, "critical": 10}
"""Of a fault; minor and major as in MQM (Freitag et al. 2021)."""
MAJOR = 5
DEFAULT_THRESHOLD = 0.5

_ALL = "all"

Counts = Mapping[str, Ratio]


@dataclass(frozen=True)
class FlagScore:
    """Flags against the faults of the same segments.

    A flag is right if it is about a fault, whatever its category: if their spans overlap, in the target where both have
    one there, else in the source. Flags about the alignment count in nothing.

    Attributes:
        threshold: the least confidence of the flags that count in `faults`, `flags`, `chance` and `characters`.
        faults: how many faults there are and how many are found: all, by severity, by category.
        flags: how many flags there are and how many are right: all, by detector, by category.
        chance: the share of spans of the same lengths, anywhere in the same texts, that would be right.
        characters: of the target that flags and faults mark, in half characters: half credit where severities differ (WMT23).
        risks: of each segment its risk, the penalty of its faults, and its source.
        reliability: of the confidences of all flags.
    """

    threshold: float
    faults: Counts
    flags: Counts
    chance: float
    characters: Ratio
    risks: Sequence[tuple[float, float, str]]
    reliability: Reliability

    def __str__(self) -> str:
        """Tables for people."""
        lines = [f"{'faults':34} {'gold':>6} {'found':>6} {'recall':>7}"]
        lines += [f"{name:34} {r.gold:6} {r.right_gold:6} {r.recall:7.4f}" for name, r in self.faults.items()]
        lines += ["", f"{'flags':34} {'flags':>6} {'right':>6} {'prec.':>7}"]
        lines += [f"{name:34} {r.hyp:6} {r.right_hyp:6} {r.precision:7.4f}" for name, r in self.flags.items()]
        lines += [f"{'spans of the same lengths at random':47}  {self.chance:7.4f}"]
        c = self.characters
        lines += ["", f"characters: precision {c.precision:.4f}, recall {c.recall:.4f}, F1 {c.f1:.4f}"]
        error = f"expected calibration error: {self.reliability.error:.4f}, over these bins"
        return "\n".join([*lines, *self._ranks(), "", *self.reliability.table("flags"), error])

    def _ranks(self) -> list[str]:
        scores, gold, sources = zip(*self.risks, strict=True) if self.risks else ((), (), ())
        groups: dict[str, tuple[list[float], list[float]]] = {}
        for risk, penalty, source in self.risks:
            group = groups.setdefault(source, ([], []))
            group[0].append(risk)
            group[1].append(penalty)
        return [
            f"risk of {len(scores)} segments: tau_c {tau_c(scores, gold):.4f}, within a source "
            f"{tau_within(groups.values()):.4f}, AUC of a major fault {auc(scores, [p >= MAJOR for p in gold]):.4f}, "
            f"by the source's length alone: tau_c {tau_c([len(s) for s in sources], gold):.4f}"
        ]


def score_flags(
    gold: str | Path,
    flags: Sequence[str | Path],
    *,
    segments: str | Path | None = None,
    threshold: float = DEFAULT_THRESHOLD,
) -> FlagScore:
    """Judge the flags of a TSV by the faults of an MQM TSV, or those of many, pooled; see `paired`.

    Args:
        segments: the TSV, or folder, of risks that `bitext flag --segments` wrote. Without it, the risk of a segment is the
            expected penalty of its flags.
        threshold: the least confidence of a flag that counts.

    Raises:
        DataError: a file is broken or has no partner, or a flag is in a segment that the gold lacks.
    """
    found = []
    for name, gold_file, flag_file in paired(Path(gold), [Path(path) for path in flags]):
        known = read_marot(gold_file)
        mine = _by_segment(read_flags(flag_file), known, flag_file)
        risks = None if segments is None else _risks(_risk_file(Path(segments), name), known)
        for number, segment in enumerate(known):
            own = mine.get(segment.id, [])
            found.append((segment, own, expected_penalty(own) if risks is None else risks[number]))
    return measure_flags(found, threshold)


def measure_flags(
    judged: Iterable[tuple[Segment, Sequence[Flag], float]], threshold: float = DEFAULT_THRESHOLD
) -> FlagScore:
    """Judge flags: of each segment its faults, our flags in it, and its risk."""
    faults, flags = Counter[str](), Counter[str]()
    found, right = Counter[str](), Counter[str]()
    chances, characters, risks, confidences = list[float](), Ratio(), list[tuple[float, float, str]](), []
    for segment, every, risk in judged:
        own = [flag for flag in every if not flag.category.startswith(ABOUT_ALIGNMENT)]
        confidences += [(flag.confidence, is_about_any(flag, segment.faults)) for flag in own]
        sure = [flag for flag in own if flag.confidence >= threshold]
        for fault in segment.faults:
            faults.update(_names(fault, fault.severity))
            found.update(_names(fault, fault.severity) if is_about_any(fault, sure) else [])
        for flag in sure:
            flags.update(_names(flag, flag.detector))
            right.update(_names(flag, flag.detector) if is_about_any(flag, segment.faults) else [])
            chances.append(_chance(flag, segment))
        characters += _characters(segment, sure)
        risks.append((risk, sum(PENALTY[fault.severity] for fault in segment.faults), segment.src))
    return FlagScore(
        threshold,
        {name: Ratio(right_gold=found[name], gold=faults[name]) for name in _ordered(faults)},
        {name: Ratio(right_hyp=right[name], hyp=flags[name]) for name in _ordered(flags)},
        sum(chances) / len(chances) if chances else 0.0,
        characters,
        risks,
        measure_confidence(confidences),
    )


def _names(fault: Flag, group: str) -> list[str]:
    return [_ALL, group, fault.category]


def _ordered(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (name != _ALL, "/" in name, -counts[name], name))


def _chance(flag: Flag, segment: Segment) -> float:
    """The share of the places for a span of this length that overlap a fault."""
    if flag.tgt is not None:
        span, text, spans = flag.tgt, segment.tgt, [fault.tgt for fault in segment.faults]
    else:
        span, text, spans = flag.src or (0, 0), segment.src, [fault.src for fault in segment.faults]
    length = span[1] - span[0]
    places = len(text) - length + 1
    if places <= 0:
        return 0.0
    hits = {start for each in spans if each for start in range(max(each[0] - length + 1, 0), min(each[1], places))}
    return len(hits) / places


def _characters(segment: Segment, flags: Iterable[Flag]) -> Ratio:
    gold = _severities(fault for fault in segment.faults)
    mine = _severities(flags)
    credit = sum(2 if gold[place] == mine[place] else 1 for place in gold.keys() & mine.keys())
    return Ratio(credit, 2 * len(mine), credit, 2 * len(gold))


def _severities(faults: Iterable[Flag]) -> dict[int, bool]:
    """Each marked character of the target, and whether it is in a fault that is major or worse."""
    marks: dict[int, bool] = {}
    for fault in faults:
        is_major = PENALTY[fault.severity] >= MAJOR
        for place in range(*(fault.tgt or (0, 0))):
            marks[place] = marks.get(place, False) or is_major
    return marks


def expected_penalty(flags: Iterable[Flag]) -> float:
    """The penalty of a segment as far as its flags tell."""
    return sum(flag.confidence * PENALTY[flag.severity] for flag in flags)


def _by_segment(flags: Iterable[Flag], segments: Sequence[Segment], path: Path) -> dict[str, list[Flag]]:
    """The flags of each segment."""
    found: dict[str, list[Flag]] = {}
    for flag in flags:
        found.setdefault(flag.bead_id, []).append(flag)
    if unknown := found.keys() - {segment.id for segment in segments}:
        raise DataError(f"flags the bead {min(unknown)[:60]!r}, which the gold lacks; flag the gold file itself", path)
    return found


def _risks(path: Path, segments: Sequence[Segment]) -> list[float]:
    known = {}
    for line, row in read_table(path, ("bead_id", "risk")):
        try:
            known[row["bead_id"]] = float(row["risk"])
        except ValueError as error:
            raise DataError(f"{row['risk'][:60]!r} is no risk", path, line) from error
    if missing := [segment.id for segment in segments if segment.id not in known]:
        raise DataError(f"has no risk of the segment {missing[0][:60]!r}", path)
    return [known[segment.id] for segment in segments]


def _risk_file(path: Path, name: str) -> Path:
    return path / f"{name}.tsv" if path.is_dir() else path
