from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import DataError
from toolkit.evaluate.flags import measure_flags, score_flags
from toolkit.marot import MAROT_COLUMNS, Segment
from toolkit.quality import FLAG_COLUMNS, Flag, Severity, Span

SRC, TGT = "投资三亿元，增长很快。", "It invested three billion yuan and grew fast."


def fault(
    category: str, severity: Severity, src: Span | None, tgt: Span | None, detector: str = "", confidence: float = 1.0
) -> Flag:
    return Flag("1", detector, category, severity, src, tgt, "", "", "", "", confidence)


def segment(*faults: Flag) -> Segment:
    return Segment("1", "s", "d", SRC, TGT, faults)


NUMBER = fault("Accuracy/Number", "critical", (2, 4), (12, 25))
OMISSION = fault("Accuracy/Omission", "major", (6, 10), None)


def test_a_flag_is_right_if_it_is_about_a_fault() -> None:
    flags = [
        fault("Accuracy/Number", "major", (2, 4), (12, 25), "numbers", 0.9),
        fault("Accuracy/Mistranslation", "minor", (6, 8), (35, 39), "coverage", 0.6),
        fault("Style/Awkward", "minor", None, (0, 2), "style", 0.7),
        fault("Style/Awkward", "minor", None, (12, 14), "style", 0.2),
        fault("Alignment/Doubtful", "neutral", (0, 11), (0, 43), "alignment", 0.9),
    ]
    score = measure_flags([(segment(NUMBER, OMISSION), flags, 3.0)])
    everything = score.flags["all"]
    assert (everything.hyp, everything.right_hyp) == (3, 2), "one is unsure, and one is about the alignment"
    assert (score.flags["style"].right_hyp, score.flags["coverage"].right_hyp) == (0, 1)
    assert (score.faults["all"].gold, score.faults["all"].right_gold) == (2, 2)
    assert score.faults["critical"].recall == 1.0
    assert score.reliability.beads == 4
    assert list(score.risks) == [(3.0, 15, SRC)]


def test_characters_get_half_credit_for_a_wrong_severity() -> None:
    right = measure_flags([(segment(NUMBER), [fault("Accuracy/Number", "critical", None, (12, 25))], 0)])
    assert right.characters.f1 == 1.0
    milder = measure_flags([(segment(NUMBER), [fault("Accuracy/Number", "minor", None, (12, 25))], 0)])
    assert milder.characters.f1 == 0.5
    assert measure_flags([(segment(), [], 0)]).characters.f1 == 1.0


def test_chance_is_the_share_of_places() -> None:
    short = Segment("1", "s", "d", "好", "abcdefghij", (fault("Style/Awkward", "minor", None, (0, 2)),))
    score = measure_flags([(short, [fault("Style/Awkward", "minor", None, (7, 9), "x")], 0)])
    assert score.chance == 2 / 9
    assert score.flags["all"].precision == 0.0


def files(folder: Path, flag_row: str, risk: str = "0.5") -> tuple[Path, Path, Path]:
    gold, flags, risks = folder / "gold.tsv", folder / "flags.tsv", folder / "risk.tsv"
    rows = [
        f"s\td\t1\t1\tr\t{SRC}\tIt invested <v>three billion</v> yuan and grew fast.\tAccuracy/Number\tMajor\t",
        "s\td\t2\t2\tr\t好。\tGood.\tNo-error\tNo-error\t",
    ]
    gold.write_text("\n".join(["\t".join(MAROT_COLUMNS), *rows]) + "\n", "utf-8")
    flags.write_text("\t".join(FLAG_COLUMNS) + f"\n{flag_row}\n", "utf-8")
    risks.write_text(f"bead_id\trisk\n1\t{risk}\n2\t0.1\n", "utf-8")
    return gold, flags, risks


ROW = "1\tnumbers\tAccuracy/Number\tmajor\t2\t4\t12\t25\t三亿\tthree billion\t3亿 is 300 million.\t300 million\t0.9000"


def test_files_are_compared(tmp_path: Path) -> None:
    gold, flags, risks = files(tmp_path, ROW)
    score = score_flags(gold, [flags], segments=risks)
    assert score.flags["all"].precision == score.faults["all"].recall == score.characters.f1 == 1.0
    assert [risk for risk, _, _ in score.risks] == [0.5, 0.1]
    assert "AUC of a major fault 1.0000" in str(score)
    assert [risk for risk, _, _ in score_flags(gold, [flags]).risks] == [4.5, 0]


@pytest.mark.parametrize(
    ("row", "risk", "message"),
    [
        (ROW.replace("1\t", "9\t", 1), "0.5", r"flags\.tsv: flags the bead '9', which the gold lacks"),
        (ROW.replace("\t12\t", "\tx\t"), "0.5", r"flags\.tsv:2: an offset or the confidence is no number"),
        (ROW.replace("major", "bad"), "0.5", r"flags\.tsv:2: 'bad' is no severity"),
        (ROW, "much", r"risk\.tsv:2: 'much' is no risk"),
    ],
)
def test_broken_files_are_named(tmp_path: Path, row: str, risk: str, message: str) -> None:
    gold, flags, risks = files(tmp_path, row, risk)
    with pytest.raises(DataError, match=message):
        score_flags(gold, [flags], segments=risks)


def test_a_missing_risk_is_named(tmp_path: Path) -> None:
    gold, flags, risks = files(tmp_path, ROW)
    risks.write_text("bead_id\trisk\n1\t0.5\n", "utf-8")
    with pytest.raises(DataError, match=r"has no risk of the segment '2'"):
        score_flags(gold, [flags], segments=risks)
