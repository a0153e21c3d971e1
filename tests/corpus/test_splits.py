from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.splits import parse_split, split
from toolkit.errors import BadParameter, DataError


def test_sizes_are_read() -> None:
    assert parse_split("dev=10,test=2000") == {"dev": 10, "test": 2000}
    assert parse_split(" dev = 10 ") == {"dev": 10}


@pytest.mark.parametrize(
    "text", ["", "dev", "dev=0", "dev=-1", "dev=1,dev=2", "train=3", "../x=3", "dev=1,", "dev=1.5", "dev=1000,tst=5"]
)
def test_sizes_that_are_none(text: str) -> None:
    with pytest.raises(BadParameter, match=r"dev=1000|there are dev and test"):
        parse_split(text)


@given(st.lists(st.integers(1, 20), min_size=10, max_size=40), st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_documents_stay_whole_and_sizes_are_kept(pairs: list[int], seed: int) -> None:
    documents = np.repeat(np.arange(len(pairs)), pairs)
    sizes = {"dev": 25, "test": 30}
    try:
        owner = split(documents, [""] * len(pairs), sizes, seed)
    except DataError:
        assert sum(pairs) <= 95
        return
    assert all(len(set(owner[documents == document].tolist())) == 1 for document in range(len(pairs)))
    assert [(owner == number).sum() for number in (0, 1)] <= [25, 30]
    assert 0 < (owner == 1).sum() <= 30
    assert np.array_equal(owner, split(documents, [""] * len(pairs), sizes, seed))


def test_genres_have_their_share() -> None:
    documents = np.repeat(np.arange(100), 5)
    genres = ["news"] * 80 + ["law"] * 20
    owner = split(documents, genres, {"test": 100}, 3)
    chosen = np.flatnonzero(owner == 0)
    assert len(chosen) == 100
    assert sum(genres[documents[i]] == "law" for i in chosen) == 20


def test_another_seed_draws_otherwise() -> None:
    documents = np.repeat(np.arange(50), 4)
    first, second = (split(documents, [""] * 50, {"dev": 40}, seed) for seed in (1, 2))
    assert not np.array_equal(first, second)


def test_what_cannot_be_split() -> None:
    with pytest.raises(DataError, match="--split-by pair"):
        split(np.zeros(100, np.int64), [""], {"dev": 10}, 0)
    with pytest.raises(DataError, match="10 pairs are too few for dev=10; make them smaller"):
        split(np.zeros(10, np.int64), [""], {"dev": 10}, 0)
    with pytest.raises(DataError, match="37 pairs are too few for dev=1000 and test=1000"):
        split(np.zeros(37, np.int64), [""], {"dev": 1000, "test": 1000}, 0)
    with pytest.raises(DataError, match="the smallest of 1 has 100 pairs"):
        split(np.zeros(100, np.int64), [""], {"dev": 10}, 0)
