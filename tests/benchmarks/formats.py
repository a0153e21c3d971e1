"""How fast each format is written and read, by processor time, and with how much memory: `python -m tests.benchmarks.formats`.

The units are those of the samples that have no fault, over and over, with ids, confidences and sentence numbers. Each format has
a process of its own for either direction, so that the memory is its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from tests.conftest import ROOT
from toolkit.converting import load_format, targets_of, units_in
from toolkit.registry import names
from toolkit.units import Unit


def made(count: int) -> Iterator[Unit]:
    """So many units."""
    clean = [unit for path in sorted((ROOT / "corpora/samples/clean").glob("*.tsv")) for unit in units_in(path)]
    for number, unit in enumerate(islice(cycle(clean), count)):
        yield replace(
            unit, id=f"{number:012x}", src_ids=(number,), tgt_ids=(number,), confidence=number % 10_000 / 10_000
        )


def measure(direction: str, name: str, count: int, folder: Path) -> None:
    """Print how many units a second were written or read, and the peak of the memory in MB."""
    format = load_format(name)
    path = folder / name.replace(":", "_")
    began = time.process_time()
    if direction == "write":
        with ExitStack() as stack:
            streams = [stack.enter_context(Path(target).open("wb")) for target in targets_of(path, format, ())]
            format.write(made(count), streams)
    else:
        assert sum(1 for _ in units_in(path, name)) == count
    rate = count / (time.process_time() - began)
    peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    print(f"{rate:.0f} {int(peak) // 1024}")


def main() -> None:
    """Print a table, a row a format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        direction, name, folder = options.measure
        measure(direction, name, options.units, Path(folder))
        return
    print("| format | written, units/s | MB | read, units/s | MB |\n|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted([*names("formats"), "tsv:all"]):
            cells = []
            for direction in ("write", "read"):
                command = [sys.executable, "-m", "tests.benchmarks.formats", "--units", str(options.units)]
                result = subprocess.run(
                    [*command, "--measure", direction, name, folder], capture_output=True, text=True, check=True
                )
                rate, peak = result.stdout.split()
                cells += [f"{int(rate):,}", peak]
            print(f"| `{name}` | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
