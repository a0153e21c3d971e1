"""How far the translations of one source agree, word by word.

Where several systems or people translated a sentence, words that only one of them has are the first to doubt (Fernandes et
al. 2022 rank whole translations so).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.lexicon.words import stem
from toolkit.quality import Pair


class Agreement(NamedTuple):
    """What share of the other translations has each word of one, whatever its ending, and each two words in a row."""

    words: list[float]
    pairs: list[float]


def groups(pairs: Sequence[Pair]) -> Iterator[list[int]]:
    """The rows of the pairs of each source that has different translations."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, pair in enumerate(pairs):
        rows_of[pair.src].append(row)
    return (rows for rows in rows_of.values() if len({pairs[row].tgt for row in rows}) > 1)


def agreements(translations: Sequence[Pair]) -> list[Agreement]:
    """The agreement of each of several translations of one source with the others."""
    words = [[stem(token.text) for token in pair.en_tokens] for pair in translations]
    in_a_row = [list(pairwise(own)) for own in words]
    return [Agreement(*shares) for shares in zip(_shares(words), _shares(in_a_row), strict=True)]


def _shares(texts: Sequence[Sequence[Hashable]]) -> list[list[float]]:
    """Of each item of each text the share of the other texts that has it."""
    have = Counter(item for text in texts for item in set(text))
    return [[(have[item] - 1) / (len(texts) - 1) for item in text] for text in texts]
