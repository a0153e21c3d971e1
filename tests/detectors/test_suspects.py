from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from toolkit import suspects_training
from toolkit.agreement import agreements, groups
from toolkit.errors import DataError
from toolkit.flagging import flag
from toolkit.marot import lines_of_segment
from toolkit.quality import Flag, Pair
from toolkit.registry import load
from toolkit.suspects import COLUMNS, LEAST, Weights, columns_of, findings, read_weights

ZH = "医生建议他多喝水。"
OTHERS = ("The doctor told him to drink more water.", "The doctor advised him to drink more water.")
ODD = "The doctor told him to swallow the ocean."


def pairs(*texts: str, zh: str = ZH) -> list[Pair]:
    return [Pair(f"b{row}", zh, text, zh) for row, text in enumerate(texts)]


def test_each_word_has_the_share_of_the_others_that_have_it() -> None:
    first, second, third = agreements(pairs("He drinks water", "He drank water", "He drinks tea"))
    assert first.words == [1.0, 0.5, 0.5]
    assert second.words == [1.0, 0.0, 0.5]
    assert third.pairs == [0.5, 0.0]
    assert list(groups([*pairs("a", "b"), *pairs("c", "c", zh="茶")])) == [[0, 1]]


def test_a_word_that_no_other_translation_has_is_suspect() -> None:
    found = load("detectors", "suspects")(pairs(*OTHERS, ODD, *OTHERS))
    marked = {(finding.row, ODD[slice(*finding.tgt)]) for finding in found if finding.row == 2 and finding.tgt}
    assert any("ocean" in text for _, text in marked)
    assert not any("doctor" in text for _, text in marked)
    assert all(LEAST <= finding.strength < 1 and finding.category == "Accuracy/Mistranslation" for finding in found)
    assert "of the other translations have its words" in next(finding.message for finding in found if finding.row == 2)
    assert sum(finding.row == 2 for finding in found) > sum(finding.row == 0 for finding in found)


def test_what_is_suspect_is_not_told_unless_asked_and_gives_way_to_what_is_known() -> None:
    text = [*pairs(*OTHERS, "The the doctor told him to swallow the ocean.", *OTHERS)]
    usual, asked = flag(text), flag(text, min_confidence=LEAST)
    assert not [one for one in usual if one.detector == "suspects" and one.confidence < 0.3]
    assert any(one.detector == "suspects" for one in asked)
    known = [one.tgt for one in asked if one.detector == "repetition"]
    assert known
    for one in asked:
        if one.detector == "suspects" and one.bead_id == "b2" and one.tgt:
            assert all(one.tgt[1] <= start or end <= one.tgt[0] for start, end in known)


def test_every_word_has_its_columns_in_any_text() -> None:
    texts = pairs("", "word", "- -", "a\u2028b\ud800 c", "x " * 1000)
    found = columns_of([*texts, *pairs("One alone.", zh="一")])
    assert list(found) == [0, 1, 2, 3, 4]
    for row, known in found.items():
        assert known.shape == (len(texts[row].en_tokens), len(COLUMNS))
        assert np.isfinite(known).all()


def test_nothing_is_suspect_in_the_only_translation_of_a_source() -> None:
    alone = [
        Pair("1", "一", "Wrong as it may be.", "一"),
        Pair("2", "", "Nothing here.", ""),
        Pair("3", "无", "", "无"),
    ]
    assert load("detectors", "suspects")(alone) == []


def test_neighbouring_suspects_are_one_finding() -> None:
    zeros, ones = np.zeros(len(COLUMNS)), np.ones(len(COLUMNS))
    weights = Weights(-4.0, zeros, ones, np.array([1.0, 0, 0, 0, 0, 0, 0]))  # goes by the letters alone
    texts = pairs("a wonderfully extraordinary hue of extravagance", "a hue")
    found = findings(texts, columns_of(texts), weights)
    assert [texts[0].tgt[slice(*one.tgt)] for one in found if one.tgt] == ["wonderfully extraordinary", "extravagance"]


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """An MQM TSV in which the last word of each second translation is marked."""
    lines = [b"system\tdoc\tdocSegId\tglobalSegId\trater\tsource\ttarget\tcategory\tseverity\tmetadata\n"]
    for number in range(20):
        for system, text, wrong in (("a", f"He drank water {number}.", ""), ("b", "He drank the sea.", "sea")):
            span = (text.index(wrong), text.index(wrong) + len(wrong))
            fault = Flag("", "", "Accuracy/Mistranslation", "major", None, span, "", wrong, "", "", 1.0)
            head = (system, f"doc{number % 2}", str(number), str(number), "r")
            lines += lines_of_segment(head, f"他喝水{number}。", text, [(fault, "")] if wrong else [])
    path = tmp_path / "mqm.tsv"
    path.write_bytes(b"".join(lines))
    return path


def test_weights_are_learned_and_read(judged: Path, tmp_path: Path) -> None:
    suspects_training.train(judged, tmp_path / "w.json")
    weights = read_weights(tmp_path / "w.json")
    asked = pairs("He drank water 7.", "He drank the sea.", zh="他喝水7。")
    sea, water = (weights.probabilities(columns_of(asked)[row])[-1] for row in (1, 0))
    assert sea > 0.8 > 0.2 > water
    assert json.loads((tmp_path / "w.json").read_text("utf-8"))["learned_from"] == "mqm.tsv"
    table = suspects_training.hold_out(judged)
    assert "AUC of a marked word 1.000" in table


def test_a_file_of_one_system_teaches_nothing_of_others(judged: Path, tmp_path: Path) -> None:
    lines = [line for line in judged.read_bytes().splitlines(keepends=True) if not line.startswith(b"b\t")]
    judged.write_bytes(b"".join(lines))
    with pytest.raises(DataError, match=r"mqm\.tsv: has no source with several translations"):
        suspects_training.train(judged, tmp_path / "w.json")
    assert not (tmp_path / "w.json").exists()


def test_a_file_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text("{}", "utf-8")
    with pytest.raises(DataError, match="holds no weights of suspect words"):
        read_weights(tmp_path / "w.json")
