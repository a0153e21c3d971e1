from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import make_alignment
from tests.evaluate.made import write
from toolkit.bitext import Bead
from toolkit.errors import DataError
from toolkit.evaluate import Bin, measure_confidence, score_confidence
from toolkit.export import writer


def test_by_hand() -> None:
    found = measure_confidence([(0.62, True), (0.64, False), (0.62, True), (0.68, True), (1.0, True), (0.99, False)])
    low, high = found.bins
    assert (low.low, low.high, low.count, high.low, high.high, high.count) == (0.6, 0.7, 4, 0.99, 1.0, 2)
    assert [low.confidence, low.right] == pytest.approx([0.64, 0.75])
    assert [high.confidence, high.right] == pytest.approx([0.995, 0.5])
    assert found.sure == high
    assert found.error == pytest.approx((4 * 0.11 + 2 * 0.495) / 6)
    assert "0.60 - 0.70         4   0.6400   0.7500" in str(found)
    assert "right at 0.99 and more: 0.5000 of 2" in str(found)


def test_nothing_and_nothing_sure() -> None:
    assert measure_confidence([]).error == 0
    assert "right at 0.99 and more: none" in str(measure_confidence([(0.989, True)]))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_every_bead_is_in_the_bin_of_its_confidence(judged: list[tuple[float, bool]]) -> None:
    found = measure_confidence(judged)
    assert found.beads == len(judged)
    for item in found.bins:
        inside = [(c, r) for c, r in judged if item.low <= c < item.high or item.high == 1 == c]
        assert item == Bin(
            item.low,
            item.high,
            len(inside),
            sum(c for c, _ in inside) / len(inside),
            sum(r for _, r in inside) / len(inside),
        )
    assert 0 <= found.error <= 1


def test_tables_and_links(tmp_path: Path) -> None:
    gold, hyp = tmp_path / "gold", tmp_path / "hyp"
    made = [Bead((0,), (0,), -7.5, 0.75), Bead((1,), (), 3.0, 0.5), Bead((), (1,), 3.0, 1.0)]
    write(gold / "a.links", "[0]:[0]\n[1]:[1]\n")
    write(gold / "b.links", "[0]:[0]\n")
    write(hyp / "b.links", "[0]:[0]:0.25\n")
    writer(hyp / "a.tsv")(make_alignment(["甲", "乙"], ["A", "B"], made))
    found = score_confidence(gold, hyp)
    assert [(item.confidence, item.right) for item in found.bins] == [(0.25, 1), (0.5, 0), (0.75, 1), (1, 0)]
    assert found.documents == 2
    assert score_confidence(gold / "a.links", hyp / "a.tsv").beads == 3


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ("[0]:[0]\n[1]:[1]\n", r"h\.links: has no confidences; give"),
        ("[0]:[0]:0.9\n[1]:[1]:1.25\n", r"h\.links: 1\.25 is no confidence between 0 and 1"),
        ("[0]:[0]:-0.5\n", "-0.5 is no confidence"),
    ],
)
def test_no_confidences(tmp_path: Path, links: str, message: str) -> None:
    gold, hyp = write(tmp_path / "g.links", "[0]:[0]\n"), write(tmp_path / "h.links", links)
    with pytest.raises(DataError, match=message):
        score_confidence(gold, hyp)
