"""The store of a review: a SQLite file to which decisions are added, and in which none is ever changed."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.errors import DataError, ToolkitError
from toolkit.files import check_target

Content = dict[str, Any]
"""A JSON object."""

_APPLICATION = 0x62697478  # "bitx": what SQLite's `file` and we know our stores by
_NAME_DOCUMENT = "INSERT INTO document SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM document)"
_WAIT = 60.0  # seconds for which another writer is waited for
_MIGRATIONS = (
    """
    CREATE TABLE document (fingerprint TEXT NOT NULL, name TEXT NOT NULL);
    CREATE TABLE decisions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        at TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        blind INTEGER NOT NULL,
        action TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    );
    CREATE TRIGGER unchanged BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
    CREATE TRIGGER kept BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
    """,
)
"""What makes a store of each schema version from one of the version before; `user_version` counts those done."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a reviewer did. `id` is the bead or flag it is about; `before` and `after` say what it changed.

    `seq` numbers the decisions of a store from 1; `at` is the time, UTC; `is_blind`: others' verdicts were hidden.
    """

    id: str
    reviewer: str
    action: Content
    before: Content
    after: Content
    is_blind: bool = False
    at: str = ""
    seq: int = 0

    @property
    def bead_id(self) -> str:
        """The bead that it is about, or that the flag it is about was in."""
        return str(self.before["flag"]["bead_id"]) if "flag" in self.before else self.id


class StoreError(ToolkitError):
    """A decision could not be saved."""


class Store:
    """The decisions about one document. Several processes may read and write at the same time.

    The file is made with the first decision. Each is on disk before `add` returns (WAL, synchronous=FULL).

    Args:
        path: where the store is or shall be.
        is_read_only: nothing is to be written, nor is a file made.
        must_exist: there must be decisions already.

    Raises:
        DataError: the file is missing, damaged, no store, or of a newer version of the toolkit, or it could not be written.
    """

    def __init__(self, path: str | Path, *, is_read_only: bool = False, must_exist: bool = False) -> None:
        self.path, self._is_read_only = Path(path), is_read_only
        self._lock = threading.RLock()  # A notebook may call from several threads.
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        if self.path.is_dir():
            raise DataError("is a folder, not a store of decisions", self.path)
        if self._exists():
            self._open()
        elif must_exist:
            raise DataError("there is no such file", self.path)
        elif not is_read_only:
            check_target(self.path)

    def document(self) -> tuple[str, str] | None:
        """The fingerprint and the name of the document that the store is about; None before the first decision."""
        with self._lock, self._reading() as connection:
            rows = [] if connection is None else connection.execute("SELECT fingerprint, name FROM document").fetchall()
            return (str(rows[0][0]), str(rows[0][1])) if rows else None

    def since(self, seq: int) -> list[Decision]:
        """The decisions after number `seq`, in order."""
        with self._lock, self._reading() as connection:
            return [] if connection is None else _decisions(connection, seq)

    @contextlib.contextmanager
    def adding(
        self, fingerprint: str, name: str, seq: int
    ) -> Iterator[tuple[list[Decision], Callable[[Decision], Decision]]]:
        """Keep others from writing: gives the decisions after `seq`, and a function that adds one and numbers it.

        What was added is on disk when the block is left; if anything is raised in it, nothing was.

        Raises:
            StoreError: it cannot be saved.
        """
        with self._lock:
            try:
                connection = self._connection or self._open()
                self._check_place()
                connection.execute("BEGIN IMMEDIATE")
                try:
                    connection.execute(_NAME_DOCUMENT, (fingerprint, name))
                    yield _decisions(connection, seq), lambda decision: _insert(connection, decision)
                    connection.execute("COMMIT")
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise
            except (sqlite3.Error, OSError, DataError) as error:
                raise StoreError(f"not saved: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def _exists(self) -> bool:
        # A process killed while it made the file may have left it empty.
        return self.path.exists() and self.path.stat().st_size > 0

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        if self._connection is None and self._exists():
            self._open()
        try:
            yield self._connection
        except (sqlite3.Error, ValueError) as error:
            raise _damaged(self.path, error) from error

    def _check_place(self) -> None:
        """What is written to a file that someone has deleted or replaced would be lost."""
        if not self.path.exists() or self.path.stat().st_ino != self._inode:
            raise DataError("was deleted or replaced since it was opened; put it back or open the pair anew", self.path)

    def _open(self) -> sqlite3.Connection:
        if self._is_read_only and not self._exists():
            raise DataError("was opened for reading only", self.path)
        try:
            connection = _readable(self.path) if self._is_read_only else _writable(self.path)
        except sqlite3.Error as error:
            raise _damaged(self.path, error) from error
        self._connection, self._inode = connection, self.path.stat().st_ino
        return connection


def _writable(path: Path) -> sqlite3.Connection:
    """A connection to write by, of a store that is checked, and made or brought up to date."""
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        if _check(connection, path) < len(_MIGRATIONS):
            _migrate(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # Found now and not when a decision is to be saved.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _readable(path: Path) -> sqlite3.Connection:
    """A connection to read by, which writes nothing, not even into a folder where it could."""
    try:
        connection = _connect_to_read(path, "mode=ro")
    except sqlite3.OperationalError:
        wal = Path(f"{path}-wal")
        if wal.exists() and wal.stat().st_size:
            raise
        # In a folder that cannot be written to, SQLite reads such a store only if it is told that nobody writes it.
        connection = _connect_to_read(path, "immutable=1")
    return connection


def _connect_to_read(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        if _check(connection, path) == len(_MIGRATIONS):
            return connection
        copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.backup(copy)
        _migrate(copy)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return copy


def _check(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of a database, 0 if it is new."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    is_new = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    if not is_new and application != _APPLICATION:
        raise DataError("is a database, but no store of decisions; give another file", path)
    if version > len(_MIGRATIONS):
        raise DataError(
            f"is a store of schema {version}, and this toolkit knows {len(_MIGRATIONS)}; install a newer toolkit", path
        )
    problem = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if problem != "ok":
        raise _damaged(path, problem)
    return version


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    # Read again: another process may have been faster.
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for script in _MIGRATIONS[version:]:
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {max(version, len(_MIGRATIONS))}")
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit before each."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _damaged(path: Path, error: object) -> DataError:
    problem = str(error).split("\n")[0]
    return DataError(
        f"cannot be used as a store of decisions ({problem}); restore it from a copy or give another", path
    )


def _decisions(connection: sqlite3.Connection, seq: int) -> list[Decision]:
    rows = connection.execute(
        "SELECT id, reviewer, action, before, after, blind, at, seq FROM decisions WHERE seq > ? ORDER BY seq", (seq,)
    )
    return [
        Decision(id, reviewer, json.loads(action), json.loads(before), json.loads(after), bool(blind), at, seq)
        for id, reviewer, action, before, after, blind, at, seq in rows
    ]


def _insert(connection: sqlite3.Connection, decision: Decision) -> Decision:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    contents = map(_json, (decision.action, decision.before, decision.after))
    cursor = connection.execute(
        "INSERT INTO decisions (id, at, reviewer, blind, action, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (decision.id, at, decision.reviewer, decision.is_blind, *contents),
    )
    return replace(decision, at=at, seq=int(cursor.lastrowid or 0))


def _json(content: Content) -> str:
    # A lone surrogate, which SQLite does not take, is written as JSON's escape for it.
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
