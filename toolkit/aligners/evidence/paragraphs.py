"""Whether paragraphs begin together, where both documents have paragraphs.

Each count is multiplied by the ratio of the documents' numbers of paragraphs: where one side has many more (subtitles, a scraped
page in one piece), its breaks say little.
"""

from __future__ import annotations

import numpy as np

from toolkit.aligners._lattice import Candidates, Floats, Ints, Mask
from toolkit.aligners.evidence import Pair, Side

NAMES = (
    "begins on both sides",
    "begins on one side",
    "breaks inside on one side",
    "breaks inside on both sides",
    "null begins",
)


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    out = np.zeros((len(candidates), len(NAMES)), dtype=np.float32)
    if pair.paragraph_agreement == 0:
        return out
    c = candidates
    src_begin, src_inside = _breaks(pair.src, c.src, c.src_size)
    tgt_begin, tgt_inside = _breaks(pair.tgt, c.tgt, c.tgt_size)
    both = np.minimum(src_inside, tgt_inside)
    full = ~c.is_null
    out[:, 0] = src_begin & tgt_begin & full
    out[:, 1] = (src_begin ^ tgt_begin) & full
    out[:, 2] = src_inside + tgt_inside - 2 * both
    out[:, 3] = both
    out[:, 4] = np.where(c.src_size > 0, src_begin, tgt_begin) & c.is_null
    return np.asarray(out * np.float32(pair.paragraph_agreement))


def _breaks(side: Side, first: Ints, size: Ints) -> tuple[Mask, Ints]:
    """(b,) whether a paragraph begins with a bead's first sentence, and how many begin with a later one."""
    begins = np.concatenate([side.begins_paragraph, [False]])
    before = np.concatenate([[0], np.cumsum(begins)])
    inside = before[first + size] - before[first] - begins[first]
    return begins[first], np.maximum(0, inside)
