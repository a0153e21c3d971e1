"""Rows that a document has too many of to hold: they wait in a temporary file."""

from __future__ import annotations

from os import SEEK_END
from tempfile import SpooledTemporaryFile
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from toolkit.encoders import Vectors

IN_MEMORY = 32 * 1024 * 1024  # bytes of rows that are held in memory; more go to a file


class ScratchRows:
    """(n, d) rows that are appended, kept in half precision and read back as float32 copies.

    The rows are the same whether they were in memory or in the file, which is gone with the object.
    """

    def __init__(self, width: int) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (lives as long as the object)
        self._count, self._width = 0, width
        self._lock = Lock()  # of the place in the file

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._count, self._width

    def __len__(self) -> int:
        return self._count

    def append(self, rows: Vectors) -> None:
        """Add (k, d) rows.

        Raises:
            OSError: the disk is full.
        """
        data = rows.astype(np.float16).tobytes()
        with self._lock:
            self._file.seek(0, SEEK_END)
            self._file.write(data)
            self._count += len(rows)

    def __getitem__(self, which: slice | NDArray[np.int64]) -> Vectors:
        """(k, d) float32: a run of rows, or those with the given numbers."""
        if isinstance(which, slice):
            start, stop, _ = which.indices(self._count)
            return self._read(start, max(start, stop))
        rows = [self._read(number, number + 1) for number in which.tolist()]
        return np.concatenate(rows) if rows else self._read(0, 0)

    def _read(self, start: int, stop: int) -> Vectors:
        row_bytes = 2 * self._width
        with self._lock:
            self._file.seek(start * row_bytes)
            data = self._file.read((stop - start) * row_bytes)
        return np.frombuffer(data, dtype=np.float16).reshape(-1, self._width).astype(np.float32)
