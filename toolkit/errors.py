"""Every error that a user can cause. The command line prints the message on one line and exits with status 2."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class ToolkitError(Exception):
    """Something the user can put right; the message says how."""


class DataError(ToolkitError):
    """Bad input. `path` and `line` (1-based), where known, open the message: `pair.tsv:12: …`."""

    def __init__(self, message: str, path: str | Path | None = None, line: int | None = None) -> None:
        self.path, self.line = path, line
        where = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(f"{where}{message}")


class UnknownPlugin(ToolkitError):
    """A name that no plug-in of the room has."""

    def __init__(self, room: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no {room.removesuffix('s')} is called {name!r}; there are: {', '.join(sorted(known))}")


class BadParameter(ToolkitError):
    """A parameter that a plug-in does not have, or a value that it cannot take."""


class MissingExtra(ToolkitError):
    """An optional package is not installed."""

    def __init__(self, purpose: str, package: str, extra: str) -> None:
        super().__init__(f"{purpose} needs the package {package}: pip install 'bitext-toolkit[{extra}]'")
