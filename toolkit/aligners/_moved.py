"""Sentences that the translation has elsewhere: a second look at what stayed null."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from toolkit.aligners._constraints import Constraints
from toolkit.aligners._documents import WholePair
from toolkit.aligners._nearest import nearest
from toolkit.bitext import Bead

LEAST_MARGIN = 0.3
"""How much closer than usual in these documents (see `evidence.embedding`) two null sentences must be to count as moved.

In the samples 97 % of the sentences that were moved on purpose and stayed null are as close as that, and no others.
"""
TOGETHER = 16_384  # null sentences that are compared with each other, so that time grows with the documents


def mark_moved(beads: Sequence[Bead], whole: WholePair, known: Constraints) -> list[Bead]:
    """The beads, with those null ones labelled that are each other's nearest, and near, and stand in different places.

    Sentences that are known to have no partner have none elsewhere either. Null beads with no others between them have
    been side by side in the search, and were not found to be translations.
    """
    out = list(beads)
    place = np.cumsum([not bead.is_null for bead in beads])
    alone = [k for k, bead in enumerate(beads) if bead.is_null and not _is_known(bead, known)]
    for first in range(0, len(alone), TOGETHER):
        together = alone[first : first + TOGETHER]
        src, tgt = [k for k in together if beads[k].src], [k for k in together if beads[k].tgt]
        if src and tgt:
            for row, column in _pairs(whole, [beads[k].src[0] for k in src], [beads[k].tgt[0] for k in tgt]):
                a, b = src[row], tgt[column]
                if place[a] != place[b]:
                    out[a], out[b] = (replace(beads[k], label="moved", partner=other) for k, other in ((a, b), (b, a)))
    return out


def _is_known(bead: Bead, known: Constraints) -> bool:
    """Whether the sentence of a null bead is known to have no partner."""
    return bool(known.src_alone[bead.src[0]] if bead.src else known.tgt_alone[bead.tgt[0]])


def _pairs(whole: WholePair, src: Sequence[int], tgt: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Which of these sentences are each other's nearest, by their places in `src` and `tgt`, and near."""
    x, y = whole.src.singles(src), whole.tgt.singles(tgt)
    columns, nearness, _, rows, _ = nearest(x, y, x @ whole.tgt.mean_vector, y @ whole.src.mean_vector)
    is_near = nearness >= LEAST_MARGIN
    for row in np.flatnonzero(is_near & (rows[columns] == np.arange(len(columns)))).tolist():
        yield row, int(columns[row])
