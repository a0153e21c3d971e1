"""One process a core of this machine.

Where the system can fork, everything is loaded once, here, and the workers share it: what they only read is in memory once.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from toolkit.errors import BadParameter
from toolkit.executors import Executor, Lost
from toolkit.parallel import CAN_FORK, cores, own_cores

LIFE = 64  # items after which a worker is replaced, so that what it has collected goes
MEGABYTES = 900  # more than what was loaded for all that a worker may use; a document that needs more fails

_Work = Callable[[Any], Any]


def make(workers: int | None = None) -> Executor:
    """The executor, with so many workers; without a number, one a core."""
    if workers is not None and workers < 1:
        raise BadParameter("there must be at least one worker")
    return Processes(workers or cores())


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    core: int | None
    item: Any = None
    is_busy: bool = False


class Processes:
    """`processes`: see the module's docstring."""

    note = ""

    def __init__(self, count: int) -> None:
        self._context: Any = multiprocessing.get_context("fork" if CAN_FORK else "spawn")
        self._workers: list[_Worker] = []
        # The threads of a worker hand over to each other faster on one core than on several. Where there are cores to spare, the
        # system chooses: others may work here, too.
        own = own_cores()
        self._cores: Sequence[int | None] = own if len(own) == count else [None] * count

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers = []

    def results(self, function: _Work, items: Iterable[Any], prepare: Callable[[], None]) -> Iterator[tuple[Any, Any]]:
        """See `Executor`."""
        if CAN_FORK:
            prepare()
        left = iter(items)
        try:
            for core in self._cores:
                self._workers.append(self._start(function, prepare, core))
            for worker in self._workers:
                _give(worker, left)
            while busy := [worker for worker in self._workers if worker.is_busy]:
                ready = wait([worker.pipe for worker in busy])
                for worker in [worker for worker in busy if worker.pipe in ready]:
                    item, result = worker.item, self._result_of(worker)
                    if isinstance(result, Exception):
                        raise result
                    if not worker.process.is_alive() or isinstance(result, Lost):
                        self._replace(worker, function, prepare)
                    _give(worker, left)
                    yield item, result
        finally:
            self.__exit__()

    def _start(self, function: _Work, prepare: Callable[[], None], core: int | None) -> _Worker:
        ours, theirs = self._context.Pipe()
        # A fork has our ends of all pipes, and as long as any process has one, its worker does not learn that we are dead.
        inherited = [ours, *(worker.pipe for worker in self._workers)] if CAN_FORK else []
        process = self._context.Process(
            target=_serve,
            args=(theirs, function, None if CAN_FORK else prepare, inherited, core),
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Worker(process, ours, core)

    def _replace(self, worker: _Worker, function: _Work, prepare: Callable[[], None]) -> None:
        worker.pipe.close()
        fresh = self._start(function, prepare, worker.core)
        worker.process, worker.pipe = fresh.process, fresh.pipe

    def _result_of(self, worker: _Worker) -> Any:
        worker.is_busy = False
        try:
            result, is_last = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            return Lost(_how_it_ended(worker.process.exitcode or 0))
        if is_last:
            worker.process.join()
        return result


def _give(worker: _Worker, left: Iterator[Any]) -> None:
    for item in left:
        worker.item, worker.is_busy = item, True
        # Who has died takes nothing; that its item is lost shows when its result is waited for.
        with contextlib.suppress(OSError):
            worker.pipe.send(item)
        return


def _serve(
    pipe: Connection,
    function: _Work,
    prepare: Callable[[], None] | None,
    inherited: Iterable[Connection],
    core: int | None,
) -> None:
    """Be a worker: take items and give results, as long as the parent lives."""
    for other in inherited:
        other.close()
    if core is not None:
        os.sched_setaffinity(0, {core})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent is interrupted, too, and ends its workers.
    if prepare is not None:
        prepare()
    _limit_memory()
    for number in range(1, LIFE + 1):
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result = function(item)
        except Exception as error:
            result = error
        try:
            pipe.send((result, number == LIFE))
        except OSError:
            return


def _limit_memory() -> None:
    """Let what this process has of its own grow by no more than `MEGABYTES`."""
    status = Path("/proc/self/status")
    if status.exists():
        import resource

        line = next(line for line in status.read_text().split("\n") if line.startswith("VmData:"))
        most = (int(line.split()[1]) << 10) + (MEGABYTES << 20)
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _how_it_ended(status: int) -> str:
    return f"the worker was killed by {signal.Signals(-status).name}" if status < 0 else f"the worker ended: {status}"
