"""Figures from verdicts, and files of decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.review.made import flag_on, write_flags, write_pair
from toolkit.calibration import Calibration, Step, read_calibration
from toolkit.errors import BadParameter, DataError
from toolkit.learned import write_learned
from toolkit.marot import read_marot
from toolkit.review import Session
from toolkit.review.agreement import agreements, cohen_kappa, precisions, report
from toolkit.review.decision_files import DECISION_COLUMNS, export_decisions
from toolkit.review.recalibrating import recalibrate
from toolkit.tables import read_table

TEXTS = [(f"第{i}句。", f"Sentence {i}.") for i in range(6)]
ANN, BO = "AAARRA", "AARRAA"
"""What two reviewers say of six flags: accepted or rejected."""


class Reviewing:
    """A pair and what reviewers do to it."""

    def __init__(self, folder: Path) -> None:
        self.pair = write_pair(folder, TEXTS)
        self.flags = write_flags(folder, [flag_on(f"b{i}", "第", "Sentence", suggestion="Line") for i in range(6)])
        self.store = folder / "pair.review.sqlite"

    def session(self, name: str, *, blind: bool = False) -> tuple[Session, list[str]]:
        session = Session.open(self.pair, self.flags, reviewer=name, blind=blind)
        return session, [
            flag["id"] for bead in session.view()["beads"] for flag in bead["flags"] if flag["detector"] == "terms"
        ]

    def judge(self, name: str, verdicts: str, *, blind: bool = False) -> None:
        session, ids = self.session(name, blind=blind)
        for flag, letter in zip(ids, verdicts, strict=True):
            if letter != "-":
                self.act(session, do="verdict", flag=flag, verdict={"A": "accepted", "R": "rejected"}[letter])

    @staticmethod
    def act(session: Session, **action: Any) -> None:
        assert session.act(action)["error"] is None


@pytest.fixture
def reviewing(tmp_path: Path) -> Reviewing:
    return Reviewing(tmp_path)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # Cohen's own kind of example: 20 and 15 agreed, 5 and 10 not; kappa .4.
        ([(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15, 0.4),
        ([(True, True), (False, False)], 1.0),
        ([(True, False), (False, True)], -1.0),
        ([(True, True)] * 3, None),
        ([(True, False)] * 3, 0.0),
    ],
)
def test_kappa(table: list[tuple[bool, bool]], expected: float | None) -> None:
    assert cohen_kappa(table) == (None if expected is None else pytest.approx(expected))


def test_agreement_of_blind_reviewers(reviewing: Reviewing) -> None:
    reviewing.judge("ann", ANN)
    reviewing.judge("bo", BO, blind=True)
    overall, terms = agreements([reviewing.store])
    assert (overall.reviewers, overall.category, overall.flags) == (("ann", "bo"), "", 6)
    assert overall.observed == pytest.approx(4 / 6)
    assert overall.kappa == pytest.approx(0.25)
    assert (terms.category, terms.kappa) == ("Terminology/Wrong", overall.kappa)
    assert "ann & bo" in report([reviewing.store])


def test_who_saw_the_other_verdict_does_not_count(reviewing: Reviewing) -> None:
    reviewing.judge("ann", ANN)
    reviewing.judge("bo", BO)
    assert agreements([reviewing.store]) == []
    assert "--blind" in report([reviewing.store])


def test_an_adjudicator_decides_and_does_not_change_the_agreement(reviewing: Reviewing) -> None:
    reviewing.judge("ann", ANN)
    reviewing.judge("bo", BO, blind=True)
    before = agreements([reviewing.store])
    reviewing.judge("cy", "--AAA-")
    reviewing.judge("ann", "--R---")  # She gives in, having seen the others.
    assert agreements([reviewing.store]) == before
    [terms] = precisions([reviewing.store])
    assert (terms.detector, terms.judged, terms.right) == ("terms", 6, 5)


def test_applied_is_right_and_taken_back_is_nothing(reviewing: Reviewing) -> None:
    session, ids = reviewing.session("ann")
    reviewing.act(session, do="apply", flag=ids[0])
    reviewing.act(session, do="verdict", flag=ids[1], verdict="rejected")
    reviewing.act(session, do="undo")
    reviewing.act(session, do="verdict", flag=ids[2], verdict="accepted")
    reviewing.act(session, do="verdict", flag=ids[2], verdict="")
    [terms] = precisions([reviewing.store])
    assert (terms.judged, terms.right) == (1, 1)


def test_recalibration_adds_verdicts_to_what_is_known(reviewing: Reviewing, tmp_path: Path) -> None:
    known = Calibration({("terms", "Terminology/Wrong"): [Step(0.4, 20, 4), Step(0.8, 20, 16)]})
    write_learned(tmp_path / "known.json", {"detectors": known.to_json()})
    reviewing.judge("ann", "RRRRRR")
    out = tmp_path / "mine.json"
    assert recalibrate([reviewing.store], out, calibration=tmp_path / "known.json") == 6
    key = ("terms", "Terminology/Wrong", 0.9)
    assert read_calibration(out).confidence(*key) < known.confidence(*key)
    content = out.read_bytes()
    recalibrate([reviewing.store], out, calibration=tmp_path / "known.json")
    assert out.read_bytes() == content
    assert json.loads(content)["learned_from"][-1] == "pair.review.sqlite"


def test_what_nobody_knew_is_learned_too(reviewing: Reviewing, tmp_path: Path) -> None:
    write_learned(tmp_path / "known.json", {"detectors": {}})
    reviewing.judge("ann", "AAAAAA")
    recalibrate([reviewing.store], tmp_path / "mine.json", calibration=tmp_path / "known.json")
    [step] = read_calibration(tmp_path / "mine.json").steps["terms", "Terminology/Wrong"]
    assert (step.findings, step.right) == (6, 6)


def test_without_verdicts_nothing_is_learned(reviewing: Reviewing, tmp_path: Path) -> None:
    session, _ = reviewing.session("ann")
    reviewing.act(session, do="note", bead="b0", text="x")
    with pytest.raises(DataError, match="no verdict"):
        recalibrate([reviewing.store], tmp_path / "mine.json")
    assert not (tmp_path / "mine.json").exists()


def test_decisions_as_a_table(reviewing: Reviewing, tmp_path: Path) -> None:
    session, ids = reviewing.session("an\tn")
    reviewing.act(session, do="verdict", flag=ids[0], verdict="rejected")
    reviewing.act(session, do="edit", bead="b1", side="tgt", text="=HYPERLINK(1)")
    reviewing.act(session, do="merge", bead="b3")
    reviewing.act(session, do="undo")
    assert export_decisions(reviewing.store, tmp_path / "out.tsv") == 4
    rows = [row for _, row in read_table(tmp_path / "out.tsv", DECISION_COLUMNS)]
    assert [(row["do"], row["bead_id"], row["counts"], row["before"]) for row in rows] == [
        ("verdict", "b0", "1", ""),
        ("edit", "b1", "1", "Sentence 1."),
        ("merge", "b3", "0", '{"beads": [["b3", "b4"]]}'),
        ("undo", "b3", "1", ""),
    ]
    assert [row["after"] for row in rows[:2]] == ["rejected", "=HYPERLINK(1)"]
    assert rows[3]["after"] == "3"
    assert {row["reviewer"] for row in rows} == {"an n"}


def test_decisions_for_marot(reviewing: Reviewing, tmp_path: Path) -> None:
    session, ids = reviewing.session("ann")
    reviewing.act(session, do="verdict", flag=ids[0], verdict="accepted")
    reviewing.act(session, do="verdict", flag=ids[1], verdict="rejected")
    reviewing.act(session, do="edit", bead="b0", side="tgt", text="Sentence 77.")
    brought = [flag for flag in session.view()["beads"][0]["flags"] if not flag["stale"] and not flag["verdict"]]
    reviewing.act(session, do="verdict", flag=brought[0]["id"], verdict="accepted")
    export_decisions(reviewing.store, tmp_path / "out.tsv", "marot")
    segments = read_marot(tmp_path / "out.tsv")
    assert [(segment.id, segment.tgt, len(segment.faults)) for segment in segments] == [
        ("b0", "Sentence 0.", 1),
        ("b0:2", "Sentence 77.", 1),
        ("b1", "Sentence 1.", 0),
    ]
    assert segments[0].faults[0].tgt_text == "Sentence"


def test_no_other_formats(reviewing: Reviewing, tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="tsv, marot"):
        export_decisions(reviewing.store, tmp_path / "out", "csv")
