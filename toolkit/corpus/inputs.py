"""The units that a corpus is made of, with what was flagged and decided about them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.converting import units_in
from toolkit.errors import BadParameter, DataError
from toolkit.flag_files import read_flags
from toolkit.quality import Flag
from toolkit.units import Unit

Source = str | Path


def check_beside(what: str, files: Sequence[Source], sources: Sequence[Source]) -> None:
    """Raise BadParameter unless there are no files of flags or decisions, or as many as sources."""
    if files and len(files) != len(sources):
        raise BadParameter(
            f"there are {len(files)} files of {what} for {len(sources)} inputs; give one for each, in the same order"
        )


def read_units(source: Source, flags: Source | None = None, decisions: Source | None = None) -> Iterator[Unit]:
    """The units of a bitext or of the folder of a run, with their flags, corrected and judged as was decided.

    Without flags and decisions the units are read one at a time.

    Raises:
        DataError: a file cannot be read, or the flags are those of another bitext.
    """
    units = _units(source)
    if flags is None and decisions is None:
        return units
    found = read_flags(flags) if flags is not None else []
    if decisions is None:
        return _flagged(units, found, flags)
    from toolkit.review import reviewed

    return iter(reviewed(list(units), found, decisions))


def _units(source: Source) -> Iterator[Unit]:
    if Path(source).is_dir():
        from toolkit.runs import units_of_run

        return units_of_run(source)
    return units_in(source)


def _flagged(units: Iterator[Unit], flags: Sequence[Flag], source: Source | None) -> Iterator[Unit]:
    by_unit: dict[str, list[Flag]] = {}
    for flag in flags:
        by_unit.setdefault(flag.bead_id, []).append(flag)
    are_found = not flags
    for unit in units:
        own = by_unit.get(unit.id)
        are_found = are_found or own is not None
        yield replace(unit, flags=(*unit.flags, *own)) if own else unit
    if not are_found:
        raise DataError("has flags of other beads only; flag the bitext that is exported", source)


def sha256(source: Source) -> str:
    """The hash of a file; "" of what is none, such as standard input."""
    path = Path(source)
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
