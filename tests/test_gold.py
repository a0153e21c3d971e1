from __future__ import annotations

from itertools import pairwise, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.gold import GoldSpan, Link, spans_of_links


def span(src: tuple[int, int], tgt: tuple[int, int], is_whole: bool = True) -> GoldSpan:
    return GoldSpan(range(*src), range(*tgt), is_whole)


@pytest.mark.parametrize(
    ("links", "spans"),
    [
        ([], []),
        ([([0], [0]), ([1], [1, 2])], [span((0, 1), (0, 1)), span((1, 2), (1, 3))]),
        ([([1], [1]), ([0], [0])], [span((0, 1), (0, 1)), span((1, 2), (1, 2))]),
        ([([0], []), ([], [0]), ([1], [1])], [span((1, 2), (1, 2))]),
        ([([1, 0], [1, 0])], [span((0, 2), (0, 2))]),
        # Beads that cross make one span that is not whole,
        ([([0], [1]), ([1], [0])], [span((0, 2), (0, 2), False)]),
        ([([0], [2]), ([1], [1]), ([2], [0]), ([3], [3])], [span((0, 3), (0, 3), False), span((3, 4), (3, 4))]),
        # as does a bead with a gap and what is inside the gap.
        ([([0, 2], [0])], [span((0, 3), (0, 1), False)]),
        ([([0], [0, 2]), ([1], [1])], [span((0, 2), (0, 3), False)]),
        ([([0], [0]), ([1], [2]), ([2], [1]), ([3], [3])],
         [span((0, 1), (0, 1)), span((1, 3), (1, 3), False), span((3, 4), (3, 4))]),
        # One that crosses several takes them all in.
        ([([0], [0]), ([1], [1]), ([2], [2]), ([3], [0])], [span((0, 4), (0, 3), False)]),
    ],
)  # fmt: skip
def test_spans_of_links(links: list[Link], spans: list[GoldSpan]) -> None:
    assert spans_of_links(links) == spans


def test_links_that_are_borders_only_make_spans_that_are_not_whole() -> None:
    assert spans_of_links([([0, 1], [0, 1, 2])], is_whole=False) == [span((0, 2), (0, 3), False)]


@given(st.lists(st.tuples(st.sets(st.integers(0, 9), max_size=3), st.sets(st.integers(0, 9), max_size=3)), max_size=8))
def test_spans_rise_and_hold_every_link(links: list[tuple[set[int], set[int]]]) -> None:
    spans = spans_of_links([(list(src), list(tgt)) for src, tgt in links])
    for before, after in pairwise(spans):
        assert before.src.stop <= after.src.start
        assert before.tgt.stop <= after.tgt.start
    for src, tgt in links:
        if src and tgt:
            assert any(src <= set(s.src) and tgt <= set(s.tgt) for s in spans)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8), st.randoms())
def test_beads_in_order_are_spans_as_they_stand(sizes: list[tuple[int, int]], random: Random) -> None:
    links: list[tuple[range, range]] = []
    i = j = 0
    for m, n in sizes:
        links.append((range(i, i + m), range(j, j + n)))
        i, j = i + m, j + n
    wanted = [GoldSpan(src, tgt, True) for src, tgt in links if src and tgt]
    random.shuffle(links)
    assert spans_of_links(links) == wanted


def test_spans_do_not_depend_on_the_order_of_the_links() -> None:
    links = [([0], [1]), ([1], [0]), ([2, 4], [2]), ([3], [3]), ([5], [5])]
    for order in permutations(links):
        assert spans_of_links(order) == [span((0, 2), (0, 2), False), span((2, 5), (2, 4), False), span((5, 6), (5, 6))]
