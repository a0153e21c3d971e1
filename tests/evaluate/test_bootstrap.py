from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.evaluate import Ratio, bootstrap, f1_difference, f1_interval

COUNT = st.integers(0, 9)


@st.composite
def ratios(draw: st.DrawFn) -> Ratio:
    hyp, gold = draw(COUNT), draw(COUNT)
    return Ratio(draw(st.integers(0, hyp)), hyp, draw(st.integers(0, gold)), gold)


@given(st.lists(ratios(), min_size=1, max_size=20))
def test_the_vectorised_f1_is_that_of_a_ratio(rows: list[Ratio]) -> None:
    counts = np.array([[r.right_hyp, r.hyp, r.right_gold, r.gold] for r in rows])
    assert bootstrap._f1(counts) == pytest.approx([ratio.f1 for ratio in rows])


@given(st.lists(ratios(), min_size=2, max_size=12))
@settings(max_examples=20, deadline=None)
def test_an_interval_is_within_what_the_documents_have(rows: list[Ratio]) -> None:
    interval = f1_interval(rows, 1)
    counted = [ratio for ratio in rows if ratio.hyp or ratio.gold]
    assert (interval is None) == (len(counted) < 2)
    if interval:
        assert 0 <= interval[0] <= interval[1] <= 1
        assert interval == f1_interval(rows, 1) == f1_interval([Ratio(), *rows], 1)


def test_an_interval_by_hand() -> None:
    assert f1_interval([Ratio(8, 10, 8, 10)] * 6, 1) == pytest.approx((0.8, 0.8))
    # Of two documents, one all right and one all wrong: the sums are 0, 1/2 and 1, with 1/4, 1/2 and 1/4.
    assert f1_interval([Ratio(10, 10, 10, 10), Ratio(0, 10, 0, 10)], 1) == (0.0, 1.0)
    low, high = f1_interval([Ratio(k, 10, k, 10) for k in (5, 6, 7, 8, 9)] * 20, 1) or (0, 0)
    # The mean of 100 numbers with the standard deviation .141.
    assert low == pytest.approx(0.7 - 1.96 * 0.0141, abs=0.003)
    assert high == pytest.approx(0.7 + 1.96 * 0.0141, abs=0.003)
    assert f1_interval([], 1) is f1_interval([Ratio(1, 1, 1, 1)], 1) is None


def test_documents_that_vary_together_still_show_a_difference() -> None:
    theirs = [Ratio(k, 20, k, 20) for k in range(2, 18)]
    ours = [Ratio(k + 1, 20, k + 1, 20) for k in range(2, 18)]
    difference = f1_difference(ours, theirs, 1)
    assert difference
    assert difference.value == pytest.approx(0.05)
    assert [difference.low, difference.high] == pytest.approx([0.05, 0.05])
    assert difference.p < 0.001
    (low, high), (other_low, other_high) = f1_interval(ours, 1) or (0, 0), f1_interval(theirs, 1) or (0, 0)
    assert other_low < low < other_high < high


def test_no_difference() -> None:
    mixed = [Ratio(k % 5 + 3, 10, k % 5 + 3, 10) for k in range(20)]
    other = [Ratio((k + 2) % 5 + 3, 10, (k + 2) % 5 + 3, 10) for k in range(20)]
    difference = f1_difference(mixed, other, 1)
    assert difference
    assert difference.low < 0 < difference.high
    assert difference.p > 0.2
    assert f1_difference(mixed, mixed, 1) == bootstrap.Difference(0, 0, 0, 1)
    assert f1_difference(mixed[:1], mixed[:1], 1) is None


def test_many_documents_are_drawn_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Ratio(k % 7, 7, k % 7, 7) for k in range(50)]
    whole = f1_interval(rows, 4)
    monkeypatch.setattr(bootstrap, "_BLOCK", 333)
    assert f1_interval(rows, 4) == whole
