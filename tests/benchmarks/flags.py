"""How many beads a second each detector looks at, and how long a megabyte in one bead and a large term bank take.

python -m tests.benchmarks.flags PAIR.tsv [BEADS]     # any TSV with src and tgt
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from time import process_time

from toolkit.detectors import Detector
from toolkit.flagging import find
from toolkit.pairs import read_pairs
from toolkit.quality import Pair
from toolkit.registry import load, names, parameters
from toolkit.terms import Bank, Term, open_bank

_MEGABYTE = 1_000_000
_TERMS = 100_000


def main(path: str, most: int = 2000) -> None:
    """Print the figures."""
    bank = open_bank()
    find(read_pairs(path)[:50], bank)  # Loads what is loaded once.
    pairs = read_pairs(path)[:most]
    print(f"{'words':14} {_words(pairs):7.2f} s")
    seconds = {name: _detector_seconds(name, pairs, bank) for name in names("detectors")}
    for name, spent in sorted(seconds.items(), key=lambda item: -item[1]):
        print(f"{name:14} {spent:7.2f} s")
    pairs = read_pairs(path)[:most]
    start = process_time()
    find(pairs, bank)
    print(f"all: {len(pairs) / (process_time() - start):.0f} beads/s of one core")
    src, tgt = ("".join(pair.src for pair in pairs), " ".join(pair.tgt for pair in pairs))
    times = _MEGABYTE // len(src) + 1
    monster = Pair("1", src * times, tgt * times, src * times)
    terms = Bank([*bank, *(Term(f"第{number}号术语", f"term {number}") for number in range(_TERMS))])
    start = process_time()
    find([monster], terms)
    print(
        f"a bead of {len(monster.src):,} and {len(monster.tgt):,} characters, {len(terms):,} terms: {process_time() - start:.1f} s"
    )


def _words(pairs: Sequence[Pair]) -> float:
    start = process_time()
    for pair in pairs:
        assert pair.zh_tokens is pair.zh_tokens
        assert pair.en_tokens is pair.en_tokens
    return process_time() - start


def _detector_seconds(name: str, pairs: Sequence[Pair], bank: Bank) -> float:
    detect: Detector = load("detectors", name, **({"terms": bank} if "terms" in parameters("detectors", name) else {}))
    start = process_time()
    detect(pairs)
    return process_time() - start


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
