"""The plan of a run: which documents are in which part. It is an SQLite file beside the parts, so that its size is no matter."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from toolkit.errors import DataError
from toolkit.runs.manifest import Row, rows_of_manifest
from toolkit.runs.places import is_address, place_of, size_of

PLAN = "plan.sqlite"
SMALLEST, LARGEST = 64_000, 1_000_000
"""Bytes of a part, both sides together. The first parts are small, so that a small corpus, too, keeps all cores busy."""

_SHARE = 64  # a part is at most one in so many of all before it, so that no worker is busy long after the others
_SHOWN = 20  # problems that are told
_BATCH, _THREADS = 1000, 32  # rows that are looked at together; threads that ask for what is at an address
_UNKNOWN = 20_000  # bytes that a missing document counts as

_SCHEMA = """
CREATE TABLE documents (line INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, part INTEGER NOT NULL, size INTEGER NOT NULL,
                        src TEXT NOT NULL, tgt TEXT NOT NULL, more TEXT NOT NULL);
CREATE INDEX by_part ON documents (part);
"""


@dataclass(frozen=True, slots=True)
class Partition:
    """The documents of a part, and how many bytes they have."""

    number: int
    rows: tuple[Row, ...]
    size: int


@dataclass
class Plan:
    """What is in a manifest. `bad` rows name files that are missing or outside the root; `problems` tells of the first."""

    documents: int = 0
    parts: int = 0
    size: int = 0
    bad: int = 0
    problems: list[str] = field(default_factory=list)

    def told(self) -> list[str]:
        """The problems, a line each, and how many more there are."""
        more = self.bad - len(self.problems)
        return [*self.problems, *([f"… and {more:,} more rows"] if more else [])]


def make_plan(manifest: str | Path, root: str, folder: Path, grown_from: str | None = None) -> Plan:
    """Look at every row of a manifest and every file that it names, and write the plan into a folder.

    Args:
        grown_from: the manifest of the plan that is in the folder, if all its documents must be in the new plan, too.

    Raises:
        DataError: it is no manifest, an id is empty or there twice, there is no row, most rows are bad, or a document of the
            earlier plan is missing.
    """
    plan = Plan()
    target, aside = folder / PLAN, folder / f"{PLAN}.new"
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(aside)) as database:
        # What is written is thrown away if anything goes wrong.
        database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        filled = 0
        for row, size in _sized(plan, manifest, root):
            if filled and filled + size > max(SMALLEST, min(LARGEST, plan.size // _SHARE)):
                plan.parts, filled = plan.parts + 1, 0
            _insert(database, manifest, row, plan.parts, size)
            filled += size
            plan.size += size
            plan.documents += 1
        database.commit()
    if not plan.documents:
        raise DataError("has no row with a document pair", manifest)
    if plan.bad > plan.documents / 2:
        raise DataError(f"{plan.bad:,} of {plan.documents:,} rows are bad; the first: {plan.problems[0]}", manifest)
    plan.parts += 1
    if grown_from is not None:
        _check_grown(grown_from, manifest, folder)
    aside.replace(target)
    return plan


def _check_grown(old: str, new: str | Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / f"{PLAN}.new")) as database:
        database.execute("ATTACH ? AS old", [str(folder / PLAN)])
        missing = "FROM (SELECT id, src, tgt FROM old.documents EXCEPT SELECT id, src, tgt FROM documents)"
        [[count, first]] = database.execute(f"SELECT count(*), min(id) {missing}")
    if count:
        lack = f"{count:,} of its documents are not in {new} as they were, such as {first[:60]!r}"
        raise DataError(f"is a run of {old}, and {lack}; give another folder, or --replace", folder)


def _insert(database: sqlite3.Connection, manifest: str | Path, row: Row, part: int, size: int) -> None:
    if not row.id.strip():
        raise DataError("the id is empty", manifest, row.line)
    cells = (row.line, row.id, part, size, row.src, row.tgt, json.dumps(row.more, ensure_ascii=False))
    try:
        database.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", cells)
    except sqlite3.IntegrityError:
        [[line]] = database.execute("SELECT line FROM documents WHERE id = ?", [row.id])
        message = f"the id {row.id[:60]!r} is on line {line} too; make it unique"
        raise DataError(message, manifest, row.line) from None


def _sized(plan: Plan, manifest: str | Path, root: str) -> Iterator[tuple[Row, int]]:
    """The rows, with the bytes of both sides; what is wrong with a row is told."""
    rows = rows_of_manifest(manifest)
    with ThreadPoolExecutor(_THREADS) as pool:
        while batch := list(islice(rows, _BATCH)):
            # To ask for files is faster without threads.
            asked = [pool.submit(_size, row, root) if _is_remote(row, root) else _size(row, root) for row in batch]
            for row, found in zip(batch, asked, strict=True):
                size, problem = found.result() if isinstance(found, Future) else found
                if problem:
                    plan.bad += 1
                    if len(plan.problems) < _SHOWN:
                        plan.problems.append(f"line {row.line}: {problem}")
                yield row, size


def _is_remote(row: Row, root: str) -> bool:
    return any(map(is_address, (root, row.src, row.tgt)))


def _size(row: Row, root: str) -> tuple[int, str]:
    """The bytes of both sides, and what is wrong."""
    size, problem = 0, ""
    for name in (row.src, row.tgt):
        try:
            size += size_of(place_of(name, root))
        except DataError as error:
            size += _UNKNOWN
            problem = problem or str(error)
    return size, problem


def partitions(folder: Path) -> Iterator[Partition]:
    """The parts of a plan, in order, one at a time."""
    with closing(_open(folder)) as database:
        found = database.execute("SELECT part, line, id, src, tgt, more, size FROM documents ORDER BY line")
        for number, group in groupby(found, key=itemgetter(0)):
            rows, size = [], 0
            for _, line, name, src, tgt, more, own in group:
                rows.append(Row(line, name, src, tgt, json.loads(more)))
                size += own
            yield Partition(number, tuple(rows), size)


def part_with(folder: Path, document: str) -> int:
    """The number of the part that a document is in.

    Raises:
        DataError: there is no such document in the run.
    """
    with closing(_open(folder)) as database:
        found = database.execute("SELECT part FROM documents WHERE id = ?", [document]).fetchone()
    if found is None:
        raise DataError(f"has no document with the id {document[:60]!r}", folder)
    return int(found[0])


def _open(folder: Path) -> sqlite3.Connection:
    if not (folder / PLAN).is_file():
        raise DataError("is no run: give a folder that `bitext corpus run` wrote", folder)
    return sqlite3.connect(f"file:{(folder / PLAN).resolve()}?mode=ro", uri=True)
