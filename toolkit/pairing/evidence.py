"""How much speaks for two documents to be translations of each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.pairing.profiles import Hashes, Side
from toolkit.pairing.vectors import Pieces, Weighted
from toolkit.parallel import one_thread_a_product, ordered_map

NAMES = ("sentences", "dip", "above", "lead", "length", "anchors")

_BAND = 0.2  # how far apart sentences may lie that translate each other, as a share of their documents
_STRETCH = 1 / 3  # of a document, of which the worst is looked for
_STEPS = 9  # places at which a stretch begins
_USUAL_COSINE = 0.4  # of the best counterpart of a sentence in a document that is no translation
_AS_IF = 3  # candidates in which all sentences have that are added, for there may be few or none
_MOST_LEAD = 0.07
_USUAL_RATIO = 1.35  # logarithm of the English characters to a Chinese one
_SHRINKAGE = 2.0  # weight of anchors that are taken to be missing, so that one shared number is not all


def evidence(src: Weighted, tgt: Weighted, candidates: NDArray[np.int64]) -> NDArray[np.float64]:
    """(c, 6) for each candidate pair what `NAMES` says.

    - sentences: the mean cosine of each sentence's best counterpart at about its place.
    - dip: by how much that is less in the third of the document where it is least, as where half of a text is another's.
    - above: by how much that cosine is more than is usual in the other candidates of the document, in the third where that is
      least.
    - lead: by how much `sentences` is more than with any other candidate of either document, at most 0.07.
    - length: how far the logarithm of the ratio of the lengths is from the usual.
    - anchors: the share of numbers and names that both have, by how rare they are.

    Of the first three, the side counts that looks worse.

    Args:
        candidates: (c, 2) int64, each but once.
    """
    sides = (_likeness(src, tgt, candidates), _likeness(tgt, src, candidates[:, ::-1]))
    sentences, worst, above = np.minimum(*sides).T
    ratio = np.log(tgt.sizes[candidates[:, 1]] / src.sizes[candidates[:, 0]])
    return np.stack(
        [
            sentences,
            sentences - worst,
            above,
            _lead(candidates, sentences),
            np.abs(ratio - _USUAL_RATIO),
            _anchors(src.side, tgt.side, candidates),
        ],
        axis=1,
    )


def _likeness(own: Weighted, other: Weighted, candidates: NDArray[np.int64]) -> NDArray[np.float64]:
    """(c, 3) for each document of one side with each of its candidates, what `likeness` gives.

    Args:
        candidates: (c, 2) int64, numbers in `own` and in `other`.
    """
    order = np.argsort(candidates[:, 0], kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(candidates[order, 0])) + 1)

    def of_one(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        pieces = own.pieces(int(candidates[rows[0], 0]))
        return likeness(pieces, [other.pieces(number) for number in candidates[rows, 1].tolist()])

    found = np.empty((len(candidates), 3))
    with one_thread_a_product():
        found[order] = np.concatenate(list(ordered_map(of_one, groups)))
    return found


def likeness(own: Pieces, others: Sequence[Pieces]) -> NDArray[np.float64]:
    """(k, 3) how like a document others are, of the k others: the mean cosine of each of its pieces' best counterpart at about
    its place; that in the third where it is least; and in the third where that is least, by how much it is above the usual."""
    best = np.array([_best(own, other) for other in others])
    usual = np.full((_AS_IF, best.shape[1]), _USUAL_COSINE)
    rows = []
    for number, cosines in enumerate(best):
        excess = cosines - np.median(np.concatenate([np.delete(best, number, axis=0), usual]), axis=0)
        rows.append((*mean_and_least(cosines, own.bounds), mean_and_least(excess, own.bounds)[1]))
    return np.array(rows)


def _best(own: Pieces, other: Pieces) -> NDArray[np.float32]:
    """(p,) the cosine of each piece's best counterpart within the band."""
    cosines = own.vectors @ other.vectors.T
    begins = np.maximum(own.bounds[:-1, None], other.bounds[None, :-1])
    ends = np.minimum(own.bounds[1:, None], other.bounds[None, 1:])
    cosines[begins - ends > _BAND] = 0
    return np.asarray(cosines.max(axis=1))


def mean_and_least(values: NDArray[np.float64], bounds: NDArray[np.float32]) -> tuple[float, float]:
    """The mean of what each piece has, over the whole document and over the stretch where it is least."""
    sums = np.concatenate([[0.0], np.cumsum(values * np.diff(bounds))])
    starts = np.linspace(0, 1 - _STRETCH, _STEPS)
    stretches = np.interp(starts + _STRETCH, bounds, sums) - np.interp(starts, bounds, sums)
    return float(sums[-1]), float(stretches.min()) / _STRETCH


def _lead(candidates: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """(c,) by how much each score is more than the best other one of the same source or target, within ±`_MOST_LEAD`."""
    lead = np.full(len(scores), _MOST_LEAD)
    for side in (0, 1):
        order = np.lexsort((-scores, candidates[:, side]))
        for rows in np.split(order, np.flatnonzero(np.diff(candidates[order, side])) + 1):
            if len(rows) > 1:
                lead[rows[0]] = min(lead[rows[0]], scores[rows[0]] - scores[rows[1]])
                lead[rows[1:]] = np.minimum(lead[rows[1:]], scores[rows[1:]] - scores[rows[0]])
    return np.asarray(np.maximum(lead, -_MOST_LEAD))


def _anchors(src: Side, tgt: Side, candidates: NDArray[np.int64]) -> NDArray[np.float64]:
    """(c,) the weight of the anchors that both have, as a share of the mean weight; those of one language only do not count."""
    sides = [[profile.anchors for profile in side.profiles] for side in (src, tgt)]
    (left, left_counts), (right, right_counts) = (np.unique(np.concatenate(side), return_counts=True) for side in sides)
    known, *places = np.intersect1d(left, right, assume_unique=True, return_indices=True)
    rarity = np.log((len(src) + 1) / left_counts[places[0]]) + np.log((len(tgt) + 1) / right_counts[places[1]])

    def weight(anchors: Hashes) -> float:
        return float(rarity[np.searchsorted(known, anchors)].sum()) / 2

    shared = [[np.intersect1d(anchors, known, assume_unique=True) for anchors in side] for side in sides]
    wholes = [[weight(anchors) for anchors in side] for side in shared]
    return np.array(
        [
            weight(np.intersect1d(shared[0][i], shared[1][j], assume_unique=True))
            / (_SHRINKAGE + (wholes[0][i] + wholes[1][j]) / 2)
            for i, j in candidates.tolist()
        ]
    )
