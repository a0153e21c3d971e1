from __future__ import annotations

import pytest

from toolkit.quality import CATEGORIES, Pair, Spans, cut, is_about_the_same


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (((0, 2), (0, 5)), ((4, 6), (4, 9)), True),
        (((0, 2), (0, 5)), ((0, 2), (5, 9)), False),
        (((0, 2), None), ((1, 3), (5, 9)), True),
        (((0, 2), None), ((2, 3), None), False),
        ((None, (0, 1)), ((0, 1), None), False),
        ((None, None), (None, None), False),
    ],
)
def test_the_target_decides_where_both_have_it(first: Spans, second: Spans, expected: bool) -> None:
    assert is_about_the_same(first, second) is expected
    assert is_about_the_same(second, first) is expected


def test_a_pair_has_its_words() -> None:
    pair = Pair("a", "會議舉行。", "The meeting was held.", "会议举行。")
    assert [pair.src[token.start : token.end] for token in pair.zh_tokens] == ["會議", "舉行"]
    assert [token.text for token in pair.en_tokens] == ["The", "meeting", "was", "held"]


def test_a_cut_is_what_a_span_covers() -> None:
    assert cut("a𠀀b", (1, 2)) == "𠀀"
    assert cut("ab", None) == ""


def test_categories_are_sorted_and_unique() -> None:
    *mqm, last = CATEGORIES
    assert mqm == sorted(set(mqm))
    assert last.startswith("Alignment/")
