"""Is human English left in peace? Flags with a confidence of .5 and more for each 100 beads that people translated.

python -m tests.benchmarks.human_english ../shared/data build/human

writes the beads as TSVs with src and tgt (news: wmt.tsv; novels by their gold links: mac-dev.tsv), which `bitext calibrate`
learns from too, flags them and prints the figures.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from toolkit.flagging import flag
from toolkit.tables import line_of, read_table

_MECHANICAL = frozenset("marks spacing capitals fragment runon repetition duplication untranslated".split())
_SURE = 0.5


def main(data: Path, folder: Path) -> None:
    """Write the beads and print the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, beads in (("wmt", _news(data / "wmt" / "bitext.tsv")), ("mac-dev", _novels(data / "mac-dev"))):
        path = folder / f"{name}.tsv"
        path.write_bytes(line_of(("src", "tgt")) + b"".join(map(line_of, beads)))
        flags = flag(path, min_confidence=_SURE)
        counts = Counter(one.detector for one in flags if not one.category.startswith("Alignment"))
        shares = {
            "mechanical": sum(counts[name] for name in _MECHANICAL),
            "numbers": counts["numbers"],
            "all": counts.total(),
        }
        hundreds = len(flags.pairs) / 100
        print(f"{name}: {len(flags.pairs)} beads;", *(f"{kind} {n / hundreds:.2f}" for kind, n in shares.items()))
        print("   ", *(f"{detector} {n}" for detector, n in counts.most_common()))


def _news(path: Path) -> Iterator[tuple[str, str]]:
    for _, row in read_table(path, ("zh", "en")):
        yield row["zh"], row["en"]


def _novels(folder: Path) -> Iterator[tuple[str, str]]:
    for gold in sorted((folder / "gold").iterdir()):
        zh, en = (_lines(folder / side, gold.name.partition(".")[0]) for side in ("zh", "en"))
        for link in gold.read_text("utf-8").splitlines():
            src, tgt = (json.loads(side) for side in link.split(":")[:2])
            if src and tgt:
                yield "".join(zh[i] for i in src), " ".join(en[i] for i in tgt)


def _lines(folder: Path, name: str) -> list[str]:
    [path] = folder.glob(f"{name}.*")
    return path.read_text("utf-8").replace("\t", " ").splitlines()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
