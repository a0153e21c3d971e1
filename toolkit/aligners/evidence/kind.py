"""How many sentences the bead has on either side: what beads are common, and what a null bead costs.

All of it twice, the second time multiplied by how literal the translation is.
"""

from __future__ import annotations

import numpy as np

from toolkit.aligners._lattice import KINDS, Candidates, Floats
from toolkit.aligners.evidence import Pair

FREQUENT = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 0), (0, 1))
_PLAIN = (*(f"{m}-{n}" for m, n in FREQUENT), "other", "beyond three", "both sides several", "sentences")
NAMES = (*_PLAIN, *(f"{name} x literalness" for name in _PLAIN))


def _table() -> Floats:
    """(kinds, features)."""
    rows = []
    for m, n in KINDS.tolist():
        frequent = [float((m, n) == pair) for pair in FREQUENT]
        rows.append([*frequent, 1 - sum(frequent), max(0, m + n - 3), float(m > 1 and n > 1), m + n - 2])
    return np.array(rows, dtype=np.float32)


TABLE = _table()


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    table = np.concatenate([TABLE, TABLE * np.float32(pair.literalness)], axis=1)
    return table[candidates.kind]
