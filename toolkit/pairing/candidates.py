"""Which documents may belong together: those whose vectors are nearest, from either side, and those whose names agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import MissingExtra
from toolkit.pairing.profiles import Floats
from toolkit.pairing.sources import Source

NEAREST = 6
"""Candidates of a document that are looked at closely."""
MOST_PRODUCTS = 2_000_000_000
"""Pairs of documents that are compared one by one; of more, near neighbours are looked up in a graph (usearch)."""

_BLOCK = 1024


def nearest(src: Floats, tgt: Floats) -> NDArray[np.int64]:
    """(c, 2) int64, sorted: each document with the `NEAREST` of the other side.

    Args:
        src, tgt: (m, d) and (n, d) float32, unit rows.

    Raises:
        MissingExtra: there are more pairs than `MOST_PRODUCTS`, and no usearch.
    """
    find = _all_products if len(src) * len(tgt) <= MOST_PRODUCTS else _by_graph
    return np.unique(np.concatenate([find(src, tgt), find(tgt, src)[:, ::-1]]), axis=0)


def _all_products(queries: Floats, rows: Floats) -> NDArray[np.int64]:
    count = min(NEAREST, len(rows))
    found = []
    for start in range(0, len(queries), _BLOCK):
        products = queries[start : start + _BLOCK] @ rows.T
        found.append(np.argpartition(products, len(rows) - count, axis=1)[:, len(rows) - count :])
    return _pairs(np.concatenate(found))


def _by_graph(queries: Floats, rows: Floats) -> NDArray[np.int64]:
    """As `_all_products`, but now and then without one of them (Malkov and Yashunin 2020, "HNSW")."""
    try:
        from usearch.index import Index
    except ImportError:
        raise MissingExtra("pairing so many documents", "usearch", "corpus") from None
    index = Index(ndim=rows.shape[1], metric="ip", dtype="f16")
    # On one thread, for the graph depends on the order in which rows come.
    index.add(np.arange(len(rows)), rows, threads=1)
    found = index.search(queries, min(NEAREST, len(rows)), threads=1)
    return _pairs(found.keys.astype(np.int64))


def _pairs(found: NDArray[np.int64]) -> NDArray[np.int64]:
    numbers = np.repeat(np.arange(len(found)), found.shape[1])
    return np.stack([numbers, found.ravel()], axis=1)


def same_names(src: Sequence[Source], tgt: Sequence[Source]) -> set[tuple[int, int]]:
    """The pairs of documents whose names or addresses agree, where no other document has that name."""
    by_key = _only_holders(src), _only_holders(tgt)
    return {(by_key[0][key], by_key[1][key]) for key in by_key[0].keys() & by_key[1].keys()}


def _only_holders(sources: Sequence[Source]) -> dict[str, int]:
    holders: dict[str, set[int]] = defaultdict(set)
    for number, source in enumerate(sources):
        for key in source.keys:
            holders[key].add(number)
    return {key: min(numbers) for key, numbers in holders.items() if len(numbers) == 1}
