from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from toolkit.pairing.anchors import en_anchors, zh_anchors
from toolkit.pairing.candidates import nearest
from toolkit.pairing.duplicates import duplicates
from toolkit.pairing.evidence import NAMES, evidence, likeness
from toolkit.pairing.profiles import MOST_PIECES, Profile, Side, piece_of, unit
from toolkit.pairing.sources import Source
from toolkit.pairing.vectors import Pieces, Weighted

WIDTH = 32


def side(*documents: list[int], size: int = 20, anchors: dict[int, list[int]] | None = None) -> Side:
    """Documents by the numbers of their sentences; the same number is the same sentence, or its translation."""
    meaning = np.random.default_rng(1).standard_normal((1000, WIDTH))
    out = Side()
    for number, sentences in enumerate(documents):
        pieces = np.rint(meaning[sentences] * 30).clip(-127, 127).astype(np.int8)
        out.profiles.append(
            Profile(
                Source(Path(f"{number}.txt"), f"{number}.txt"),
                np.full(len(sentences), size, np.int32),
                np.array(sentences, np.uint64),
                np.array((anchors or {}).get(number, []), np.uint32),
                out.file.add(pieces),
            )
        )
    return out


def test_what_all_documents_share_weighs_next_to_nothing() -> None:
    menu = [900, 901, 902]
    pages = Weighted(side(*([*menu, 10 * k, 10 * k + 1] for k in range(20))))
    weights = pages.weights(3)
    assert weights[:3].sum() < 0.1 * weights[3:].sum()
    products = pages.vectors @ pages.vectors.T
    assert np.abs(products - np.eye(20)).max() < 0.8
    assert np.allclose(np.diag(products), 1, atol=1e-5)


def test_vectors_tell_the_order_of_a_text() -> None:
    first, reverse = list(range(12)), list(range(12))[::-1]
    vectors = Weighted(side(first, reverse, first)).vectors
    assert vectors[0] @ vectors[2] == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[1] < 0.7


@pytest.mark.parametrize("size", [1, 5, MOST_PIECES, MOST_PIECES + 1, 5000])
def test_a_long_document_has_so_many_pieces(size: int) -> None:
    piece = piece_of(np.random.default_rng(size).integers(1, 90, size).astype(np.int32))
    assert piece[0] == 0
    assert set(np.diff(piece)) <= {0, 1}
    assert piece[-1] + 1 <= min(size, MOST_PIECES)


def test_duplicates_are_grouped_and_the_longest_stands_for_them() -> None:
    text = list(range(10))
    mirror, shorter, half = [*text, 50], text[:9], text[:5]
    others = [list(range(k, k + 10)) for k in range(100, 500, 10)]
    assert duplicates(Weighted(side(shorter, half, text, mirror, *others))) == {0: 3, 2: 3}


def test_a_menu_makes_no_duplicates() -> None:
    menu = list(range(100, 130))
    assert not duplicates(Weighted(side(*([*menu, k] for k in range(40)))))


def pieces(vectors: NDArray[np.float32]) -> Pieces:
    return Pieces(unit(vectors), np.linspace(0, 1, len(vectors) + 1, dtype=np.float32))


def test_half_a_text_is_seen_in_the_dip() -> None:
    rows = np.random.default_rng(2).standard_normal((24, WIDTH)).astype(np.float32)
    other = np.concatenate([rows[:12], np.random.default_rng(3).standard_normal((12, WIDTH)).astype(np.float32)])
    same, half = likeness(pieces(rows), [pieces(rows), pieces(other)])
    assert same[:2].tolist() == [pytest.approx(1), pytest.approx(1)]
    assert 0.5 < half[0] < 0.8
    assert half[1] < 0.5
    assert same[2] > 0.4 > 0.1 > half[2]


def test_sentences_at_another_place_are_no_counterparts() -> None:
    rows = np.eye(24, WIDTH, dtype=np.float32)
    assert likeness(pieces(rows), [pieces(rows[::-1].copy())])[0, 0] < 0.5


def test_evidence_of_a_pair_and_of_strangers() -> None:
    zh = side(list(range(10)), list(range(20, 30)), size=10, anchors={0: [3, 7, 9], 1: [3, 8]})
    en = side(list(range(20, 30)), list(range(10)), size=40, anchors={0: [3, 8], 1: [3, 7, 11]})
    candidates = nearest(Weighted(zh).vectors, Weighted(en).vectors)
    assert candidates.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    found = dict(zip(NAMES, evidence(Weighted(zh), Weighted(en), candidates).T, strict=True))
    right = np.array([False, True, True, False])
    assert found["sentences"][right].min() > 0.95
    assert found["sentences"][~right].max() < 0.6
    assert (found["lead"][right] > 0).all()
    assert (found["lead"][~right] < 0).all()
    assert found["anchors"][right].min() > found["anchors"][~right].max()
    assert np.allclose(found["length"], abs(np.log(4) - 1.35), atol=1e-6)


def test_a_graph_finds_what_all_products_find(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("usearch")
    rows = unit(np.random.default_rng(4).standard_normal((300, 64)).astype(np.float32))
    exact = set(map(tuple, nearest(rows, rows[::-1]).tolist()))
    monkeypatch.setattr("toolkit.pairing.candidates.MOST_PRODUCTS", 0)
    found = nearest(rows, rows[::-1])
    assert found.tolist() == nearest(rows, rows[::-1]).tolist()
    assert {(k, 299 - k) for k in range(300)} <= set(map(tuple, found.tolist()))
    assert len(exact & set(map(tuple, found.tolist()))) > 0.9 * len(exact)


def test_anchors_are_numbers_and_names_that_both_languages_have() -> None:
    english, names = en_anchors(["In 2023 Zhang Guangming met 1,250 people of NATO in Wenzhou."])
    assert {"guangming", "wenzhou"} <= names
    assert "people" not in names
    chinese = zh_anchors(["2023年，张光明在温州会见了北约（NATO）的一千二百五十人。"], names)
    assert len(np.intersect1d(english, chinese)) == 5
    assert not len(np.intersect1d(english, zh_anchors(["他买了三本书。"], names)))
