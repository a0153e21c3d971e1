from __future__ import annotations

import errno
import io
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from toolkit import files
from toolkit.errors import DataError
from toolkit.files import atomic_write, check_target, kind_of, read_bytes


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def test_reads_a_file_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\x00\r\nx")
    assert read_bytes(path) == read_bytes(str(path)) == b"\x00\r\nx"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    assert read_bytes("-") == b"\xff"


def test_what_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match=r"none\.txt: there is no such file"):
        read_bytes(tmp_path / "none.txt")
    with pytest.raises(DataError, match="is a folder"):
        read_bytes(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(DataError, match="cannot be read"):
        read_bytes(tmp_path / "loop")
    monkeypatch.setattr(files, "MAX_BYTES", 3)
    (tmp_path / "long").write_bytes(b"1234")
    with pytest.raises(DataError, match="longer than"):
        read_bytes(tmp_path / "long")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"plain", "a.txt", "txt"),
        (b"plain", "a", "txt"),
        (b"plain", "-", "txt"),
        (b"", "a.txt", "txt"),
        (b"a < b <html>", "a.txt", "txt"),
        (b"<p>fragment", "a.HTM", "html"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><p>", "-", "html"),
        (b"<?xml version='1.0'?><!-- x --><HTML>", "a.txt", "html"),
        ("<html>".encode("utf-16"), "a.html", "html"),
        (b"%PDF-1.4", "a", "pdf"),
        (b"\n\n%PDF-1.4", "a.docx", "pdf"),
        (zipped("word/document.xml"), "a.bin", "docx"),
    ],
)
def test_kind(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped("content.xml"), "not a Word document"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9, r"\.doc\).*save it as \.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1", "RTF"),
        (b"plain", "named .docx but"),
    ],
)
def test_kinds_that_cannot_be_read(data: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        kind_of(data, "a.docx")


def test_kind_of_hostile_bytes_is_quick() -> None:
    for data in (b" " * 5_000_000, b"<!--" * 1_000_000, b"<?xml " * 1_000_000, b"<!-- -->" * 1_000_000):
        assert kind_of(data, "a.txt") == "txt"


def test_writes_all_or_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")

    def fail() -> None:
        with atomic_write(one, two) as (first, second):
            first.write(b"new")
            second.write(b"new")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DataError, match="one: cannot be written: No space left on device"):
        fail()
    assert one.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [one]
    with atomic_write(one, two) as (first, second):
        first.write(b"1")
        second.write(b"2")
        assert one.read_bytes() == b"old"
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert len(list(tmp_path.iterdir())) == 2


def test_another_error_passes_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), atomic_write(tmp_path / "a"):
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def test_a_late_failure_touches_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(DataError, match="Input/output error"), atomic_write(tmp_path / "a", tmp_path / "b"):
        pass
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_keeps_mode_and_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"")
    target.chmod(0o640)
    link.symlink_to(target)
    with atomic_write(link) as (stream,):
        stream.write(b"x")
    assert link.is_symlink()
    assert target.read_bytes() == b"x"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_writes_into_a_device_and_does_not_replace_it() -> None:
    before = Path(os.devnull).stat()
    with atomic_write(os.devnull) as (stream,):
        stream.write(b"x")
    assert Path(os.devnull).stat().st_ino == before.st_ino


def test_check_target(tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_text("x")
    check_target(tmp_path / "out.tsv", [source, "-"])
    with pytest.raises(DataError, match="is an input"):
        check_target(tmp_path / "." / "in.txt", [source])
    with pytest.raises(DataError, match="it is a folder"):
        check_target(tmp_path)
    with pytest.raises(DataError, match="there is no folder"):
        check_target(tmp_path / "none" / "out.tsv")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_targets(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.write_text("old")
    locked.chmod(0o400)
    for target in (locked, Path("/proc/none")):
        with pytest.raises(DataError, match="cannot be written"):
            check_target(target)
    with pytest.raises(DataError, match="cannot be written"), atomic_write(locked):
        pass
    assert locked.read_text() == "old"
