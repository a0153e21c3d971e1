from __future__ import annotations

import numpy as np
import pytest

from toolkit.encoders import _scratch
from toolkit.encoders._scratch import ScratchRows


@pytest.mark.parametrize("in_memory", [1, 300, 1 << 20])
def test_rows_are_read_as_they_were_written_wherever_they_are(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_scratch, "IN_MEMORY", in_memory)
    expected = np.random.default_rng(1).normal(size=(50, 8)).astype(np.float16).astype(np.float32)
    rows = ScratchRows(8)
    for first in range(0, 50, 20):
        rows.append(expected[first : first + 20])
        assert rows.shape == (min(50, first + 20), 8)
        assert np.array_equal(rows[first : first + 2], expected[first : first + 2])
    assert len(rows) == 50
    assert np.array_equal(rows[:], expected)
    assert np.array_equal(rows[40:99], expected[40:])
    assert np.array_equal(rows[np.array([49, 0, 7])], expected[[49, 0, 7]])
    assert rows[7:3].shape == rows[np.empty(0, dtype=np.int64)].shape == (0, 8)
    assert rows[:].dtype == np.float32


def test_what_is_read_is_a_copy() -> None:
    rows = ScratchRows(2)
    rows.append(np.ones((3, 2), dtype=np.float32))
    rows[0:1][:] = 7
    assert (rows[:] == 1).all()


def test_no_rows() -> None:
    assert ScratchRows(3)[:].shape == (0, 3)
