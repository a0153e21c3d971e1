"""Splits of a corpus: dev and test by whole documents, the rest to train on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import regex
from numpy.typing import NDArray

from toolkit.errors import BadParameter, DataError

TRAIN = "train"
_OTHERS = ("dev", "test")

_SPLIT = regex.compile(r"\s*([a-z][a-z0-9_-]{0,30})\s*=\s*(\d{1,12})\s*")


def parse_split(text: str) -> dict[str, int]:
    """The sizes in `dev=1000,test=1000`, by the names of the splits.

    Raises:
        BadParameter: it is no such text.
    """
    sizes: dict[str, int] = {}
    for part in text.split(","):
        match = _SPLIT.fullmatch(part)
        if match and match[1] not in (TRAIN, *_OTHERS):
            raise BadParameter(
                f"there is no split {match[1]!r}; there are {' and '.join(_OTHERS)}; {TRAIN} is what is left"
            )
        if not match or match[1] == TRAIN or match[1] in sizes or int(match[2]) == 0:
            raise BadParameter(f"{text!r} is no split; write dev=1000,test=1000; {TRAIN} is what is left")
        sizes[match[1]] = int(match[2])
    return sizes


def split(
    documents: NDArray[np.int64], genres: Sequence[str], sizes: Mapping[str, int], seed: int
) -> NDArray[np.int64]:
    """(n,) int64: the split of each pair, by its number in `sizes`; `len(sizes)` is what is left to train on.

    A split gets whole documents, drawn at random, which together have at most its size, of each genre as many pairs as the
    corpus has of it, as near as its documents let that be.

    Args:
        documents: (n,) int64, the document of each pair, numbered from 0.
        genres: that of each document, "" where it is not known.

    Raises:
        DataError: a split gets nothing, or nothing is left.
    """
    pairs = np.bincount(documents, minlength=len(genres))
    owner = np.full(len(genres), len(sizes), np.int64)
    drawn = np.random.default_rng(seed).permutation(len(genres))
    free = drawn[pairs[drawn] > 0].tolist()
    for number, (name, size) in enumerate(sizes.items()):
        taken = _draw(free, pairs, genres, size)
        if not taken:
            raise DataError(_no_document(name, sizes, pairs, free))
        owner[list(taken)] = number
        free = [document for document in free if document not in taken]
    if not free:
        raise DataError(
            _too_few(len(documents), sizes)
            or f"the splits take all of the {len(documents)} pairs, and none is left to train on; make them smaller"
        )
    return owner[documents]


def _draw(free: Sequence[int], pairs: NDArray[np.int64], genres: Sequence[str], size: int) -> set[int]:
    """The first free documents that fit, of each genre into its share, then of all into what is left."""
    room = _shares(free, pairs, genres, size)
    taken: set[int] = set()
    for document in free:
        if pairs[document] <= room[genres[document]]:
            room[genres[document]] -= int(pairs[document])
            taken.add(document)
    rest = sum(room.values())
    for document in free:
        if document not in taken and pairs[document] <= rest:
            rest -= int(pairs[document])
            taken.add(document)
    return taken


def _shares(free: Sequence[int], pairs: NDArray[np.int64], genres: Sequence[str], size: int) -> dict[str, int]:
    """How many of `size` pairs each genre gets; the largest remainders are rounded up."""
    totals: dict[str, int] = {}
    for document in free:
        totals[genres[document]] = totals.get(genres[document], 0) + int(pairs[document])
    whole = sum(totals.values())
    shares = {genre: total * size // whole for genre, total in totals.items()}
    by_remainder = sorted(totals, key=lambda genre: (-(totals[genre] * size % whole), genre))
    for genre in by_remainder[: size - sum(shares.values())]:
        shares[genre] += 1
    return shares


def _no_document(name: str, sizes: Mapping[str, int], pairs: NDArray[np.int64], free: Sequence[int]) -> str:
    """Why a split gets nothing."""
    if too_few := _too_few(int(pairs.sum()), sizes):
        return too_few
    if not free:
        return f"no document is left for {name}={sizes[name]}; make the other splits smaller, or use --split-by pair"
    return (
        f"no document that is left is small enough for {name}={sizes[name]}: the smallest of {len(free)} has "
        f"{int(pairs[list(free)].min())} pairs; make {name} larger, or split by pair with --split-by pair"
    )


def _too_few(pairs: int, sizes: Mapping[str, int]) -> str:
    """What is to be said if there are not more pairs than the splits are to have; else nothing."""
    asked = " and ".join(f"{name}={size}" for name, size in sizes.items())
    return f"{pairs} pairs are too few for {asked}; make them smaller" if pairs <= sum(sizes.values()) else ""
