from __future__ import annotations

import pytest

from toolkit.errors import DataError
from toolkit.readers.links import make


def read(text: str) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    return [(bead.src, bead.tgt, bead.score) for bead in make()(text.encode(), "a.links")]


def test_empty_file_has_no_beads() -> None:
    assert read("") == read("\n \n") == []


@pytest.mark.parametrize(
    ("line", "bead"),
    [
        ("[0]:[0]", ((0,), (0,), 0.0)),
        ("[0, 1]:[0]:0.93", ((0, 1), (0,), 0.93)),
        ("[6]:[6, 7, 8]:0.500000", ((6,), (6, 7, 8), 0.5)),
        ("[]:[12]:-1e-3", ((), (12,), -0.001)),
        ("[3,4]:[]", ((3, 4), (), 0.0)),
        ("[3, 5]:[1]", ((3, 5), (1,), 0.0)),
        (" [ 3 , 4 ] : [ ] : 1 \r", ((3, 4), (), 1.0)),
        ("\ufeff[0]:[0]", ((0,), (0,), 0.0)),
    ],
)
def test_lines(line: str, bead: tuple[tuple[int, ...], tuple[int, ...], float]) -> None:
    assert read(line + "\n") == [bead]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("0:0", r"a\.links:3: expected a line such as \[0, 1\]:\[0\]:0\.93, not '0:0'"),
        ("[0 1]:[0]", "expected"),
        ("[-1]:[0]", "expected"),
        ("[1,]:[0]", "expected"),
        ("[1]:[0]:x", "expected"),
        ("[1]:[0]:1.2.3", "3: a number cannot be read"),
        ("[" + "1" * 5000 + "]:[]", "3: a number cannot be read"),
        ("[]:[]", "3: the bead is empty on both sides"),
        ("[2, 1]:[1]", "3: the sentences of a bead must be in order"),
        ("[1]:[0]", "3: target sentence 0 is already in the bead of line 1"),
        ("[1, 1]:[2]", "must be in order"),
    ],
)
def test_a_bad_line_is_named(line: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(f"[0]:[0]\n\n{line}\n")


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(DataError, match="a: is not a links file"):
        make()(b"\xff\xfe\x00", "a")
    assert len(make("utf-16")("[0]:[0]".encode("utf-16"), "a")) == 1


def test_a_hostile_line_is_quick() -> None:
    for text in ("[" * 10**6, "[" + "1, " * 10**6, "[0]:[" + " " * 10**6):
        with pytest.raises(DataError):
            read(text)
