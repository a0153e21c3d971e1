"""How far an F1, or the difference of two, would have moved with other documents: the bootstrap over documents.

Sentences of a document are not independent of each other, so documents are what is drawn, with replacement (Efron &
Tibshirani 1993); two systems are compared on the same draws (Koehn 2004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.evaluate.scores import Ratio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

RESAMPLES = 5000
FEW_DOCUMENTS = 5
"""With fewer, the interval is too narrow and says little."""

_LIMITS = (2.5, 97.5)  # per cent
_BLOCK = 1 << 22  # numbers drawn at a time, so that memory does not grow with the documents


@dataclass(frozen=True, slots=True)
class Difference:
    """The F1 of one system minus that of another: with its 95 % interval, and p, two-sided, that it is none."""

    value: float
    low: float
    high: float
    p: float


def f1_interval(documents: Sequence[Ratio], seed: int) -> tuple[float, float] | None:
    """The 95 % interval (percentiles) of the F1 of the pooled documents.

    Documents that have nothing to count are left out; None where fewer than two remain.
    """
    import numpy as np

    counts = _counts([documents])
    if len(counts) < 2:
        return None
    low, high = np.percentile(_f1(_resampled(counts, seed)), _LIMITS)
    return float(low), float(high)


def f1_difference(ours: Sequence[Ratio], theirs: Sequence[Ratio], seed: int) -> Difference | None:
    """How much better `ours` is than `theirs` on the same documents, item for item.

    Documents where neither has anything to count are left out; None where fewer than two remain.
    """
    import numpy as np

    counts = _counts([ours, theirs])
    if len(counts) < 2:
        return None
    totals = _resampled(counts, seed)
    differences = _f1(totals[:, :4]) - _f1(totals[:, 4:])
    low, high = np.percentile(differences, _LIMITS)
    opposite = min(int((differences <= 0).sum()), int((differences >= 0).sum()))
    value = sum(ours, Ratio()).f1 - sum(theirs, Ratio()).f1
    return Difference(value, float(low), float(high), min(1.0, 2 * (opposite + 1) / (RESAMPLES + 1)))


def _counts(systems: Sequence[Sequence[Ratio]]) -> Ints:
    """(documents, 4 · systems): right_hyp, hyp, right_gold, gold of each system."""
    import numpy as np

    rows = [
        [count for ratio in ratios for count in (ratio.right_hyp, ratio.hyp, ratio.right_gold, ratio.gold)]
        for ratios in zip(*systems, strict=True)
    ]
    counts = np.array(rows, dtype=np.int64).reshape(len(rows), 4 * len(systems))
    return counts[counts.any(axis=1)]


def _resampled(counts: Ints, seed: int) -> Ints:
    """(documents, k) to (RESAMPLES, k): the sums over as many documents, drawn with replacement."""
    import numpy as np

    generator, size = np.random.default_rng(seed), len(counts)
    sums, block = [], max(1, _BLOCK // size)
    for start in range(0, RESAMPLES, block):
        draws = generator.multinomial(size, np.full(size, 1 / size), min(block, RESAMPLES - start))
        sums.append(draws @ counts)
    return np.concatenate(sums)


def _f1(totals: Ints) -> Floats:
    """(resamples, 4) to (resamples,), as `Ratio.f1` has it."""
    import numpy as np

    right_hyp, hyp, right_gold, gold = totals.T
    precision = np.where(hyp > 0, right_hyp / np.maximum(hyp, 1), gold == 0)
    recall = np.where(gold > 0, right_gold / np.maximum(gold, 1), hyp == 0)
    total = precision + recall
    return np.asarray(2 * precision * recall / np.where(total > 0, total, 1), dtype=np.float64)
