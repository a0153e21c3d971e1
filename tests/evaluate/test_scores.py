from __future__ import annotations

from hypothesis import given

from tests.evaluate.made import beads, tilings
from toolkit.bitext import Bead
from toolkit.evaluate import Ratio, Score, right_beads, score_beads


def total(gold: list[Bead], hyp: list[Bead]) -> Score:
    return sum(score_beads(gold, hyp).values(), Score())


@given(tilings())
def test_gold_against_itself_is_perfect(gold: list[Bead]) -> None:
    score = total(gold, gold)
    assert score.strict.f1 == score.lax.f1 == 1
    assert all(kind.strict.f1 == kind.lax.f1 == 1 for kind in score_beads(gold, gold).values())


@given(tilings(), tilings())
def test_bounds_and_symmetry(gold: list[Bead], hyp: list[Bead]) -> None:
    score, back = total(gold, hyp), total(hyp, gold)
    assert 0 <= score.strict.f1 <= score.lax.f1 <= 1
    assert (score.strict.precision, score.lax.precision) == (back.strict.recall, back.lax.recall)
    assert (score.strict.hyp, score.strict.gold) == (len(hyp), len(gold))


def test_strict_and_lax_by_hand() -> None:
    gold = beads(((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3,), (3,)))
    hyp = beads(((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3,)))
    score = total(gold, hyp)
    assert score.strict == Ratio(2, 4, 2, 4)
    # ([1], [1]) overlaps a gold bead on both sides; ([2], [2]) does not, source 2 being in a null bead.
    assert score.lax == Ratio(3, 4, 3, 4)


def test_null_beads_count_on_both_sides_and_only_when_the_same() -> None:
    gold = beads(((0,), ()), ((), (0, 1)))
    assert total(gold, beads(((0,), ()), ((), (0,)), ((), (1,)))).strict == Ratio(1, 3, 1, 2)
    assert total(gold, beads(((0,), ()), ((), (0,)), ((), (1,)))).lax == Ratio(1, 3, 1, 2)


def test_lax_needs_overlap_with_one_bead_on_both_sides() -> None:
    gold = beads(((0,), (0,)), ((1,), (1,)))
    assert total(gold, beads(((0,), (1,)), ((1,), (0,)))).lax == Ratio(0, 2, 0, 2)
    assert total(gold, beads(((0, 1), (0, 1)))).lax == Ratio(1, 1, 2, 2)


def test_by_kind() -> None:
    gold = beads(((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)))
    hyp = beads(((0,), (0,)), ((1, 2), (1, 2, 3)))
    kinds = score_beads(gold, hyp)
    assert list(kinds) == ["1-1", "1-2", "2-3"]
    assert kinds["1-1"].strict == Ratio(1, 1, 1, 2)
    assert kinds["1-2"].strict == Ratio(0, 0, 0, 1)
    assert kinds["2-3"].strict == Ratio(0, 1, 0, 0)
    assert (kinds["1-2"].strict.precision, kinds["2-3"].strict.recall) == (0, 0)


def test_nothing_against_nothing_is_right_and_against_something_wrong() -> None:
    assert total([], []).strict.f1 == 1
    assert total([], beads(((0,), (0,)))).strict.f1 == 0
    assert total(beads(((0,), (0,))), []).strict.f1 == 0


def test_right_beads() -> None:
    gold = beads(((0,), (0,)), ((1,), ()), ((2,), (1, 2)))
    assert right_beads(gold, beads(((0,), (0,)), ((1,), (1,)), ((2,), (2,)))) == [True, False, False]
    assert right_beads(gold, gold) == [True] * 3
