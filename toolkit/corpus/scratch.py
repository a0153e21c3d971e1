"""Units on disk, between the passes over a corpus that memory need not hold."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from toolkit.units import Unit

# Tuples take half the time of the units themselves.
_cells = attrgetter(*(field.name for field in fields(Unit)))


def packed_units(units: Sequence[Unit]) -> bytes:
    """Units as bytes, for another process of ours, or for later."""
    return pickle.dumps([_cells(unit) for unit in units], protocol=5)


def unpacked_units(data: bytes) -> list[Unit]:
    """The units again."""
    return [Unit(*cells) for cells in pickle.loads(data)]


class Scratch:
    """Batches of units in a file that only this process reads."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._places: list[
            tuple[int, int, int]
        ] = []  # in the file, and the numbers of the first unit and after the last

    def __len__(self) -> int:
        """The number of units."""
        return self._places[-1][2] if self._places else 0

    def add(self, packed: bytes, count: int) -> None:
        """Put a batch of `count` packed units behind the others."""
        start = len(self)
        self._places.append((self._stream.tell(), start, start + count))
        self._stream.write(packed)

    def read(self, is_wanted: NDArray[np.bool_]) -> Iterator[tuple[int, Unit]]:
        """The number and the unit of those that are wanted, in order, a batch in memory at a time.

        Args:
            is_wanted: (n,) bool.
        """
        for place, start, stop in self._places:
            numbers = np.flatnonzero(is_wanted[start:stop]).tolist()
            if not numbers:
                continue
            self._stream.seek(place)
            batch = pickle.load(self._stream)
            yield from ((start + number, Unit(*batch[number])) for number in numbers)

    def units(self, is_wanted: NDArray[np.bool_]) -> Callable[[], Iterator[Unit]]:
        """A function that gives those that are wanted, anew each time."""
        return lambda: (unit for _, unit in self.read(is_wanted))
