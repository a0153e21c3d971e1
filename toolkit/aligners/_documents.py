"""Two whole documents as the bead aligner sees them, and their stretches as the evidence does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.aligners._anchors import find_anchors
from toolkit.aligners._lattice import LARGEST, Floats, Ints
from toolkit.aligners._terms import Matches, Terms, find_terms
from toolkit.aligners.evidence import Pair, Side
from toolkit.bitext import Lang
from toolkit.text import JOINERS, clauses

if TYPE_CHECKING:
    from toolkit.encoders import Encoder, Overlaps, Rows

AT_ONCE = 4096  # rows over which a mean is taken that are held at once
SAMPLE = 512  # sentences over which a document's mean vector is taken
LEARNED_ON = "use:"  # what the signature of the encoder begins with whose cosines the weights know
UNRELATED_COSINE, USUAL_COSINE = 0.14, 0.65  # of its unrelated sentences, and of the anchors of an ordinary translation
COSINE_UNIT = 0.1
MOST_CLAUSES = 16  # of a sentence that are told apart; the evidence looks at the two outermost


class WholeSide:
    """One document: encoded once, cut into stretches as they are needed."""

    def __init__(
        self,
        texts: Sequence[str],
        overlaps: Overlaps,
        clause_start: Ints,
        terms: Terms,
        paragraphs: Sequence[int] | None,
    ) -> None:
        self.texts, self.terms = texts, terms
        self.overlaps, self.clause_start = overlaps, clause_start
        self.begins_paragraph = np.zeros(len(texts), dtype=bool)
        if paragraphs is not None:
            self.begins_paragraph = np.diff(np.asarray(paragraphs, dtype=np.int64), prepend=-1) != 0
        self.mean_vector = self._mean_vector()
        self._scale: tuple[np.float32, np.float32] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def scale(self, factor: float, constant: float) -> None:
        """Change the vectors so that their products come to `factor` times what they were, plus a constant's share.

        Every row is multiplied by the root of `factor` and gets `constant` as one more dimension.
        """
        self._scale = (np.float32(np.sqrt(factor)), np.float32(constant))
        self.mean_vector = self._scaled(self.mean_vector)

    def _scaled(self, rows: Floats) -> Floats:
        """(…, d) rows as they are, or (…, d + 1) as `scale` wants them."""
        if self._scale is None:
            return rows
        factor, constant = self._scale
        last = np.full((*rows.shape[:-1], 1), constant, dtype=np.float32)
        return np.concatenate([rows * factor, last], axis=-1)

    def singles(self, numbers: Sequence[int]) -> Floats:
        """(k, d) the vectors of these sentences, each by itself."""
        return self._scaled(self.overlaps.sentences[np.array(numbers, dtype=np.int64)])

    def stretch(self, start: int, stop: int) -> Side:
        """The sentences from `start` to `stop`."""
        first, last = self.clause_start[start], self.clause_start[stop]
        vectors = np.stack([self.overlaps.vectors(size, start, stop) for size in range(1, LARGEST)])
        for size in range(2, LARGEST):
            vectors[size - 1, max(0, stop - start - size + 1) :] = 0
        return Side(
            self.texts[start:stop],
            self._scaled(vectors),
            self._scaled(self.overlaps.clauses[first:last]),
            self.clause_start[start : stop + 1] - first,
            self.terms.stretch(start, stop),
            self.mean_vector,
            self.begins_paragraph[start:stop],
        )

    def _mean_vector(self) -> Floats:
        """(d,) the mean over overlaps of all sizes, from runs of sentences spread over the document."""
        runs = max(1, min(8, len(self) // SAMPLE))
        starts = np.linspace(0, max(0, len(self) - SAMPLE // runs), runs).astype(int)
        means = []
        for size in range(1, min(LARGEST - 1, len(self)) + 1):
            stops = np.minimum(starts + SAMPLE // runs, len(self) - size + 1)
            found = [self.overlaps.vectors(size, a, b) for a, b in zip(starts, stops, strict=True) if a < b]
            means.append(np.concatenate(found).mean(axis=0))
        return np.asarray(np.mean(means, axis=0), dtype=np.float32)


def encode(texts: Iterable[str], lang: Lang, encoder: Encoder) -> tuple[Overlaps, Ints]:
    """The overlaps of a document, and (n + 1,) where each sentence's clauses begin."""
    counts: list[int] = []

    def parts() -> Iterator[list[str]]:
        for text in texts:
            part = _outer(clauses(text, lang))
            counts.append(len(part))
            yield part

    overlaps = encoder.encode_overlaps(parts(), JOINERS[lang])
    return overlaps, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _outer(parts: list[str]) -> list[str]:
    """The clauses of a sentence; of very many, those between the outer ones are joined, so that memory stays bounded."""
    half = MOST_CLAUSES // 2
    return parts if len(parts) <= MOST_CLAUSES else [*parts[:half], "".join(parts[half:-half]), *parts[-half:]]


@dataclass(frozen=True)
class WholePair:
    """Both documents, with what is known before the search. Neither is empty."""

    src: WholeSide
    tgt: WholeSide
    matches: Matches
    anchors: Ints
    literalness: float
    paragraph_agreement: float

    def stretch(self, src: tuple[int, int], tgt: tuple[int, int], ratio: float) -> Pair:
        """The sentences between these bounds of either side; `ratio` is that of `Pair`."""
        sides = self.src.stretch(*src), self.tgt.stretch(*tgt)
        return Pair(*sides, self.matches, ratio, self.literalness, self.paragraph_agreement)


def prepare(
    src: Sequence[str],
    tgt: Sequence[str],
    src_paragraphs: Sequence[int] | None,
    tgt_paragraphs: Sequence[int] | None,
    encoder: Encoder,
) -> WholePair:
    """Encode both documents and find their anchors. `src` is Chinese, `tgt` English; neither is empty."""
    with ThreadPoolExecutor(1) as beside:  # The encoder needs the interpreter but little.
        finding = beside.submit(_terms_and_matches, src, tgt)
        encoded = encode(src, "zh", encoder), encode(tgt, "en", encoder)
        src_terms, tgt_terms, matches = finding.result()
    zh = WholeSide(src, *encoded[0], src_terms, src_paragraphs)
    en = WholeSide(tgt, *encoded[1], tgt_terms, tgt_paragraphs)
    anchors = find_anchors(zh.overlaps.sentences, en.overlaps.sentences)
    cosine = _mean_cosine(zh.overlaps.sentences, en.overlaps.sentences, anchors) if len(anchors) else USUAL_COSINE
    if not encoder.signature.startswith(LEARNED_ON):
        unrelated = float(_mean(zh.overlaps.sentences) @ _mean(en.overlaps.sentences))
        _bring_to_scale(zh, en, cosine, unrelated)
        cosine = USUAL_COSINE
    literalness = float(np.clip((cosine - USUAL_COSINE) / COSINE_UNIT, -1.5, 1.5))
    breaks = sorted(int(side.begins_paragraph.sum()) for side in (zh, en))
    agreement = breaks[0] / max(1, breaks[1])
    return WholePair(zh, en, matches, anchors, literalness, agreement)


def _terms_and_matches(src: Sequence[str], tgt: Sequence[str]) -> tuple[Terms, Terms, Matches]:
    """The terms of either document, and which match."""
    zh, en = find_terms(src, tgt)
    return zh, en, Matches.of(zh.vocabulary, en.vocabulary)


def _mean_cosine(src: Rows, tgt: Rows, pairs: Ints) -> float:
    """The mean cosine of the pairs of rows with these (a, 2) numbers, a not 0."""
    total = 0.0
    for first in range(0, len(pairs), AT_ONCE):
        i, j = pairs[first : first + AT_ONCE].T
        total += float(np.einsum("ad,ad->", src[i], tgt[j], dtype=np.float64))
    return total / len(pairs)


def _mean(rows: Rows) -> NDArray[np.float64]:
    """(d,) the mean of rows of which there is one at least."""
    blocks = (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))
    return np.asarray(sum(block.sum(axis=0, dtype=np.float64) for block in blocks) / len(rows))


def _bring_to_scale(src: WholeSide, tgt: WholeSide, anchored: float, unrelated: float) -> None:
    """Scale both sides so that anchors and unrelated sentences have the cosines that the weights know.

    Args:
        anchored: the mean cosine of this encoder's anchors in these documents.
        unrelated: that of all pairs of sentences.
    """
    factor = (USUAL_COSINE - UNRELATED_COSINE) / max(0.05, anchored - unrelated)
    constant = UNRELATED_COSINE - factor * unrelated
    root = float(np.sqrt(abs(constant)))
    src.scale(factor, root)
    tgt.scale(factor, float(np.copysign(root, constant)))
