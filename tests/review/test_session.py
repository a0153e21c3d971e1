"""A session: what the screen gets, what each action does, and that the store alone tells it all again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.review.made import flag_on, hostile_files, write_flags, write_pair
from toolkit.bitext import bead_ids
from toolkit.errors import DataError
from toolkit.review import Session

pytestmark = pytest.mark.usefixtures("quick_risks")

TEXTS = [
    ("今年有三百人。", "This year there are 300 people."),
    ("天气很好。", "The weather is fine."),
    ("我们去公园。", "We go to the park."),
    ("他明天来。", "He comes tomorrow."),
]
FLAGS = [
    flag_on("b0", "今年", "This year", suggestion="In this year"),
    flag_on("b1", "天气", "The weather"),
    flag_on("b2", "我们", "We"),
]

Content = dict[str, Any]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return write_pair(tmp_path, TEXTS), write_flags(tmp_path, FLAGS)


@pytest.fixture
def session(files: tuple[Path, Path]) -> Iterator[Session]:
    opened = Session.open(*files, reviewer="ann")
    yield opened
    # Whatever was done: the store tells the same again.
    again = Session.open(*files, reviewer="ann")
    assert json.dumps(again.view()) == json.dumps(opened.view())


def act(session: Session, do: str, **fields: object) -> Content:
    patch = session.act({"do": do, **fields})
    assert patch["error"] is None
    json.dumps(patch)
    return patch


def refused(session: Session, do: str, **fields: object) -> str:
    before = json.dumps(session.view())
    patch = session.act({"do": do, **fields})
    assert patch["splices"] == []
    assert patch["focus"] is None
    assert json.dumps(session.view()) == before
    error: str = patch["error"]
    return error


def flags_in(session: Session) -> list[Content]:
    return [flag for bead in session.view()["beads"] for flag in bead["flags"]]


def texts_in(session: Session) -> list[tuple[str, str]]:
    return [(bead["src"], bead["tgt"]) for bead in session.view()["beads"]]


def test_the_view_has_all_that_there_is(session: Session) -> None:
    view = session.view()
    assert view["document"] == "pair.tsv"
    assert (view["reviewer"], view["reviewers"], view["version"]) == ("ann", ["ann"], 0)
    assert [bead["id"] for bead in view["beads"]] == ["b0", "b1", "b2", "b3"]
    bead = view["beads"][0]
    assert bead["src_sentences"] == [TEXTS[0][0]]
    assert (bead["kind"], bead["confidence"], bead["src_ids"], bead["tgt_was"]) == ("1-1", 0.9, [0], None)
    [flag] = bead["flags"]
    assert (flag["src"], flag["tgt"], flag["verdict"], flag["stale"]) == ([0, 2], [0, 9], "", False)
    assert view["progress"] == {
        "flags": 3, "judged": 0, "beads": 4, "touched": 0, "by_category": {"Terminology/Wrong": [0, 3]},
    }  # fmt: skip
    assert (view["orphans"], view["can_undo"], view["can_redo"]) == ([], False, False)


def test_a_verdict_is_shown_and_counted(session: Session) -> None:
    flag = flags_in(session)[1]["id"]
    patch = act(session, "verdict", flag=flag, verdict="rejected")
    [[start, removed, [bead]]] = patch["splices"]
    assert (start, removed) == (1, 1)
    assert (bead["flags"][0]["verdict"], bead["flags"][0]["by"]) == ("rejected", "ann")
    assert patch["focus"] == {"bead": "b1", "flag": flag}
    assert patch["progress"]["by_category"] == {"Terminology/Wrong": [1, 3]}
    assert act(session, "verdict", flag=flag, verdict="")["progress"]["judged"] == 0


def test_a_suggestion_replaces_its_words(session: Session) -> None:
    act(session, "apply", flag=flags_in(session)[0]["id"])
    bead = session.view()["beads"][0]
    assert (bead["tgt"], bead["tgt_was"]) == ("In this year there are 300 people.", TEXTS[0][1])
    [flag] = bead["flags"]
    assert (flag["verdict"], flag["tgt"], flag["stale"]) == ("applied", None, True)
    assert "not there" in refused(session, "apply", flag=flag["id"])
    assert "suggests nothing" in refused(session, "apply", flag=flags_in(session)[1]["id"])


def test_an_edit_brings_what_it_breaks_and_takes_what_it_mends(session: Session) -> None:
    act(session, "edit", bead="b0", side="tgt", text="This year there are 400 people.")
    flags = session.view()["beads"][0]["flags"]
    [number] = [flag for flag in flags if flag["category"] == "Accuracy/Number"]
    assert (number["src_text"], number["tgt_text"]) == ("三百", "400")
    act(session, "verdict", flag=number["id"], verdict="accepted")
    act(session, "edit", bead="b0", side="tgt", text=TEXTS[0][1])
    bead = session.view()["beads"][0]
    assert bead["tgt_was"] is None
    assert [(flag["stale"], flag["verdict"]) for flag in bead["flags"]] == [(False, ""), (True, "accepted")]


def test_a_flag_that_the_detectors_know_is_settled_when_they_find_it_no_more(tmp_path: Path) -> None:
    pair = write_pair(tmp_path, [("今年有三百人。", "This year there are 400 people.")])
    session = Session.open(pair, reviewer="ann")
    [flag] = flags_in(session)
    assert flag["category"] == "Accuracy/Number"
    patch = act(session, "edit", bead="b0", side="src", text="今年有四百人。")
    assert [shown["stale"] for shown in patch["splices"][0][2][0]["flags"]] == [True]
    assert patch["progress"]["flags"] == 0


def test_what_would_break_a_line_is_a_space(session: Session) -> None:
    act(session, "edit", bead="b3", side="tgt", text="He\tcomes\nto\u2028morrow \ud800.")
    assert session.view()["beads"][3]["tgt"] == "He comes to morrow \ufffd."


def test_notes_states_and_pins(session: Session) -> None:
    flag = flags_in(session)[0]["id"]
    act(session, "note", bead="b1", text="look here")
    act(session, "note", flag=flag, text="and here")
    act(session, "state", bead="b1", state="rejected")
    act(session, "pin", bead="b2", pinned=True)
    beads = session.view()["beads"]
    assert (beads[1]["note"], beads[1]["state"], beads[2]["pinned"]) == ("look here", "rejected", True)
    assert beads[0]["flags"][0]["note"] == "and here"


def test_merge_split_move_and_unlink(session: Session) -> None:
    merged = act(session, "merge", bead="b1")
    [[start, removed, [bead]]] = merged["splices"]
    assert (start, removed, bead["kind"], bead["confidence"]) == (1, 2, "2-2", None)
    assert bead["id"] == bead_ids([("天气很好。我们去公园。", "The weather is fine. We go to the park.")])[0]
    assert merged["focus"] == {"bead": bead["id"], "flag": None}
    assert [flag["tgt_text"] for flag in bead["flags"] if flag["detector"] == "terms"] == ["The weather", "We"]
    act(session, "split", bead=bead["id"], src=1, tgt=1)
    assert texts_in(session) == TEXTS
    act(session, "move", bead="b3", side="tgt", edge="first")
    assert texts_in(session)[-2:] == [(TEXTS[2][0], f"{TEXTS[2][1]} {TEXTS[3][1]}"), (TEXTS[3][0], "")]
    act(session, "unlink", bead="b0")
    assert texts_in(session)[:2] == [(TEXTS[0][0], ""), ("", TEXTS[0][1])]
    assert [bead["src_ids"] for bead in session.view()["beads"]] == [[0], [], [1], [2], [3]]


def test_all_can_be_undone_and_redone(session: Session) -> None:
    flags = flags_in(session)
    doings: list[Content] = [
        {"do": "verdict", "flag": flags[1]["id"], "verdict": "accepted"},
        {"do": "apply", "flag": flags[0]["id"]},
        {"do": "merge", "bead": "b0"},
        {"do": "pin", "bead": "b2", "pinned": True},
        {"do": "unlink", "bead": "b3"},
    ]
    seen = [session.view()["beads"]]
    for doing in doings:
        assert session.act(doing)["error"] is None
        seen.append(session.view()["beads"])
    for before in reversed(seen[:-1]):
        patch = act(session, "undo")
        assert session.view()["beads"] == before
    assert (patch["can_undo"], patch["can_redo"]) == (False, True)
    assert refused(session, "undo") == "there is nothing to undo"
    for after in seen[1:]:
        patch = act(session, "redo")
        assert session.view()["beads"] == after
    assert (patch["can_undo"], patch["can_redo"]) == (True, False)
    act(session, "undo")
    act(session, "note", bead="b0" if session.view()["beads"][0]["id"] == "b0" else "b2", text="new")
    assert refused(session, "redo") == "there is nothing to redo"


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"do": "delete"},
        {"do": ["verdict"]},
        {"do": "verdict", "flag": "nothing", "verdict": "accepted"},
        {"do": "verdict", "flag": None, "verdict": "accepted"},
        {"do": "apply"},
        {"do": "edit", "bead": "b0", "side": "left", "text": "x"},
        {"do": "edit", "bead": "b0", "side": "tgt", "text": 7},
        {"do": "edit", "bead": "b0", "side": "tgt", "text": TEXTS[0][1]},
        {"do": "edit", "bead": "b9", "side": "tgt", "text": "x"},
        {"do": "state", "bead": "b0", "state": "perfect"},
        {"do": "state", "bead": "b0", "state": []},
        {"do": "merge", "bead": "b3"},
        {"do": "split", "bead": "b0", "src": 1, "tgt": 1},
        {"do": "split", "bead": "b0", "src": "1", "tgt": 1},
        {"do": "move", "bead": "b0", "side": "src", "edge": "first"},
        {"do": "move", "bead": "b0", "side": "src", "edge": "middle"},
        {"do": "redo"},
    ],
)
def test_what_cannot_be_done_changes_nothing(session: Session, action: Content) -> None:
    assert refused(session, **{"do": None, **action})


def test_two_reviewers_see_each_other(files: tuple[Path, Path]) -> None:
    ann, bo = Session.open(*files, reviewer="ann"), Session.open(*files, reviewer="bo")
    flag = flags_in(ann)[0]["id"]
    act(ann, "verdict", flag=flag, verdict="accepted")
    patch = bo.poll()
    assert patch is not None
    assert patch["splices"][0][2][0]["flags"][0]["by"] == "ann"
    act(bo, "verdict", flag=flag, verdict="rejected")
    ann.poll()
    shown = flags_in(ann)[0]
    assert (shown["verdict"], shown["by"], shown["disputed"]) == ("rejected", "bo", True)
    assert shown["verdicts"] == {"ann": "accepted", "bo": "rejected"}
    act(ann, "undo")
    assert flags_in(ann)[0]["verdicts"] == {"bo": "rejected"}
    assert (
        ann.view()
        == {**bo.view(), "reviewer": "ann", **{k: ann.view()[k] for k in ("version", "can_undo", "can_redo")}}
        or bo.poll()
    )
    assert bo.view()["beads"] == ann.view()["beads"]


def test_nobody_overwrites_what_they_have_not_seen(files: tuple[Path, Path]) -> None:
    ann, bo = Session.open(*files, reviewer="ann"), Session.open(*files, reviewer="bo")
    act(ann, "edit", bead="b0", side="tgt", text="By Ann.")
    patch = bo.act({"do": "edit", "bead": "b0", "side": "tgt", "text": "By Bo."})
    assert "meanwhile" in patch["error"]
    assert patch["splices"][0][2][0]["tgt"] == "By Ann."
    act(bo, "edit", bead="b0", side="tgt", text="By Bo, who has seen it.")
    assert "meanwhile" in ann.act({"do": "merge", "bead": "b0"})["error"]


def test_what_others_build_on_is_not_undone(files: tuple[Path, Path]) -> None:
    ann, bo = Session.open(*files, reviewer="ann"), Session.open(*files, reviewer="bo")
    bead = act(ann, "merge", bead="b0")["splices"][0][2][0]["id"]
    bo.poll()
    act(bo, "note", bead=bead, text="good")
    assert "by bo rests on that" in ann.act({"do": "undo"})["error"]
    act(bo, "undo")
    act(ann, "undo")
    assert texts_in(ann) == TEXTS


def test_a_blind_reviewer_sees_nothing_of_others(files: tuple[Path, Path]) -> None:
    ann = Session.open(*files, reviewer="ann")
    flag = flags_in(ann)[0]["id"]
    act(ann, "verdict", flag=flag, verdict="accepted")
    act(ann, "merge", bead="b2")
    blind = Session.open(*files, reviewer="bo", blind=True)
    view = blind.view()
    assert (view["reviewers"], view["progress"]["judged"], len(view["beads"])) == (["bo"], 0, 4)
    act(blind, "verdict", flag=flag, verdict="rejected")
    act(ann, "note", bead="b0", text="hidden")
    patch = blind.poll()
    assert patch is not None
    assert "hidden" not in json.dumps(patch)
    ann.poll()
    assert flags_in(ann)[0]["verdicts"] == {"ann": "accepted", "bo": "rejected"}


def test_decisions_whose_bead_is_gone_are_shown(tmp_path: Path, files: tuple[Path, Path]) -> None:
    session = Session.open(*files, reviewer="ann")
    act(session, "verdict", flag=flags_in(session)[0]["id"], verdict="accepted")
    act(session, "verdict", flag=flags_in(session)[2]["id"], verdict="accepted")
    act(session, "edit", bead="b3", side="tgt", text="Tomorrow he comes.")
    # The same sentences, aligned otherwise: the last two beads are one.
    text = files[0].read_text("utf-8").replace("\nb3\t1-1\t\t1.0\t0.9\t3\t3\t", "\nb4\t1-1\t\t1.0\t0.9\t3\t3\t")
    files[0].write_text(text, "utf-8")
    view = Session.open(*files, reviewer="ann").view()
    assert view["progress"]["judged"] == 2
    [orphan] = view["orphans"]
    assert (orphan["do"], orphan["id"], orphan["message"]) == ("edit", "b3", "an edit: Tomorrow he comes.")


def test_a_verdict_on_a_flag_that_is_in_the_flags_no_more_is_kept(tmp_path: Path, files: tuple[Path, Path]) -> None:
    session = Session.open(*files, reviewer="ann")
    act(session, "verdict", flag=flags_in(session)[0]["id"], verdict="accepted")
    view = Session.open(files[0], write_flags(tmp_path, FLAGS[1:], "fewer"), reviewer="ann").view()
    [flag] = view["beads"][0]["flags"]
    assert (flag["verdict"], flag["tgt_text"], flag["tgt"]) == ("accepted", "This year", [0, 9])


def test_flags_of_another_pair_are_refused(tmp_path: Path, files: tuple[Path, Path]) -> None:
    with pytest.raises(DataError, match="1 of 1 flags are of no bead"):
        Session.open(files[0], write_flags(tmp_path, [flag_on("other", "天", "")], "others"))


def test_flags_whose_words_are_not_there_point_nowhere(tmp_path: Path, files: tuple[Path, Path]) -> None:
    wrong = [flag_on("b0", "今年", "Last year"), flag_on("b1", "天气", "fine", start=9_999)]
    view = Session.open(files[0], write_flags(tmp_path, wrong, "wrong")).view()
    assert [(flag["src"], flag["tgt"]) for bead in view["beads"] for flag in bead["flags"]] == [([0, 2], None)] * 2


def test_hostile_text_is_text(tmp_path: Path) -> None:
    session = Session.open(*hostile_files(tmp_path), reviewer="<script>\ud800\t")
    view = json.loads(json.dumps(session.view()))
    assert view["reviewer"] == "<script>\ufffd"
    for bead in view["beads"]:
        for flag in bead["flags"]:
            for side in ("src", "tgt"):
                start, end = flag[side]
                assert bead[side][start:end] == flag[f"{side}_text"]
            act(session, "apply", flag=flag["id"])


def test_lone_surrogates_do_not_reach_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "pair.jsonl"
    path.write_text('{"id": "b0", "src": "天\\ud800气", "tgt": "weather \\udfff"}\n', "utf-8")
    session = Session.open(path, reviewer="ann")
    json.dumps(session.view(), ensure_ascii=False).encode()
    act(session, "note", bead="b0", text="x")


def test_risks_come_when_they_are_found(files: tuple[Path, Path]) -> None:
    session = Session.open(*files)
    assert [bead["risk"] for bead in session.view()["beads"]] == [None] * 4
    patch = None
    while patch is None:
        patch = session.poll()
    [[start, removed, beads]] = patch["splices"]
    assert (start, removed, [bead["risk"] for bead in beads]) == (0, 4, [0.31, 0.2, 0.18, 0.18])
    assert session.poll() is None
    assert session.view()["beads"] == beads
    edited = act(session, "edit", bead="b1", side="tgt", text="Fine.")["splices"][0][2][0]
    assert edited["risk"] == 0.05


@pytest.mark.parametrize("name", ["", "  \t"])
def test_a_reviewer_must_have_a_name(files: tuple[Path, Path], name: str) -> None:
    with pytest.raises(DataError, match="must have a name"):
        Session.open(*files, reviewer=name)
