"""Align every pair of a folder: `python -m tests.benchmarks.align_folder DIR` reads DIR/zh, DIR/en and writes DIR/out.

The result is what `bitext align DIR/zh/NAME.txt DIR/en/NAME.txt -o DIR/out/NAME.tsv` writes, with the aligner loaded once.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from toolkit.export import writer
from toolkit.pipeline import align_documents
from toolkit.reading import read_document
from toolkit.registry import load


def main() -> None:
    """Align the pairs of the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--encoder", default="use")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    aligner = load("aligners", "beads", encoder=load("encoders", arguments.encoder))
    (folder / "out").mkdir(exist_ok=True)
    for src in sorted((folder / "zh").glob("*.txt")):
        tgt = folder / "en" / src.name
        alignment = align_documents(read_document(src, "zh"), read_document(tgt, "en"), aligner)
        writer(folder / "out" / f"{src.stem}.tsv", inputs=(src, tgt))(alignment)


if __name__ == "__main__":
    main()
