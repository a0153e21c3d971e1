from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.corpus.folder import REPORT, whole_folder
from toolkit.errors import DataError


def write(target: Path, text: str) -> None:
    with whole_folder(target) as folder:
        (folder / REPORT).write_text(text, "utf-8")


def write_half(target: Path) -> None:
    with whole_folder(target) as folder:
        (folder / "half").touch()
        raise KeyboardInterrupt


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_replaces_an_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write(target, "1")
    (target / "more.txt").touch()
    write(target, "2")
    assert names(tmp_path) == ["out"]
    assert names(target) == [REPORT]
    assert (target / REPORT).read_text("utf-8") == "2"


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path / "out", "1")
    with pytest.raises(KeyboardInterrupt):
        write_half(tmp_path / "out")
    assert names(tmp_path) == ["out"]
    assert (tmp_path / "out" / REPORT).read_text("utf-8") == "1"


def test_what_a_killed_run_left_is_put_right(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write(target, "1")
    target.rename(tmp_path / ".out.old")  # killed between the last two steps
    (tmp_path / ".out.part").mkdir()
    (tmp_path / ".out.part" / "half").touch()
    (tmp_path / ".out.lock").touch()
    with pytest.raises(KeyboardInterrupt):
        write_half(target)
    assert names(tmp_path) == ["out"]
    assert (target / REPORT).read_text("utf-8") == "1", "the earlier result is there again"


def test_a_folder_of_something_else_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    write(target, "1")  # an empty one is
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").touch()
    (tmp_path / "file").touch()
    for name, words in (("other", "something else"), ("file", "a file"), ("none/out", "no folder")):
        with pytest.raises(DataError, match=words):
            write(tmp_path / name, "1")
    assert names(other) == ["thesis.txt"]


def test_two_runs_at_a_time(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "out") as folder:
        (folder / REPORT).touch()
        with pytest.raises(DataError, match="another run"):
            write(tmp_path / "out", "2")
    assert names(tmp_path) == ["out"]


def test_what_was_there_stays_when_the_last_step_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out"
    write(target, "1")
    rename = Path.rename

    def fail(path: Path, to: Path) -> Path:
        if path.name.endswith(".part"):
            raise KeyboardInterrupt
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(KeyboardInterrupt):
        write(target, "2")
    assert names(tmp_path) == ["out"]
    assert (target / REPORT).read_text("utf-8") == "1"
