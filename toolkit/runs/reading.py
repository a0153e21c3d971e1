"""What a run has made, read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import DataError
from toolkit.files import atomic_write
from toolkit.flag_files import write_tsv
from toolkit.flagging import Flags
from toolkit.registry import load
from toolkit.runs.parts import path_of, units_of_part
from toolkit.runs.plan import part_with
from toolkit.units import Unit

RUN = "run.json"


def read_run(folder: str | Path) -> dict[str, Any]:
    """What `run.json` says.

    Raises:
        DataError: the folder is no run.
    """
    try:
        content: dict[str, Any] = json.loads(Path(folder, RUN).read_bytes())
    except (OSError, ValueError):
        raise DataError("is no run: give a folder that `bitext corpus run` wrote", folder) from None
    return content


def is_run(folder: str | Path) -> bool:
    """Whether `bitext corpus run` wrote this folder."""
    return Path(folder, RUN).is_file()


def units_of_run(folder: str | Path) -> Iterator[Unit]:
    """The beads of all documents of a run, in the order of its manifest, a few thousand in memory at a time.

    `document` is the id in the manifest, `more` has the manifest's further columns. What was quarantined is not there.

    Raises:
        DataError: the folder is no run, or a part of it is not done or damaged.
    """
    for number in range(read_run(folder)["parts"]):
        yield from units_of_part(path_of(Path(folder), number))


def units_of_document(folder: str | Path, document: str) -> list[Unit]:
    """The beads of one document of a run.

    Raises:
        DataError: there is no such document, it is in quarantine, or its part is not done or damaged.
    """
    path = path_of(Path(folder), part_with(Path(folder), document))
    units = list(units_of_part(path, [document]))
    if not units:
        raise DataError(f"the document {document[:60]!r} is in quarantine; quarantine.tsv says why", folder)
    return units


def document_of_run(folder: str | Path, document: str, out: str | Path) -> tuple[Path, Path]:
    """Write one document of a run into the folder `out`, as `bitext align` and `bitext flag` would: pair.tsv and flags.tsv.

    Raises:
        DataError: see `units_of_document`; or the files cannot be written.
    """
    if Path(out).suffix == ".tsv":
        raise DataError("is to be a folder, which gets pair.tsv and flags.tsv; name it without .tsv", out)
    units = units_of_document(folder, document)
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot be made: {error.strerror or error}", out) from None
    pair, flags = Path(out, "pair.tsv"), Path(out, "flags.tsv")
    with atomic_write(pair, flags) as streams:
        load("formats", "tsv").write(units, [streams[0]])
        write_tsv(Flags((), tuple(flag for unit in units for flag in unit.flags)), streams[1])
    return pair, flags
