from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.samples import EN, ZH
from toolkit.corpus.filtering import load_filters, read_settings, rejections
from toolkit.errors import DataError
from toolkit.units import Unit


def test_presets_are_files_of_known_filters() -> None:
    for name in ("default", "strict"):
        assert load_filters(read_settings(name)).keys() == read_settings(name).keys()
    assert read_settings("none") == {}


def test_a_file_changes_a_preset(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'base = "default"\nnumbers = false\n[length]\nmax_src = 99\n[similarity]\nencoder = "hashed"\n', "utf-8"
    )
    settings, default = read_settings(path), read_settings("default")
    assert settings["length"] == {**default["length"], "max_src": 99}
    assert settings["similarity"] == {"encoder": "hashed"}
    assert "numbers" in default
    assert "numbers" not in settings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[length]\nmaximum = 3", ["maximum", "max_src"]),
        ("[lenght]", ["lenght", "length"]),
        ("[flags]\nseverity = 'grave'", ["grave", "major"]),
        ("[similarity]", ["encoder"]),
        ("[similarity]\nencoder = 'best'", ["best", "use"]),
        ("base = 'all'", ["all", "default"]),
        ("length = 3", ["[length]"]),
        ("length = ", ["TOML"]),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError) as error:
        read_settings(path)
    assert str(error.value).startswith(str(path))
    assert all(word in str(error.value) for word in words)


def test_the_first_reason_counts() -> None:
    units = [
        Unit("1", ZH, EN),
        Unit("2", ZH, " "),
        Unit("3", ZH, EN, state="rejected"),
        Unit("4", EN, EN),
        Unit("5", ZH, EN, confidence=0.1),
    ]
    found = rejections(units, load_filters(read_settings("default")))
    assert [rejection and rejection.reason for rejection in found] == [None, "null", "rejected", "script", "confidence"]
    assert found[4] is not None
    assert found[4].score == (0.1,)
