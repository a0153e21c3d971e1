from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligners import _anchors, _nearest
from toolkit.aligners._anchors import _rising, find_anchors
from toolkit.aligners._lattice import Floats, Ints
from toolkit.aligners._nearest import NEIGHBOURS
from toolkit.encoders import Rows


def vectors(size: int, seed: int = 0) -> Floats:
    rows = np.random.default_rng(seed).normal(size=(size, 64)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def noisy(rows: Floats) -> Floats:
    rows = rows + 0.5 * vectors(len(rows), seed=9)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def is_chain(pairs: Ints) -> bool:
    return bool((np.diff(pairs, axis=0) > 0).all())


def test_a_translation_in_order_is_all_anchors() -> None:
    src = vectors(200)
    assert find_anchors(src, noisy(src)).tolist() == [[i, i] for i in range(200)]


def test_an_omitted_block_leaves_the_rest() -> None:
    src = vectors(200)
    tgt = np.delete(noisy(src), range(60, 120), axis=0)
    expected = [[i, i] for i in range(60)] + [[i, i - 60] for i in range(120, 200)]
    anchors = find_anchors(src, tgt)
    assert is_chain(anchors)
    assert [pair for pair in anchors.tolist() if pair[0] < 60 or pair[0] >= 120] == expected
    assert find_anchors(tgt, src)[:, ::-1].tolist() == anchors.tolist()


def test_a_moved_block_is_no_anchor() -> None:
    src = vectors(200)
    order = [*range(30, 100), *range(30), *range(100, 200)]
    anchors = find_anchors(src, noisy(src)[order])
    assert anchors.tolist() == [[i, i - 30] for i in range(30, 100)] + [[i, i] for i in range(100, 200)]


def test_lines_that_recur_are_no_anchors() -> None:
    """Rounding would decide which of them goes with which, and the band would follow."""
    line, rows = vectors(1, 7), vectors(9)
    src = np.concatenate([rows[:3], line, rows[3:6], line, rows[6:]])
    tgt = np.concatenate([rows[:3], rows[3:6], line + 1e-6, rows[6:]])
    assert find_anchors(src, tgt).tolist() == [[0, 0], [1, 1], [2, 2], [4, 3], [5, 4], [6, 5], [8, 7], [9, 8], [10, 9]]
    assert find_anchors(tgt, src)[:, ::-1].tolist() == find_anchors(src, tgt).tolist()
    assert not len(find_anchors(np.repeat(src, 2, axis=0), np.repeat(tgt, 2, axis=0)))


# Documents that are too long to be compared whole.


@pytest.fixture
def landmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes that make 3,000 sentences a long document, whose windows have landmarks in turn."""
    for name, size in (("WHOLE", 1 << 14), ("LANDMARKS", 48), ("STEP", 60)):
        monkeypatch.setattr(_anchors, name, size)


def long_pair(chosen: Sequence[int]) -> tuple[Floats, Floats]:
    src = vectors(3000)
    return src, noisy(src)[list(chosen)]


@pytest.mark.usefixtures("landmarks")
@pytest.mark.parametrize(
    "kept",
    [
        range(3000),
        [*range(1000), *range(1060, 2000), *range(2060, 3000)],
        [*range(700), *range(1900, 3000)],
        range(1500),
        range(1500, 3000),
        range(2900, 3000),
    ],
    ids=["all", "60 left out, twice", "1,200 left out", "first half", "second half", "the end"],
)
def test_a_long_document_is_anchored_whatever_is_left_out(kept: Sequence[int]) -> None:
    src, tgt = long_pair(kept)
    for anchors in (find_anchors(src, tgt), find_anchors(tgt, src)[:, ::-1]):
        assert is_chain(anchors)
        right = anchors[:, 0] == np.array(kept)[anchors[:, 1]]
        assert right.mean() > 0.99
        assert right.sum() > 0.97 * len(kept)


@pytest.mark.usefixtures("landmarks")
def test_a_long_document_is_read_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few cells are compared, and a wrong landmark hides nothing."""
    src, tgt = long_pair(range(3000))
    cells = []
    mutual = _anchors.mutual

    def counted(rows: Floats, others: Floats) -> tuple[Ints, Floats]:
        cells.append(len(rows) * len(others))
        return mutual(rows, others)

    honest = _anchors._landmarks

    def with_a_lie(rows: Rows, others: Rows) -> tuple[Ints, Floats]:
        pairs, weight = honest(rows, others)
        if len(rows) == 3000:
            pairs[len(pairs) // 2, 1] += 40
        return pairs, weight

    monkeypatch.setattr(_anchors, "mutual", counted)
    monkeypatch.setattr(_anchors, "_landmarks", with_a_lie)
    anchors = find_anchors(src, tgt)
    assert sum(cells) < 0.25 * 3000 * 3000
    assert (anchors[:, 0] == anchors[:, 1]).sum() > 0.99 * 3000


@pytest.mark.usefixtures("landmarks")
def test_long_documents_that_have_nothing_to_do_with_each_other() -> None:
    anchors = find_anchors(vectors(2000, 1), vectors(2500, 2))
    assert is_chain(anchors)


def test_blocks_of_a_matrix_are_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    src = vectors(90)
    tgt = noisy(src)[30:]
    pairs, nearness = _nearest.mutual(src, tgt)
    for rows, columns in ((7, 11), (100, 1), (1, 100)):
        monkeypatch.setattr(_nearest, "SRC_BLOCK", rows)
        monkeypatch.setattr(_nearest, "TGT_BLOCK", columns)
        again, nearness_again = _nearest.mutual(src, tgt)
        assert again.tolist() == pairs.tolist()
        assert nearness_again == pytest.approx(nearness, abs=1e-6)


def test_nearness_is_the_cosine_less_half_of_what_is_usual() -> None:
    src = vectors(40)
    tgt = noisy(src)[:25]
    cosines = src @ tgt.T
    usual = [np.sort(matrix, axis=1)[:, -NEIGHBOURS:].mean(axis=1) for matrix in (cosines, cosines.T)]
    expected = cosines - usual[0][:, None] / 2 - usual[1] / 2
    pairs, nearness = _nearest.mutual(src, tgt)
    assert nearness == pytest.approx(expected[pairs[:, 0], pairs[:, 1]], abs=1e-5)
    assert pairs[:, 1].tolist() == expected.argmax(axis=1)[pairs[:, 0]].tolist()
    assert pairs[:, 0].tolist() == expected.argmax(axis=0)[pairs[:, 1]].tolist()


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0), (1, 1), (1, 9), (9, 1), (3000, 5)])
def test_any_sizes(n: int, m: int) -> None:
    anchors = find_anchors(vectors(n, 1), vectors(m, 2))
    assert anchors.shape[1:] == (2,)
    assert is_chain(anchors)
    assert len(anchors) <= min(n, m)


def test_rows_that_are_zero_or_all_alike() -> None:
    alike = np.repeat(vectors(1), 20, axis=0)
    for rows in (alike, np.zeros_like(alike)):
        anchors = find_anchors(rows, rows)
        assert anchors.shape[1:] == (2,)
        assert is_chain(anchors)


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 20)), max_size=9))
def test_the_chain_is_the_heaviest(items: list[tuple[int, int]]) -> None:
    values = np.array([value for value, _ in items], dtype=np.int64)
    weight = np.array([weight for _, weight in items], dtype=np.float64)
    chain = _rising(values, weight, 10).tolist()
    assert all(a < b and values[a] < values[b] for a, b in pairwise(chain))
    rising = (
        subset
        for size in range(len(items) + 1)
        for subset in combinations(range(len(items)), size)
        if all(values[a] < values[b] for a, b in pairwise(subset))
    )
    assert sum(weight[chain]) == max(sum(weight[list(subset)]) for subset in rising)
