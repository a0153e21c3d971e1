"""The first pass over a corpus: every unit judged by itself, fingerprinted, and put on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.filtering import Rejection, Settings, load_filters, rejections
from toolkit.corpus.fingerprints import Likeness, Prints, joined, prints, text_hash
from toolkit.corpus.scratch import Scratch, packed_units, unpacked_units
from toolkit.errors import ToolkitError
from toolkit.registry import load
from toolkit.scripts import HAN, classes
from toolkit.units import Unit

if TYPE_CHECKING:
    from toolkit.executors import Executor
    from toolkit.filters import Filter, Score

PLAIN_REASONS = ("null", "rejected")

_BATCH = 2000  # units
_FEW = 5  # batches that are not worth other processes
_LICENCES = ("licence", "license")

BothPrints = tuple[Prints, Prints]


@dataclass(frozen=True)
class Judged:
    """What is known of n units. Arrays have n rows in their order."""

    reasons: NDArray[np.int16]
    """By its number in `names`, why a unit is left out; -1 if it stays."""
    names: list[str]
    scores: dict[int, Score]
    """Of the units that a filter left out, what it measured."""
    files: NDArray[np.int32]
    documents: NDArray[np.int64]
    genres: list[str]
    """Of each document."""
    merits: NDArray[np.float64]
    """(n, 4): of two copies the one with the greater row stays: reviewed, few flags, sure, well scored."""
    lengths: NDArray[np.int32]
    """(n, 2): Han characters of the Chinese, words of the English."""
    hashes: NDArray[np.uint64]
    prints: dict[Likeness, BothPrints]
    licences: NDArray[np.int64]
    """By its number in `licence_names`."""
    licence_names: list[str]
    known: frozenset[str]
    """What the units say of themselves: `confidence`, `risk` and `flags`, if any unit has them."""

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """The numbers of the units that stay, the best first, of equals the first first."""
        keys = tuple(-self.merits[:, column] for column in reversed(range(self.merits.shape[1])))
        best = np.lexsort(keys)
        return best[self.reasons[best] < 0]


class _Batch(NamedTuple):
    number: int
    file: int
    documents: NDArray[np.int64]
    licences: NDArray[np.int64]
    packed: bytes


class _Verdict(NamedTuple):
    known: frozenset[str]
    columns: dict[str, NDArray[Any]]
    scores: dict[int, Score]
    prints: dict[Likeness, BothPrints]


def judge(
    files: Sequence[Iterable[Unit]], settings: Settings, likenesses: Sequence[Likeness], scratch: Scratch
) -> Judged:
    """Judge all units of several files, on all cores where there are many, and put them into `scratch`."""
    gathered = _Gathered([*PLAIN_REASONS, *settings], likenesses)
    batches = gathered.batches(files)
    first = list(islice(batches, _FEW + 1))
    executor: Executor = load("executors", "processes" if len(first) > _FEW else "serial")
    prepare = partial(_prepare, settings, likenesses)
    with executor:
        for batch, verdict in _in_order(executor.results(_judge, chain(first, batches), prepare)):
            gathered.add(batch, verdict)
            scratch.add(batch.packed, len(batch.documents))
    return gathered.judged()


def _in_order(results: Iterable[tuple[_Batch, Any]]) -> Iterator[tuple[_Batch, _Verdict]]:
    """The batches and verdicts by the numbers of the batches, which come in the order in which they are done."""
    waiting: dict[int, tuple[_Batch, _Verdict]] = {}
    due = 0
    for batch, verdict in results:
        if not isinstance(verdict, _Verdict):
            raise ToolkitError(f"the pairs could not be judged: {verdict.reason}")
        waiting[batch.number] = batch, verdict
        while due in waiting:
            yield waiting.pop(due)
            due += 1


_filters: dict[str, Filter] = {}  # of this worker
_likenesses: list[Likeness] = []


def _prepare(settings: Settings, likenesses: Sequence[Likeness]) -> None:
    """Load in a worker what it needs for every batch."""
    _filters.clear()
    _filters.update(load_filters(settings))
    _likenesses[:] = likenesses


def _judge(batch: _Batch) -> _Verdict:
    units = unpacked_units(batch.packed)
    left_out = rejections(units, _filters)
    code = {name: number for number, name in enumerate((*PLAIN_REASONS, *_filters))}
    columns: dict[str, NDArray[Any]] = {
        "reasons": np.array([-1 if r is None else code[r.reason] for r in left_out], np.int16),
        "merits": np.array([_merit(unit) for unit in units], np.float64),
        "lengths": np.array([(classes(u.src).count(HAN), len(u.tgt.split())) for u in units], np.int32),
        "hashes": np.array([text_hash(f"{unit.src}\t{unit.tgt}") for unit in units], np.uint64),
    }
    scores = {number: r.score for number, r in enumerate(left_out) if r is not None and r.score}
    found: dict[Likeness, BothPrints] = {likeness: _both_prints(likeness, units, left_out) for likeness in _likenesses}
    return _Verdict(_known(units), columns, scores, found)


def _known(units: Sequence[Unit]) -> frozenset[str]:
    has = {
        "confidence": any(unit.confidence is not None for unit in units),
        "risk": any(unit.risk is not None for unit in units),
        "flags": any(unit.flags or unit.risk is not None for unit in units),
    }
    return frozenset(name for name, is_there in has.items() if is_there)


def _both_prints(likeness: Likeness, units: Sequence[Unit], left_out: Sequence[Rejection | None]) -> BothPrints:
    """The fingerprints of both sides; what is left out anyway is not worth the time, and counts as empty."""
    stays = [rejection is None for rejection in left_out]
    src = [unit.src if keep else "" for unit, keep in zip(units, stays, strict=True)]
    tgt = [unit.tgt if keep else "" for unit, keep in zip(units, stays, strict=True)]
    return prints(src, "zh", likeness), prints(tgt, "en", likeness)


def _licence(unit: Unit) -> str:
    return next((unit.more[name] for name in _LICENCES if unit.more.get(name)), "")


def _merit(unit: Unit) -> tuple[float, float, float, float]:
    return (
        unit.state == "reviewed",
        -len(unit.flags),
        -1.0 if unit.confidence is None else unit.confidence,
        -np.inf if unit.score is None else unit.score,
    )


class _Gathered:
    """What `Judged` is made of, batch by batch."""

    def __init__(self, names: list[str], likenesses: Sequence[Likeness]) -> None:
        self._names = names
        # An empty batch, so that there is one.
        self._columns: dict[str, list[NDArray[Any]]] = {
            "reasons": [np.zeros(0, np.int16)],
            "files": [np.zeros(0, np.int32)],
            "documents": [np.zeros(0, np.int64)],
            "licences": [np.zeros(0, np.int64)],
            "merits": [np.zeros((0, 4))],
            "lengths": [np.zeros((0, 2), np.int32)],
            "hashes": [np.zeros(0, np.uint64)],
        }
        self._prints = {likeness: [_both_prints(likeness, [], [])] for likeness in likenesses}
        self._documents: dict[tuple[int, str], int] = {}
        self._genres: list[str] = []
        self._scores: dict[int, Score] = {}
        self._licences: dict[str, int] = {}
        self._known: frozenset[str] = frozenset()
        self._count = 0

    def batches(self, files: Sequence[Iterable[Unit]]) -> Iterator[_Batch]:
        """The units of the files in batches, their documents and licences numbered."""
        number = 0
        for file, units in enumerate(files):
            iterator = iter(units)
            while batch := list(islice(iterator, _BATCH)):
                documents = np.array([self._document(file, unit) for unit in batch], np.int64)
                names = map(_licence, batch)
                licences = np.array([self._licences.setdefault(name, len(self._licences)) for name in names], np.int64)
                yield _Batch(number, file, documents, licences, packed_units(batch))
                number += 1

    def _document(self, file: int, unit: Unit) -> int:
        number = self._documents.setdefault((file, unit.document), len(self._documents))
        if number == len(self._genres):
            self._genres.append(unit.more.get("genre", ""))
        return number

    def add(self, batch: _Batch, verdict: _Verdict) -> None:
        """Add a batch, after those before it."""
        size = len(batch.documents)
        columns: Mapping[str, NDArray[Any]] = {
            **verdict.columns,
            "documents": batch.documents,
            "licences": batch.licences,
            "files": np.full(size, batch.file, np.int32),
        }
        for name, column in columns.items():
            self._columns[name].append(column)
        for likeness, both in verdict.prints.items():
            self._prints[likeness].append(both)
        self._scores.update((self._count + number, score) for number, score in verdict.scores.items())
        self._known |= verdict.known
        self._count += size

    def judged(self) -> Judged:
        """All of it."""
        found: dict[Likeness, BothPrints] = {}
        for likeness in list(self._prints):
            # The parts are let go one likeness after another, for together they are as large as the whole.
            parts = self._prints.pop(likeness)
            found[likeness] = joined([src for src, _ in parts]), joined([tgt for _, tgt in parts])
        columns = {name: np.concatenate(parts) for name, parts in self._columns.items()}
        return Judged(
            names=self._names,
            scores=self._scores,
            genres=self._genres,
            prints=found,
            licence_names=list(self._licences),
            known=self._known,
            **columns,
        )
