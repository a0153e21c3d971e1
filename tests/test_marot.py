from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import DataError
from toolkit.marot import MAROT_COLUMNS, is_marot, mark, read_marot, unmark

PIECES = ["a", "你", "𠀀", "<", "v", ">", "/", "&", "lt;", "amp;", "<v>", "</v>", "&lt;v>"]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(TEXTS, TEXTS, TEXTS)
def test_marks_are_read_back(before: str, inner: str, after: str) -> None:
    text, span = before + inner + after, (len(before), len(before + inner))
    assert unmark(mark(text, span)) == (text, span)
    assert unmark(mark(text, None)) == (text, None)
    assert mark(text, span).count("<v>") == mark(text, span).count("</v>") == 1


@given(st.text())
def test_any_text_can_be_unmarked(text: str) -> None:
    unmark(text)


def write(path: Path, *rows: str, columns: str = "\t".join(MAROT_COLUMNS)) -> Path:
    path.write_text("\n".join([columns, *rows]) + "\n", "utf-8")
    return path


def test_rows_of_a_segment_are_joined(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.tsv",
        "s\td\t1\t7\tr1\t<v>三亿</v>元\t<v>three billion</v> yuan\tAccuracy/Number\tMajor\t{}",
        "s\td\t1\t7\tr2\t三亿元\tthree billion <v>yuan</v>\tStyle/Awkward\tminor\t{}",
        "s\td\t1\t7\tr3\t<v>三</v>亿元\tthree billion yuan\tSource error\tMajor\t{}",
        "s\td\t2\t8\tr1\t好\tgood\tNo-error\tNo-error\t",
    )
    assert is_marot(path.read_bytes())
    first, second = read_marot(path)
    assert (first.id, first.src, first.tgt) == ("7", "三亿元", "three billion yuan")
    assert [(f.category, f.severity, f.src_text, f.tgt_text) for f in first.faults] == [
        ("Accuracy/Number", "major", "三亿", "three billion"),
        ("Style/Awkward", "minor", "", "yuan"),
    ]
    assert second.faults == ()


def test_segments_of_several_systems_have_different_ids(tmp_path: Path) -> None:
    older = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity"
    rows = [f"{system}\td\t1\t7\tr\t好\tgood\tNo-error\tNo-error" for system in "ab"]
    assert [segment.id for segment in read_marot(write(tmp_path / "g.tsv", *rows, columns=older))] == ["a:d:7", "b:d:7"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("s\td\t1\t7\tr\t好\tbad\tStyle/Awkward\tMinor\t", r"g\.tsv:3: the texts of segment '7' differ"),
        (
            "s\td\t1\t8\tr\t好\tbad\tStyle/Awkward\tawful\t",
            r"g\.tsv:3: 'awful' is no severity; there are: neutral, minor",
        ),
    ],
)
def test_broken_rows_are_named(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_marot(write(tmp_path / "g.tsv", "s\td\t1\t7\tr\t好\tgood\tNo-error\tNo-error\t", row))


def test_other_tables_are_no_marot(tmp_path: Path) -> None:
    path = write(tmp_path / "p.tsv", columns="src\ttgt")
    assert not is_marot(path.read_bytes())
    with pytest.raises(DataError, match=r"p\.tsv:1: the header line lacks the columns system, doc"):
        read_marot(path)
