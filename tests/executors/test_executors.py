"""What every executor must do; the fast way to break one is to kill its workers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import BadParameter, ToolkitError
from toolkit.executors import Lost, processes
from toolkit.registry import load, names

ALL = ["serial", "processes", "dask"]
LOSING = ["processes", "dask"]

pytestmark = pytest.mark.enable_socket


def make(name: str) -> Any:
    return load("executors", name, **({} if name == "serial" else {"workers": 2}))


def note_start(folder: Path) -> None:
    (folder / f"prepared-{os.getpid()}").touch()


def square(folder: Path, number: int) -> tuple[int, int]:
    assert list(folder.glob("prepared-*")), "a worker is prepared before it works"
    return number * number, os.getpid()


def die_at_three(folder: Path, number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(folder: Path, number: int) -> int:
    try:
        (folder / "has-died").touch(exist_ok=False)
    except FileExistsError:
        return number
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def fail(folder: Path, number: int) -> int:
    raise ToolkitError(f"cannot do {number}")


def give_much(folder: Path, number: int) -> bytes:
    """More than a pipe holds."""
    return bytes(10 << 20)


def take_much(folder: Path, megabytes: int) -> str:
    try:
        return f"{len(bytes(megabytes << 20))}"
    except MemoryError:
        return "not enough"


def test_these_are_all() -> None:
    assert sorted(ALL) == names("executors")


@pytest.mark.parametrize("name", ALL)
def test_everything_is_done_once(name: str, tmp_path: Path) -> None:
    with make(name) as executor:
        found = list(executor.results(partial(square, tmp_path), range(20), partial(note_start, tmp_path)))
        again = list(executor.results(partial(square, tmp_path), [7], partial(note_start, tmp_path)))
        assert list(executor.results(partial(square, tmp_path), [], partial(note_start, tmp_path))) == []
    assert sorted(item for item, _ in found) == list(range(20))
    assert all(result[0] == item * item for item, result in found)
    assert [(item, result[0]) for item, result in again] == [(7, 49)]
    assert (os.getpid() in {result[1] for _, result in found}) == (name == "serial")


@pytest.mark.parametrize("name", ALL)
def test_items_are_taken_when_they_are_needed(name: str, tmp_path: Path) -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield number

    with make(name) as executor:
        results = executor.results(partial(square, tmp_path), items(), partial(note_start, tmp_path))
        for count, _ in enumerate(results, start=1):
            assert taken - count <= 8, "a million items would be in memory at once"
    assert taken == 200


@pytest.mark.parametrize("name", LOSING)
def test_work_that_kills_its_worker_is_lost_and_nothing_else(name: str, tmp_path: Path) -> None:
    with make(name) as executor:
        found = dict(executor.results(partial(die_at_three, tmp_path), range(8), partial(note_start, tmp_path)))
    assert isinstance(found.pop(3), Lost)
    assert found == {number: number for number in (0, 1, 2, 4, 5, 6, 7)}


def test_dask_gives_the_work_of_a_worker_that_died_to_another(tmp_path: Path) -> None:
    with make("dask") as executor:
        assert list(executor.results(partial(die_once, tmp_path), [5], partial(note_start, tmp_path))) == [(5, 5)]


def test_dask_does_not_lose_what_waited_on_a_worker_that_died(tmp_path: Path) -> None:
    with load("executors", "dask", workers=1) as executor:
        found = dict(executor.results(partial(die_at_three, tmp_path), [3, 4], partial(note_start, tmp_path)))
    assert isinstance(found.pop(3), Lost)
    assert found == {4: 4}


@pytest.mark.parametrize("name", ALL)
def test_an_error_ends_the_work(name: str, tmp_path: Path) -> None:
    with make(name) as executor, pytest.raises(ToolkitError, match="cannot do 1"):
        list(executor.results(partial(fail, tmp_path), [1], partial(note_start, tmp_path)))


def test_processes_are_replaced_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LIFE", 3)
    with make("processes") as executor:
        found = list(executor.results(partial(square, tmp_path), range(12), partial(note_start, tmp_path)))
    assert len(found) == 12
    assert len({result[1] for _, result in found}) >= 4, "no process did more than three"


def test_processes_stay_within_their_memory(tmp_path: Path) -> None:
    with make("processes") as executor:
        found = dict(executor.results(partial(take_much, tmp_path), [1, 5000], partial(note_start, tmp_path)))
    assert found == {1: str(1 << 20), 5000: "not enough"}


@pytest.mark.parametrize("work", [square, give_much], ids=["waiting for work", "giving a result"])
def test_processes_end_with_their_parent(work: Callable[[Path, int], Any], tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        with make("processes") as executor:
            for _ in executor.results(partial(work, tmp_path), range(2), partial(note_start, tmp_path)):
                (tmp_path / "workers").write_text(" ".join(str(w.process.pid) for w in executor._workers))
                time.sleep(60)
    while not (tmp_path / "workers").exists() or not (tmp_path / "workers").read_text():
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    workers = [int(number) for number in (tmp_path / "workers").read_text().split()]
    until = time.monotonic() + 10
    while orphans := list(filter(_is_alive, workers)):
        if time.monotonic() > until:
            for orphan in orphans:  # or they would keep whoever reads our output waiting
                os.kill(orphan, signal.SIGKILL)
            pytest.fail("orphans")
        time.sleep(0.1)


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_parameters_that_make_no_sense() -> None:
    with pytest.raises(BadParameter):
        load("executors", "processes", workers=0)
    with pytest.raises(BadParameter):
        load("executors", "dask", workers=0)
    with pytest.raises(BadParameter):
        load("executors", "dask", scheduler="tcp://localhost:1", workers=2)
    with pytest.raises(BadParameter):
        load("executors", "serial", workers=2)
