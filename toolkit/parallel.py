"""Work on all cores at once, with the same results as on one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2  # items a core that are taken before their results are

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # of <malloc.h>

CAN_FORK = sys.platform == "linux"
"""Whether a process can go on as several that share what it has loaded; elsewhere the system's own libraries do not stand it."""

_most = 0  # cores that this process may use; 0 for all


def use_cores(count: int) -> None:
    """Let this process use so many cores, from now on: one, where there is a process for each."""
    global _most
    _most = count


def keep_freed_memory() -> None:
    """Let this process keep freed memory for its next arrays, where the C library is glibc.

    Dask's workers are started with `MALLOC_TRIM_THRESHOLD_` at 64 KB, and then a fifth of their time goes into giving memory back
    and having it again. These are the values to which glibc comes by itself elsewhere.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(_M_MMAP_THRESHOLD, 32 << 20)
        library.mallopt(_M_TRIM_THRESHOLD, 64 << 20)


def own_cores() -> list[int]:
    """The numbers of the cores on which the system lets this process run; none where it does not tell."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def cores() -> int:
    """The number of cores that this process may use."""
    return _most or len(own_cores()) or os.cpu_count() or 1


def ordered_map(function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The function's results, in the order of the items, several of which are worked on at a time.

    The items are taken by the calling thread, and only a few ahead. The function should do its work in numpy and in compiled
    loops that release the interpreter.
    """
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(cores()) as pool:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) > AHEAD * cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def one_thread_a_product() -> AbstractContextManager[Any]:
    """While this lasts, a matrix product runs in the thread that asks for it.

    The last bits of a product depend on how many threads share it, and threads that wait for each other at every product
    lose far more than they gain where other processes use the cores, too.
    """
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(1, "blas")
    return limits
