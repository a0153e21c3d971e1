from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.calibrating import hold_out, learn
from toolkit.errors import DataError
from toolkit.flagging import flag
from toolkit.marot import MAROT_COLUMNS

ZH = "他说了一次。"
DOUBLED = "He said it it once."


def write_gold(path: Path, number: int, is_right: bool) -> Path:
    target, category, severity = (
        ("He said <v>it it</v> once.", "Fluency/Duplication", "Minor")
        if is_right
        else (DOUBLED, "No-error", "No-error")
    )
    rows = [f"s\td\t{i}\t{i}\tr\t{ZH}\t{target}\t{category}\t{severity}\t" for i in range(number)]
    path.write_text("\n".join(["\t".join(MAROT_COLUMNS), *rows]) + "\n", "utf-8")
    return path


def test_confidences_are_the_shares_that_are_right(tmp_path: Path) -> None:
    right, wrong = (write_gold(tmp_path / f"{name}.tsv", 8, name == "right") for name in ("right", "wrong"))
    output = tmp_path / "calibration.json"
    assert learn([right, wrong], output) >= 16
    content = json.loads(output.read_text("utf-8"))
    assert content["learned_from"] == ["right.tsv", "wrong.tsv"]
    assert [f.confidence for f in flag(right, calibration=output) if f.tgt_text == "it it"] == [0.5] * 8
    learn([right], output)
    assert [f.confidence for f in flag(right, calibration=output) if f.tgt_text == "it it"] == [0.9] * 8


def test_a_document_is_judged_by_the_others(tmp_path: Path) -> None:
    right, wrong = (write_gold(tmp_path / f"{name}.tsv", 8, name == "right") for name in ("right", "wrong"))
    score = hold_out([right, wrong])
    # The right flags get the confidence that the wrong ones teach, and so do not count.
    assert score.faults["all"].right_gold == 0
    assert score.flags["all"].precision == 0.0
    with pytest.raises(DataError, match=r"right\.tsv: is the only file"):
        hold_out([right])


def test_a_translation_without_faults_teaches_too(tmp_path: Path) -> None:
    plain = tmp_path / "human.tsv"
    plain.write_text(f"src\ttgt\n{ZH}\t{DOUBLED}\n", "utf-8")
    output = tmp_path / "c.json"
    learn([plain], output)
    assert all(f.confidence <= 1 / 3 for f in flag(plain, calibration=output, min_confidence=0))
