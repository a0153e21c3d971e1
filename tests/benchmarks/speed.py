"""Time and memory, ours and others', in one run: `make bench` writes them into docs/performance.md and docs/performance.svg.

Each measurement is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import STAGES

ROOT = Path(__file__).resolve().parents[2]
PAGE, PLOT = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"
MAC_DEV = ROOT.parent / "shared" / "data" / "mac-dev"
SIZES = (100, 1_000, 10_000, 100_000)
LARGEST_PEER = 10_000
ENCODED = 10_000
LINEAR_FROM = 1_000  # sentences; below, what is done once a document counts
MARK = "<!-- written by make bench -->\n"
COLOURS = {"ours": "#b3261e", "sentalign": "#1f5fa8", "galechurch": "#3a7d34", "nltk": "#8a6d1d"}
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 400, 70, 50


def run(module: str, *arguments: str) -> dict[str, Any]:
    """What a benchmark prints."""
    command = [sys.executable, "-W", "ignore", "-m", f"tests.benchmarks.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout.split("\n")[-2])
    return result


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of log time by log size, by least squares."""
    x, y = ([math.log(value) for value in values] for values in (sizes, seconds))
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return slope / sum((a - mean_x) ** 2 for a in x)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def whole_table(found: Sequence[Mapping[str, Any]]) -> str:
    """Time, rate and memory of whole alignments, and how time grows."""
    rows = [
        [
            f"{m['src']:,} + {m['tgt']:,}",
            f"{m['seconds']:.1f}",
            f"{(m['src'] + m['tgt']) / m['seconds']:,.0f}",
            f"{m['megabytes']:,.0f}",
        ]
        for m in found
    ]
    large = [m for m in found if m["src"] + m["tgt"] > LINEAR_FROM]
    text = table(["sentences", "seconds", "sentences a second", "peak memory, MB"], rows)
    if len(large) > 1:
        slope = exponent([m["src"] + m["tgt"] for m in large], [m["seconds"] for m in large])
        text += f"\nTime grows with the sentences to the power of {slope:.2f} (from {LINEAR_FROM:,} on).\n"
    return text


def stage_table(found: Sequence[Mapping[str, Any]]) -> str:
    """Processor time by stage."""
    head = ["stage", *(f"{m['src'] + m['tgt']:,} sentences" for m in found)]
    return table(head, [[stage, *(f"{m['stages'][stage]:.2f}" for m in found)] for stage in (*STAGES, "write")])


def peer_table(found: Mapping[int, Mapping[str, float]], f1: Mapping[str, float]) -> str:
    """Seconds of all systems, and their F1."""
    names = list(dict.fromkeys(name for row in found.values() for name in row))
    head = ["system", *(f"{size:,}" for size in found), *(["F1, MAC-Dev"] if f1 else [])]
    rows = [
        [name, *(f"{row[name]:.2f}" if name in row else "" for row in found.values())]
        + ([f"{f1[name]:.3f}"] if f1 else [])
        for name in names
    ]
    return table(head, rows)


def plot(lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Seconds by sentences as an SVG, both axes logarithmic. A line is the points of a system."""
    points = [point for line in lines.values() for point in line]
    ends = [(math.floor(math.log10(min(v))), math.ceil(math.log10(max(v)))) for v in zip(*points, strict=True)]

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - ends[0][0]) / max(1, ends[0][1] - ends[0][0])
        up = (math.log10(y) - ends[1][0]) / max(1, ends[1][1] - ends[1][0])
        return LEFT + across * (WIDTH - LEFT - 100), HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - 20)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">sentences, both sides</text>',
        f'<text x="14" y="{HEIGHT / 2}" transform="rotate(-90 14 {HEIGHT / 2})" text-anchor="middle">seconds</text>',
    ]
    low = 10.0 ** ends[0][0], 10.0 ** ends[1][0]
    for power in range(ends[0][0], ends[0][1] + 1):
        x, y = place(10.0**power, low[1])
        out.append(f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(ends[1][0], ends[1][1] + 1):
        x, y = place(low[0], 10.0**power)
        out.append(f'<path d="M{x:.0f} {y:.0f}H{WIDTH - 100}" stroke="#ddd"/>')
        out.append(f'<text x="{x - 8:.0f}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g}</text>')
    for name, line in lines.items():
        places = [place(*point) for point in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        out.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>')
        x, y = places[-1]
        out.append(f'<text x="{x + 6:.0f}" y="{y + 4:.0f}" fill="{COLOURS[name]}">{name}</text>')
    return "\n".join([*out, "</svg>\n"])


def main() -> None:
    """Measure everything, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="sentences of one side")
    sizes: Sequence[int] = parser.parse_args().sizes
    found = [run("measure", str(size)) for size in sizes]
    peers = {size: run("peers", str(size)) for size in sizes if size <= LARGEST_PEER}
    f1 = run("peers", str(MAC_DEV)) if MAC_DEV.is_dir() else {}
    encoding = run("measure", str(min(ENCODED, max(sizes))), "--encoding")
    lines = {name: [(2 * size, row[name]) for size, row in peers.items() if name in row] for name in COLOURS}
    lines["ours"] = [(m["src"] + m["tgt"], m["aligned"]) for m in found]
    PLOT.write_text(plot({name: line for name, line in lines.items() if line}), "utf-8")
    parts = [
        "### Whole, from two text files to a TSV\n\n" + whole_table(found),
        "### Stages, in seconds of processor time\n\n" + stage_table(found),
        "### Against others, in seconds from sentences to beads\n\n" + peer_table(peers, f1),
        "### Encoding, with all overlaps of one to seven sentences\n\n"
        f"{encoding['wheel'] / encoding['ours']:,.0f} times as fast as the `encode` of the encoder's own package on the same "
        f"strings, and {encoding['ours'] / encoding['floor']:.2f} times the time of its matrix products alone.\n",
    ]
    kept = PAGE.read_text("utf-8").partition(MARK)[0]
    PAGE.write_text(kept + MARK + "\n" + "\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
