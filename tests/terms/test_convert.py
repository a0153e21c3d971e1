from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.errors import BadParameter, DataError
from toolkit.terms import Term, convert, read_glossary, read_terms, write_terms

TERMS = [
    Term(
        "有为政府",
        "capable government",
        ("able government",),
        ("promising government",),
        "政治",
        "Explain: <&>\"'",
        "us",
        "law",
    ),
    Term("雾霾", "smog"),
    Term("“双碳”", '"dual carbon" goals', avoid=("double carbon", "two carbons"), note="=1+1"),
]


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_topic_that_is_none_is_left_out_of_a_tbx(tmp_path: Path) -> None:
    with (tmp_path / "a.tsv").open("wb") as out:
        write_terms(TERMS, out)
    convert(tmp_path / "a.tsv", tmp_path / "b.tbx")
    text = (tmp_path / "b.tbx").read_text("utf-8").replace(">law<", ">snow<")
    assert read_glossary(write(tmp_path / "c.tbx", text)).terms == [replace(TERMS[0], about=""), *TERMS[1:]]


@pytest.mark.parametrize("first", ["tsv", "csv", "tbx"])
@pytest.mark.parametrize("second", ["tsv", "csv", "tbx"])
def test_every_format_holds_all_of_a_term(first: str, second: str, tmp_path: Path) -> None:
    with (tmp_path / "a.tsv").open("wb") as out:
        write_terms(TERMS, out)
    convert(tmp_path / "a.tsv", tmp_path / f"b.{first}")
    found = convert(tmp_path / f"b.{first}", tmp_path / f"c.{second}")
    assert found.terms == TERMS
    assert read_glossary(tmp_path / f"c.{second}").terms == TERMS
    assert not found.dropped


def test_a_file_of_an_unknown_ending_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match=r"must end in \.tsv, \.csv, \.tbx"):
        convert(write(tmp_path / "a.csv", "zh,en\n甲,a\n"), tmp_path / "b.xlsx")
    with pytest.raises(DataError, match="is an input"):
        convert(tmp_path / "a.csv", tmp_path / "a.csv")


def test_control_characters_do_not_break_the_xml(tmp_path: Path) -> None:
    convert(write(tmp_path / "a.csv", "zh,en\n甲,a\x00\x01]]>\n"), tmp_path / "b.tbx")
    assert read_glossary(tmp_path / "b.tbx").terms == [Term("甲", "a\ufffd\ufffd]]>")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("zh,en\n甲,a\n", [Term("甲", "a")]),
        ("source,target,domain\n甲,a,law\n", [Term("甲", "a", domain="law")]),
        ("source;zh;en\nbook;甲;a\n", [Term("甲", "a", source="book")]),
        ('\ufeff英文\t中文\t备注\r\n"a, b"\t甲\tc\r\n', [Term("甲", "a, b", note="c")]),
        ("Chinese,English,English,forbidden\n甲,a,b,x | y\n", [Term("甲", "a", avoid=("x", "y"))]),
        ('zh,en\n"甲\n乙",a\n', [Term("甲 乙", "a")]),
        ("zh,en\n甲,a\n甲,b\n乙\n,c\n,\n", [Term("甲", "a", ("b",))]),
        ("术语,译文\n甲,a\n".encode("gb18030"), [Term("甲", "a")]),
        ("zh\ten\n甲\ta\n".encode("utf-16"), [Term("甲", "a")]),
    ],
)
def test_spreadsheets(data: str | bytes, expected: list[Term], tmp_path: Path) -> None:
    assert read_glossary(write(tmp_path / "a.csv", data)).terms == expected


def test_rows_without_a_term_are_counted(tmp_path: Path) -> None:
    found = read_glossary(write(tmp_path / "a.csv", "zh,en\n甲,a\n乙\n,c\n,\n,d\n"))
    assert found.dropped == Counter({"no Chinese term": 2, "no English term": 1})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "a.csv:1: has no column of Chinese terms; call it 'zh'"),
        ("zh,fr\n甲,a\n", "a.csv:1: has no column of English terms; call it 'en'"),
        ("zh,en\n甲," + "a" * 200_000 + "\n", "a.csv:2: is not CSV: field larger than"),
        (b"\xff\xfe\xff", "a.csv: is neither UTF-8"),
    ],
)
def test_what_is_wrong_with_a_spreadsheet(data: str | bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        read_glossary(write(tmp_path / "a.csv", data))
    assert message in str(error.value)


def test_a_term_file_is_read_as_one_though_its_cells_hold_quotes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tsv", '# ours\nzh\tpreferred\n甲\t"a\n乙\tb"\n')
    assert read_glossary(path).terms == read_terms(path) == [Term("甲", '"a'), Term("乙", 'b"')]


def test_a_term_file_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "zh\tpreferred\n云办易\tYunbanyi\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert [term.preferred for term in read_glossary("-").terms] == ["Yunbanyi"]
