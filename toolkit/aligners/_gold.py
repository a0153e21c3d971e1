"""Which candidate beads of a lattice a right path may use, by gold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.aligners._lattice import Candidates, Ints, Mask, posteriors
from toolkit.gold import GoldSpan


@dataclass(frozen=True)
class _Spans:
    """`src` and `tgt` are (g, 2) int64, the first sentence and the one after the last; `is_whole` (g,)."""

    src: Ints
    tgt: Ints
    is_whole: Mask


def _table(spans: Sequence[GoldSpan]) -> _Spans:
    rows = [(s.src.start, s.src.stop, s.tgt.start, s.tgt.stop, s.is_whole) for s in spans]
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return _Spans(table[:, :2], table[:, 2:4], table[:, 4].astype(bool))


def allowed(spans: Sequence[GoldSpan], found: Candidates, nodes: int) -> Mask | None:
    """(b,) which candidates of a piece of the lattice a right path may use; None where they make no path through it.

    No sentence of a span is in a null bead, unless there is no path without.
    """
    gold = _table(spans)
    src, tgt = found.src, found.tgt
    inside = _inside(gold, found)
    for is_strict in (True, False):
        src_null = (found.tgt_size == 0) & _null(src, tgt, gold.src, gold.tgt, gold.is_whole | is_strict)
        tgt_null = (found.src_size == 0) & _null(tgt, src, gold.tgt, gold.src, gold.is_whole | is_strict)
        mask = inside | src_null | tgt_null
        _, total = posteriors(found.start[mask], found.end[mask], np.zeros(int(mask.sum())), nodes)
        if np.isfinite(total):
            return np.asarray(mask)
    return None


def _inside(gold: _Spans, found: Candidates) -> Mask:
    """(b,) which beads with two sides are a whole span, or inside another."""
    if not len(gold.src):
        return np.zeros(len(found), dtype=bool)
    src, tgt = found.src, found.tgt
    span = np.maximum(0, np.searchsorted(gold.src[:, 0], src, side="right") - 1)
    src_gap = np.stack([src - gold.src[span, 0], gold.src[span, 1] - src - found.src_size])
    tgt_gap = np.stack([tgt - gold.tgt[span, 0], gold.tgt[span, 1] - tgt - found.tgt_size])
    gaps = np.concatenate([src_gap, tgt_gap])
    fits = np.where(gold.is_whole[span], (gaps == 0).all(axis=0), (gaps >= 0).all(axis=0))
    return np.asarray(fits & ~found.is_null)


def _null(here: Ints, there: Ints, own: Ints, other: Ints, is_closed: Mask) -> Mask:
    """(b,) whether sentence `here` may be without partner when `there` sentences of the other side are behind it.

    Outside the spans it may, between the spans before and after it; inside one only where that is not closed.
    """
    last = np.iinfo(np.int64).max
    before = np.concatenate([[(-1, 0)], own]), np.concatenate([[(-1, 0)], other])
    span = np.searchsorted(own[:, 0], here, side="right")
    is_inside = here < before[0][span, 1]
    after = np.concatenate([other[:, 0], [last]])[span]
    outside = ~is_inside & (there >= before[1][span, 1]) & (there <= after)
    open_span = ~np.concatenate([[True], is_closed])[span]
    within = is_inside & open_span & (there >= before[1][span, 0]) & (there <= before[1][span, 1])
    return np.asarray(outside | within)
