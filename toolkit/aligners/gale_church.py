"""Beads by the lengths of sentences alone (Gale & Church 1993): the baseline, which needs no encoder.

Lengths are in bytes of UTF-8, line end included, which suits this pair: a Han character has three bytes and says about
as much as four English letters. Departures from the paper: the mean ratio of lengths is the documents' own, a bead's
confidence is its posterior, and the alignment is the path of greatest summed posterior.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numba import njit

from toolkit.aligners import Aligner
from toolkit.aligners._constraints import constraints
from toolkit.aligners._lattice import Band, Doubles, Mask, best_beads, candidates
from toolkit.bitext import Bead, Pin

KINDS = np.array([(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2)], dtype=np.int64)
PRIORS = np.array([0.89, 0.0099, 0.0099, 0.089, 0.089, 0.011])  # the paper's table 5, as its program reads it
VARIANCE = 6.8  # of a length, per byte; the paper's s²
TRUST = 0.5
"""The weight of the log probabilities. Lengths tell less than the model thinks: with half the weight more beads are
right, and confidences are closer to the share that is, on novels (MAC-Dev) as on the project's samples."""
WINDOW = 1000  # sentences of either side that are searched together


def make() -> Aligner:
    """The aligner; it has no parameters."""
    return LengthAligner()


class LengthAligner:
    """`gale_church`: see the module's docstring.

    Documents of up to `WINDOW` sentences are searched whole, longer ones in windows: the first half of each is kept, and
    the next begins there. So time grows with the documents' length, and memory does not.
    """

    def __init__(self) -> None:
        self.signature: dict[str, object] = {"variance": VARIANCE, "trust": TRUST, "window": WINDOW}

    def __call__(
        self,
        src: Sequence[str],
        tgt: Sequence[str],
        *,
        src_null: frozenset[int] = frozenset(),
        tgt_null: frozenset[int] = frozenset(),
        src_paragraphs: Sequence[int] | None = None,
        tgt_paragraphs: Sequence[int] | None = None,
        pins: Sequence[Pin] = (),
    ) -> list[Bead]:
        """See `Aligner`. Paragraphs are not looked at."""
        known = constraints(len(src), len(tgt), src_null, tgt_null, pins)
        search = _Search(_Side(src, known.src_alone), _Side(tgt, known.tgt_alone))
        beads: list[Bead] = []
        i = j = 0
        for a, m, b, n in known.pins.tolist():
            beads += search.stretch((i, j), (a, b))
            i, j = a + m, b + n
            beads.append(Bead(tuple(range(a, i)), tuple(range(b, j))))
        return beads + search.stretch((i, j), (len(src), len(tgt)))


class _Side:
    """One document.

    `before` is (n + 1,) float64, the bytes before each sentence; `alone` (n,) which sentences are known to be null;
    `total` the bytes of the others.
    """

    def __init__(self, texts: Sequence[str], alone: Mask) -> None:
        lengths = np.array([len(text.encode("utf-8", "surrogatepass")) + 1 for text in texts], dtype=np.float64)
        self.before: Doubles = np.concatenate([[0.0], np.cumsum(lengths)])
        self.alone = alone
        self.total = max(1.0, float(lengths[~alone].sum()))

    def share(self, first: int, end: int, last: int) -> float:
        """The share of the bytes from sentence `first` to `last` that lies before `end`."""
        return float((self.before[end] - self.before[first]) / (self.before[last] - self.before[first]))

    def reach(self, first: int, share: float, last: int) -> int:
        """The sentence before which this share of the bytes from `first` to `last` lies."""
        return int(np.searchsorted(self.before, self.before[first] + share * (self.before[last] - self.before[first])))


class _Search:
    """The search of two documents."""

    def __init__(self, src: _Side, tgt: _Side) -> None:
        self._src, self._tgt = src, tgt
        self._ratio = tgt.total / src.total

    def stretch(self, first: tuple[int, int], last: tuple[int, int]) -> list[Bead]:
        """The beads from these two sentences to those, window by window."""
        beads: list[Bead] = []
        i, j = first
        while i < last[0] and j < last[1]:
            end = self._window_end((i, j), last)
            middle = (i + j + sum(end)) / 2
            for bead in self._window(i, j, *end):
                if i + j >= middle and end != last:
                    break
                beads.append(bead)
                i, j = i + len(bead.src), j + len(bead.tgt)
        return beads + [Bead((k,), ()) for k in range(i, last[0])] + [Bead((), (k,)) for k in range(j, last[1])]

    def _window_end(self, first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int]:
        """Where the window that begins at `first` ends: equally far on either side through what remains."""
        sides = list(zip((self._src, self._tgt), first, last, strict=True))
        share = min(side.share(start, min(start + WINDOW, stop), stop) for side, start, stop in sides)
        src_end, tgt_end = (min(side.reach(start, share, stop), start + WINDOW) for side, start, stop in sides)
        return src_end, tgt_end

    def _window(self, i: int, j: int, src_end: int, tgt_end: int) -> Iterator[Bead]:
        """The best beads of the sentences from `i` and `j` to these ends."""
        rows, columns = src_end - i, tgt_end - j
        band = Band(np.zeros(rows + 1, dtype=np.int64), np.full(rows + 1, columns, dtype=np.int64))
        found = candidates(band, self._src.alone[i:src_end], self._tgt.alone[j:tgt_end], KINDS).shifted(i, j)
        src_length = self._src.before[found.src + found.src_size] - self._src.before[found.src]
        tgt_length = self._tgt.before[found.tgt + found.tgt_size] - self._tgt.before[found.tgt]
        score = TRUST * (np.log(PRIORS)[found.kind] + log_match(src_length, tgt_length, self._ratio))
        return best_beads(found, score, len(band))


@njit(cache=True, nogil=True)
def log_match(src: Doubles, tgt: Doubles, ratio: float) -> Doubles:
    """(b,) the log probability that lengths which translate each other differ by at least as much as these.

    Args:
        src, tgt: (b,) float64 lengths in bytes, at least one of each two greater than 0.
        ratio: the mean number of target bytes to a source byte.
    """
    out = np.empty(len(src))
    for b in range(len(src)):
        mean = (src[b] + tgt[b] / ratio) / 2
        x = abs(tgt[b] - src[b] * ratio) / math.sqrt(2 * VARIANCE * mean)
        # Where erfc would underflow, the first term of its asymptotic series.
        out[b] = math.log(math.erfc(x)) if x < 20 else -x * x - math.log(x * math.sqrt(math.pi))
    return out
