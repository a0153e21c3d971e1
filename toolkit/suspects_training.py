"""Learn which words of a translation are suspect from the faults that raters marked, and see what that is worth.

    python -m toolkit.suspects_training MQM.tsv [OUT.json]

writes the weights; without OUT.json it holds out each document in turn and tells how well the words found match those marked.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toolkit.calibration import Calibration
from toolkit.errors import DataError
from toolkit.evaluate.flags import measure_flags
from toolkit.evaluate.ranks import auc
from toolkit.files import check_target
from toolkit.flagging import flags_of
from toolkit.learned import write_learned
from toolkit.marot import Segment, read_marot
from toolkit.pairs import pairs_of_segments
from toolkit.quality import Flag, Pair, overlap
from toolkit.risk_fitting import logistic
from toolkit.suspects import ALONE, AMONG_OTHERS, LEAST, Doubles, Models, Weights, columns_of, findings

_DIGITS = 5
_THRESHOLDS = (LEAST, 0.12, 0.15, 0.2, 0.3)


class _Marked:
    """Segments with what is known of their words, (n, k) each, and which of these a rater marked, (n,) each."""

    def __init__(self, path: str | Path) -> None:
        self.path, self.segments = path, read_marot(path)
        self.pairs = pairs_of_segments(self.segments)
        self.columns = columns_of(self.pairs)
        self.is_marked = [_marked(*both) for both in zip(self.segments, self.pairs, strict=True)]

    def learn(self, without: str | None = None) -> Models:
        """From the segments of all documents but one.

        Raises:
            DataError: no source has several translations.
        """
        rows = [row for row, segment in enumerate(self.segments) if segment.doc != without]
        several = [row for row in rows if self.columns[row].shape[1] == len(AMONG_OTHERS)]
        if not several:
            raise DataError("has no source with several translations, as of several systems", self.path)
        return Models(self._fit(rows, len(ALONE)), self._fit(several, len(AMONG_OTHERS)))

    def _fit(self, rows: Sequence[int], size: int) -> Weights:
        columns = np.concatenate([self.columns[row][:, :size] for row in rows])
        return _fit(columns, np.concatenate([self.is_marked[row] for row in rows]))


def _marked(segment: Segment, pair: Pair) -> NDArray[np.bool_]:
    marks = [fault.tgt for fault in segment.faults]
    return np.array([any(overlap((token.start, token.end), mark) for mark in marks) for token in pair.en_tokens], bool)


def _fit(columns: Doubles, is_marked: NDArray[np.bool_]) -> Weights:
    mean, scale = columns.mean(axis=0), np.maximum(columns.std(axis=0), 1e-6)
    x = np.concatenate([np.ones((len(columns), 1)), (columns - mean) / scale], axis=1)
    intercept, *weight = logistic(x, is_marked.astype(np.float64))
    return Weights(float(intercept), mean, scale, np.array(weight))


def train(path: str | Path, output: str | Path) -> None:
    """Learn the weights from an MQM TSV and write them.

    Raises:
        DataError: a file is broken.
    """
    check_target(output, inputs=[path])
    models = _Marked(path).learn()
    names = {"alone": ALONE, "among_others": AMONG_OTHERS}
    whole = {name: _content(getattr(models, name), columns) for name, columns in names.items()}
    write_learned(output, {"learned_from": Path(path).name, **whole})


def _content(weights: Weights, columns: Sequence[str]) -> dict[str, object]:
    keys = Weights._fields[1:]
    rows = zip(*(getattr(weights, key).tolist() for key in keys), strict=True)
    numbers = {
        name: {key: float(f"{value:.{_DIGITS}g}") for key, value in zip(keys, row, strict=True)}
        for name, row in zip(columns, rows, strict=True)
    }
    return {"intercept": round(weights.intercept, _DIGITS), "columns": numbers}


def hold_out(path: str | Path) -> str:
    """For people: how well suspect words of documents that were not learned from match what was marked there.

    Raises:
        DataError: as `train`.
    """
    known = _Marked(path)
    lines = [f"{'':20}{'AUC':>8}" + "".join(f"{f'F1 >={least}':>12}" for least in _THRESHOLDS)]
    for name, size in (("one translation", len(ALONE)), ("others beside it", len(AMONG_OTHERS))):
        scores, judged = _held_out(known, size)
        area = auc(np.concatenate(scores), np.concatenate(known.is_marked))
        f1 = [measure_flags(judged, least).characters.f1 for least in _THRESHOLDS]
        lines.append(f"{name:20}{area:8.3f}" + "".join(f"{value:12.3f}" for value in f1))
    return "\n".join(lines)


def _held_out(known: _Marked, size: int) -> tuple[list[Doubles], list[tuple[Segment, list[Flag], float]]]:
    """Of each segment the probabilities of its words, by `size` columns and weights from other documents, and its flags."""
    columns = [each[:, :size] for each in known.columns]
    scores: list[Doubles] = [np.zeros(0)] * len(columns)
    flags: list[list[Flag]] = [[] for _ in columns]
    for doc in {segment.doc for segment in known.segments}:
        models = known.learn(without=doc)
        rows = [row for row, segment in enumerate(known.segments) if segment.doc == doc]
        pairs, own = [known.pairs[row] for row in rows], [columns[row] for row in rows]
        for place, flag in flags_of(
            pairs, [("suspects", each) for each in findings(pairs, own, models)], Calibration({})
        ):
            flags[rows[place]].append(flag)
        for row in rows:
            scores[row] = models.probabilities(columns[row])
    return scores, [(segment, mine, 0.0) for segment, mine in zip(known.segments, flags, strict=True)]


if __name__ == "__main__":
    if len(sys.argv) == 3:
        train(sys.argv[1], sys.argv[2])
    else:
        print(hold_out(sys.argv[1]))
