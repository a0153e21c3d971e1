"""Documents of one side that are the same but for little: mirrors, reprints, copies."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from toolkit.pairing.vectors import Weighted

SAME = 0.7
"""The share of the weight of two documents' sentences that both must have."""


def duplicates(side: Weighted) -> dict[int, int]:
    """The documents that are duplicates, each with the one that stands for its group: that with the most weight, or of several
    the first.

    Two documents are duplicates if the sentences that both have make up `SAME` of all that either has. Each is compared with
    the first documents that have a sentence of its own, so the time grows with the text and not with its square.
    """
    contents = [_content(side, number) for number in range(len(side))]
    group = list(range(len(side)))
    first: dict[int, int] = {}
    for number, content in enumerate(contents):
        for other in sorted({first.setdefault(sentence, number) for sentence in content} - {number}):
            if _is_same(content, contents[other]):
                group[number] = group[other]
                break
    return _by_heaviest(group, side.sizes)


def _content(side: Weighted, number: int) -> dict[int, float]:
    """The sentences of a document, by their hashes, with their weights."""
    found: dict[int, float] = {}
    for sentence, weight in zip(side.side.profiles[number].hashes.tolist(), side.weights(number).tolist(), strict=True):
        found[sentence] = found.get(sentence, 0.0) + weight
    return found


def _is_same(one: Mapping[int, float], other: Mapping[int, float]) -> bool:
    sizes = sum(one.values()), sum(other.values())
    if min(sizes) < SAME * max(sizes):
        return False
    small, large = sorted((one, other), key=len)
    shared = sum(min(weight, large.get(sentence, 0.0)) for sentence, weight in small.items())
    return shared >= SAME * (sum(sizes) - shared)


def _by_heaviest(group: list[int], sizes: NDArray[np.float64]) -> dict[int, int]:
    heaviest: dict[int, int] = {}
    for number, name in enumerate(group):
        if name not in heaviest or sizes[number] > sizes[heaviest[name]]:
            heaviest[name] = number
    return {number: heaviest[name] for number, name in enumerate(group) if heaviest[name] != number}
