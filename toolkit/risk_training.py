"""Learn the weights of the risk from judged translations, and see what they are worth on lines and systems held out.

A judged translation is a row of a TSV with the columns system, line, mqm, src and tgt, `mqm` its penalty (5 for a
major error). A cumulative logistic model (McCullagh 1980) learns from how bad an error is, too: it has one set of weights and an
intercept for each of several penalties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toolkit.calibration import Calibration, read_calibration
from toolkit.errors import DataError, MissingExtra
from toolkit.evaluate.confidence import measure_confidence
from toolkit.evaluate.ranks import auc, tau_c, tau_within
from toolkit.files import check_target
from toolkit.flagging import DEFAULT_MIN_CONFIDENCE, find, flags_of
from toolkit.learned import write_learned
from toolkit.pipeline import DEFAULT_ENCODER, load_encoder
from toolkit.quality import Pair
from toolkit.risk import FARTHEST, FLAG, Features, Weights, features_of, surest
from toolkit.tables import read_table

Doubles = NDArray[np.float64]

MAJOR = 5.0
_PENALTIES = (1.0, MAJOR, 10.0)
_FOLDS = 5
_L2 = 300.0  # As in `sum of losses + L2 / 2 * |weights|^2`; a line is judged for many systems, so rows are alike.
_EVIDENCE = (FLAG, "src.missed", "tgt.missed")  # What may only add to the risk.
_FLAG_SCALE = 0.25  # In place of the deviation, which is tiny for what is seldom flagged.


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

    auc: float
    tau_c: float
    within: float
    error: float | None = None

    def __str__(self) -> str:
        """A row for people."""
        error = "" if self.error is None else f"{self.error:8.4f}"
        return f"{self.auc:8.4f}{self.tau_c:8.4f}{self.within:8.4f}{error}"


def train(sources: Sequence[str | Path], output: str | Path) -> int:
    """Learn the weights from judged translations and write them; returns the number of judgements.

    Raises:
        DataError: a file is broken.
        MissingExtra: scipy is not installed.
    """
    check_target(output, inputs=sources)
    judged = _read(sources)
    weights = _fit(_features(judged), [item.penalty for item in judged])
    features = {
        name: {"mean": weights.mean[name], "scale": weights.scale[name], "weight": weight}
        for name, weight in weights.weight.items()
    }
    content = {
        "learned_from": [Path(source).name for source in sources],
        "intercept": weights.intercept,
        "features": features,
    }
    write_learned(output, content)
    return len(judged)


def hold_out(sources: Sequence[str | Path]) -> dict[str, RiskScore]:
    """What the risk is worth on lines and systems that its weights were not learned from, beside simpler scores.

    A fifth of the lines, which are neighbours, and one system are held out at a time. The ranks within a source are those of
    weights that only its lines were held out from: the weights of different systems would differ by chance.

    Raises:
        DataError: as `train`.
        MissingExtra: as `train`.
    """
    judged = _read(sources)
    features = _features(judged)
    alone = [{name: value for name, value in row.items() if name != "agreement"} for row in features]
    source = [_only(row, "src.") for row in features]
    asked: dict[str, tuple[Sequence[Features], Sequence[Features]]] = {
        "risk": (features, features),
        "risk, one translation": (features, alone),
        "risk, source only": (source, source),
    }
    encode = load_encoder(DEFAULT_ENCODER).encode
    src, tgt = (encode([getattr(item.pair, side) for item in judged]) for side in ("src", "tgt"))
    simple: dict[str, Sequence[float]] = {
        "source length": [len(item.pair.src) for item in judged],
        "embedding cosine": (-(src * tgt).sum(axis=1)).tolist(),
    }
    return {name: _score(judged, values, values) for name, values in simple.items()} | {
        name: _score(judged, _held_out(judged, *rows), _held_out(judged, *rows, by_system=False), is_probability=True)
        for name, rows in asked.items()
    }


def report(scores: Mapping[str, RiskScore]) -> str:
    """A table for people."""
    head = f"{'':24}{'AUC':>8}{'tau_c':>8}{'within':>8}{'ECE':>8}"
    return "\n".join([head, *(f"{name:24}{score}" for name, score in scores.items())])


def _only(row: Features, start: str) -> Features:
    return {name: value for name, value in row.items() if name.startswith(start) and name != "src.missed"}


def _score(
    judged: Sequence[_Judged], scores: Sequence[float], within: Sequence[float], *, is_probability: bool = False
) -> RiskScore:
    groups: dict[int, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for item, score in zip(judged, within, strict=True):
        groups[item.line][0].append(score)
        groups[item.line][1].append(item.penalty)
    penalties = [item.penalty for item in judged]
    is_major = [penalty >= MAJOR for penalty in penalties]
    error = measure_confidence(list(zip(scores, is_major, strict=True))).error if is_probability else None
    return RiskScore(auc(scores, is_major), tau_c(scores, penalties), tau_within(groups.values()), error)


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
    if not judged:
        raise DataError("has no judgement", sources[0])
    return judged


def _features(judged: Sequence[_Judged]) -> list[dict[str, float]]:
    """The features of all; the lines of a system are a document, in their order."""
    documents: dict[str, list[_Judged]] = defaultdict(list)
    for item in sorted(judged, key=lambda item: item.line):
        documents[item.system].append(item)
    known: Calibration = read_calibration()
    flags = []
    for document in documents.values():
        pairs = [item.pair for item in document]
        flags += [flag for _, flag in flags_of(pairs, find(pairs), known) if flag.confidence >= DEFAULT_MIN_CONFIDENCE]
    return features_of([item.pair for item in judged], surest(flags))


def _held_out(
    judged: Sequence[_Judged], learned: Sequence[Features], asked: Sequence[Features], *, by_system: bool = True
) -> list[float]:
    """The risk of each judged translation, by weights from other lines and, `by_system`, from other systems."""
    lines = sorted({item.line for item in judged})
    fold_of = {line: place * _FOLDS // len(lines) for place, line in enumerate(lines)}
    cells = [(fold_of[item.line], item.system if by_system else "") for item in judged]
    out = [0.0] * len(judged)
    for fold, system in sorted(set(cells)):
        rest = [i for i, item in enumerate(judged) if fold_of[item.line] != fold and item.system != system]
        weights = _fit([learned[i] for i in rest], [judged[i].penalty for i in rest])
        for i, cell in enumerate(cells):
            if cell == (fold, system):
                out[i] = weights.probability(asked[i])
    return out


def _fit(features: Sequence[Features], penalties: Sequence[float]) -> Weights:
    """Learn from each row twice, with the agreement of other translations and without, since either may be asked."""
    names = sorted({name for row in features for name in row})
    known = np.array([[row.get(name, 0.0 if name.startswith(FLAG) else np.nan) for name in names] for row in features])
    is_flag = np.array([name.startswith(FLAG) for name in names])
    mean = np.where(is_flag, 0.0, np.nanmean(known, axis=0))
    scale = np.where(is_flag, _FLAG_SCALE, np.maximum(np.nanstd(known, axis=0), 1e-6))
    x = np.clip(np.nan_to_num((known - mean) / scale), -FARTHEST, FARTHEST)
    if "agreement" in names:
        without = x.copy()
        without[:, names.index("agreement")] = 0.0
        x, penalties = np.concatenate([x, without]), [*penalties, *penalties]
    weight, intercept = _maximise(x, np.array(penalties), [name.startswith(_EVIDENCE) for name in names])
    columns = (dict(zip(names, map(float, column), strict=True)) for column in (mean, scale, weight))
    return Weights(intercept, *columns)


def _maximise(
    x: NDArray[np.float64], penalty: NDArray[np.float64], is_evidence: Sequence[bool]
) -> tuple[Doubles, float]:
    """The weights of each column and the intercept for a major error."""
    try:
        from scipy.optimize import minimize
    except ImportError:
        raise MissingExtra("training", "scipy", "train") from None
    columns = x.shape[1]
    is_above = penalty[:, None] >= np.array(_PENALTIES)

    def loss(theta: Doubles) -> tuple[float, Doubles]:
        weight, intercepts = theta[:columns], theta[columns:]
        odds = (x @ weight)[:, None] + intercepts
        residual = 1 / (1 + np.exp(-odds)) - is_above
        value = np.logaddexp(0, np.where(is_above, -odds, odds)).sum() + _L2 / 2 * weight @ weight
        return float(value), np.concatenate([residual.sum(axis=1) @ x + _L2 * weight, residual.sum(axis=0)])

    bounds = [(0.0 if known else None, None) for known in is_evidence] + [(None, None)] * len(_PENALTIES)
    found = minimize(loss, np.zeros(columns + len(_PENALTIES)), jac=True, method="L-BFGS-B", bounds=bounds).x
    return found[:columns], float(found[columns + _PENALTIES.index(MAJOR)])
