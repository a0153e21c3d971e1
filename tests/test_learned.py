from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import DataError
from toolkit.learned import read_learned, write_learned


def test_a_file_is_read_back_instead_of_the_one_that_ships(tmp_path: Path) -> None:
    write_learned(tmp_path / "mine.json", {"a": "词"})
    assert (tmp_path / "mine.json").read_text("utf-8") == '{\n "a": "词"\n}\n'
    assert read_learned(tmp_path / "mine.json", ("toolkit", "risk.json"), lambda found: found["a"], "") == "词"
    assert read_learned(None, ("toolkit", "risk.json"), lambda found: "alone" in found, "")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": {}}', "\ufeff"])
def test_a_file_that_is_something_else_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.json").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"mine\.json: is none; mend it"):
        read_learned(
            tmp_path / "mine.json", ("toolkit", "risk.json"), lambda found: float(found["a"]), "is none; mend it"
        )
