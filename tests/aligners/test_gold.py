from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.aligners._gold import allowed
from toolkit.aligners._lattice import Band, Candidates, candidates, posteriors
from toolkit.gold import GoldSpan, spans_of_links

Bead = tuple[tuple[int, int], tuple[int, int]]


def span(src: tuple[int, int], tgt: tuple[int, int], is_whole: bool = True) -> GoldSpan:
    return GoldSpan(range(*src), range(*tgt), is_whole)


def lattice(n: int, m: int) -> tuple[Candidates, int]:
    band = Band(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64))
    return candidates(band, np.zeros(n, dtype=bool), np.zeros(m, dtype=bool)), len(band)


def beads(spans: list[GoldSpan], n: int, m: int, offset: tuple[int, int] = (0, 0)) -> set[Bead] | None:
    """The allowed beads as ranges of the documents, and that each is on some allowed path."""
    found, nodes = lattice(n, m)
    found = found.shifted(*offset)
    mask = allowed(spans, found, nodes)
    if mask is None:
        return None
    assert mask.shape == (len(found),)
    right = found.select(mask)
    posterior, total = posteriors(right.start, right.end, np.zeros(len(right)), nodes)
    assert np.isfinite(total)
    i, j = right.src, right.tgt
    rows = zip(i.tolist(), (i + right.src_size).tolist(), j.tolist(), (j + right.tgt_size).tolist(), strict=True)
    return {((a, b), (c, d)) for (a, b, c, d), p in zip(rows, posterior, strict=True) if p > 0}


def test_of_whole_spans_the_beads_are_known() -> None:
    assert beads([span((0, 1), (0, 2)), span((1, 3), (2, 3))], 3, 3) == {((0, 1), (0, 2)), ((1, 3), (2, 3))}


def test_what_is_in_no_span_is_null() -> None:
    found = beads([span((0, 1), (0, 1)), span((2, 3), (1, 2))], 3, 2)
    assert found == {((0, 1), (0, 1)), ((1, 2), (1, 1)), ((2, 3), (1, 2))}


def test_two_nulls_may_come_in_either_order() -> None:
    found = beads([span((0, 1), (0, 1))], 2, 2)
    assert found == {((0, 1), (0, 1)), ((1, 2), (1, 1)), ((1, 2), (2, 2)), ((1, 1), (1, 2)), ((2, 2), (1, 2))}


def test_without_spans_everything_is_null() -> None:
    found = beads([], 2, 2)
    assert found is not None
    assert all(a == b or c == d for (a, b), (c, d) in found)
    assert len(found) == 2 * 3 + 2 * 3


def test_inside_a_span_that_is_not_whole_any_path_without_nulls_is_right() -> None:
    assert beads([span((0, 2), (0, 2), False)], 2, 2) == {
        ((0, 1), (0, 1)), ((1, 2), (1, 2)), ((0, 2), (0, 2)),
    }  # fmt: skip
    found = beads([span((0, 1), (0, 1)), span((1, 3), (1, 4), False)], 3, 4)
    assert found is not None
    assert all((a < 1) == (c < 1) for (a, _), (c, _) in found)
    assert all(a < b and c < d for (a, b), (c, d) in found)


def test_inside_a_span_that_no_beads_fill_there_may_be_nulls() -> None:
    found = beads([span((0, 1), (0, 9), False)], 1, 9)
    assert found is not None
    assert ((0, 0), (0, 1)) in found
    assert ((0, 1), (2, 9)) in found
    assert ((0, 1), (0, 0)) in found


def test_a_whole_span_that_is_too_large_for_a_bead_makes_a_block_useless() -> None:
    assert beads([span((0, 5), (0, 5))], 5, 5) is None


def test_sentences_are_numbered_from_the_documents_begin() -> None:
    spans = [span((k, k + 1), (k, k + 1)) for k in range(20)]
    assert beads(spans, 3, 3, (8, 8)) == {((k, k + 1), (k, k + 1)) for k in range(8, 11)}
    assert beads(spans, 3, 3, (8, 9)) is None
    assert beads([], 1, 1, (8, 9)) == {((8, 9), (9, 9)), ((8, 9), (10, 10)), ((8, 8), (9, 10)), ((9, 9), (9, 10))}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=5))
def test_the_gold_itself_is_allowed(sizes: list[tuple[int, int]]) -> None:
    """Beads of these sizes; those with one empty side are sentences without partner."""
    links: list[tuple[range, range]] = []
    i = j = 0
    for m, n in sizes:
        links.append((range(i, i + m), range(j, j + n)))
        i, j = i + m, j + n
    found = beads(spans_of_links(links), i, j)
    assert found is not None
    for src, tgt in links:
        if src and tgt:
            assert ((src.start, src.stop), (tgt.start, tgt.stop)) in found
    both = {bead for bead in found if bead[0][0] < bead[0][1] and bead[1][0] < bead[1][1]}
    assert len(both) == sum(bool(src and tgt) for src, tgt in links)
