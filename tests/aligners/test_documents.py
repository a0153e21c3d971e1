from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from toolkit.aligners._documents import UNRELATED_COSINE, USUAL_COSINE, prepare
from toolkit.encoders import Encoder, Overlaps, Parts, Rows, Vectors
from toolkit.evaluate import score_beads
from toolkit.evaluate.files import read_beads
from toolkit.evaluate.scores import Score
from toolkit.registry import load

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"


class Narrow:
    """The encoder `use` with all its cosines pressed into .7 to 1, as encoders of the E5 family have them."""

    signature = "narrow"
    stands_forking = True

    def __init__(self) -> None:
        self._inner: Encoder = load("encoders", "use")

    def encode(self, texts: Sequence[str]) -> Vectors:
        return narrow(self._inner.encode(texts))

    def encode_overlaps(self, sentences: Parts, joiner: str) -> Overlaps:
        return NarrowOverlaps(self._inner.encode_overlaps(sentences, joiner))


class NarrowOverlaps:
    def __init__(self, inner: Overlaps) -> None:
        self._inner = inner
        self.sentences: Rows = narrow(inner.sentences[:])
        self.clauses: Rows = narrow(inner.clauses[:])

    def __len__(self) -> int:
        return len(self._inner)

    def vectors(self, size: int, start: int, stop: int) -> Vectors:
        return narrow(self._inner.vectors(size, start, stop))


def narrow(rows: Vectors) -> Vectors:
    last = np.full((len(rows), 1), np.sqrt(0.7), dtype=np.float32)
    return np.concatenate([rows * np.float32(np.sqrt(0.3)), last], axis=1)


def sample(name: str) -> tuple[list[str], list[str]]:
    zh, en = ((SAMPLES / lang / f"{name}.txt").read_text("utf-8").split("\n")[:-1] for lang in ("zh", "en"))
    return zh, en


@pytest.mark.parametrize("name", ["circular", "magazine-essay", "short-story"])
def test_the_weights_serve_an_encoder_with_other_cosines(name: str) -> None:
    zh, en = sample(name)
    gold = read_beads(SAMPLES / "gold" / f"{name}.links")
    f1 = [
        sum(score_beads(gold, load("aligners", "beads", encoder=encoder)(zh, en)).values(), Score()).strict.f1
        for encoder in (load("encoders", "use"), Narrow())
    ]
    assert f1[1] >= f1[0] - 0.05


def test_scaled_anchors_and_unrelated_sentences_have_the_cosines_that_the_weights_know() -> None:
    whole = prepare(*sample("circular"), None, None, Narrow())
    src, tgt = (side.stretch(0, len(side)).vectors[0] for side in (whole.src, whole.tgt))
    i, j = whole.anchors.T
    assert np.isclose(np.einsum("ad,ad->a", src[i], tgt[j]).mean(), USUAL_COSINE, atol=1e-3)
    assert np.isclose((src @ tgt.T).mean(), UNRELATED_COSINE, atol=1e-3)
    assert whole.literalness == 0


def test_the_vectors_of_the_encoder_that_was_learned_on_stay_as_they_are() -> None:
    encoder = load("encoders", "use")
    zh, en = sample("circular")
    whole = prepare(zh, en, None, None, encoder)
    assert np.array_equal(whole.src.stretch(0, 5).vectors[0], whole.src.overlaps.vectors(1, 0, 5))
