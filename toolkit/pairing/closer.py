"""A closer look at candidates that are in doubt: the aligner is run on them, and tells how much of both it is sure of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.bitext import Bead, Lang
from toolkit.errors import DataError
from toolkit.pairing.evidence import mean_and_least
from toolkit.pairing.profiles import read_sentences
from toolkit.pairing.vectors import Weighted
from toolkit.text import escape_cell

Align = Callable[[Sequence[str], Sequence[str]], Sequence[Bead]]
"""An `Aligner`, as far as it is used here."""

MOST_SENTENCES = 20_000
"""Of both documents together; so many take half a minute of processor time, and more are not aligned."""

_SHRINKAGE = 4  # sentences without a partner that are added, for in a few sentences much looks right by chance


def aligned(src: Weighted, tgt: Weighted, candidates: NDArray[np.int64], align: Align) -> NDArray[np.float64]:
    """(c,) how sure the aligner is, on the mean, that a sentence has its translation in the other document: in the third of the
    document where it is least, on the side where that is less. Half a text, or one with other text in it, has a third where
    it is near 0. NaN where both have more than `MOST_SENTENCES`.

    Raises:
        DataError: a file is no longer what it was.
    """
    return np.array([_of_pair(src, tgt, i, j, align) for i, j in candidates.tolist()])


def _of_pair(src: Weighted, tgt: Weighted, i: int, j: int, align: Align) -> float:
    if len(src.side.profiles[i].sizes) + len(tgt.side.profiles[j].sizes) > MOST_SENTENCES:
        return np.nan
    zh, en = _texts(src, i, "zh"), _texts(tgt, j, "en")
    beads = align(zh, en)
    least = min(
        _least(src.weights(i), [(bead.src, bead) for bead in beads]),
        _least(tgt.weights(j), [(bead.tgt, bead) for bead in beads]),
    )
    sentences = min(len(zh), len(en))
    return least * sentences / (sentences + _SHRINKAGE)


def _texts(side: Weighted, number: int, lang: Lang) -> list[str]:
    profile = side.side.profiles[number]
    texts = read_sentences(profile.source, lang) or []
    if len(texts) != len(profile.sizes):
        raise DataError("was changed while it was being paired; run it again", profile.source.path)
    return [escape_cell(text) for text in texts]


def _least(weights: NDArray[np.float64], beads: Sequence[tuple[tuple[int, ...], Bead]]) -> float:
    """The mean confidence of the beads that are not null, in the third of a document where it is least.

    Args:
        weights: (n,) of its sentences.
        beads: each with its sentences on this side.
    """
    sure = np.zeros(len(weights))
    for sentences, bead in beads:
        if not bead.is_null:
            sure[list(sentences)] = bead.confidence
    bounds = np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()
    return mean_and_least(sure, bounds)[1]
