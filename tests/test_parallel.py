from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from toolkit import parallel
from toolkit.parallel import AHEAD, cores, one_thread_a_product, ordered_map


def test_results_come_in_the_order_of_the_items() -> None:
    first_may_end = threading.Event()

    def work(item: int) -> int:
        if item == 0 and cores() > 1:
            assert first_may_end.wait(10), "the second is worked on meanwhile"
        first_may_end.set()
        return item * item

    assert list(ordered_map(work, range(50))) == [item * item for item in range(50)]
    assert list(ordered_map(work, [])) == []


def test_few_items_are_taken_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 3)
    taken = []

    def items() -> Iterator[int]:
        for item in range(100):
            taken.append(item)
            yield item

    for count, _ in enumerate(ordered_map(str, items()), start=1):
        assert len(taken) <= count + AHEAD * 3


def test_an_error_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        list(ordered_map(lambda item: 1 // item, [1, 0, 2]))


def test_products_run_in_one_thread() -> None:
    from threadpoolctl import threadpool_info

    a = np.ones((300, 300), dtype=np.float32)
    before = [library["num_threads"] for library in threadpool_info()]
    with one_thread_a_product():
        assert (a @ a).sum() == 300**3
        assert {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"} <= {1}
    assert [library["num_threads"] for library in threadpool_info()] == before
