"""Sentences that the translation has elsewhere: a second look at what stayed null."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from toolkit.aligners._constraints import Constraints
from toolkit.aligners._documents import WholePair
from toolkit.aligners._lattice import Floats
from toolkit.bitext import Bead

LEAST_MARGIN = 0.2
"""How much closer than usual in these documents (see `evidence.embedding`) two null sentences must be to count as moved."""


def mark_moved(beads: Sequence[Bead], whole: WholePair, known: Constraints) -> list[Bead]:
    """The beads, with those null ones labelled that are each other's nearest, and near.

    Sentences that are known to have no partner have none elsewhere either.
    """
    src = [k for k, bead in enumerate(beads) if not bead.tgt and not known.src_alone[bead.src[0]]]
    tgt = [k for k, bead in enumerate(beads) if not bead.src and not known.tgt_alone[bead.tgt[0]]]
    out = list(beads)
    if src and tgt:
        margin = _margins(whole, [beads[k].src[0] for k in src], [beads[k].tgt[0] for k in tgt])
        nearest = margin.argmax(axis=1)
        for row, column in enumerate(nearest):
            if margin[row, column] >= LEAST_MARGIN and margin[:, column].argmax() == row:
                a, b = src[row], tgt[column]
                out[a], out[b] = (replace(beads[k], label="moved", partner=other) for k, other in ((a, b), (b, a)))
    return out


def _margins(whole: WholePair, src: Sequence[int], tgt: Sequence[int]) -> Floats:
    """(s, t) by how much the cosine of these sentences exceeds what is usual for them."""
    x, y = whole.src.singles(src), whole.tgt.singles(tgt)
    usual_x, usual_y = x @ whole.tgt.mean_vector, y @ whole.src.mean_vector
    return np.asarray(x @ y.T - (usual_x[:, None] + usual_y) / 2, dtype=np.float32)
