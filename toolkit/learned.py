"""Files of what was learned, as JSON: those that ship with the toolkit, and a user's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from toolkit.errors import DataError
from toolkit.files import atomic_write, read_bytes

Learned = TypeVar("Learned")


def read_learned(
    path: str | Path | None, shipped: tuple[str, str], build: Callable[[Any], Learned], problem: str
) -> Learned:
    """What `build` makes of a file, or where there is no path of the one that ships.

    Args:
        shipped: the package and the name of the file that ships.
        problem: what is said of a file of which `build` can make nothing, with the remedy.

    Raises:
        DataError: the file cannot be read or holds something else.
    """
    package, name = shipped
    data = files(package).joinpath(name).read_bytes() if path is None else read_bytes(path)
    try:
        return build(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(problem, name if path is None else path) from error


def write_learned(output: str | Path, content: object) -> None:
    """Write such a file, whole or not at all.

    Raises:
        DataError: it cannot be written.
    """
    with atomic_write(output) as (file,):
        file.write(json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n")
