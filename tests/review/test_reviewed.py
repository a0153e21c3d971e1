"""What comes of a review: the units as reviewers want them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.review.made import flag_on, write_flags, write_pair
from toolkit.converting import units_in
from toolkit.errors import DataError
from toolkit.flag_files import read_flags
from toolkit.review import Session, reviewed
from toolkit.units import Unit

TEXTS = [
    ("第一句。", "The first."),
    ("第二句。", "The second."),
    ("第三句。", "The third."),
    ("第四句。", "The fourth."),
]
FLAGS = [flag_on(f"b{i}", src[:2], tgt[:5], suggestion="Now") for i, (src, tgt) in enumerate(TEXTS)]


def units_after(folder: Path, *actions: dict[str, object]) -> tuple[list[Unit], list[Unit]]:
    """The units before and after these actions; a flag is given by its number."""
    pair, flags = write_pair(folder, TEXTS), write_flags(folder, FLAGS)
    session = Session.open(pair, flags, reviewer="ann")
    ids = [flag["id"] for bead in session.view()["beads"] for flag in bead["flags"]]
    for action in actions:
        known = {
            name: ids[value] if name == "flag" and isinstance(value, int) else value for name, value in action.items()
        }
        assert session.act(known)["error"] is None
    units = [replace(unit, more={"genre": "news", "line": unit.id}, document="d", risk=0.5) for unit in units_in(pair)]
    return units, reviewed(units, read_flags(flags), folder / "pair.review.sqlite")


def test_what_nobody_touched_stays(tmp_path: Path) -> None:
    before, after = units_after(tmp_path, {"do": "note", "bead": "b0", "text": "x"})
    assert [replace(unit, flags=()) for unit in after] == before
    assert [list(unit.flags) for unit in after] == [[flag] for flag in FLAGS]


def test_texts_states_and_flags_are_as_decided(tmp_path: Path) -> None:
    _, after = units_after(
        tmp_path,
        {"do": "verdict", "flag": 0, "verdict": "accepted"},
        {"do": "verdict", "flag": 1, "verdict": "rejected"},
        {"do": "apply", "flag": 2},
        {"do": "edit", "bead": "b3", "side": "src", "text": "第四个句子。"},
        {"do": "state", "bead": "b3", "state": "rejected"},
    )
    assert [(unit.src, unit.tgt) for unit in after] == [
        *TEXTS[:2],
        ("第三句。", "Nowhird."),
        ("第四个句子。", "The fourth."),
    ]
    assert [len(unit.flags) for unit in after] == [1, 0, 0, 1]
    assert [unit.state for unit in after] == ["", "", "", "rejected"]
    assert [unit.risk for unit in after] == [0.5, 0.5, None, None]


def test_a_new_bead_has_what_its_parts_have_in_common(tmp_path: Path) -> None:
    _, after = units_after(tmp_path, {"do": "merge", "bead": "b1"})
    assert [after[0].id, after[2].id] == ["b0", "b3"]
    unit = after[1]
    assert (unit.src, unit.tgt) == ("第二句。第三句。", "The second. The third.")
    assert (unit.src_ids, unit.document, unit.more) == ((1, 2), "d", {"genre": "news"})
    assert (unit.confidence, unit.risk) == (None, None)
    assert [(flag.bead_id, flag.src, flag.tgt) for flag in unit.flags] == [
        (unit.id, (0, 2), (0, 5)),
        (unit.id, (4, 6), (12, 17)),
    ]


def test_what_was_split_needs_neither_documents_nor_segmenter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.review.sentences.load", None)
    session = Session.open(write_pair(tmp_path, TEXTS), write_flags(tmp_path, FLAGS), reviewer="ann")
    new = session.act({"do": "merge", "bead": "b1"})["splices"][0][2][0]["id"]
    assert session.act({"do": "split", "bead": new, "src": 1, "tgt": 0})["error"] is None
    after = reviewed(list(units_in(tmp_path / "pair.tsv")), FLAGS, tmp_path / "pair.review.sqlite")
    assert [(unit.src, unit.tgt) for unit in after[1:3]] == [("第二句。", ""), ("第三句。", "The second. The third.")]


def test_flags_in_the_units_count_too(tmp_path: Path) -> None:
    units, _ = units_after(tmp_path, {"do": "verdict", "flag": 0, "verdict": "rejected"})
    own = [replace(unit, flags=(flag,)) for unit, flag in zip(units, FLAGS, strict=True)]
    after = reviewed(own, [], tmp_path / "pair.review.sqlite")
    assert [len(unit.flags) for unit in after] == [0, 1, 1, 1]


@pytest.mark.parametrize("name", ["missing.sqlite", "pair.tsv"])
def test_there_must_be_a_store(tmp_path: Path, name: str) -> None:
    units, _ = units_after(tmp_path, {"do": "note", "bead": "b0", "text": "x"})
    with pytest.raises(DataError, match=name):
        reviewed(units, [], tmp_path / name)


def test_the_store_must_be_that_of_the_document(tmp_path: Path) -> None:
    units, _ = units_after(tmp_path, {"do": "note", "bead": "b0", "text": "x"})
    with pytest.raises(DataError, match="another document"):
        reviewed(
            [replace(unit, id=f"c{unit.id}", src=unit.src + "！") for unit in units],
            [],
            tmp_path / "pair.review.sqlite",
        )
