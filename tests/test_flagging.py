from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import make_alignment
from toolkit.bitext import Bead
from toolkit.calibration import Calibration, Step
from toolkit.converting import convert
from toolkit.errors import DataError
from toolkit.flagging import flag, flags_of, summary
from toolkit.marot import MAROT_COLUMNS
from toolkit.pairs import pairs_of, read_pairs
from toolkit.quality import FLAG_COLUMNS, Finding, Pair, Span


def pair(src: str, tgt: str) -> Pair:
    return Pair("1", src, tgt, src)


MODEL_CASE = pair(
    "突出推动高水平科技自立自强。", "Promote high-level scientific and technological self-reliance and self-reliance."
)


def finding(category: str, tgt: Span, strength: float = 1.0, src: Span | None = None) -> Finding:
    return Finding(0, category, "major", "why", src, tgt, strength=strength)


def kept(*found: tuple[str, Finding]) -> list[str]:
    known = Calibration({("sure", "A"): [Step(0, 98, 98)], ("unsure", "A"): [Step(0, 98, 48)]})
    return [flag.detector for _, flag in flags_of([MODEL_CASE], found, known)]


def test_the_model_case_is_flagged() -> None:
    flags = flag([MODEL_CASE])
    words = [f.tgt_text for f in flags if f.category == "Fluency/Duplication"]
    assert words == ["self-reliance and self-reliance"]
    assert tuple(flags.to_frame().columns) == FLAG_COLUMNS
    assert "Fluency/Duplication" in summary(flags)


def test_what_says_the_same_again_is_left_out() -> None:
    assert kept(("sure", finding("A", (0, 5))), ("unsure", finding("A", (3, 8)))) == ["sure"]
    assert kept(("unsure", finding("A", (3, 8))), ("sure", finding("A", (0, 5)))) == ["sure"]
    assert kept(("sure", finding("A", (0, 5))), ("unsure", finding("A", (5, 8)))) == ["sure", "unsure"]
    assert kept(("sure", finding("A", (0, 5))), ("unsure", finding("B", (0, 5)))) == ["sure", "unsure"]
    assert kept(("coverage", finding("B", (0, 5))), ("unsure", finding("A", (0, 5)))) == ["unsure"]


def test_of_two_suggestions_for_the_same_words_the_surer_stays() -> None:
    first, second = (replace(finding(category, (0, 5)), suggestion=category) for category in ("A", "B"))
    known = Calibration({("sure", "A"): [Step(0, 98, 98)], ("unsure", "B"): [Step(0, 98, 60)]})
    found = flags_of([MODEL_CASE], [("unsure", second), ("sure", first)], known)
    assert [(flag.detector, flag.suggestion) for _, flag in found] == [("unsure", ""), ("sure", "A")]


def test_what_a_glossary_of_ones_own_asks_for_and_is_not_there_is_flagged(tmp_path: Path) -> None:
    glossary = write(tmp_path / "mine.tsv", "zh\tpreferred", "云办易\tYunbanyi", "营商环境\tclimate for business")
    (one,) = flag([pair("上线云办易。", "Cloud Easy went online.")], terms=[glossary])
    assert (one.category, one.src_text, one.confidence) == ("Terminology/Glossary", "云办易", 0.8)
    assert one.message == "云办易: “Yunbanyi”, the form of your glossary, is not used."
    assert not flag([pair("上线云办易。", "Yunbanyi went online.")], terms=[glossary])
    (one,) = flag([pair("改善营商环境。", "Improve the business environment.")], terms=[glossary])
    assert (one.category, one.src_text) == ("Terminology/Glossary", "营商环境")  # though the shipped bank has this form


def test_beads_of_furniture_are_not_looked_at() -> None:
    alignment = make_alignment(
        [MODEL_CASE.src], ["Home", MODEL_CASE.tgt], [Bead((), (0,), label="furniture"), Bead((0,), (1,))]
    )
    flags = flag(alignment)
    assert {f.bead_id for f in flags} == {alignment.bead_ids[1]}
    assert len(flags.pairs) == 2


def test_offsets_are_those_of_the_table() -> None:
    (one,) = pairs_of(make_alignment(["會議\u2028舉行"], ["a\tb"], [Bead((0,), (0,), confidence=0.5)]))
    assert (one.src, one.tgt, one.confidence) == ("會議 舉行", "a b", 0.5)
    assert one.zh == "会议 举行"


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_table_of_any_origin_is_read(tmp_path: Path) -> None:
    plain = read_pairs(write(tmp_path / "p.tsv", "tgt\tsrc", "a\t甲", "b\t乙"))
    assert [(p.bead_id, p.src, p.tgt, p.confidence) for p in plain] == [("1", "甲", "a", None), ("2", "乙", "b", None)]
    full = read_pairs(
        write(tmp_path / "f.tsv", "bead_id\tsrc\ttgt\tconfidence\tlabel", "x\t甲\t\t0.5\tmoved:y", "y\t\ta\t\tother")
    )
    assert [(p.bead_id, p.confidence, p.label) for p in full] == [("x", 0.5, "moved"), ("y", None, "")]
    gold = "s\td\t1\tg7\tr\t<v>甲</v>\ta\tAccuracy/Name\tMajor\t"
    (segment,) = read_pairs(write(tmp_path / "m.tsv", "\t".join(MAROT_COLUMNS), gold))
    assert (segment.bead_id, segment.src, segment.tgt) == ("g7", "甲", "a")
    assert read_pairs(write(tmp_path / "e.tsv", "src\ttgt")) == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["", ""], r"p\.tsv: is empty"),
        (["甲\ta"], r"p\.tsv:1: the header line lacks the columns src, tgt; there are: 甲, a"),
        (["src\ten", "甲\ta"], r"p\.tsv:1: the header line lacks the columns tgt; there are: src, en"),
        (["[0]:[0]:0.5", "[1]:[1]:0.5"], r"p\.tsv: has no text; give the bitext that"),
        (
            ["src\ttgt", "a plain text\t甲乙丙"],
            r"p\.tsv:1: has the Chinese in the column tgt; give the original as src",
        ),
        (["src\ttgt\tconfidence", "甲\ta\thigh"], r"p\.tsv:2: 'high' is no confidence between 0 and 1; leave the cell"),
        (["src\ttgt\tconfidence", "甲\ta\tnan"], r"p\.tsv:2: 'nan' is no confidence"),
        (["bead_id\tsrc\ttgt", "x\t甲\ta", "x\t乙\tb"], r"p\.tsv:3: the bead_id 'x' is on line 2 too"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(tmp_path: Path, lines: Sequence[str], message: str) -> None:
    with pytest.raises(DataError, match=message):
        flag(write(tmp_path / "p.tsv", *lines))


@pytest.mark.parametrize("name", ["b.tmx", "b.xliff", "b.jsonl", "b.tsv.gz"])
def test_a_bitext_of_any_format_is_read(tmp_path: Path, name: str) -> None:
    table = write(tmp_path / "p.tsv", "bead_id\tsrc\ttgt", "x\t自立\ta", "y\t乙\tb")
    convert(table, tmp_path / name, "tsv" if name.endswith(".gz") else None)
    assert [(p.bead_id, p.src, p.tgt) for p in read_pairs(tmp_path / name)] == [("x", "自立", "a"), ("y", "乙", "b")]


def test_a_table_of_two_languages_is_read(tmp_path: Path) -> None:
    assert [p.src for p in read_pairs(write(tmp_path / "p.tsv", "zh\ten", "甲\ta"))] == ["甲"]


def test_least_confidence() -> None:
    everything = flag([MODEL_CASE], min_confidence=0)
    assert {f.confidence for f in flag([MODEL_CASE], min_confidence=0.5)} <= {f.confidence for f in everything}
    assert all(f.confidence >= 0.5 for f in flag([MODEL_CASE], min_confidence=0.5))


def test_a_doubtful_bead_is_flagged() -> None:
    (doubt,) = flag([Pair("1", "好。", "Good.", "好。", 0.2)])
    assert (doubt.category, doubt.confidence) == ("Alignment/Doubtful", 0.8)


def test_a_number_that_was_lost_with_its_clause_is_told_of_once() -> None:
    zh, en = "他卖了房子，还清了三百万元债务。", "He sold the house."
    known = Calibration(
        {("coverage", "Accuracy/Omission"): [Step(0, 8, 7)], ("numbers", "Accuracy/Number"): [Step(0, 8, 6)]}
    )
    found = [
        ("coverage", Finding(0, "Accuracy/Omission", "major", "", (6, 15))),
        ("numbers", Finding(0, "Accuracy/Number", "major", "", (9, 13))),
    ]
    assert [flag.detector for _, flag in flags_of([Pair("1", zh, en, zh)], found, known)] == ["coverage"]


def test_a_flag_of_a_null_bead_is_no_surer_than_the_aligner() -> None:
    zh = "孩子们都回家了。"
    (omission,) = [f for f in flag([Pair("1", zh, "", zh, 0.6)], min_confidence=0) if f.category == "Accuracy/Omission"]
    assert omission.confidence <= 0.6


def test_another_format_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.tsv").write_text("src\ttgt\n他来了。\tHe came came.\n", "utf-8")
    convert(tmp_path / "a.tsv", tmp_path / "a.tmx")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((tmp_path / "a.tmx").read_bytes())))
    assert [pair.tgt for pair in read_pairs("-")] == ["He came came."]
