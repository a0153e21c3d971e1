from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.review.made import flag_on, write_flags, write_pair

pytest.importorskip("anywidget")

from toolkit.review import Review

TEXTS = [("改革很重要。", "Reform is importent."), ("他走了。", "He left."), ("他回来了。", "He came back.")]


@pytest.fixture
def review(tmp_path: Path) -> Review:
    flags = write_flags(tmp_path, [flag_on("b0", "改革", "importent", suggestion="important", start=10)])
    return Review(write_pair(tmp_path, TEXTS), flags, reviewer="anna")


@pytest.fixture
def sent(review: Review, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(review, "send", messages.append)
    return messages


def ask(review: Review, **action: Any) -> None:
    """As the browser does it."""
    review._handle_custom_msg(action, [])


def test_the_browser_gets_the_view_that_it_asks_for(review: Review, sent: list[dict[str, Any]]) -> None:
    ask(review, number="x-1", do="view")
    (answer,) = sent
    assert (answer["number"], answer["do"]) == ("x-1", "view")
    assert [bead["tgt"] for bead in answer["view"]["beads"]] == [tgt for _, tgt in TEXTS]


@pytest.mark.usefixtures("quick_risks")
def test_the_first_poll_brings_the_risks(review: Review, sent: list[dict[str, Any]]) -> None:
    ask(review, number="x-1", do="view")
    assert review.session._risk_finder
    review.session._risk_finder.join()
    ask(review, number="x-2", do="poll")
    [[_, _, beads]] = sent[1]["patch"]["splices"]
    assert [bead["risk"] for bead in beads] == [0.2, 0.08, 0.13]


def test_an_action_is_answered_with_a_patch(review: Review, sent: list[dict[str, Any]]) -> None:
    (flag,) = review.session.view()["beads"][0]["flags"]
    ask(review, number="x-2", do="verdict", flag=flag["id"], verdict="accepted")
    assert sent[0]["patch"]["error"] is None
    assert sent[0]["patch"]["progress"]["judged"] == 1


def test_another_reviewers_verdict_comes_by_polling(review: Review, sent: list[dict[str, Any]], tmp_path: Path) -> None:
    other = Review(tmp_path / "pair.tsv", tmp_path / "flags.tsv", reviewer="ben")
    (flag,) = other.session.view()["beads"][0]["flags"]
    ask(review, number="x-3", do="poll")
    assert "patch" not in sent[0]
    other.session.act({"do": "verdict", "flag": flag["id"], "verdict": "rejected"})
    ask(review, number="x-4", do="poll")
    assert sent[1]["patch"]["splices"]


@pytest.mark.parametrize("action", [{"do": "fly"}, {}, {"do": "verdict", "flag": "none", "verdict": "accepted"}])
def test_what_cannot_be_done_is_answered_too(
    review: Review, sent: list[dict[str, Any]], action: dict[str, Any]
) -> None:
    ask(review, number="x-5", **action)
    (answer,) = sent
    assert answer["number"] == "x-5"
    assert answer.get("error") or answer["patch"]["error"]


def test_an_unforeseen_error_is_answered_and_raised(
    review: Review, sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review.session, "act", lambda action: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        review._answer(None, {"number": "x-6", "do": "undo"}, None)
    assert sent == [{"number": "x-6", "error": "ZeroDivisionError: division by zero"}]


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert "http" not in Review._esm.replace("http://www.w3.org/2000/svg", "")
    assert "innerHTML" not in Review._esm
    assert "url(" not in Review._css
    assert "@import" not in Review._css


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_offsets_in_the_browser_count_as_those_of_flags_do(tmp_path: Path) -> None:
    script = tmp_path / "pieces.mjs"
    script.write_text(
        Review._esm
        + """
const flag = { src: [1, 3], id: "f" };
const found = pieces("𠀀改革𠀁。Abc", [flag], "src", "ABC");
console.log(JSON.stringify(found.map((piece) => [piece.text, piece.flags.length, piece.isHit])));
""",
        "utf-8",
    )
    result = subprocess.run(["node", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == '[["𠀀",0,false],["改革",1,false],["𠀁。",0,false],["Abc",0,true]]'
