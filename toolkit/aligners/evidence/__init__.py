"""The evidence for a bead, each kind in a file of its own.

A kind is a module with

- `NAMES`: its features, and
- `features(candidates, pair) -> (b, len(NAMES)) float32`: a row for each of the b candidate beads.

The score of a bead is the sum of all its features, each times its weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.aligners._lattice import Floats, Ints, Mask
from toolkit.aligners._terms import Matches, Terms


@dataclass(frozen=True)
class Side:
    """A stretch of n sentences of one document, with the figures of the whole document that the evidence needs.

    Attributes:
        texts: n sentences.
        vectors: (LARGEST - 1, n, d) float32 unit rows: `vectors[k - 1, i]` is for the k sentences from i on, zero where they
            would run past the end.
        clauses: (c, d) float32 unit rows, in order.
        clause_start: (n + 1,) int64, where each sentence's clauses begin.
        terms: words, numbers and names, as `terms` compares them.
        mean_vector: (d,) float32, the mean over overlaps of all sizes.
        begins_paragraph: (n,) bool; all False where paragraphs are not known.
    """

    texts: Sequence[str]
    vectors: Floats
    clauses: Floats
    clause_start: Ints
    terms: Terms
    mean_vector: Floats
    begins_paragraph: Mask

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def length_before(self) -> Floats:
        """(n + 1,) float32, characters before each sentence."""
        return np.concatenate([[0], np.cumsum([len(text) for text in self.texts])]).astype(np.float32)


@dataclass(frozen=True)
class Pair:
    """Two stretches that may translate each other.

    Attributes:
        matches: which of their terms match, and how well; of the whole documents.
        ratio: target characters for one source character, where both documents have the text.
        literalness: how close the translation keeps to its original: the anchors' mean cosine, less what is usual. A free
            translation merges and splits more.
        paragraph_agreement: the ratio of the smaller to the larger number of paragraphs; 0 where they are not known.
    """

    src: Side
    tgt: Side
    matches: Matches
    ratio: float
    literalness: float
    paragraph_agreement: float

    @cached_property
    def usual(self) -> tuple[Floats, Floats]:
        """(LARGEST - 1, n) and (LARGEST - 1, m) float32: the mean cosine of each overlap to those of the other side."""
        return self.src.vectors @ self.tgt.mean_vector, self.tgt.vectors @ self.src.mean_vector
