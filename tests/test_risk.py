from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.errors import DataError
from toolkit.quality import Flag, Pair, Severity
from toolkit.risk import OTHERS, evidence_of, read_weights, risk
from toolkit.risk_training import hold_out, report, train

SHORT = Pair("a", "他来了。", "He has come.", "他来了。")
LONG_ZH = "饕餮纹青铜器在遗址被掘出，考古队员小心翼翼地剔除泥垢，“鎏金”部分锈蚀严重，专家连夜赶赴现场会商。"
LONG = Pair(
    "b",
    LONG_ZH,
    "A bronze vessel with taotie patterns was dug up at the site, the archaeologists carefully removed the dirt, the "
    "gilded parts were badly corroded, and experts hurried to the scene overnight.",
    LONG_ZH,
)


def flag(bead: str, confidence: float, detector: str = "names", severity: Severity = "major") -> Flag:
    return Flag(bead, detector, "Accuracy/Name", severity, None, (0, 2), "", "He", "", "", confidence)


def test_a_long_sentence_of_rare_words_is_riskier() -> None:
    short, long = risk([SHORT, LONG])
    assert 0 < short < 0.4 < long < 1


def test_flags_only_add() -> None:
    plain = risk([SHORT, LONG])
    for detector in [name.removeprefix("flag.") for name in read_weights().alone.weight if name.startswith("flag.")]:
        flagged = risk([SHORT, LONG], [flag("a", 0.9, detector)])
        assert flagged[0] >= plain[0]
        assert flagged[1] == plain[1]
    assert risk([SHORT], [flag("a", 0.9)])[0] > plain[0]


def test_a_pair_of_one_side_is_as_risky_as_its_flag_of_a_major_error() -> None:
    pairs = [Pair("a", "他来了。", "", "他来了。"), Pair("b", "", "Buy now!", ""), Pair("c", "", "By admin", "")]
    flags = [flag("a", 0.8), flag("a", 0.4), flag("b", 1.0, severity="minor")]
    assert risk(pairs, flags) == pytest.approx([0.9 * 0.8, 0.0, 0.0])


def test_no_pair_is_less_risky_than_its_flag_of_a_major_error() -> None:
    minor, major, critical = (risk([SHORT], [flag("a", 1.0, severity=s)])[0] for s in ("minor", "major", "critical"))
    assert minor < 0.8
    assert major == critical == pytest.approx(0.9)


def test_other_translations_of_the_same_source_tell() -> None:
    src = "公司在南部新建了一座工厂。"
    texts = ["The company built a new factory in the south.", "The company has built a new factory in the south."]
    texts += ["The firm newly set up one mill at southern part."]
    good, _, odd = risk([Pair(str(i), src, text, src) for i, text in enumerate(texts)])
    assert good < odd
    alone = evidence_of([SHORT, LONG, SHORT], {}).features
    assert not [name for row in alone for name in row if name.startswith(OTHERS)]


def test_what_is_no_translation_is_risky() -> None:
    wrong = Pair("a", SHORT.src, "The committee decided to build three factories.", SHORT.zh)
    right, unlike = risk([SHORT])[0], risk([wrong])[0]
    assert right < 0.2
    assert unlike > 0.6


def test_the_risk_of_a_pair_is_its_own() -> None:
    assert risk([SHORT, LONG])[::-1] == pytest.approx(risk([LONG, SHORT]), abs=1e-5)


def test_any_text_has_a_risk() -> None:
    texts = ["", "\ud800", "啊" * 300_000, "，" * 300_000, "A\u2028" * 100_000]
    assert all(0 <= value <= 1 for value in risk([Pair("x", a, b, a) for a in texts for b in texts]))


def test_no_weights(tmp_path: Path) -> None:
    path = tmp_path / "risk.json"
    path.write_text('{"features": 1}')
    with pytest.raises(DataError, match="holds no weights of the risk"):
        risk([SHORT], weights=path)


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Judged translations in which the long source goes wrong."""
    rows = ["system\tline\tmqm\tsrc\ttgt"]
    for line in range(20):
        for system in "XYZ":
            pair, penalty = (LONG, 5) if line % 2 else (SHORT, 0)
            rows.append(f"{system}\t{line}\t{penalty}\t{pair.src}\t{pair.tgt}{'' if system == 'X' else ' ' + system}")
    path = tmp_path / "judged.tsv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_training(judged: Path, tmp_path: Path) -> None:
    out = tmp_path / "risk.json"
    assert train([judged], out) == 60
    assert json.loads(out.read_text())["learned_from"] == ["judged.tsv"]
    short, long = risk([SHORT, LONG], weights=out)
    assert short < risk([SHORT])[0] + 0.5
    assert short < long
    scores = hold_out([judged])
    assert scores["risk, one translation"].auc.value > 0.95
    assert "- source only" in report(scores)


def test_too_little_is_judged(judged: Path, tmp_path: Path) -> None:
    judged.write_text("\n".join(judged.read_text("utf-8").split("\n")[:10]), "utf-8")
    with pytest.raises(DataError, match="at least 10 lines of 3 systems; there are 3 of 3"):
        train([judged], tmp_path / "risk.json")


def test_a_line_that_is_no_number(judged: Path) -> None:
    judged.write_text(judged.read_text("utf-8").replace("X\t3\t5", "X\tthree\t5"), "utf-8")
    with pytest.raises(DataError, match="no numbers"):
        hold_out([judged])


def test_better_than_length_on_held_out_lines_and_systems(shared: Path, tmp_path: Path) -> None:
    rows = (shared / "mqm-news2021-zhen.tsv").read_text("utf-8").rstrip("\n").split("\n")
    systems = ("Borderline\t", "NiuTrans\t", "Online-W\t", "system\t")
    some = tmp_path / "some.tsv"
    some.write_text("\n".join(row for row in rows if row.startswith(systems)) + "\n", "utf-8")
    scores = hold_out([some])
    found, length = scores["risk, one translation"], scores["source length"]
    assert found.auc.value > length.auc.value + 0.04
    assert found.tau_c.low > length.tau_c.value
    assert found.error is not None
    assert found.error < 0.05
