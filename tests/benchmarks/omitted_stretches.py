"""What knowing the paragraphs is worth where stretches are left out: `python -m tests.benchmarks.omitted_stretches [--seeds 3,4]`.

From each sample a fifth of the text is left out, from either side in turn, once in whole paragraphs and once in stretches of
3 to 15 sentences. Printed is strict F1, of all beads and of the null ones, with the paragraphs and without.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence

from corpora.build import SAMPLES
from toolkit.bitext import Bead
from toolkit.evaluate.files import read_beads
from toolkit.gold import GoldDocument
from toolkit.pipeline import load_encoder
from toolkit.registry import load
from toolkit.training import read_gold

SHARE = 0.2
SHORTEST, LONGEST = 3, 15
TRIES = 60
Pair = tuple[tuple[int, ...], tuple[int, ...]]
Gone = tuple[set[int], set[int]]


def paragraphs(document: GoldDocument, side: int, chance: random.Random) -> set[int]:
    """The sentences of one paragraph of a side."""
    numbers = (document.src_paragraphs, document.tgt_paragraphs)[side]
    assert numbers is not None
    chosen = chance.choice(sorted(set(numbers)))
    return {k for k, number in enumerate(numbers) if number == chosen}


def stretches(document: GoldDocument, side: int, chance: random.Random) -> set[int]:
    """Some sentences of a side that follow each other."""
    size = len((document.src, document.tgt)[side])
    length = chance.randint(SHORTEST, LONGEST)
    first = chance.randrange(max(1, size - length))
    return set(range(first, min(size, first + length)))


KINDS = {"paragraphs": paragraphs, "stretches": stretches}


def omit(document: GoldDocument, gold: Sequence[Bead], kind: str, seed: int) -> Gone:
    """The sentences to leave out of either side: of whole beads, whose other side stays."""
    chance = random.Random(f"{seed} {kind} {document.name}")
    gone: Gone = set(), set()
    side = chance.randrange(2)
    for _ in range(TRIES):
        if len(gone[0]) + len(gone[1]) >= SHARE * len(document.src):
            break
        run = KINDS[kind](document, side, chance)
        own = [(bead.src, bead.tgt)[side] for bead in gold if run.issuperset((bead.src, bead.tgt)[side])]
        other = {k for bead in gold if run & set((bead.src, bead.tgt)[side]) for k in (bead.src, bead.tgt)[1 - side]}
        if any(own) and not other & gone[1 - side]:
            gone[side].update(k for sentences in own for k in sentences)
            side = 1 - side
    return gone


def beads_left(gold: Sequence[Bead], gone: Gone) -> set[Pair]:
    """The beads of what is left, by their old sentence numbers; a sentence without partner is a bead."""
    left: set[Pair] = set()
    for bead in gold:
        src, tgt = (
            tuple(k for k in side if k not in out) for side, out in zip((bead.src, bead.tgt), gone, strict=True)
        )
        left |= {(src, tgt)} if src and tgt else {((k,), ()) for k in src} | {((), (k,)) for k in tgt}
    return left


def aligned(document: GoldDocument, gone: Gone, knows_paragraphs: bool) -> set[Pair]:
    """The beads that the aligner finds in what is left, by their old sentence numbers."""
    kept = [
        [k for k in range(len(side)) if k not in out]
        for side, out in zip((document.src, document.tgt), gone, strict=True)
    ]
    numbers = {}
    if knows_paragraphs:
        for name, side in zip(("src_paragraphs", "tgt_paragraphs"), kept, strict=True):
            numbers[name] = [getattr(document, name)[k] for k in side]
    align = load("aligners", "beads", encoder=load_encoder("use"))
    found = align([document.src[i] for i in kept[0]], [document.tgt[j] for j in kept[1]], **numbers)
    return {(tuple(kept[0][i] for i in bead.src), tuple(kept[1][j] for j in bead.tgt)) for bead in found}


def measure(kind: str, seeds: Sequence[int], knows_paragraphs: bool) -> Iterator[float]:
    """Strict F1 of all beads, and of the null ones."""
    found = []
    for document in read_gold([SAMPLES]):
        gold = read_beads(SAMPLES / "gold" / f"{document.name}.links")
        for seed in seeds:
            gone = omit(document, gold, kind, seed)
            found.append((beads_left(gold, gone), aligned(document, gone, knows_paragraphs)))
    for is_counted in (lambda _: True, lambda pair: not (pair[0] and pair[1])):
        counted = [[set(filter(is_counted, side)) for side in pair] for pair in found]
        right = sum(len(gold & hyp) for gold, hyp in counted)
        yield 2 * right / sum(len(gold) + len(hyp) for gold, hyp in counted)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", default="3,4")
    seeds = [int(seed) for seed in parser.parse_args().seeds.split(",")]
    print(f"{'omitted':12}{'':22}{'F1':>8}{'null':>8}")
    for kind in KINDS:
        for knows_paragraphs in (True, False):
            label = "paragraphs known" if knows_paragraphs else "paragraphs not known"
            print(f"{kind:12}{label:22}" + "".join(f"{f1:8.4f}" for f1 in measure(kind, seeds, knows_paragraphs)))


if __name__ == "__main__":
    main()
