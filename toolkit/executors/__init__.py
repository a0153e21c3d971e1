"""Executors do many pieces of work, each in a worker: this process, several processes, or a cluster.

A plug-in is a module with `make(...)` that returns an `Executor`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Lost:
    """What comes instead of a result where a worker died at its work: killed, out of memory, crashed."""

    reason: str


class Executor(Protocol):
    """Workers, from the entry into its context to the exit."""

    note: str
    """What a person should know while it works, such as where to watch it; empty if nothing."""

    def __enter__(self) -> Executor:
        """Be ready."""
        ...

    def __exit__(self, *_: object) -> None:
        """End all workers, whatever they are at."""
        ...

    def results(
        self, function: Callable[[Any], Any], items: Iterable[Any], prepare: Callable[[], None]
    ) -> Iterator[tuple[Any, Any]]:
        """Each item with `function(item)` or `Lost`, in the order in which they are done.

        Items are taken only when a worker will soon be free, however many there are. `function`, `prepare`, items and results
        can be pickled; `prepare` is called once in every worker before its first item.

        Raises:
            ToolkitError: the workers cannot be reached any more.
            Exception: whatever `function` raised; the work is over then.
        """
        ...
