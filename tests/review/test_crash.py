"""Nothing that was acknowledged is lost: by processes killed at any moment, or by several that write at once."""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.review.made import flag_on, write_flags, write_pair
from toolkit.review import Session
from toolkit.review.store import Decision, Store

pytestmark = pytest.mark.usefixtures("quick_risks")

KILLS = 200
WRITES, AT_ONCE = 5_000, 10
"""Decisions of each of two writers, and how many of them it saves at once: to wait for the disk is what takes time."""

TEXTS = [(f"第{i}句。", f"Sentence number {i}.") for i in range(20)]


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """A process that does some work, and the end of the pipe that it writes to."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        status = 1
        try:
            os.close(reading)
            work(writing)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    return process, reading


def read_all(pipe: int) -> list[int]:
    parts = []
    while part := os.read(pipe, 1 << 16):
        parts.append(part)
    os.close(pipe)
    # The last number may be cut off where the process was killed.
    return [int(line) for line in b"".join(parts).split(b"\n")[:-1]]


def add(store: Store, reviewer: str, numbers: Iterable[int], seq: int) -> int:
    with store.adding("fingerprint", "pair.tsv", seq) as (_, append):
        for number in numbers:
            note = {"note": f"{number}"}
            seq = append(Decision("b0", reviewer, {"do": "note", "bead": "b0"}, {"note": ""}, note)).seq
    return seq


def write_on(path: Path, pipe: int) -> None:
    store, seq = Store(path), 0
    while True:
        seq = add(store, "ann", [seq], seq)
        os.write(pipe, b"%d\n" % seq)


def test_what_a_killed_process_acknowledged_is_there(tmp_path: Path) -> None:
    path, chance = tmp_path / "pair.review.sqlite", random.Random(4)
    acknowledged: list[int] = []
    for number in range(KILLS):
        if number % 20 == 0:
            path.unlink(missing_ok=True)  # A process may be killed while it makes the store, too.
            for ending in ("-wal", "-shm"):
                Path(f"{path}{ending}").unlink(missing_ok=True)
            acknowledged = []
        process, pipe = forked(lambda writing: write_on(path, writing))
        if number % 3:
            select.select([pipe], [], [], 10)
        time.sleep(chance.random() * 0.01)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        acknowledged += read_all(pipe)
        found = {decision.seq for decision in Store(path).since(0)}
        assert found >= set(acknowledged), number
        if path.exists():
            with sqlite3.connect(path) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert acknowledged


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pair.review.sqlite"

    def write(name: str) -> Callable[[int], None]:
        def work(_: int) -> None:
            store, seq = Store(path), 0
            for first in range(0, WRITES, AT_ONCE):
                seq = add(store, name, range(first, first + AT_ONCE), seq)

        return work

    writers = [forked(write(name)) for name in ("ann", "bo")]
    assert [os.waitpid(process, 0)[1] for process, _ in writers] == [0, 0]
    for _, pipe in writers:
        os.close(pipe)
    log = Store(path).since(0)
    assert len(log) == 2 * WRITES
    for name in ("ann", "bo"):
        assert [d.after["note"] for d in log if d.reviewer == name] == [str(number) for number in range(WRITES)]


def test_two_sessions_at_once_see_each_other(tmp_path: Path) -> None:
    pair, flags = (
        write_pair(tmp_path, TEXTS),
        write_flags(tmp_path, [flag_on(f"b{i}", "第", "Sentence") for i in range(20)]),
    )

    def judge(name: str) -> Callable[[int], None]:
        def work(_: int) -> None:
            session = Session.open(pair, flags, reviewer=name)
            ids = [flag["id"] for bead in session.view()["beads"] for flag in bead["flags"]]
            for number in range(40):
                patch = session.act({"do": "verdict", "flag": ids[number % 20], "verdict": "accepted"})
                assert patch["error"] is None

        return work

    watching = Session.open(pair, flags, reviewer="cy")
    writers = [forked(judge(name)) for name in ("ann", "bo")]
    assert [os.waitpid(process, 0)[1] for process, _ in writers] == [0, 0]
    for _, pipe in writers:
        os.close(pipe)
    patch = watching.poll()
    assert patch is not None
    assert patch["version"] == 80
    shown = watching.view()
    assert shown["reviewers"] == ["ann", "bo", "cy"]
    assert all(set(flag["verdicts"]) == {"ann", "bo"} for bead in shown["beads"] for flag in bead["flags"])


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_store_that_was_deleted_or_replaced_takes_nothing(tmp_path: Path, is_deleted: bool) -> None:
    session = Session.open(write_pair(tmp_path, TEXTS), write_flags(tmp_path, []), reviewer="ann")
    assert session.act({"do": "note", "bead": "b0", "text": "one"})["error"] is None
    path = tmp_path / "pair.review.sqlite"
    path.rename(tmp_path / "elsewhere.sqlite")
    if not is_deleted:
        path.write_bytes((tmp_path / "elsewhere.sqlite").read_bytes())
    patch = session.act({"do": "note", "bead": "b0", "text": "two"})
    assert "not saved" in patch["error"]
    assert patch["splices"] == []
    assert session.view()["beads"][0]["note"] == "one"
