from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import make_alignment, make_document
from toolkit.bitext import COLUMNS, Bead, bead_ids
from toolkit.errors import ToolkitError


def test_an_alignment_and_its_frame() -> None:
    alignment = make_alignment(
        ["甲。", "乙。", "丙。"], ["A.", "B."], [Bead((0, 1), (0,), 2.0, 0.5), Bead((), (1,)), Bead((2,), ())]
    )
    assert len(alignment) == 3
    frame = alignment.to_frame()
    assert tuple(frame.columns) == COLUMNS
    assert list(frame.kind) == ["2-1", "0-1", "1-0"]
    assert list(frame.src_ids) == ["0,1", "", "2"]
    assert list(frame.tgt_ids) == ["0", "1", ""]
    assert list(frame.src) == ["甲。乙。", "", "丙。"]
    assert list(frame.confidence) == [0.5, 1.0, 1.0]
    assert list(frame.bead_id) == list(alignment.bead_ids)


def test_an_empty_alignment() -> None:
    assert len(make_alignment([], [], [])) == 0
    assert tuple(make_alignment([], [], []).to_frame().columns) == COLUMNS


@pytest.mark.parametrize(
    ("beads", "message"),
    [
        ([Bead((0,), (0,))], "a source sentence is in 0 beads: number 1"),
        ([Bead((0, 1), (0, 1)), Bead((1,), ())], "a source sentence is in 2 beads: number 1"),
        ([Bead((1,), (0,)), Bead((0,), (1,))], "a source sentence is out of order"),
        ([Bead((0,), (1,)), Bead((1,), (0,))], "a target sentence is out of order"),
        ([Bead((0, 1), ())], "a target sentence is in 0 beads: number 0"),
        ([Bead((0, 1), (0, 1)), Bead((), ())], "a bead is empty on both sides"),
        ([Bead((0, 1, 2), (0, 1))], "a source sentence is out of order"),
        ([], "a source sentence is in 0 beads"),
    ],
)
def test_bad_beads_are_refused(beads: list[Bead], message: str) -> None:
    with pytest.raises(ToolkitError, match=message):
        make_alignment(["甲", "乙"], ["a", "b"], beads)


def test_a_moved_bead_names_its_partner() -> None:
    alignment = make_alignment(
        ["甲"], ["a"], [Bead((0,), (), label="moved", partner=1), Bead((), (0,), label="moved", partner=0)]
    )
    one, two = alignment.bead_ids
    assert list(alignment.to_frame().label) == [f"moved:{two}", f"moved:{one}"]


def test_joining_is_as_the_language_joins() -> None:
    assert make_document(["甲。", "乙。"], "zh").join([0, 1]) == "甲。乙。"
    assert make_document(["A.", "B."], "en").join([0, 1]) == "A. B."
    assert make_document(["A."], "en").join([]) == ""


TEXTS = st.text(st.sampled_from("甲a\n1\ud800"), max_size=3)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=20))
def test_bead_ids_are_unique_and_stable(pairs: list[tuple[str, str]]) -> None:
    ids = bead_ids(pairs)
    assert len(set(ids)) == len(pairs)
    assert bead_ids(pairs) == ids
    assert all(len(one) == 12 for one in ids)
    # What comes after a bead does not change its id.
    assert bead_ids(pairs[:-1]) == ids[: len(pairs[:-1])]


def test_a_bead_keeps_its_id_when_others_change() -> None:
    before = make_alignment(["甲", "乙"], ["a", "b"], [Bead((0,), (0,)), Bead((1,), (1,))])
    after = make_alignment(["丙", "甲", "乙"], ["a", "b"], [Bead((0,), ()), Bead((1,), (0,)), Bead((2,), (1,))])
    assert before.bead_ids == after.bead_ids[1:]


def test_types_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Bead((0,), (0,)).score = 1  # type: ignore[misc]
