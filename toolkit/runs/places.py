"""Where a document is: a file under the root of a run, or an address that `fsspec` can open."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from toolkit.errors import DataError, MissingExtra

_LOCAL = ("file", "local")


def is_address(name: str) -> bool:
    """Whether a place is an address such as `s3://bucket/name`."""
    return "://" in name


def place_of(name: str, root: str) -> str:
    """The file or address that a manifest names.

    Raises:
        DataError: it is empty, or outside the root: by "..", by a link, or by an absolute path. Other addresses than those
            of files are taken as they are.
    """
    if not name.strip() or "\0" in name:
        raise DataError("no file is named")
    if is_address(name):
        return _checked(name)
    if is_address(root):
        if name.startswith("/") or ".." in PurePosixPath(name).parts:
            raise DataError("is outside the root of the run", name)
        return _checked(f"{root.rstrip('/')}/{name}")
    base = _real_folder(root)
    folder, file = os.path.split(os.path.join(base, name))  # noqa: PTH118 (a million times; pathlib is slow)
    path = f"{_real_folder(folder)}/{file}"
    if file in ("", ".", "..") or os.path.islink(path):  # noqa: PTH114
        path = os.path.realpath(path)
    if not path.startswith(base.rstrip("/") + "/"):
        raise DataError("is outside the root of the run; say with --root where the documents are", name)
    return path


@lru_cache(maxsize=1000)
def _real_folder(path: str) -> str:
    return os.path.realpath(path)


def _checked(address: str) -> str:
    # A chain, as in zip://…::file://…, could reach any file.
    if urlsplit(address).scheme in _LOCAL or "::" in address:
        raise DataError("give files by their paths, and other places by an address without ::", address)
    return address


def size_of(place: str) -> int:
    """How many bytes there are.

    Raises:
        DataError: there is no such file, or it cannot be looked at.
    """
    try:
        if not is_address(place):
            found = os.stat(place)  # noqa: PTH116
            if stat.S_ISDIR(found.st_mode):
                raise DataError("is a folder, not a file", place)
            return found.st_size
        file_system, path = _file_system(place)
        return int(file_system.info(path).get("size") or 0)
    except FileNotFoundError:
        raise DataError("there is no such file", place) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", place) from None


def fetch(place: str, most: int) -> bytes:
    """All bytes of a document.

    Raises:
        DataError: there is no such file, or it has more bytes than `most`.
        OSError: it cannot be read now.
    """
    try:
        if is_address(place):
            file_system, path = _file_system(place)
            with file_system.open(path, "rb") as stream:
                data = bytes(stream.read(most + 1))
        else:
            with Path(place).open("rb") as stream:
                data = stream.read(most + 1)
    except FileNotFoundError:
        raise DataError("there is no such file", place) from None
    except IsADirectoryError:
        raise DataError("is a folder, not a file", place) from None
    if len(data) > most:
        raise DataError(f"has more than {most // 1_000_000} MB; align it by itself, or raise --max-megabytes", place)
    return data


def _file_system(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise MissingExtra("reading from an address", "fsspec", "corpus") from None
    try:
        file_system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise DataError(f"cannot be opened: {str(error)[:200]}", address) from None
    return file_system, path
