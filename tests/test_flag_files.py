from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from toolkit.errors import BadParameter, DataError
from toolkit.flag_files import flag_writer, read_flags, write_jsonl, write_marot, write_tsv
from toolkit.flagging import Flags
from toolkit.marot import read_marot
from toolkit.quality import FLAG_COLUMNS, Flag, Pair

HOSTILE = '=HYPERLINK("x")<script>\t𠀀\u2028e\u0301\ud800"'
PAIRS = (Pair("a", "三亿", "It is <v>3</v> billion", "三亿"), Pair("b", "好", "=1+1 good", "好"))
FLAGS = (
    Flag("a", "numbers", "Accuracy/Number", "critical", (0, 2), (9, 10), "三亿", "3", HOSTILE, "300 million", 0.96),
    Flag("a", "style", "Style/Awkward", "minor", None, (0, 2), "", "It", "", "", 1 / 3),
)


def written(write: object) -> str:
    stream = io.BytesIO()
    write(Flags(PAIRS, FLAGS), stream)  # type: ignore[operator]
    return stream.getvalue().decode()


def test_tsv_is_read_back_by_pandas_and_by_us(tmp_path: Path) -> None:
    text = written(write_tsv)
    frame = pd.read_csv(io.StringIO(text), sep="\t", quoting=3, keep_default_na=False, dtype=str)
    assert tuple(frame.columns) == FLAG_COLUMNS
    assert frame.message[0] == '=HYPERLINK("x")<script> 𠀀 e\u0301\ufffd"'
    assert (frame.src_start[1], frame.tgt_end[1], frame.confidence[1]) == ("", "2", "0.3333")
    (tmp_path / "f.tsv").write_text(text, "utf-8")
    first, second = read_flags(tmp_path / "f.tsv")
    assert (first.src, first.tgt, first.tgt_text, first.suggestion) == ((0, 2), (9, 10), "3", "300 million")
    assert (second.src, second.confidence) == (None, 0.3333)


def test_jsonl_has_a_line_a_flag() -> None:
    first, second = map(json.loads, written(write_jsonl).removesuffix("\n").split("\n"))
    assert (first["tgt_text"], first["confidence"]) == ("3", 0.96)
    assert (second["src_start"], second["tgt_end"]) == (None, 2)
    assert tuple(first) == FLAG_COLUMNS


def test_marot_has_a_line_a_flag_and_a_line_a_clean_bead(tmp_path: Path) -> None:
    (tmp_path / "m.tsv").write_text(written(write_marot), "utf-8")
    first, second = read_marot(tmp_path / "m.tsv")
    assert (first.id, first.tgt) == ("a", PAIRS[0].tgt), "a mark of the text's own is no span"
    assert [(fault.severity, fault.tgt) for fault in first.faults] == [("critical", (9, 10)), ("minor", (0, 2))]
    assert (second.tgt, second.faults) == ("=1+1 good", ())


@pytest.mark.parametrize(("write", "name"), [(write_tsv, "f.tsv"), (write_marot, "f.mqm"), (write_jsonl, "f.jsonl")])
def test_flags_are_read_whichever_way_they_were_written(write: object, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(written(write), "utf-8")
    first, second = read_flags(tmp_path / name)
    assert (first.bead_id, first.detector, first.category, first.severity) == (
        "a",
        "numbers",
        "Accuracy/Number",
        "critical",
    )
    assert (first.src, first.tgt, first.src_text, first.tgt_text) == ((0, 2), (9, 10), "三亿", "3")
    assert first.message.replace("\t", " ").replace("\u2028", " ") == '=HYPERLINK("x")<script> 𠀀 e\u0301\ufffd"'
    assert (first.suggestion, first.confidence) == ("300 million", 0.96)
    assert (second.src, second.tgt, second.confidence) == (None, (0, 2), 0.3333)


def test_no_flags_are_read_as_none(tmp_path: Path) -> None:
    flag_writer(tmp_path / "f.jsonl", "jsonl")(Flags(PAIRS, ()))
    assert read_flags(tmp_path / "f.jsonl") == []
    (tmp_path / "f.tsv").touch()
    with pytest.raises(DataError, match="lacks the columns bead_id"):
        read_flags(tmp_path / "f.tsv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"bead_id": "a"}', "is no flag as `bitext flag` writes it"),
        ("{", "is no JSON"),
        (
            written(write_jsonl).replace('"tgt_start": 9', '"tgt_start": 9.5'),
            "an offset or the confidence is no number",
        ),
    ],
)
def test_broken_json_is_told_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_text(text, "utf-8")
    with pytest.raises(DataError, match=message) as caught:
        read_flags(tmp_path / "f.jsonl")
    assert caught.value.line == 1


def test_what_cannot_be_written_is_said_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match=r"flags are not written as 'xlsx'; there are: tsv, marot, jsonl"):
        flag_writer(None, "xlsx")
    with pytest.raises(DataError, match="no folder"):
        flag_writer(tmp_path / "no" / "f.tsv")
    (tmp_path / "pair.tsv").touch()
    with pytest.raises(DataError, match=r"pair\.tsv: is an input"):
        flag_writer(None, segments=tmp_path / "pair.tsv", inputs=[tmp_path / "pair.tsv"])


@pytest.mark.parametrize(
    ("offsets", "confidence", "message"),
    [
        (("-3", "2"), "0.5", r"f\.tsv:2: \(-3, 2\) is no span of characters"),
        (("9", "4"), "0.5", r"f\.tsv:2: \(9, 4\) is no span"),
        (("0", "2"), "nan", "'nan' is no confidence between 0 and 1"),
    ],
)
def test_numbers_that_no_flag_can_have(offsets: tuple[str, str], confidence: str, message: str, tmp_path: Path) -> None:
    cells = ("1", "numbers", "Accuracy/Number", "major", *offsets, "", "", "三亿", "", "wrong", "", confidence)
    (tmp_path / "f.tsv").write_text("\t".join(FLAG_COLUMNS) + "\n" + "\t".join(cells) + "\n", "utf-8")
    with pytest.raises(DataError, match=message):
        read_flags(tmp_path / "f.tsv")
