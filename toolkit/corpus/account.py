"""What became of every pair: how many were kept and left out, of which file, and why."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import DataError
from toolkit.packed import DAMAGE, packed
from toolkit.text import counted

FATES = "fates.tsv.gz"

REASONS = {
    "null": "one side is empty",
    "rejected": "a reviewer rejected it",
    "duplicate": "a copy of a pair that is kept",
    "contaminated": "like a text of a test set that was given",
    "leak": "like a text of another split",
    "confidence": "the alignment is not sure enough",
    "flags": "a flag says that the translation is wrong",
    "risk": "a major error is too likely",
    "length": "too long or too short",
    "ratio": "one side is too long for the other",
    "script": "too few Han or Latin letters",
    "language": "in another language",
    "copy": "one side is a copy of the other",
    "markup": "too many addresses or tags",
    "repetition": "says the same again and again",
    "furniture": "page furniture, such as a menu",
    "numbers": "the numbers disagree",
    "similarity": "the meanings are too far apart",
}
"""What the reasons mean; those from `confidence` on are the filters that ship."""

BINS = (0, 5, 10, 20, 40, 80, 160, 320)
"""Where the bins of the histograms of lengths begin."""


@dataclass(frozen=True)
class Account:
    """What an export made of `total` pairs. `kept` by the names of splits, `dropped` by reasons, files in the order given."""

    signature: dict[str, Any]
    kept: dict[str, int]
    dropped: dict[str, int]
    files: list[dict[str, Any]]
    lengths: dict[str, dict[str, list[int]]]
    licences: dict[str, int] = field(default_factory=dict)
    pieces: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All pairs that were read."""
        return sum(self.kept.values()) + sum(self.dropped.values())

    def write(self, path: Path) -> None:
        """Write all of it as JSON."""
        content = {"total": self.total, **self.__dict__}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n", "utf-8")

    def __str__(self) -> str:
        """The same, for people."""
        kept = sum(self.kept.values())
        share = f" ({kept / self.total:.1%})" if self.total else ""
        lines = [f"{kept:,} of {counted(self.total, 'pair')} kept{share}"]
        if len(self.kept) > 1:
            lines.append(", ".join(f"{name} {count:,}" for name, count in self.kept.items()))
        lines += [
            f"  {count:>9,} {reason}: {REASONS.get(reason, 'by the filter of that name')}"
            for reason, count in self.dropped.items()
        ]
        return "\n".join([*lines, *self.notes])


def fates_by_file(
    fates: NDArray[np.int16], files: NDArray[np.int32], count: int, names: Sequence[str]
) -> NDArray[np.int64]:
    """(files, fates) int64: how many pairs of each file had each fate.

    Args:
        fates: (n,) int16, the number in `names` of what became of each pair.
        files: (n,) int32, the number of its file.
        count: how many files there are.
    """
    cells = files.astype(np.int64) * len(names) + fates
    return np.bincount(cells, minlength=count * len(names)).reshape(count, len(names))


def histogram(lengths: NDArray[np.int32]) -> list[int]:
    """How many lengths there are in each of `BINS`."""
    return [int(count) for count in np.histogram(lengths, [*BINS, np.iinfo(np.int32).max])[0]]


def write_fates(path: Path, hashes: NDArray[np.uint64], fates: NDArray[np.int16], names: Sequence[str]) -> None:
    """Write a line for each pair, the hash of its texts and what became of it, for `toolkit.corpus.difference`."""
    with path.open("wb") as stream, packed(stream) as file:
        for value, fate in zip(hashes.tolist(), fates.tolist(), strict=True):
            file.write(f"{value:016x}\t{names[fate]}\n".encode())


def read_fates(folder: str | Path) -> Iterator[tuple[str, str]]:
    """The hash and the fate of each pair of an export.

    Raises:
        DataError: the folder has none.
    """
    path = Path(folder) / FATES
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                value, _, fate = line.rstrip("\n").partition("\t")
                yield value, fate
    except (OSError, *DAMAGE) as error:
        raise _no_export(folder, error) from error


def read_report(folder: str | Path) -> dict[str, Any]:
    """The report of an export, as `Account.write` wrote it.

    Raises:
        DataError: the folder has none.
    """
    try:
        content = json.loads((Path(folder) / "report.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _no_export(folder, error) from error
    if not isinstance(content, dict) or "kept" not in content:
        raise DataError("has a report.json that `bitext export` did not write", folder)
    return content


def _no_export(folder: str | Path, error: Exception) -> DataError:
    if not Path(folder).exists():
        return DataError("there is no such folder", folder)
    why = error.strerror if isinstance(error, OSError) and error.strerror else error
    return DataError(f"is no folder that `bitext export` wrote ({why})", folder)


def write_dropped(stream: BinaryIO, rows: Iterator[Sequence[str]]) -> None:
    """Write the TSV of what was left out."""
    from toolkit.tables import line_of

    stream.write(line_of(("reason", "score", "file", "document", "bead_id", "confidence", "src", "tgt")))
    stream.writelines(map(line_of, rows))
