from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.samples import EN, ZH, sample_pairs
from tests.test_plugins import HOSTILE
from toolkit.corpus.duplicates import NONE, Sides, duplicates, leaks
from toolkit.corpus.fingerprints import Likeness, joined, normalised, prints


def kept(pairs: list[tuple[str, str]], likeness: Likeness, sides: Sides = "both") -> list[int]:
    src, tgt = prints([zh for zh, _ in pairs], "zh", likeness), prints([en for _, en in pairs], "en", likeness)
    found = duplicates(src, tgt, np.arange(len(pairs)), sides)
    return np.flatnonzero(found == NONE).tolist()


def jaccard(one: str, other: str, run: int) -> float:
    first, second = (
        {text[i : i + run] for i in range(max(1, len(text) - run + 1))} for text in map(normalised, (one, other))
    )
    return len(first & second) / len(first | second)


def test_likenesses() -> None:
    (long_zh, long_en), other = (
        max(sample_pairs(100), key=lambda pair: len(pair[0])),
        ("不同的话在这里", "Something else"),
    )
    close = (long_zh[:-3] + long_zh[-2:], long_en.replace("the ", "a ", 1))
    pairs = [(ZH, EN), (ZH, EN), (ZH.replace("，", ","), EN.upper()), other, (long_zh, long_en), close]
    assert kept(pairs, "exact") == [0, 2, 3, 4, 5]
    assert kept(pairs, "normalised") == [0, 3, 4, 5]
    assert kept(pairs, "near") == [0, 3, 4]


def test_sides() -> None:
    pairs = [("甲乙丙", "one"), ("甲乙丙", "two"), ("丁戊己", "one"), ("甲乙丙", "one")]
    assert kept(pairs, "exact", "both") == [0, 1, 2]
    assert kept(pairs, "exact", "src") == [0, 2]
    assert kept(pairs, "exact", "tgt") == [0, 1]
    assert kept(pairs, "exact", "either") == [0]


def test_the_first_in_order_stays() -> None:
    texts = prints([ZH, ZH, ZH], "zh", "exact")
    assert duplicates(texts, texts, np.array([2, 0, 1])).tolist() == [2, 2, NONE]
    assert duplicates(texts, texts, np.array([1])).tolist() == [NONE, NONE, NONE], "others are not looked at"


@given(st.lists(st.tuples(st.text("甲乙，", max_size=3), st.text("ab ", max_size=3)), max_size=30))
@settings(max_examples=50, deadline=None)
def test_exact_duplicates_are_those_of_a_set(pairs: list[tuple[str, str]]) -> None:
    assert [pairs[i] for i in kept(pairs, "exact")] == list(dict.fromkeys(pairs))


def test_near_duplicates_are_similar_and_the_like_are_found() -> None:
    pairs = [(zh, en) for zh, en in sample_pairs(300) if len(zh) > 20]
    changed = [(zh[:-2] + zh[-1], en.replace("the", "a", 1)) for zh, en in pairs]
    both = pairs + changed
    src, tgt = prints([zh for zh, _ in both], "zh", "near"), prints([en for _, en in both], "en", "near")
    rivals = duplicates(src, tgt, np.arange(len(both)))
    for number, rival in enumerate(rivals.tolist()):
        if rival != NONE:
            assert jaccard(both[number][0], both[rival][0], 3) > 0.6
            assert jaccard(both[number][1], both[rival][1], 5) > 0.6
    alike = [i for i in range(len(pairs)) if jaccard(*[p[0] for p in (pairs[i], changed[i])], 3) > 0.9
             and jaccard(*[p[1] for p in (pairs[i], changed[i])], 5) > 0.9]  # fmt: skip
    assert len(alike) > 10
    assert all(rivals[len(pairs) + i] != NONE for i in alike)


def test_leaks_are_between_parts_only_and_on_either_side() -> None:
    pairs = [
        ("甲乙丙丁", "one two three"),
        ("甲乙丙丁", "four five six"),
        ("戊己庚辛", "one two three"),
        ("戊己庚辛", "x"),
    ]
    src, tgt = prints([zh for zh, _ in pairs], "zh", "near"), prints([en for _, en in pairs], "en", "near")
    assert leaks(src, tgt, np.array([0, 0, 1, 1]), np.arange(4)).tolist() == [NONE, NONE, 0, NONE]
    assert leaks(src, tgt, np.array([0, 1, 1, 1]), np.arange(4)).tolist() == [NONE, 0, 0, NONE]


@pytest.mark.parametrize("likeness", ["exact", "normalised", "near"])
def test_hostile_texts_and_batches(likeness: Likeness) -> None:
    whole = prints(HOSTILE, "zh", likeness)
    parts = joined(
        [prints(HOSTILE[:4], "zh", likeness), prints([], "zh", likeness), prints(HOSTILE[4:], "zh", likeness)]
    )
    assert np.array_equal(whole.bands, parts.bands)
    assert np.array_equal(whole.signatures, parts.signatures)
    assert (duplicates(whole, whole, np.arange(len(whole))) < np.arange(len(whole))).all()
