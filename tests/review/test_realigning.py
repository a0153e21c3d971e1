"""Alignment anew, around what a reviewer has fixed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.review.made import write_flags
from toolkit import export
from toolkit.bitext import Alignment, Bead
from toolkit.reading import read_document
from toolkit.review import Session

ZH = [
    "我们早上七点出发。",
    "路上下了大雨，车开得很慢。",
    "中午到了镇上。",
    "大家先吃饭。",
    "下午开会讨论三个问题。",
    "晚上住在河边的旅馆。",
]
EN = [
    "We set out at seven in the morning.",
    "It rained hard on the way.",
    "The car went slowly.",
    "At noon we reached the town.",
    "Everyone ate first.",
    "In the afternoon we met and discussed three questions.",
    "We spent the night at an inn by the river.",
]
WRONG = (Bead((0,), (0,)), Bead((1,), (1,)), Bead((2,), (2,)), Bead((3,), (3, 4)), Bead((4,), (5,)), Bead((5,), (6,)))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A pair whose English sentences 2 and 3 are a bead too late, as Gale and Church's aligner will see."""
    for name, sentences in (("zh", ZH), ("en", EN)):
        (tmp_path / f"{name}.txt").write_text("\n".join(sentences), "utf-8")
    documents = [read_document(tmp_path / f"{name}.txt", name, pre_split=True) for name in ("zh", "en")]  # type: ignore[arg-type]
    signature = {"aligner": "gale_church", "pre_split": True}
    export.writer(tmp_path / "pair.tsv")(Alignment(*documents, WRONG, signature))
    return Session.open(tmp_path / "pair.tsv", write_flags(tmp_path, []), reviewer="ann")


def numbers(session: Session) -> list[tuple[list[int], list[int]]]:
    return [(bead["src_ids"], bead["tgt_ids"]) for bead in session.view()["beads"]]


def act(session: Session, do: str, **fields: Any) -> dict[str, Any]:
    patch = session.act({"do": do, **fields})
    assert patch["error"] is None
    return patch


def test_what_nobody_fixed_is_aligned_anew(session: Session) -> None:
    before = numbers(session)
    assert session.view()["can_realign"]
    act(session, "realign")
    found = numbers(session)
    assert ([1], [1, 2]) in found
    assert ([2], [3]) in found
    assert (found[0], found[-1]) == (before[0], before[-1])
    assert "same beads again" in session.act({"do": "realign"})["error"]
    act(session, "undo")
    assert numbers(session) == before


def test_what_is_pinned_or_touched_stays(session: Session) -> None:
    beads = session.view()["beads"]
    act(session, "pin", bead=beads[1]["id"], pinned=True)
    act(session, "edit", bead=beads[3]["id"], side="tgt", text="Everyone ate at noon, first of all.")
    act(session, "unlink", bead=beads[4]["id"])
    session.act({"do": "realign"})
    found = numbers(session)
    assert all(bead in found for bead in (([1], [1]), ([3], [3, 4]), ([4], []), ([], [5])))
    assert sorted(i for src, _ in found for i in src) == list(range(6))
    assert sorted(j for _, tgt in found for j in tgt) == list(range(7))
    edited = next(bead for bead in session.view()["beads"] if bead["src_ids"] == [3])
    assert edited["tgt"] == "Everyone ate at noon, first of all."


def test_where_all_is_fixed_there_is_nothing_to_do(session: Session) -> None:
    for bead in session.view()["beads"]:
        act(session, "state", bead=bead["id"], state="reviewed")
    assert not session.view()["can_realign"]
    assert "nothing to align" in session.act({"do": "realign"})["error"]


def test_a_realignment_is_remembered_and_not_made_again(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(session, "realign")
    expected = session.view()["beads"]

    def fail(*_: object) -> None:
        raise AssertionError("the aligner was asked again")

    monkeypatch.setattr("toolkit.review.session.load_aligner", fail)
    for name in ("pair.tsv.json", "zh.txt", "en.txt"):
        (tmp_path / name).unlink()
    again = Session.open(tmp_path / "pair.tsv", tmp_path / "flags.tsv", reviewer="ann").view()["beads"]
    assert again == expected
