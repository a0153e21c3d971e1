"""Learn the weights of the risk from judged translations, and see what they are worth on lines and systems held out.

A judged translation is a row of a TSV with the columns system, line, mqm, src and tgt, `mqm` its penalty (5 for a
major error).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from toolkit.calibration import Calibration, read_calibration
from toolkit.errors import DataError
from toolkit.evaluate.confidence import measure_confidence
from toolkit.evaluate.ranks import Interval, auc, decisions, interval, tau_c
from toolkit.files import check_target
from toolkit.flagging import flags_from
from toolkit.learned import write_learned
from toolkit.quality import Pair
from toolkit.risk import FLAG, OTHERS, Evidence, Models, Vectors, Weights, evidence_of, surest
from toolkit.risk_fitting import FOLDS, MAJOR, Rows, fit, folds
from toolkit.tables import read_table

Doubles = NDArray[np.float64]

_GROUPS = 3  # of systems, each of which is held out in turn
_DIRECTIONS = 64  # of the space of either side's vectors that are learned from
_DIGITS = 5  # of a weight, that are written
_TABLE = ("AUC", "tau_c", "within")


@dataclass(frozen=True)
class _Judged:
    system: str
    line: int
    penalty: float
    pair: Pair


@dataclass(frozen=True)
class RiskScore:
    """How well a score ranks judged translations: of all, and of those of one source among themselves.

    Attributes:
        error: the expected calibration error of the probabilities; None where the score is none.
    """

    auc: Interval
    tau_c: Interval
    within: Interval
    error: float | None = None

    def __str__(self) -> str:
        """A row for people."""
        error = "" if self.error is None else f"{self.error:9.3f}"
        return f"{self.auc}{self.tau_c}{self.within}{error}"


class _Training:
    """Judged translations with all that is known of them, and the pairs that are no translations.

    Of the vectors only what lies along `basis`, (2 d, k) float32, the directions in which they differ most, is learned from.
    """

    def __init__(self, sources: Sequence[str | Path]) -> None:
        self.judged = _read(sources)
        line, penalty = (np.array([getattr(item, name) for item in self.judged]) for name in ("line", "penalty"))
        evidence = _evidence(self.judged)
        self.likeness = np.array([row["likeness"] for row in evidence.features])
        self.basis = _principal(evidence.vectors)
        self.rows = Rows(self._reduced(evidence), line.astype(np.int64), penalty.astype(np.float64))
        self.fold = folds(self.rows.line)
        wrong, self.wrong_fold = _mismatched(self.judged, self.fold)
        self.wrong = self._reduced(evidence_of(wrong, {}))

    def _reduced(self, evidence: Evidence) -> Evidence:
        return evidence._replace(vectors=evidence.vectors @ self.basis)

    def learn(self, evidence: Evidence, rows: NDArray[np.bool_], fold: int | None = None) -> Weights:
        """From the rows where `rows`, (n,), says so, of all folds but this one."""
        features, vectors = self.wrong
        kept = [row for row, own in enumerate(self.wrong_fold) if own != fold]
        wrong = Evidence([features[row] for row in kept], vectors[kept, : evidence.vectors.shape[1]])
        return fit(self.rows._replace(evidence=evidence).some(rows), wrong)


def train(sources: Sequence[str | Path], output: str | Path) -> int:
    """Learn the weights from judged translations and write them; returns the number of judgements.

    Raises:
        DataError: a file is broken, or too little is judged.
    """
    check_target(output, inputs=sources)
    known = _Training(sources)
    every = np.ones(len(known.judged), bool)
    alone = known.learn(_without(known.rows.evidence, OTHERS), every)
    compared = _is_compared(known.rows.evidence)
    models = Models(alone, known.learn(known.rows.evidence, compared) if compared.any() else alone)
    whole = {name: _content(part._replace(vector=known.basis @ part.vector)) for name, part in models._asdict().items()}
    write_learned(output, {"learned_from": [Path(source).name for source in sources], **whole})
    return len(known.judged)


def hold_out(sources: Sequence[str | Path]) -> dict[str, RiskScore]:
    """What the risk is worth on lines and systems that its weights were not learned from, beside simpler scores.

    A fifth of the lines, which are neighbours, and a third of the systems are held out at a time; the systems are divided in
    two ways. Ranks within a source are of translations that the same weights judge. Intervals are by drawing sources.

    Raises:
        DataError: as `train`.
    """
    known = _Training(sources)
    evidence, alone = known.rows.evidence, _without(known.rows.evidence, OTHERS)
    asked = {
        "risk, others beside it": evidence,
        "risk, one translation": alone,
        "- without flags": _without(alone, FLAG),
        "- without vectors": _without_vectors(alone),
        "- source only": _without_vectors(_only(alone, "src.")),
    }
    groups = _groups([item.system for item in known.judged])
    length = np.array([len(item.pair.src) for item in known.judged], float)
    simple: dict[str, Doubles] = {"source length": length, "embedding cosine": -known.likeness}
    scores = {name: _score(known.rows, [value] * len(groups), groups) for name, value in simple.items()}
    for name, rows in asked.items():
        found = [_held_out(known, rows, group) for group in groups]
        scores[name] = _score(known.rows, found, groups, is_probability=True)
    return scores


def report(scores: Mapping[str, RiskScore]) -> str:
    """A table for people, with intervals of 95 %."""
    head = f"{'':24}" + "".join(f"{name:^22}" for name in _TABLE) + f"{'ECE':>9}"
    return "\n".join([head, *(f"{name:24}{score}" for name, score in scores.items())])


def _content(weights: Weights) -> dict[str, object]:
    features = {
        name: {
            key: float(f"{column[name]:.{_DIGITS}g}")
            for key, column in (("mean", weights.mean), ("scale", weights.scale), ("weight", weights.weight))
        }
        for name in weights.weight
    }
    vector = [round(float(value), _DIGITS) for value in weights.vector]
    return {"intercept": round(weights.intercept, _DIGITS), "features": features, "vector": vector}


def _read(sources: Sequence[str | Path]) -> list[_Judged]:
    judged = []
    for source in sources:
        for number, row in read_table(source, ("system", "line", "mqm", "src", "tgt")):
            try:
                line, penalty = int(row["line"]), float(row["mqm"])
            except ValueError:
                raise DataError("line and mqm are no numbers", source, number) from None
            pair = Pair(f"{source}:{number}", row["src"], row["tgt"], row["src"])
            judged.append(_Judged(row["system"], line, penalty, pair))
    lines, systems = ({getattr(item, name) for item in judged} for name in ("line", "system"))
    if len(lines) < 2 * FOLDS or len(systems) < _GROUPS:
        judged_so_far = f"there are {len(lines)} of {len(systems)}"
        raise DataError(f"judge at least {2 * FOLDS} lines of {_GROUPS} systems; {judged_so_far}", sources[0])
    return judged


def _evidence(judged: Sequence[_Judged]) -> Evidence:
    """What is known of all; the lines of a system are a document, in their order."""
    documents: dict[str, list[_Judged]] = defaultdict(list)
    for item in sorted(judged, key=lambda item: item.line):
        documents[item.system].append(item)
    known: Calibration = read_calibration()
    flags = []
    for document in documents.values():
        flags += flags_from([item.pair for item in document], (), known)
    return evidence_of([item.pair for item in judged], surest(flags))


def _mismatched(judged: Sequence[_Judged], fold: NDArray[np.int64]) -> tuple[list[Pair], list[int]]:
    """The source of each line with a translation of another line of its fold, and the folds."""
    first: dict[int, tuple[int, Pair]] = {}
    for item, own in zip(judged, fold.tolist(), strict=True):
        first.setdefault(item.line, (own, item.pair))
    out: list[Pair] = []
    of: list[int] = []
    for part in range(FOLDS):
        pairs = [pair for _, (own, pair) in sorted(first.items()) if own == part]
        far = len(pairs) // 2 | 1
        for pair, other in zip(pairs, pairs[far:] + pairs[:far], strict=True):
            out.append(Pair(pair.bead_id, pair.src, other.tgt, pair.zh))
            of.append(part)
    return out, of


def _principal(vectors: Vectors) -> Vectors:
    """(2 d, 2 k) float32: the k directions in which either side's vectors, (n, 2 d), differ most."""
    sides = [np.linalg.eigh(np.cov(side.T.astype(np.float64)))[1] for side in np.split(vectors, 2, axis=1)]
    src, tgt = (side[:, : -_DIRECTIONS - 1 : -1] for side in sides)
    return np.block([[src, np.zeros_like(tgt)], [np.zeros_like(src), tgt]]).astype(np.float32)


def _without(evidence: Evidence, start: str) -> Evidence:
    return _kept(evidence, lambda name: not name.startswith(start))


def _only(evidence: Evidence, start: str) -> Evidence:
    return _kept(evidence, lambda name: name.startswith(start))


def _kept(evidence: Evidence, is_kept: Callable[[str], bool]) -> Evidence:
    features = [{name: value for name, value in row.items() if is_kept(name)} for row in evidence.features]
    return evidence._replace(features=features)


def _without_vectors(evidence: Evidence) -> Evidence:
    return evidence._replace(vectors=evidence.vectors[:, :0])


def _is_compared(evidence: Evidence) -> NDArray[np.bool_]:
    return np.array([any(name.startswith(OTHERS) for name in row) for row in evidence.features])


def _groups(systems: Sequence[str]) -> list[NDArray[np.int64]]:
    """(n,) the third that the system of each row is in: dealt out like cards, and cut like a pack."""
    place = {name: number for number, name in enumerate(sorted(set(systems)))}
    numbers = np.array([place[name] for name in systems])
    return [numbers % _GROUPS, numbers * _GROUPS // len(place)]


def _held_out(known: _Training, evidence: Evidence, group: NDArray[np.int64]) -> Doubles:
    """(n,) the risk of each judged translation, by weights from other lines and other systems."""
    out = np.zeros(len(group))
    for fold in range(FOLDS):
        for own in range(_GROUPS):
            weights = known.learn(evidence, (known.fold != fold) & (group != own), fold)
            for row in np.flatnonzero((known.fold == fold) & (group == own)):
                out[row] = weights.probability(evidence.features[row], evidence.vectors[row])
    return out


def _score(
    rows: Rows, scores: Sequence[Doubles], groups: Sequence[NDArray[np.int64]], *, is_probability: bool = False
) -> RiskScore:
    """Over all ways to divide the systems: their mean score, and the pairs within a source of all of them."""
    penalty, mean = rows.penalty, np.mean(scores, axis=0)
    _, line = np.unique(rows.line, return_inverse=True)
    rows_of = np.split(np.argsort(line, kind="stable"), np.cumsum(np.bincount(line))[:-1])
    is_major = penalty >= MAJOR

    counts = np.array([_decisions(own, rows, scores, groups) for own in rows_of])

    def within(which: NDArray[np.int64]) -> float:
        surplus, decided = counts[which].sum(axis=0)
        return float(surplus / decided) if decided else 0.0

    def over_rows(measure: Callable[[ArrayLike, ArrayLike], float], gold: NDArray[np.float64 | np.bool_]) -> Interval:
        def of(which: NDArray[np.int64]) -> float:
            drawn = np.concatenate([rows_of[place] for place in which])
            return measure(mean[drawn], gold[drawn])

        return interval(of, len(rows_of))

    error = (
        measure_confidence(list(zip(mean.tolist(), is_major.tolist(), strict=True))).error if is_probability else None
    )
    return RiskScore(over_rows(auc, is_major), over_rows(tau_c, penalty), interval(within, len(rows_of)), error)


def _decisions(
    own: NDArray[np.int64], rows: Rows, scores: Sequence[Doubles], groups: Sequence[NDArray[np.int64]]
) -> NDArray[np.int64]:
    """(2,) what `decisions` counts among the translations of a source, `own`, that the same weights judge."""
    parts = [
        (score, own[group[own] == part]) for score, group in zip(scores, groups, strict=True) for part in range(_GROUPS)
    ]
    counts = np.array([decisions((score[part], rows.penalty[part])) for score, part in parts], np.int64)
    return np.asarray(counts.sum(axis=0))
