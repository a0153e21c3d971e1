"""Learn which words of a translation are suspect from the faults that raters marked, and see what that is worth.

    python -m toolkit.suspects_training MQM.tsv [OUT.json]

writes the weights; without OUT.json it holds out each document in turn and tells how well the words found match those marked.
"""

from __future__ import annotations

import sys
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
from toolkit.quality import SUSPECTS, Flag, Pair, overlap
from toolkit.risk_fitting import logistic
from toolkit.suspects import COLUMNS, LEAST, Doubles, Weights, columns_of, findings

_DIGITS = 5
_THRESHOLDS = (LEAST, 0.16, 0.2, 0.3)


class _Marked:
    """Segments with what is known of their words, (n, k) by row, and which of these a rater marked, (n,) each."""

    def __init__(self, path: str | Path) -> None:
        self.segments = read_marot(path)
        self.pairs = pairs_of_segments(self.segments)
        self.columns = columns_of(self.pairs)
        self.is_marked = [_marked(*both) for both in zip(self.segments, self.pairs, strict=True)]
        if not self.columns:
            raise DataError("has no source with several translations, as of several systems", path)

    def learn(self, without: str | None = None) -> Weights:
        """From the segments of all documents but one."""
        rows = [row for row in self.columns if self.segments[row].doc != without]
        columns = np.concatenate([self.columns[row] for row in rows])
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
        DataError: the file is broken, or no source in it has several translations.
    """
    check_target(output, inputs=[path])
    weights, keys = _Marked(path).learn(), Weights._fields[1:]
    rows = zip(*(getattr(weights, key).tolist() for key in keys), strict=True)
    columns = {
        name: {key: float(f"{value:.{_DIGITS}g}") for key, value in zip(keys, row, strict=True)}
        for name, row in zip(COLUMNS, rows, strict=True)
    }
    whole = {"learned_from": Path(path).name, "intercept": round(weights.intercept, _DIGITS), "columns": columns}
    write_learned(output, whole)


def hold_out(path: str | Path) -> str:
    """For people: how well suspect words of documents that were not learned from match what was marked there.

    Raises:
        DataError: as `train`.
    """
    known = _Marked(path)
    flags: list[list[Flag]] = [[] for _ in known.segments]
    scores, is_marked = list[Doubles](), list[NDArray[np.bool_]]()
    for doc in {segment.doc for segment in known.segments}:
        weights = known.learn(without=doc)
        own = {row: columns for row, columns in known.columns.items() if known.segments[row].doc == doc}
        found = [(SUSPECTS, each) for each in findings(known.pairs, own, weights)]
        for row, flag in flags_of(known.pairs, found, Calibration({})):
            flags[row].append(flag)
        scores += map(weights.probabilities, own.values())
        is_marked += [known.is_marked[row] for row in own]
    judged = [(segment, mine, 0.0) for segment, mine in zip(known.segments, flags, strict=True)]
    lines = [f"AUC of a marked word {auc(np.concatenate(scores), np.concatenate(is_marked)):.3f}"]
    for least in _THRESHOLDS:
        lines.append(f"F1 of characters, from {least}: {measure_flags(judged, least).characters.f1:.3f}")
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        train(sys.argv[1], sys.argv[2])
    else:
        print(hold_out(sys.argv[1]))
