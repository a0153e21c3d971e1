from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import reading
from toolkit.errors import DataError
from toolkit.registry import load


def test_too_long(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_SENTENCES", 2)
    for pre_split in (False, True):
        with pytest.raises(DataError, match=r"zh\.txt: has more than 2 sentences; split it"):
            reading.read_document(pair[0], "zh", pre_split=pre_split)
    monkeypatch.setattr(reading, "MAX_CHARS", 20)
    with pytest.raises(DataError, match=r"characters, more than 20; split it"):
        reading.read_text(pair[0])
    monkeypatch.setattr(reading, "MAX_TEXT_BYTES", 20)
    with pytest.raises(DataError, match=r"zh\.txt: has 0 MB, more than 0 MB of text; split it"):
        reading.read_text(pair[0])


@given(st.lists(st.text(st.sampled_from("甲a \u2028\r")), min_size=1))
def test_every_line_is_a_sentence(lines: list[str]) -> None:
    data = "".join(f"{line}\n" for line in ["甲", *lines]).encode()
    document = reading.take_lines(load("readers", "lines", encoding="utf-8")(data, "a"), "zh")
    for line, sentence in zip_longest(["甲", *lines], document.texts):
        assert sentence == line.removesuffix("\r")


def test_pins_are_links(tmp_path: Path) -> None:
    path = tmp_path / "a.links"
    path.write_text("[0, 1]:[0]:0.93\n\n[2]:[]\n[]:[1]\n")
    assert reading.read_pins(path) == [((0, 1), (0,)), ((2,), ()), ((), (1,))]
    path.write_text("")
    assert reading.read_pins(path) == []
    path.write_text("[0]:[0]\n[0]=[1]\n")
    with pytest.raises(DataError, match=r"a\.links:2: expected a line such as"):
        reading.read_pins(path)
