"""The store: what is no store of this document is refused, and never written to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.review.made import flag_on, write_flags, write_pair
from toolkit.errors import DataError
from toolkit.review import Session, store
from toolkit.review.store import Decision, Store

pytestmark = pytest.mark.usefixtures("quick_risks")

TEXTS = [("第一句。", "The first one."), ("第二句。", "The second one."), ("第三句。", "The third one.")]
NOTE = {"do": "note", "bead": "b0", "text": "a note"}


def pair_in(folder: Path) -> tuple[Path, Path]:
    return write_pair(folder, TEXTS), write_flags(folder, [flag_on("b0", "第一", "The first")])


def reviewed_in(folder: Path) -> Path:
    session = Session.open(*pair_in(folder), reviewer="ann")
    assert session.act(NOTE)["error"] is None
    session.close()
    return folder / "pair.review.sqlite"


def make_garbage(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough to be one " * 100)


def make_holes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


def make_foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE decisions (mine TEXT)")


def make_newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (make_garbage, "cannot be used as a store"),
        (make_holes, "cannot be used as a store"),
        (make_foreign, "no store of decisions"),
        (make_newer, "install a newer toolkit"),
    ],
)
@pytest.mark.parametrize("is_read_only", [True, False])
def test_what_is_no_store_of_ours_is_refused_and_left_alone(
    tmp_path: Path, spoil: Callable[[Path], None], message: str, is_read_only: bool
) -> None:
    path = reviewed_in(tmp_path)
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(DataError, match=message) as caught:
        Session.open(*pair_in(tmp_path), read_only=is_read_only)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_the_store_of_another_document_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = reviewed_in(tmp_path)
    before = path.read_bytes()
    other = write_pair(tmp_path, [("另一篇。", "Another.")], "other").read_bytes()
    (tmp_path / "other.tsv").write_bytes(other.replace(b"b0", b"c0"))
    with pytest.raises(DataError, match=r"another document \(pair.tsv\)"):
        Session.open(tmp_path / "other.tsv", write_flags(tmp_path, [], "none"), decisions=path)
    assert path.read_bytes() == before


def test_a_store_that_another_document_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    first, _ = pair_in(tmp_path)
    second = write_pair(tmp_path, [("另一篇。", "Another.")], "other")
    second.write_bytes(second.read_bytes().replace(b"b0", b"c0"))
    none, path = write_flags(tmp_path, [], "none"), tmp_path / "shared.sqlite"
    sessions = [Session.open(pair, none, decisions=path, reviewer="ann") for pair in (first, second)]
    assert sessions[0].act(NOTE)["error"] is None
    assert "another document" in sessions[1].act({**NOTE, "bead": "c0"})["error"]
    assert len(Store(path).since(0)) == 1


def test_a_document_that_was_corrected_in_places_is_still_the_same(tmp_path: Path) -> None:
    reviewed_in(tmp_path)
    write_pair(tmp_path, [*TEXTS[:2], ("第三句话。", "The third one.")])
    shown = Session.open(tmp_path / "pair.tsv", tmp_path / "flags.tsv").view()
    assert shown["beads"][0]["note"] == "a note"


def test_a_store_is_made_by_the_first_decision_only(tmp_path: Path) -> None:
    session = Session.open(*pair_in(tmp_path), reviewer="ann")
    session.view()
    session.poll()
    assert session.act({"do": "merge", "bead": "b2"})["error"]
    assert not Store(tmp_path / "pair.review.sqlite").since(0)
    assert session.act(NOTE)["error"] is None
    assert (tmp_path / "pair.review.sqlite").exists()


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "pair.review.sqlite").touch()
    assert Session.open(*pair_in(tmp_path), reviewer="ann").act(NOTE)["error"] is None


@pytest.mark.skipif(os.geteuid() == 0, reason="for root no folder is read-only")
def test_a_read_only_folder_is_refused_before_anything_is_decided(tmp_path: Path) -> None:
    pair, flags = pair_in(tmp_path)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DataError, match="permission denied"):
            Session.open(pair, flags)
        assert Session.open(pair, flags, read_only=True).view()["progress"]["judged"] == 0
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair, flags = pair_in(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(DataError, match="permission denied"):
        Session.open(pair, flags)
    assert Session.open(pair, flags, read_only=True).view()["progress"]["judged"] == 0


def test_a_store_that_cannot_be_written_says_so_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = reviewed_in(tmp_path)

    def read_only(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(store, "_writable", read_only)
    session = Session.open(*pair_in(tmp_path), reviewer="ann")
    patch = session.act({"do": "note", "bead": "b0", "text": "another"})
    assert "not saved" in patch["error"]
    assert "readonly" in patch["error"]
    assert session.view()["beads"][0]["note"] == "a note"
    assert len(Store(path, is_read_only=True).since(0)) == 1


def test_to_read_makes_no_file(tmp_path: Path) -> None:
    assert Store(tmp_path / "none.sqlite", is_read_only=True).since(0) == []
    with pytest.raises(DataError, match="no such file"):
        Store(tmp_path / "none.sqlite", is_read_only=True, must_exist=True)
    assert list(tmp_path.iterdir()) == []


def test_decisions_are_never_changed(tmp_path: Path) -> None:
    with sqlite3.connect(reviewed_in(tmp_path)) as connection:
        for statement in ("UPDATE decisions SET reviewer = 'bo'", "DELETE FROM decisions"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                connection.execute(statement)


def test_an_older_store_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = reviewed_in(tmp_path)
    newer = (*store._MIGRATIONS, "ALTER TABLE document ADD COLUMN language TEXT NOT NULL DEFAULT 'zh';")
    monkeypatch.setattr(store, "_MIGRATIONS", newer)
    before = path.read_bytes()
    assert len(Store(path, is_read_only=True).since(0)) == 1
    assert path.read_bytes() == before  # To read is not to write.
    writing = Store(path)
    assert len(writing.since(0)) == 1
    writing.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT language FROM document").fetchall() == [("zh",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_lone_surrogates_come_back(tmp_path: Path) -> None:
    kept = Store(tmp_path / "a.sqlite")
    with kept.adding("print", "a.tsv", 0) as (_, add):
        add(Decision("b0", "ann", {"do": "note", "bead": "b0"}, {"note": ""}, {"note": "\ud800 𠀀"}))
    assert kept.since(0)[0].after["note"] == "\ud800 𠀀"


def test_what_fails_in_the_middle_is_not_saved(tmp_path: Path) -> None:
    kept = Store(tmp_path / "a.sqlite")
    decision = Decision("b0", "ann", {"do": "note", "bead": "b0"}, {}, {"note": "x"})

    def interrupted() -> None:
        with kept.adding("print", "a.tsv", 0) as (_, add):
            add(decision)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert kept.since(0) == []
