"""A folder that appears under its name when it is complete, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import DataError

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

REPORT = "report.json"


def check_folder(target: str | Path) -> Path:
    """The folder that is to be written, if it can be: there is none, an empty one, or an earlier export.

    Raises:
        DataError: it holds something else, or cannot be written.
    """
    path = Path(target).absolute()
    if path.exists() and not path.is_dir():
        raise DataError("cannot be written: it is a file, not a folder", target)
    if not path.parent.is_dir():
        raise DataError(f"cannot be written: there is no folder {path.parent}", target)
    if path.is_dir() and any(path.iterdir()) and not (path / REPORT).is_file():
        raise DataError(f"is a folder with something else in it (no {REPORT}); give another name", target)
    return path


@contextmanager
def whole_folder(target: str | Path) -> Iterator[Path]:
    """A folder to write to, which takes the place of `target` when all is well.

    It stands beside the target as `.NAME.part`. What a killed run left there is removed by the next.

    Raises:
        DataError: the target cannot be written, or another run is writing it.
    """
    path = check_folder(target)
    part, old, lock = (path.with_name(f".{path.name}.{end}") for end in ("part", "old", "lock"))
    try:
        with lock.open("wb") as held:
            if fcntl:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _restore(path, old)
            _remove(part, old)
            part.mkdir()
            try:
                yield part
                if path.exists():
                    path.rename(old)
                part.rename(path)
            finally:
                _restore(path, old)
                _remove(part, old)
                lock.unlink()
    except BlockingIOError:
        raise DataError("is being written by another run", target) from None
    except OSError as error:
        raise DataError(f"cannot be written: {error.strerror or error}", target) from error


def _restore(path: Path, old: Path) -> None:
    """Put back what was there, if a run was stopped between its last two steps."""
    if old.exists() and not path.exists():
        old.rename(path)


def _remove(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
