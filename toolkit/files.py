"""Files as bytes: read whole, told apart by what is in them, written all or nothing."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import stat
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import BinaryIO, Literal, cast

import regex

from toolkit.errors import DataError

Kind = Literal["txt", "html", "docx", "pdf"]

STDIN = "-"
MAX_BYTES = 1 << 30
"""Input longer than this is refused: the whole of it is held in memory."""

_CHUNK = 1 << 20
_SUFFIXES: dict[str, Kind] = {".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".pdf": "pdf"}
_HTML = regex.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--.{0,2000}?-->\s*+)?<(?:!doctype\s+html|html)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"SQLite format 3\0": "a database",
    b"{\\rtf": "an RTF document",
}


def read_bytes(source: str | Path) -> bytes:
    """The bytes of a file, or of standard input where `source` is "-".

    Raises:
        DataError: the file is missing, a folder, unreadable, or longer than `MAX_BYTES`.
    """
    if str(source) == STDIN:
        return _read_all(cast(BufferedIOBase, sys.stdin.buffer), source)
    try:
        with Path(source).open("rb") as stream:
            return _read_all(stream, source)
    except FileNotFoundError:
        raise DataError("there is no such file", source) from None
    except IsADirectoryError:
        raise DataError("is a folder, not a file", source) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", source) from error


def _read_all(stream: BufferedIOBase, source: str | Path) -> bytes:
    chunks, size = [], 0
    # `read` would not heed an interrupt between two pieces from a pipe.
    while chunk := stream.read1(_CHUNK):
        size += len(chunk)
        if size > MAX_BYTES:
            raise DataError(f"is longer than {MAX_BYTES >> 30} GB; split it into parts", source)
        chunks.append(chunk)
    return b"".join(chunks)


def kind_of(data: bytes, source: str | Path) -> Kind:
    """Which reader a file wants, by its first bytes and then by its name.

    Raises:
        DataError: a file of a kind that cannot be read, or one that is not what its name says.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data, source)
    if data.startswith(_OLE):
        what = "a password-protected document" if _ENCRYPTED in data else "an old Office document (.doc)"
        raise DataError(f"is {what}; save it as .docx without a password", source)
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise DataError(f"is {what}; give plain text, HTML, DOCX or PDF", source)
    kind: Kind = "html" if _HTML.match(data) else _SUFFIXES.get(Path(source).suffix.lower(), "txt")
    if kind in ("docx", "pdf"):
        raise DataError(f"is named {Path(source).suffix} but is no such document; save it anew or rename it", source)
    return kind


def _zip_kind(data: bytes, source: str | Path) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DataError(f"is a damaged zip file or Word document ({error})", source) from error
    if "word/document.xml" in members:
        return "docx"
    raise DataError("is a zip file but not a Word document; give plain text, HTML, DOCX or PDF", source)


def check_target(target: str | Path, inputs: Sequence[str | Path] = ()) -> None:
    """Find out before the work begins that `target` could not be written.

    Raises:
        DataError: it is a folder or one of the inputs, or its folder is missing or read-only.
    """
    path = Path(target)
    folder = path.parent
    if path.is_dir():
        raise DataError("cannot be written: it is a folder", target)
    if not folder.is_dir():
        raise DataError(f"cannot be written: there is no folder {folder}", target)
    if path.exists():
        for source in inputs:
            if Path(source).exists() and path.samefile(source):
                raise DataError("is an input; give the output another name", target)
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise DataError("cannot be written: permission denied", target)


@dataclass
class _Pending:
    target: Path
    stream: BinaryIO
    temporary: Path | None

    def finish(self) -> None:
        self.stream.flush()
        if self.temporary:
            # A disk that fills may say so only here.
            os.fsync(self.stream.fileno())
        self.stream.close()

    def replace(self) -> None:
        if self.temporary:
            self.temporary.replace(self.target)

    def discard(self) -> None:
        with contextlib.suppress(OSError):
            self.stream.close()
        if self.temporary:
            self.temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def atomic_write(*targets: str | Path) -> Iterator[list[BinaryIO]]:
    """Streams to write `targets` with, all or nothing.

    Each is a temporary file beside its target; only when all are complete on disk do they take the targets' places. If
    anything fails before, the targets stay as they were and no temporary file is left. A target that is no regular
    file, such as a pipe, is written directly.

    Raises:
        DataError: a file cannot be written. A broken pipe is left to the caller.
    """
    pending: list[_Pending] = []
    target = targets[0]
    try:
        for target in targets:
            pending.append(_open(Path(target)))
        target = targets[0]
        yield [file.stream for file in pending]
        for file in pending:
            target = file.target
            file.finish()
        for file in pending:
            target = file.target
            file.replace()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DataError(f"cannot be written: {error.strerror or error}", target) from error
    finally:
        for file in pending:
            file.discard()


def _open(path: Path) -> _Pending:
    mode = None
    if path.exists():
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return _Pending(path, path.open("wb"), None)
        if not os.access(path, os.W_OK):
            raise PermissionError(None, "Permission denied")
        # The file that a link points to is what must be replaced, not the link.
        path = path.resolve()
    temporary = path.with_name(f".bitext-{secrets.token_hex(8)}.tmp")
    stream = temporary.open("xb")
    if mode is not None:
        temporary.chmod(stat.S_IMODE(mode))
    return _Pending(path, stream, temporary)
