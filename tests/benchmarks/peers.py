"""Other aligners on the same sentences: `python -m tests.benchmarks.peers SIZE` prints seconds as JSON, with a FOLDER strict F1.

They are not requirements: of `sentalign` (the search of Vecalign; Thompson & Koehn 2019), `galechurch` and `nltk` those are
measured that are installed. Lengths are given in bytes of UTF-8, which suits this pair best.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.documents import recombined
from toolkit.aligners._documents import encode
from toolkit.bitext import Bead
from toolkit.encoders import Overlaps, use
from toolkit.evaluate import score_beads
from toolkit.evaluate.files import read_beads
from toolkit.evaluate.scores import Score
from toolkit.registry import load

Sides = tuple[Sequence[str], Sequence[str]]
Aligned = Iterable[tuple[Sequence[int], Sequence[int]]]
LARGEST = {"sentalign": 10_000, "galechurch": 5_000, "nltk": 1_000}
"""Sentences of either side. The time of the last two grows with the square, and the first holds all vectors."""
RUNS = 8  # sentences in a bead of sentalign, both sides together: as many as in ours


def sentalign(sides: Sides) -> Aligned:
    """Vecalign's search on the same vectors of our encoder, for beads of the same sizes."""
    from sentalign.dp_utils import make_alignment_types, vecalign

    overlaps = [encode(texts, lang, use.make())[0] for texts, lang in zip(sides, ("zh", "en"), strict=True)]  # type: ignore[arg-type]
    found = vecalign(
        *(_runs(side) for side in overlaps),
        final_alignment_types=make_alignment_types(RUNS),
        del_percentile_frac=0.2,
        width_over2=RUNS // 2 + 5,
        max_size_full_dp=300,
        costs_sample_size=20_000,
        num_samps_for_norm=100,
    )
    return found[0]["final_alignments"]  # type: ignore[no-any-return]


def _runs(overlaps: Overlaps) -> np.ndarray:
    """(RUNS - 1, n, d): the runs that end with each sentence; where they would begin before the first, what "PAD" is."""
    pad = use.make().encode(["PAD"])
    runs = (overlaps.vectors(size, 0, len(overlaps) - size + 1) for size in range(1, RUNS))
    return np.stack([np.concatenate([np.repeat(pad, size, axis=0), run]) for size, run in enumerate(runs)])


def galechurch(sides: Sides) -> Aligned:
    """Gale & Church in Rust, with its own defaults."""
    import galechurch

    result = galechurch.align(*(["x" * length for length in _bytes(texts)] for texts in sides))
    for bead in result.beads:
        yield range(bead.source_start, bead.source_end), range(bead.target_start, bead.target_end)


def nltk(sides: Sides) -> Aligned:
    """Gale & Church as nltk has it; it gives pairs of sentences, of which beads are what hangs together."""
    from nltk.translate.gale_church import align_blocks

    beads: list[tuple[set[int], set[int]]] = []
    for i, j in align_blocks(*(_bytes(texts) for texts in sides)):
        if beads and (i in beads[-1][0] or j in beads[-1][1]):
            beads[-1][0].add(i)
            beads[-1][1].add(j)
        else:
            beads.append(({i}, {j}))
    return [(sorted(src), sorted(tgt)) for src, tgt in beads]


def ours(sides: Sides) -> Aligned:
    """The aligner `beads`."""
    return ((bead.src, bead.tgt) for bead in load("aligners", "beads", encoder=use.make())(*sides))


def _bytes(texts: Sequence[str]) -> list[int]:
    return [len(text.encode()) for text in texts]


SYSTEMS: dict[str, Callable[[Sides], Aligned]] = {
    "ours": ours, "sentalign": sentalign, "galechurch": galechurch, "nltk": nltk,
}  # fmt: skip


def installed() -> dict[str, Callable[[Sides], Aligned]]:
    """The systems that can be run here."""
    return {name: run for name, run in SYSTEMS.items() if name == "ours" or find_spec(name)}


def seconds(size: int) -> dict[str, float]:
    """How long each system takes from sentences to beads, encoding included, after a first document.

    Each has a process of its own: what the encoder has learned of a document's pieces for one is no help to the next.
    """
    found = {}
    for name in installed():
        if size <= LARGEST.get(name, size):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
                found[name] = process.submit(_seconds_of, name, size).result()
    return found


def _seconds_of(name: str, size: int) -> float:
    pair, warm, run = recombined(size), recombined(50), SYSTEMS[name]
    list(run((warm.src, warm.tgt)))
    began = time.perf_counter()
    list(run((pair.src, pair.tgt)))
    return time.perf_counter() - began


def f1(folder: Path) -> dict[str, float]:
    """The strict F1 of each system, over all documents of a folder with zh, en and gold."""
    scores = dict.fromkeys(installed(), Score())
    for path in sorted((folder / "gold").glob("*.links")):
        src, tgt = ((folder / lang / f"{path.stem}.txt").read_text("utf-8").split("\n")[:-1] for lang in ("zh", "en"))
        for name, run in installed().items():
            beads = _complete(run((src, tgt)), len(src), len(tgt))
            scores[name] = sum(score_beads(read_beads(path), beads).values(), scores[name])
    return {name: score.strict.f1 for name, score in scores.items()}


def _complete(found: Aligned, src_size: int, tgt_size: int) -> list[Bead]:
    """The beads of a system, and null beads of what it left out."""
    beads = [Bead(tuple(src), tuple(tgt)) for src, tgt in found if len(src) and len(tgt)]
    used_src, used_tgt = {i for bead in beads for i in bead.src}, {j for bead in beads for j in bead.tgt}
    nulls = [Bead((i,), ()) for i in range(src_size) if i not in used_src]
    return beads + nulls + [Bead((), (j,)) for j in range(tgt_size) if j not in used_tgt]


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", help="a number of sentences, or a folder with gold")
    what: Any = parser.parse_args().what
    print(json.dumps(seconds(int(what)) if what.isdigit() else f1(Path(what))))


if __name__ == "__main__":
    main()
