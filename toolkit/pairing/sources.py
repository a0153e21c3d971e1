"""The documents of one side: the files of a folder, or those in a list, and what their names say of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import regex

from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.lines import lines
from toolkit.text import escape_cell

_LANGUAGE = regex.compile(
    r"(?<![\p{L}\p{N}])(?:zh|cn|chs|cht|chi|zho|chn|sc|tc|chinese|en|eng|english|gb|us|uk|hans|hant|src|tgt|source|target"
    r"|中文|英文|原文|译文)(?![\p{L}\p{N}])",
    regex.IGNORECASE,
)
_LANGUAGE_AT_END = regex.compile(r"[._-](?:zh|cn|chs|cht|chinese)$", regex.IGNORECASE)
_SUFFIX = regex.compile(r"(?<=[^/])\.[^./]*$")
_SEPARATORS = regex.compile(r"[\s._\-/\\?&=]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, by its path and by its name within the folder or list; `url` is where it was found, if that is known."""

    path: Path
    name: str
    url: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What is left of name and address without suffix, host and the words that say which language it is.

        The keys of two files agree that are called `news/12.zh.html` and `en/news/12.docx`.
        """
        path, query = _address(self.url)
        names = [_SUFFIX.sub("", self.name), *([f"{_SUFFIX.sub('', path)}/{query}"] if path.strip("/") else [])]
        return tuple(
            key for name in names if (key := _SEPARATORS.sub("/", _LANGUAGE.sub("/", name)).strip("/").lower())
        )


def _address(url: str) -> tuple[str, str]:
    try:
        address = urlsplit(url)
    except ValueError:  # A broken address says nothing.
        return "", ""
    return address.path, address.query


def sources(place: str | Path) -> list[Source]:
    """The files of a folder and of the folders in it, by name; or those in a list.

    A list has a path a line, from its own folder, and may have behind a tab the address of the page. Files and folders whose
    name begins with a dot are passed over, as are the links to folders.

    Raises:
        DataError: there is no such folder or list, a list names a file twice, or there is no file.
    """
    if not Path(place).exists():
        raise DataError("there is no such folder or list", place)
    found = _in_folder(Path(place)) if Path(place).is_dir() else _in_list(Path(place))
    if not found:
        raise DataError("there is no file in it; give a folder with documents, or a list with a path a line", place)
    return found


def _in_folder(folder: Path) -> list[Source]:
    found = []
    for here, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(here, name) for name in names if not name.startswith(".")]
    return sorted((Source(path, path.relative_to(folder).as_posix()) for path in found), key=lambda source: source.name)


def _refuse(error: OSError) -> None:
    raise DataError(f"cannot be read: {error.strerror}", error.filename)


def _in_list(path: Path) -> list[Source]:
    found: dict[str, Source] = {}
    for number, line in lines(BytesIO(read_bytes(path)), path, "list"):
        name, _, url = line.partition("\t")
        if name in found:
            raise DataError(f"names {name} a second time; delete the line", path, number)
        if name.strip():
            found[name] = Source(path.parent / name, name, url.strip())
    return list(found.values())


def pair_ids(found: Sequence[Source]) -> list[str]:
    """An id for each of some files, by its name without suffix and language; where it is another's, with a number behind."""
    ids: dict[str, None] = {}
    for source in found:
        plain = escape_cell(_SUFFIX.sub("", source.name))
        bare = _LANGUAGE_AT_END.sub("", plain) or plain
        name = bare
        for number in count(2):
            if name not in ids:
                break
            name = f"{bare}~{number}"
        ids[name] = None
    return list(ids)
