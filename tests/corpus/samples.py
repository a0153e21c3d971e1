"""Units and files that the tests of corpora are about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.export import beads
from toolkit.bitext import COLUMNS
from toolkit.quality import Flag, Severity
from toolkit.tables import line_of

ZH, EN = "会议昨天在广州举行，市长出席。", "The meeting was held in Guangzhou yesterday and the mayor was there."


def make_flag(severity: Severity, confidence: float, bead_id: str = "1") -> Flag:
    return Flag(
        bead_id, "numbers", "Accuracy/Number", severity, (0, 2), (0, 3), ZH[:2], EN[:3], "wrong", "", confidence
    )


def sample_pairs(count: int) -> list[tuple[str, str]]:
    """The first beads of the sample documents."""
    found = list(beads())[:count]
    assert len(found) == count
    return found


def write_pair_file(path: Path, pairs: Iterable[tuple[str, str]], confidence: float = 0.9) -> Path:
    """A TSV as `bitext align` writes it."""
    rows = [(str(number), "1-1", "", "1", str(confidence), "", "", *pair) for number, pair in enumerate(pairs)]
    path.write_bytes(b"".join(map(line_of, [COLUMNS, *rows])))
    return path


def write_documents(folder: Path, count: int, size: int = 10) -> list[Path]:
    """So many files of so many beads each."""
    pairs = sample_pairs(count * size)
    return [
        write_pair_file(folder / f"doc{number}.tsv", pairs[number * size : (number + 1) * size])
        for number in range(count)
    ]
