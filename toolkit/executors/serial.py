"""One piece of work after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from toolkit.executors import Executor


def make() -> Executor:
    """The executor."""
    return Serial()


class Serial:
    """`serial`: see the module's docstring."""

    note = ""

    def __enter__(self) -> Serial:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to end."""

    def results(
        self, function: Callable[[Any], Any], items: Iterable[Any], prepare: Callable[[], None]
    ) -> Iterator[tuple[Any, Any]]:
        """See `Executor`; if the work kills its worker, it kills this process."""
        prepare()
        for item in items:
            yield item, function(item)
