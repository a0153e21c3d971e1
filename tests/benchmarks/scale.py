"""How fast a run is, by executor: `python -m tests.benchmarks.scale FOLDER [--documents 300] [--rows 1000000] [--noop 100000]`.

Generated documents of some 60 sentences a side are aligned and flagged with each executor, and the parts compared byte for
byte. Beside the time, the processor time of all processes is told, for where others use the machine, too, the time
says little. `--rows` plans a manifest of so many documents; `--noop` has Dask do so many pieces of no work.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.documents import recombined
from toolkit import runs
from toolkit.registry import load
from toolkit.runs.plan import make_plan, partitions

SENTENCES = 60


def corpus(folder: Path, documents: int) -> Path:
    """A manifest of so many generated documents."""
    lines = ["id\tsrc\ttgt"]
    for number in range(documents):
        own = folder / "documents" / f"{number:06}"
        if not (own / "en.txt").exists():
            own.mkdir(parents=True, exist_ok=True)
            recombined(SENTENCES, seed=number).write(own)
        place = f"documents/{number:06}"
        lines.append(f"{number}\t{place}/zh.txt\t{place}/en.txt")
    manifest = folder / f"{documents}.tsv"
    manifest.write_text("\n".join(lines) + "\n", "utf-8")
    return manifest


def timed(what: str, work: Callable[[], object]) -> float:
    """The seconds that work took, told with those of the processor and the greatest memory of a process."""
    began, before = time.monotonic(), processor_seconds()
    work()
    seconds, used = time.monotonic() - began, processor_seconds() - before
    memory = [resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        f"{what}: {seconds:.1f} s, {used:.1f} s of processors; MB so far: client {memory[0]}, worker {memory[1]}",
        flush=True,
    )
    return seconds


def processor_seconds() -> float:
    """What this process and those that it has ended have used of processors."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def compare(folder: Path, documents: int, workers: int) -> None:
    """Run the same documents with each executor."""
    manifest = corpus(folder, documents)
    found: dict[str, tuple[float, str]] = {}
    for name in ("processes", "dask", "serial"):
        out = folder / f"run-{documents}-{name}"
        options: dict[str, Any] = {} if name == "serial" else {"workers": workers}
        seconds = timed(name, partial(runs.run, manifest, out, executor=name, **options))
        parts = hashlib.sha256(b"".join(path.read_bytes() for path in sorted((out / "parts").iterdir()))).hexdigest()
        found[name] = seconds, parts
    print(f"the same bytes: {len({parts for _, parts in found.values()}) == 1}")
    print(f"processes is {found['serial'][0] / found['processes'][0]:.2f} times as fast as serial")
    print(f"dask is {found['processes'][0] / found['dask'][0]:.2f} times as fast as processes")
    print(f"{documents * 3600 / found['processes'][0]:,.0f} documents an hour with {workers} processes")


def plan(folder: Path, rows: int) -> None:
    """Plan a manifest of so many rows, all of which name the same two files, and take its parts one by one."""
    manifest = corpus(folder, 1).with_name(f"rows-{rows}.tsv")
    with manifest.open("w", encoding="utf-8") as stream:
        stream.write("id\tsrc\ttgt\n")
        for number in range(rows):
            stream.write(f"{number}\tdocuments/000000/zh.txt\tdocuments/000000/en.txt\n")
    out = folder / "plan"
    out.mkdir(exist_ok=True)
    timed(f"planning {rows:,} rows", lambda: make_plan(manifest, str(folder), out))
    timed("taking all parts", lambda: print(f"{sum(1 for _ in partitions(out)):,} parts"))


def nothing(item: int) -> None:
    """No work."""


def prepared() -> None:
    """No preparation."""


def noop(count: int, workers: int) -> None:
    """Have Dask do so many pieces of no work."""
    with load("executors", "dask", workers=workers) as executor:
        seconds = timed(
            f"{count:,} pieces of no work", lambda: sum(1 for _ in executor.results(nothing, range(count), prepared))
        )
    print(f"{seconds / count * 1e6:,.0f} µs each")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--noop", type=int, default=0)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    if wanted.rows:
        plan(wanted.folder, wanted.rows)
    if wanted.noop:
        noop(wanted.noop, wanted.workers)
    if wanted.documents:
        compare(wanted.folder, wanted.documents, wanted.workers)


if __name__ == "__main__":
    main()
