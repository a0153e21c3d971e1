from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import DataError
from toolkit.tables import read_table


def test_rows_have_the_number_of_their_line(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_bytes('\ufeffsrc\ttgt\tx\r\n甲\t"a\u2028\t\r\n\r\n乙\tb\t1'.encode())
    assert read_table(path, ("tgt", "src")) == [
        (2, {"src": "甲", "tgt": '"a\u2028', "x": ""}),
        (4, {"src": "乙", "tgt": "b", "x": "1"}),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"t\.tsv:1: the header line lacks the columns src, tgt"),
        (b"src\ttgt\ttgt\n", r"t\.tsv:1: the header line has the column 'tgt' twice"),
        (b"src\ttgt\na\n", r"t\.tsv:2: has 1 cells, the header 2; separate them with tabs"),
        (b"src\ttgt\na\tb\n\xe9\tc\n", r"t\.tsv:3: is no TSV in UTF-8 \(byte 0xe9\); save it as UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "t.tsv"
    path.write_bytes(data)
    with pytest.raises(DataError, match=message):
        read_table(path, ("src", "tgt"))
