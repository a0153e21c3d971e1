from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpora.build import SAMPLES
from toolkit.aligners import Aligner
from toolkit.bitext import Bead
from toolkit.errors import DataError
from toolkit.pairing import closer
from toolkit.pairing.closer import aligned
from toolkit.pairing.matching import ALIGNER, read_sides
from toolkit.pairing.sources import Source
from toolkit.pairing.vectors import Weighted
from toolkit.pipeline import load_encoder
from toolkit.registry import load

NAME = "science-policy-speech.txt"


def sides(folder: Path, zh: Sequence[str], en: Sequence[str]) -> tuple[Weighted, Weighted]:
    """These documents, as they are read."""
    files: tuple[list[Source], list[Source]] = [], []
    for side, texts, lang in zip(files, (zh, en), ("zh", "en"), strict=True):
        for number, text in enumerate(texts):
            path = folder / f"{number}.{lang}.txt"
            path.write_text(text, "utf-8")
            side.append(Source(path, path.name))
    (src, no_src), (tgt, no_tgt) = read_sides(*files, load_encoder("use"), lambda *_: None)
    assert not no_src
    assert not no_tgt
    return Weighted(src), Weighted(tgt)


def share(src: Weighted, tgt: Weighted, *pairs: tuple[int, int]) -> NDArray[np.float64]:
    aligner: Aligner = load("aligners", ALIGNER, encoder=load_encoder("use"))
    return aligned(src, tgt, np.array(pairs).reshape(-1, 2), aligner)


def test_a_whole_is_told_from_a_half_on_either_side_and_from_a_stranger(tmp_path: Path) -> None:
    zh, en = ((SAMPLES / lang / NAME).read_text("utf-8").splitlines() for lang in ("zh", "en"))
    other = (SAMPLES / "en" / "tourism-page.txt").read_text("utf-8")
    halves = ["\n".join(side[: len(side) // 2]) for side in (zh, en)]
    joined = "\n".join([halves[1], other[: len(halves[1])]])
    src, tgt = sides(tmp_path, ["\n".join(zh), halves[0]], ["\n".join(en), halves[1], joined, other])
    whole, *wrong = share(src, tgt, (0, 0), (0, 1), (1, 0), (0, 2), (0, 3))
    assert whole > 0.7
    assert max(wrong) < 0.4
    assert share(src, tgt, (1, 1))[0] > max(wrong) + 0.1
    assert not len(share(src, tgt))


def test_a_few_sentences_say_less(tmp_path: Path) -> None:
    zh, en = "会议于五月在温州举行。", "The meeting was held in Wenzhou in May."
    others = [(f"他买了第{k}本书。", f"He bought book number {k}.") for k in range(2, 9)]
    long = ["".join([zh, *(pair[0] for pair in others)]), " ".join([en, *(pair[1] for pair in others)])]
    src, tgt = sides(tmp_path, [zh, long[0]], [en, long[1]])
    short, longer = share(src, tgt, (0, 0), (1, 1))
    assert 0.1 < short < 0.3 < longer


def test_null_beads_and_their_confidence_count_for_nothing(tmp_path: Path) -> None:
    src, tgt = sides(tmp_path, ["一二三四。五六七八。"], ["One to four is here. Five to eight."])
    halves = [Bead((0,), (0,), 0.0, 0.5), Bead((1,), (), 0.0, 0.9), Bead((), (1,), 0.0, 0.9)]
    assert aligned(src, tgt, np.array([[0, 0]]), lambda *_: halves)[0] == 0
    sure = [Bead((0, 1), (0, 1), 0.0, 0.6)]
    assert aligned(src, tgt, np.array([[0, 0]]), lambda *_: sure)[0] == pytest.approx(0.6 * 2 / 6)


def test_long_documents_are_not_aligned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    src, tgt = sides(tmp_path, ["一二三四。五六七八。"], ["One to four is here. Five to eight."])
    monkeypatch.setattr(closer, "MOST_SENTENCES", 3)
    assert np.isnan(share(src, tgt, (0, 0))).all()


def test_a_file_that_was_changed_meanwhile_is_an_error(tmp_path: Path) -> None:
    src, tgt = sides(tmp_path, ["一二三四。五六七八。"], ["One to four is here. Five to eight."])
    (tmp_path / "0.en.txt").write_text("One to four is here.")
    with pytest.raises(DataError, match=r"0\.en\.txt: was changed"):
        share(src, tgt, (0, 0))
