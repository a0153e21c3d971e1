"""Documents of any length whose gold is known: beads of the samples in a random order, each with a number of its own.

Merges, splits and null beads are those of the samples; of the others a few lose one side.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpora.beads import GoldBead
from corpora.build import SAMPLES, bead_files
from toolkit.bitext import Bead, Lang
from toolkit.text import JOINERS

OMITTED = 0.04  # of the beads; half of them on either side
BEADS_IN_PARAGRAPH = 4


@dataclass
class Recombined:
    """The sentences of both sides, and the gold beads."""

    src: list[str] = field(default_factory=list)
    tgt: list[str] = field(default_factory=list)
    gold: list[Bead] = field(default_factory=list)

    def add(self, src: list[str], tgt: list[str]) -> None:
        """Add a bead; of one with an empty side each sentence is a null bead."""
        i, j = len(self.src), len(self.tgt)
        ids = tuple(range(i, i + len(src))), tuple(range(j, j + len(tgt)))
        if all(ids):
            self.gold.append(Bead(*ids))
        else:
            self.gold += [Bead((k,), ()) for k in ids[0]] + [Bead((), (k,)) for k in ids[1]]
        self.src += src
        self.tgt += tgt

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Both sides as running text, a paragraph every few beads."""
        paths = folder / "zh.txt", folder / "en.txt"
        for path, joiner, text in zip(paths, (JOINERS["zh"], JOINERS["en"]), (self.src, self.tgt), strict=True):
            ids = [bead.src if text is self.src else bead.tgt for bead in self.gold]
            paragraphs = (
                joiner.join(text[k] for bead in ids[first : first + BEADS_IN_PARAGRAPH] for k in bead)
                for first in range(0, len(ids), BEADS_IN_PARAGRAPH)
            )
            path.write_text("\n\n".join(filter(None, paragraphs)) + "\n", "utf-8")
        return paths


def recombined(size: int, seed: int = 1, folder: Path = SAMPLES) -> Recombined:
    """A pair of documents with about so many sentences on either side."""
    chance = random.Random(seed)
    beads = [(_texts(bead, "zh"), _texts(bead, "en")) for bead in _full(folder)]
    out = Recombined()
    number = 0
    while len(out.src) < size:
        number += 1
        src, tgt = chance.choice(beads)
        src, tgt = [f"（{number}）{src[0]}", *src[1:]], [f"({number}) {tgt[0]}", *tgt[1:]]
        lost = chance.random() / OMITTED
        out.add([] if lost < 0.5 else src, [] if 0.5 <= lost < 1 else tgt)
    return out


def _full(folder: Path) -> Iterator[GoldBead]:
    return (bead for file in bead_files(folder) for bead in file.beads if bead.side("zh") and bead.side("en"))


def _texts(bead: GoldBead, lang: Lang) -> list[str]:
    return [line.text for line in bead.side(lang)]
