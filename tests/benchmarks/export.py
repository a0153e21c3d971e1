"""Time and memory of `bitext export`, beside OpusFilter where that is installed.

    python -m tests.benchmarks.export 1000000 build/export --opusfilter path/to/opusfilter

The corpus is made of the sample documents: the first half of one bead and the second of another, with a tenth of exact copies, a
tenth of copies that differ in case and punctuation, and a twentieth whose sides do not belong together.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

SAMPLES = ROOT / "corpora" / "samples"
FILTERS = """
[length]
[ratio]
[script]
[language]
[copy]
[markup]
[repetition]
[numbers]
"""
OPUSFILTER = """
common: {{output_directory: .}}
steps:
- type: filter
  parameters:
    inputs: [all.zh, all.en]
    outputs: [filtered.zh, filtered.en]
    filters:
    - LengthFilter: {{unit: [char, word], min_length: 1, max_length: [250, 200]}}
    - LengthRatioFilter: {{unit: [char, word], threshold: 6}}
    - CharacterScoreFilter: {{scripts: [Han, Latin], thresholds: [0.25, 0.8]}}
{language}    - SimilarityFilter: {{threshold: 0.6}}
    - HtmlTagFilter: {{}}
    - RepetitionFilter: {{}}
    - NonZeroNumeralsFilter: {{threshold: 0.34}}
- type: remove_duplicates
  parameters:
    inputs: [filtered.zh, filtered.en]
    outputs: [clean.zh, clean.en]
    letters_only: true
    lowercase: true
"""
LANGUAGE = "    - LinguaFilter: {languages: [zh, en], thresholds: [0.5, 0.5]}\n"


def beads() -> Iterator[tuple[str, str]]:
    """The beads of the sample documents that have both sides."""
    for path in sorted((SAMPLES / "gold").glob("*.links")):
        zh, en = (
            (SAMPLES / lang / f"{path.stem}.txt").read_text("utf-8").removesuffix("\n").split("\n")
            for lang in ("zh", "en")
        )
        for line in path.read_text("utf-8").splitlines():
            src, tgt = (json.loads(side + "]") for side in line.split("]")[:2] for side in [side.lstrip(":")])
            if src and tgt:
                yield "".join(zh[i] for i in src), " ".join(en[j] for j in tgt)


def pairs(count: int) -> Iterator[tuple[str, str]]:
    """Pairs as the head of this file describes them, the same each time."""
    draw, known = random.Random(1), list(beads())
    made: list[tuple[str, str]] = []
    for _ in range(count):
        kind = draw.random()
        if made and kind < 0.2:
            src, tgt = draw.choice(made[-100_000:])
            yield (src, tgt) if kind < 0.1 else (src.rstrip("。") + "！", tgt.upper())
            continue
        (zh, en), (zh_too, en_too) = draw.choice(known), draw.choice(known)
        number = str(draw.randrange(100, 1_000_000))
        src = f"{zh[: len(zh) // 2]}{number}{zh_too[len(zh_too) // 2 :]}"
        tgt = f"{en[: len(en) // 2]} {number} {en_too[len(en_too) // 2 :]}"
        made.append((src, draw.choice(known)[1] if kind > 0.95 else tgt))
        yield made[-1]


def run(name: str, command: list[str], folder: Path, count: int) -> None:
    """Run a command and print what it took; the memory is that of the largest process of this command or one before."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout[-500:]}\n{done.stderr[-3000:]}")
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{name}: {seconds:.0f} s, {count / seconds:,.0f} pairs/s; {processor:.0f} s of processor time, "
        f"{count / processor:,.0f} pairs/s; at most {after.ru_maxrss / 1e6:.2f} GB so far",
        flush=True,
    )


def main() -> None:
    """Measure, and print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--formats", nargs="*", default=["moses", "tsv", "tmx", "parquet"])
    parser.add_argument("--opusfilter", type=Path)
    parser.add_argument("--without-language", action="store_true", help="leave out what OpusFilter does slowest")
    options = parser.parse_args()
    folder: Path = options.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    filters = FILTERS.replace("[language]\n", "") if options.without_language else FILTERS
    (folder / "same.toml").write_text(filters, "utf-8")
    language = "" if options.without_language else LANGUAGE
    (folder / "opusfilter.yaml").write_text(OPUSFILTER.format(language=language), "utf-8")
    with (folder / "all.zh").open("w", encoding="utf-8") as zh, (folder / "all.en").open("w", encoding="utf-8") as en:
        for src, tgt in pairs(options.count):
            zh.write(src + "\n")
            en.write(tgt + "\n")
    bitext = [str(Path(sys.executable).with_name("bitext")), "export", "all"]
    default = [*bitext, "--filters", "default", "--dedup", "near"]
    outputs = {"moses": ["--to", "moses", "-o", "b"]} | {
        name: ["-o", f"b.{name}"] for name in ("tsv", "tmx", "parquet")
    }
    for name in options.formats:
        run(f"default filters, dedup near, {name}", [*default, *outputs[name]], folder, options.count)
    if options.opusfilter:
        same = [*bitext, "--filters", "same.toml", "--dedup", "normalised", "--to", "moses", "-o", "a"]
        run("same filters and duplicates", same, folder, options.count)
        theirs = [str(options.opusfilter.absolute()), "opusfilter.yaml"]
        run("OpusFilter, same filters and duplicates", theirs, folder, options.count)


if __name__ == "__main__":
    main()
