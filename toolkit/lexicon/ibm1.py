"""IBM model 1: the words of a bitext align as a mixture, learned by expectation maximisation (Brown et al. 1993)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]
Words = Sequence[str]
Prior = Callable[[str], Mapping[str, float]]

_ROUNDS = 6
_LARGEST = 20_000  # Pairs of words in a pair of sentences; a longer pair says little and costs much.
_HEAD_START = 30.0  # How much likelier a rendering of the prior is at first,
_PSEUDO_COUNT = 0.3  # and in how many sentences it counts as seen.


class _Cells(NamedTuple):
    """Every source word of a pair of sentences beside every target word: (n,) arrays.

    `kind` numbers the pair of words, `src` and `tgt` the place of each word in the bitext. Word 0 is the empty word.
    """

    kind: Ints
    src: Ints
    tgt: Ints
    src_word: Ints
    tgt_word: Ints


def joint_strengths(bitext: Sequence[tuple[Words, Words]], prior: Prior) -> Iterator[tuple[str, str, float]]:
    """Source word, target word, and the geometric mean of the probabilities of each given the other.

    Args:
        prior: the renderings of a source word that are known, with a strength of up to 1.
    """
    src_number: dict[str, int] = {}
    tgt_number: dict[str, int] = {}
    cells = _cells(bitext, src_number, tgt_number)
    kinds, cells = _numbered(cells, len(tgt_number) + 1)
    src_word, tgt_word = kinds // (len(tgt_number) + 1), kinds % (len(tgt_number) + 1)
    src_words, tgt_words = ["", *src_number], ["", *tgt_number]
    known = np.zeros(len(kinds))
    first = np.searchsorted(src_word, np.arange(len(src_words) + 1))
    for number, word in enumerate(src_words[1:], start=1):
        if renderings := prior(word):
            places = range(first[number], first[number + 1])
            known[places] = [renderings.get(tgt_words[other], 0.0) for other in tgt_word[places]]
    forward = _conditional(cells, known, src_word, cells.tgt, cells.tgt_word > 0)
    backward = _conditional(cells, known, tgt_word, cells.src, cells.src_word > 0)
    strength = np.sqrt(forward * backward)
    for kind in np.flatnonzero((src_word > 0) & (tgt_word > 0)):
        yield src_words[src_word[kind]], tgt_words[tgt_word[kind]], float(strength[kind])


def _cells(bitext: Sequence[tuple[Words, Words]], src_number: dict[str, int], tgt_number: dict[str, int]) -> _Cells:
    columns: list[list[Ints]] = [[], [], [], []]
    src_place = tgt_place = 0
    for src, tgt in bitext:
        if not 0 < len(src) * len(tgt) <= _LARGEST:
            continue
        a = np.array([0, *(src_number.setdefault(word, len(src_number) + 1) for word in src)])
        b = np.array([0, *(tgt_number.setdefault(word, len(tgt_number) + 1) for word in tgt)])
        columns[0].append(np.repeat(np.arange(len(a)) + src_place, len(b)))
        columns[1].append(np.tile(np.arange(len(b)) + tgt_place, len(a)))
        columns[2].append(np.repeat(a, len(b)))
        columns[3].append(np.tile(b, len(a)))
        src_place, tgt_place = src_place + len(a), tgt_place + len(b)
    src_places, tgt_places, src_word, tgt_word = (np.concatenate(column) for column in columns)
    return _Cells(np.zeros(0, np.int64), src_places, tgt_places, src_word, tgt_word)


def _numbered(cells: _Cells, width: int) -> tuple[Ints, _Cells]:
    """The pairs of words that occur, as source word * width + target word, and the cells with their numbers."""
    kinds, kind = np.unique(cells.src_word * width + cells.tgt_word, return_inverse=True)
    return kinds, cells._replace(kind=kind)


def _conditional(cells: _Cells, known: Doubles, given: Ints, made: Ints, is_made: NDArray[np.bool_]) -> Doubles:
    """The probability of the one word of each pair given the other, `given`; `made` is the place of the one in the bitext."""
    probability = 1 + _HEAD_START * known
    for _ in range(_ROUNDS):
        share = probability[cells.kind] * is_made
        share /= np.maximum(np.bincount(made, share), 1e-300)[made]
        count = np.bincount(cells.kind, share, len(known)) + _PSEUDO_COUNT * known
        probability = count / np.maximum(np.bincount(given, count), 1e-12)[given]
    return np.asarray(probability)
