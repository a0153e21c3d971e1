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


def test_confidences_are_near_the_shares_that_are_right(tmp_path: Path) -> None:
    right, wrong = (write_gold(tmp_path / f"{name}.tsv", 8, name == "right") for name in ("right", "wrong"))
    output = tmp_path / "calibration.json"
    assert learn([right, wrong], output) >= 16
    content = json.loads(output.read_text("utf-8"))
    assert content["learned_from"] == ["right.tsv", "wrong.tsv"]
    assert [f.confidence for f in flag(right, calibration=output) if f.tgt_text == "it it"] == [(8 + 2 * 0.6) / 18] * 8
    learn([right], output)
    assert [f.confidence for f in flag(right, calibration=output) if f.tgt_text == "it it"] == [(8 + 2 * 0.6) / 10] * 8


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
    plain.write_text("src\ttgt\n" + f"{ZH}\t{DOUBLED}\n" * 4, "utf-8")
    output = tmp_path / "c.json"
    learn([plain], output)
    assert all(f.confidence <= 1 / 3 for f in flag(plain, calibration=output, min_confidence=0))


def test_a_large_file_does_not_outweigh_the_others(tmp_path: Path) -> None:
    right, plain, output = write_gold(tmp_path / "right.tsv", 300, True), tmp_path / "human.tsv", tmp_path / "c.json"
    plain.write_text("src\ttgt\n" + f"{ZH}\t{DOUBLED}\n" * 3000, "utf-8")
    learn([right, plain], output)
    assert json.loads(output.read_text("utf-8"))["detectors"]["repetition"]["Fluency/Duplication"] == [[0.6, 600, 300]]


def test_each_system_of_a_file_is_a_document_of_its_own(tmp_path: Path) -> None:
    path, output = tmp_path / "systems.tsv", tmp_path / "c.json"
    zh, forms = "张伟来了。", {"a": "Zhang Wei", "b": "Zhangwei"}
    rows = [f"{s}\td\t{i}\t{i}\tr\t{zh}\t{en} came.\tNo-error\tNo-error\t" for i in range(3) for s, en in forms.items()]
    path.write_text("\n".join(["\t".join(MAROT_COLUMNS), *rows]) + "\n", "utf-8")
    learn([path], output)
    assert "names" not in json.loads(output.read_text("utf-8"))["detectors"]
