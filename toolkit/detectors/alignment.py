"""Beads that may be misaligned, so that a flag about the translation is not really one about the alignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.detectors import Detector
from toolkit.quality import Finding, Pair
from toolkit.text import HAN

_UNSURE = 0.5
_SHORTEST = 12  # Han characters or English words: the lengths of shorter texts say nothing.
_FEWEST_WORDS, _MOST_WORDS = 0.2, 1.6  # English words to a Han character; half of all texts have .55 to .75.


def make() -> Detector:
    """A detector of beads that the aligner is not sure of, or whose two sides are far from equally long."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The doubtful beads, at most one finding each."""
    return [finding for row, pair in enumerate(pairs) for finding in _doubts(row, pair)]


def _doubts(row: int, pair: Pair) -> Iterator[Finding]:
    if not pair.src or not pair.tgt:
        return
    spans = (0, len(pair.src)), (0, len(pair.tgt))
    if pair.confidence is not None and pair.confidence < _UNSURE:
        message = f"The aligner gives this bead a confidence of {pair.confidence:.2f}: look at the alignment first."
        yield Finding(row, "Alignment/Doubtful", "neutral", message, *spans, strength=1 - pair.confidence)
        return
    han, words = len(HAN.findall(pair.src)), len(pair.en_tokens)
    if max(han, words) >= _SHORTEST and not _FEWEST_WORDS * han <= words <= _MOST_WORDS * han:
        message = f"{han} Chinese characters stand beside {words} English words: these may not belong together."
        yield Finding(row, "Alignment/Doubtful", "neutral", message, *spans, strength=0.5)
