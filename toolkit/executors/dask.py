"""The workers of a Dask cluster: one that runs somewhere, or one that is started on this machine."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import islice
from typing import Any

from toolkit.errors import BadParameter, MissingExtra, ToolkitError
from toolkit.executors import Executor, Lost
from toolkit.parallel import cores

AHEAD = 2  # items a thread of the cluster that are in the scheduler at once

_LOOK_AGAIN = 32  # results after which the threads of the cluster are counted again
_REPLACED = 20  # seconds until a worker that died is replaced
_GONE = "start the same command again, and it goes on where it was"


def make(scheduler: str | None = None, workers: int | None = None) -> Executor:
    """The executor on the cluster with this scheduler, `tcp://head:8786`; without one, on a cluster of so many local processes."""
    if scheduler is not None and workers is not None:
        raise BadParameter("how many workers there are says the cluster; leave out their number or the scheduler")
    if workers is not None and workers < 1:
        raise BadParameter("there must be at least one worker")
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise MissingExtra("the executor dask", "distributed", "cluster") from None
    return DaskExecutor(scheduler, workers or cores())


class DaskExecutor:
    """`dask`: see the module's docstring."""

    note = ""

    def __init__(self, scheduler: str | None, workers: int) -> None:
        self._scheduler, self._count = scheduler, workers
        self._stack = ExitStack()
        self._client: Any = None

    def __enter__(self) -> DaskExecutor:
        import dask

        distributed: Any = importlib.import_module("distributed")

        # Work that has met with the death of two workers comes back. Dask's profiler would stop it every 10 ms.
        settings = {"distributed.scheduler.allowed-failures": 1, "distributed.worker.profile.enabled": False}
        self._stack.enter_context(dask.config.set(settings))
        if self._scheduler is None:
            cluster = distributed.LocalCluster(
                n_workers=self._count, threads_per_worker=1, silence_logs=50, dashboard_address=":0"
            )
            self._stack.enter_context(cluster)
            self._client = self._stack.enter_context(distributed.Client(cluster))
        else:
            try:
                self._client = self._stack.enter_context(distributed.Client(self._scheduler, timeout=30))
            except (OSError, ValueError) as error:
                raise ToolkitError(f"no Dask scheduler answers at {self._scheduler} ({error})") from None
        self.note = f"Dask dashboard: {self._client.dashboard_link}"
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def results(
        self, function: Callable[[Any], Any], items: Iterable[Any], prepare: Callable[[], None]
    ) -> Iterator[tuple[Any, Any]]:
        """See `Executor`. Dask itself gives the work of a worker that died to another, once.

        What was waiting on a worker when it died is no less suspect to Dask than what killed it, so what has met with two deaths
        is tried by itself in the end, when it can be told.
        """
        distributed: Any = importlib.import_module("distributed")
        self._client.register_plugin(_plugin(prepare))
        left = iter(items)
        item_of: dict[str, Any] = {}
        suspects = []

        def submit(count: int) -> list[Any]:
            futures = []
            for item in islice(left, count):
                future = self._client.submit(function, item, pure=False)
                item_of[future.key] = item
                futures.append(future)
            return futures

        wanted = AHEAD * self._threads()
        done = distributed.as_completed(submit(wanted))
        for count, future in enumerate(done, start=1):
            item, result = item_of.pop(future.key), _result_of(future)
            if count % _LOOK_AGAIN == 0:  # The cluster may have grown, or shrunk.
                wanted = AHEAD * self._threads()
            for another in submit(max(0, wanted - len(item_of))):
                done.add(another)
            if isinstance(result, Lost):
                suspects.append(item)
            else:
                yield item, result
        for item in suspects:
            yield item, _result_of(self._client.submit(function, item, pure=False))
        if self._scheduler is None:
            # A cluster of our own cannot be closed while a worker that died is being replaced.
            with suppress(TimeoutError):
                self._client.wait_for_workers(self._count, timeout=_REPLACED)

    def _threads(self) -> int:
        return max(1, sum(self._client.nthreads().values())) if self._client.status == "running" else 1


def _result_of(future: Any) -> Any:
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        return Lost("the worker died")
    except CancelledError:
        raise ToolkitError(f"the Dask scheduler is gone; {_GONE}") from None


def _plugin(prepare: Callable[[], None]) -> Any:
    from distributed import WorkerPlugin

    class Prepared(WorkerPlugin):
        """Has a worker load once what all its work needs."""

        name = "bitext-toolkit"

        def setup(self, worker: object) -> None:
            prepare()

    return Prepared()
