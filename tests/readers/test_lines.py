from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import DataError
from toolkit.readers.lines import make


def lines(data: bytes, encoding: str | None = None) -> list[str]:
    text = make(encoding)(data, "a.txt")
    return [text.text[block.start : block.end] for block in text.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\r\n b \r\n", ["a", " b "]),
        ("\n\na\n\nb\n\n", ["", "", "a", "", "b", ""]),
        ("a\u2028b\u2029c\x85d\x0be\x0cf\rg\th\x1ci\n", ["a\u2028b\u2029c\x85d\x0be\x0cf\rg\th\x1ci"]),
        ("a\r\r\nb", ["a\r", "b"]),
        ("\ufeffa\n", ["a"]),
        ("𠀀\n甲", ["𠀀", "甲"]),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert lines(text.encode(), "utf-8") == expected


def test_encodings() -> None:
    assert lines("甲\r\n乙\r\n".encode("utf-16")) == ["甲", "乙"]
    assert lines("会议\n昨天\n".encode("gb18030"), "gb18030") == ["会议", "昨天"]


def test_nothing_to_read() -> None:
    for data in (b"", b"\n \n", b"\x00\x01\x02" * 50):
        with pytest.raises(DataError, match=r"a\.txt: "):
            lines(data)
    with pytest.raises(DataError, match="encoding"):
        lines(b"a", "klingon")


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r", exclude_categories=["Cc"])), min_size=1)
)
def test_every_line_keeps_its_number(texts: list[str]) -> None:
    data = "".join(f"{text}\n" for text in ["甲", *texts])
    assert lines(data.encode(), "utf-8") == ["甲", *texts]
