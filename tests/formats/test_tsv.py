from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import make_alignment
from tests.formats.made import read, there_and_back, written
from toolkit.bitext import COLUMNS, Alignment, Bead
from toolkit.errors import BadParameter, DataError
from toolkit.quality import Flag
from toolkit.registry import load
from toolkit.text import CELL_BREAKS, escape_cell
from toolkit.units import Unit, units_of


def aligned(alignment: Alignment) -> bytes:
    [data] = written(load("formats", "tsv"), units_of(alignment))
    return data


def read_back(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), sep="\t", quoting=3, keep_default_na=False, dtype=str)


def test_a_whole_file() -> None:
    beads = [Bead((0, 1), (0,), -1.5, 0.93126), Bead((), (1,), 0, 0.5, "furniture")]
    alignment = make_alignment(["你好。", "再\t见。"], ['"Hi" and\nbye.', "NA"], beads)
    one, two = alignment.bead_ids
    assert aligned(alignment).decode() == (
        "bead_id\tkind\tlabel\tscore\tconfidence\tsrc_ids\ttgt_ids\tsrc\ttgt\n"
        f'{one}\t2-1\t\t-1.5000\t0.9313\t0,1\t0\t你好。再 见。\t"Hi" and bye.\n'
        f"{two}\t0-1\tfurniture\t0.0000\t0.5000\t\t1\t\tNA\n"
    )


def test_no_beads_leave_the_header() -> None:
    assert aligned(make_alignment([], [], [])).decode() == "\t".join(COLUMNS) + "\n"


HARD = [
    "NA",
    "",
    "null",
    '"',
    '""',
    "'",
    "#",
    "\\",
    " a ",
    "𠀀’１",
    "\u2028\u2029\x85\x0b\x0c\x1c",
    "\ud800",
    "\r\n",
    "\x00",
    "1.0",
]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=5))
@example([(text, text) for text in HARD])
def test_pandas_reads_it_back_whole(pairs: list[tuple[str, str]]) -> None:
    beads = [Bead((i,), (i,)) for i in range(len(pairs))]
    frame = read_back(aligned(make_alignment([p[0] for p in pairs], [p[1] for p in pairs], beads)))
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame.src) == [escape_cell(src) for src, _ in pairs]
    assert list(frame.tgt) == [escape_cell(tgt) for _, tgt in pairs]


@settings(deadline=None)
@given(st.text(st.characters(categories=["Zl", "Zp", "Cc", "Cs", "Lo"])))
def test_a_cell_has_no_line_break(text: str) -> None:
    data = aligned(make_alignment([text], ["a"], [Bead((0,), (0,))]))
    assert data.count(b"\n") == 2
    assert len(CELL_BREAKS.findall(data.decode().split("\n")[1])) == len(COLUMNS) - 1


UNIT = Unit("u1", "甲。", "A.", "d1", (0,), (1, 2), 1.5, 0.25, risk=0.125, more={"src_url": "x://1", "genre": "news"})


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ("plain", "甲。\tA.\n"),
        ("opuscleaner", "甲。\tA.\n"),
        ("bicleaner", "x://1\t\t甲。\tA.\n"),
        ("bitextor", "src_url\ttrg_url\tsrc_text\ttrg_text\taligner_score\nx://1\t\t甲。\tA.\t1.5000\n"),
        ("tgt, genre,src,id", "tgt\tgenre\tsrc\tid\nA.\tnews\t甲。\t\n"),
        (
            "all",
            "\t".join([*COLUMNS, "document", "risk", "state", "flags", "more"])
            + '\nu1\t1-2\t\t1.5000\t0.2500\t0\t1,2\t甲。\tA.\td1\t0.1250\t\t\t{"src_url":"x://1","genre":"news"}\n',
        ),
    ],
)
def test_columns(columns: str, text: str) -> None:
    assert written(load("formats", "tsv", columns=columns), [UNIT]) == [text.encode()]


def test_all_is_lossless() -> None:
    flag = Flag("u1", "numbers", "Accuracy/Number", "major", (0, 1), None, "甲", "", "a\tb", "c", 0.123456789)
    unit = Unit("u1", "甲。", "A.", flags=(flag,), state="rejected", score=1 / 3)
    [back] = there_and_back("tsv", [unit], columns="all")
    assert back.score == 1 / 3
    assert back.flags[0].message == "a b"
    assert (back.flags[0].confidence, back.flags[0].src, back.state) == (0.123456789, (0, 1), "rejected")


@pytest.mark.parametrize(
    ("header", "more"),
    [
        ("src\ttgt", {}),
        ("tgt\tsrc\tgenre", {"genre": "g"}),
        ("zh\ten\tset", {"set": "g"}),
        ("src_text\ttrg_text\tsrc_url", {"src_url": "g"}),
        ("en\tzh\tsrc\ttgt", {"en": "", "zh": ""}),
    ],
)
def test_other_peoples_columns(header: str, more: dict[str, str]) -> None:
    names = header.split("\t")
    cells = {"src": "甲", "zh": "甲", "src_text": "甲", "tgt": "a", "en": "a", "trg_text": "a"}
    if more == {"en": "", "zh": ""}:
        cells |= {"en": "", "zh": ""}
    row = "\t".join(cells.get(name, "g") for name in names)
    [unit] = read(load("formats", "tsv"), [f"{header}\r\n\r\n{row}\r\n".encode()])
    assert (unit.id, unit.src, unit.tgt) == ("1", "甲", "a")
    assert unit.more == {name: text for name, text in more.items() if text}


def test_more_cells_than_columns() -> None:
    [unit] = read(load("formats", "tsv", columns="bicleaner"), ["u\tv\t甲\ta\t0.9\n".encode()])
    assert unit.more == {"src_url": "u", "trg_url": "v", "column5": "0.9"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("甲\ta\tx\t\t\t\t", "x.file:2: 'x' is no score; give a number or leave it empty"),
        ("甲\ta\t\t1.5\t\t\t", "'1.5' is no confidence between 0 and 1"),
        ("甲\ta\t\tnan\t\t\t", "'nan' is no confidence between 0 and 1"),
        ("甲\ta\t\t\t0;1\t\t", "'0;1' and '' are no sentence numbers; they look so: 3,4"),
        ("甲\ta\t\t\t\tdone\t", "'done' is no state; there are: reviewed, rejected"),
        ("甲\ta\t\t\t\t\tx", "is no JSON"),
        ("甲\ta\t\t\t\t\t{}", "is JSON but no list"),
        ("甲\ta\t\t\t\t\t[1]", "is no flag: '1'"),
        ('甲\ta\t\t\t\t\t[{"category":"x","src_start":2,"src_end":1}]', "is no span of characters"),
        ("甲\ta", "has 2 cells, the header 7"),
    ],
)
def test_what_is_wrong_is_said(row: str, message: str) -> None:
    header = "src\ttgt\tscore\tconfidence\tsrc_ids\tstate\tflags"
    with pytest.raises(DataError, match=r"^x\.file:2: ") as caught:
        read(load("formats", "tsv"), [f"{header}\n{row}\n".encode()])
    assert message in str(caught.value)


def test_columns_that_are_none() -> None:
    for columns in ("src,src", "bitexter", ","):
        with pytest.raises(BadParameter, match="presets are"):
            load("formats", "tsv", columns=columns)
    with pytest.raises(DataError, match=r"x\.file:1: has 1 cells, not 2: src, tgt"):
        read(load("formats", "tsv", columns="plain"), [b"a\n"])
