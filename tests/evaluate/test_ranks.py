from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from toolkit.evaluate.ranks import auc, concordance, interval, tau_c, tau_within

SCORED = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=2, max_size=30)


def test_by_hand() -> None:
    scores, gold = [1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 5.0, 5.0]
    assert concordance(scores, gold) == (4, 0)
    assert tau_c(scores, gold) == 1.0
    assert auc(scores, [False, False, True, True]) == 1.0
    assert auc([1, 1, 1, 1], [False, False, True, True]) == 0.5
    assert tau_c([], []) == 0.0
    assert auc([1.0], [True]) == 0.5


@given(SCORED)
def test_concordance_is_the_count_over_all_pairs(items: list[tuple[int, int]]) -> None:
    products = [(a[0] - b[0]) * (a[1] - b[1]) for a, b in combinations(items, 2)]
    scores, gold = zip(*items, strict=True)
    assert concordance(scores, gold) == (sum(p > 0 for p in products), sum(p < 0 for p in products))


@given(SCORED)
def test_tau_c_is_that_of_scipy(items: list[tuple[int, int]]) -> None:
    scores, gold = zip(*items, strict=True)
    if len(set(scores)) > 1 and len(set(gold)) > 1:
        assert tau_c(scores, gold) == pytest.approx(stats.kendalltau(scores, gold, variant="c").statistic)


def test_within_groups_only() -> None:
    groups = [([1.0, 2.0], [0.0, 1.0]), ([20.0, 10.0], [0.0, 1.0]), ([5.0, 5.0], [0.0, 1.0]), ([1.0, 2.0], [3.0, 3.0])]
    assert tau_within(groups) == 0.0
    assert tau_within(groups[:1]) == 1.0
    assert tau_within([]) == 0.0


def test_interval() -> None:
    values = [0.0, 1.0, 1.0, 0.0] * 25
    found = interval(lambda which: float(sum(values[i] for i in which)) / len(which), len(values))
    assert found.value == 0.5
    assert 0.35 < found.low < 0.45 < 0.55 < found.high < 0.65
    assert found == interval(lambda which: float(sum(values[i] for i in which)) / len(which), len(values))
    assert str(found).startswith("   0.500 [0.4")
