"""What pairing is worth, and how long it takes.

    python -m tests.benchmarks.pairing learn WEIGHTS.json     # the weights that ship; F1 by weights learned without the documents
    python -m tests.benchmarks.pairing unseen                 # F1 on samples, talks and novels by weights learned from news
    python -m tests.benchmarks.pairing generated 1000         # so many generated documents a side: seconds, memory, F1

The first two need the data beside the project: TED talks, the novels of MAC-Dev, the news of WMT. None of it is written into the
project, and the sample documents that flags are measured on are not learned from.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.pairing_mixes import DISTRACTORS, SEED, Mix, mix, news, novels
from tests.benchmarks.raw_documents import LANGS, RawDocument, samples, talks
from tests.benchmarks.scale import processor_seconds
from toolkit.aligners import Aligner
from toolkit.learned import write_learned
from toolkit.pairing.candidates import nearest
from toolkit.pairing.closer import aligned
from toolkit.pairing.evidence import NAMES, evidence
from toolkit.pairing.linking import link
from toolkit.pairing.matching import ALIGNER, LEAST, pair, read_sides
from toolkit.pairing.profiles import Side
from toolkit.pairing.scoring import CLOSER_NAMES, Regression, Weights, in_doubt, probabilities
from toolkit.pairing.sources import sources
from toolkit.pairing.vectors import Weighted
from toolkit.pipeline import load_encoder
from toolkit.registry import load

FOLDS = 4
EXCERPTS = (0, 1, 1, 2, 4, 8) * 4  # pairs in a small corpus
PENALTY = 0.3
GENERATED = 10, 30  # beads of a generated document
NOT_LEARNED = ("work-report", "university-news", "medicine-leaflet", "magazine-essay")


@dataclass
class Fold:
    """Both sides of a mix as they were read, and which documents belong together, by their names."""

    src: Side
    tgt: Side
    pairs: set[tuple[str, str]]


@dataclass
class Judged:
    """Candidate pairs of some documents, what speaks for them, and which are right; `pairs` are there to be found."""

    src: Weighted
    tgt: Weighted
    candidates: NDArray[np.int64]
    evidence: NDArray[np.float64]
    is_right: NDArray[np.bool_]
    pairs: int
    seen: dict[int, float] = field(default_factory=dict)

    def look(self, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        """What aligning some of the candidates says; each is aligned but once."""
        new = [number for number in numbers.tolist() if number not in self.seen]
        found = aligned(self.src, self.tgt, self.candidates[new], _aligner())
        self.seen.update(zip(new, found.tolist(), strict=True))
        return np.array([self.seen[number] for number in numbers.tolist()])


def folds(folder: Path, documents: Sequence[RawDocument]) -> Iterator[Fold]:
    """The documents in `FOLDS` mixes, none in two of them. Every sixth piece of news is paired, the others are near it."""
    chance = random.Random(SEED)
    shuffled = list(documents)
    chance.shuffle(shuffled)
    pieces = list(news(chance))
    for number in range(FOLDS):
        own = pieces[number * len(pieces) // FOLDS : (number + 1) * len(pieces) // FOLDS]
        near = [piece for place, piece in enumerate(own) if place % 6]
        yield read(mix([*shuffled[number::FOLDS], *own[::6]], near, folder / str(number)))


def read(made: Mix) -> Fold:
    """What is kept of the documents of a mix."""
    files = [sources(made.folder / lang) for lang in LANGS]
    (src, _), (tgt, _) = read_sides(files[0], files[1], load_encoder("use"), lambda *_: None)
    return Fold(src, tgt, made.pairs)


def judge(fold: Fold) -> Judged:
    """The candidates of a mix, with their evidence."""
    left, right = Weighted(fold.src), Weighted(fold.tgt)
    candidates = nearest(left.vectors, right.vectors)
    names = [[source.name for source in side.sources] for side in (fold.src, fold.tgt)]
    is_right = np.array([(names[0][i], names[1][j]) in fold.pairs for i, j in candidates.tolist()])
    there = sum(zh in names[0] and en in names[1] for zh, en in fold.pairs)
    return Judged(left, right, candidates, evidence(left, right, candidates), is_right, there)


@cache
def _aligner() -> Aligner:
    aligner: Aligner = load("aligners", ALIGNER, encoder=load_encoder("use"))
    return aligner


def excerpts(fold: Fold) -> Iterator[Fold]:
    """A few of the documents of a mix, many times: a corpus may be small, and next to nothing in it near."""
    chance = random.Random(SEED)
    places = [{source.name: k for k, source in enumerate(side.sources)} for side in (fold.src, fold.tgt)]
    for size in EXCERPTS:
        pairs = chance.sample(sorted(fold.pairs), min(size, len(fold.pairs)))
        chosen = [
            {places[k][names[k]] for names in pairs} | set(chance.sample(range(len(side)), size + 1))
            for k, side in enumerate((fold.src, fold.tgt))
        ]
        yield Fold(fold.src.only(sorted(chosen[0])), fold.tgt.only(sorted(chosen[1])), fold.pairs)


def fit(judged: Sequence[Judged]) -> Weights:
    """The weights of both regressions: of all candidates, and of those that the first leaves in doubt."""
    first = _regression(
        np.concatenate([each.evidence for each in judged]), np.concatenate([each.is_right for each in judged])
    )
    figures, right = [], []
    for each in judged:
        odds = first.odds(each.evidence)
        doubtful = in_doubt(odds)
        figures.append(np.stack([odds[doubtful], each.look(doubtful)], axis=1))
        right.append(each.is_right[doubtful])
    return Weights(first, _regression(np.concatenate(figures), np.concatenate(right)))


def _regression(rows: NDArray[np.float64], is_right: NDArray[np.bool_]) -> Regression:
    """A logistic regression by Newton's method, with `PENALTY` on the weights of standardised figures."""
    right, mean, spread = is_right.astype(float), rows.mean(axis=0), rows.std(axis=0)
    inputs = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    ridge = np.diag([0.0, *[PENALTY] * rows.shape[1]])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (chances - right) + ridge @ weights
        curve = (inputs * (chances * (1 - chances))[:, None]).T @ inputs + ridge + 1e-9 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return Regression(float(weights[0] - weights[1:] @ (mean / spread)), weights[1:] / spread)


@dataclass
class Tally:
    """Pairs that were found, right, and there; and the score of each pair that linking left, with whether it is right."""

    found: int = 0
    right: int = 0
    there: int = 0
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, judged: Judged, weights: Weights) -> None:
        """Link by these weights and count."""
        has_same_name = np.zeros(len(judged.candidates), bool)
        scores = probabilities(judged.evidence, has_same_name, judged.look, weights)
        found = [(i, j, score) for (i, j), score in zip(judged.candidates.tolist(), scores.tolist(), strict=True)]
        chosen = link(found)
        self.judged += [(found[k][2], bool(judged.is_right[k])) for k in chosen]
        kept = [k for k in chosen if found[k][2] >= LEAST]
        self.found += len(kept)
        self.right += int(judged.is_right[kept].sum())
        self.there += judged.pairs

    def __str__(self) -> str:
        f1 = 2 * self.right / (self.found + self.there)
        lines = [f"{self.there} pairs, {self.found} found, {self.right} right: F1 {f1:.4f}"]
        for low, high in ((0, 0.05), (0.05, 0.5), (0.5, 0.95), (0.95, 1.01)):
            those = [each for each in self.judged if low <= each[0] < high]
            if those:
                means = [sum(column) / len(those) for column in zip(*those, strict=True)]
                lines.append(f"  score {low}-{min(high, 1)}: {len(those)}, mean {means[0]:.3f}, right {means[1]:.3f}")
        return "\n".join(lines)


def learn(folder: Path, output: Path) -> None:
    """Learn the weights from all mixes, and say what those are worth that were learned from all but the one that is paired."""
    documents = [*(each for each in samples() if each.name not in NOT_LEARNED), *talks(systems=1), *novels()]
    judged = [[judge(each) for each in (fold, *excerpts(fold))] for fold in folds(folder, documents)]
    mixes, small = Tally(), Tally()
    for number, (whole, *parts) in enumerate(judged):
        weights = fit([each for other, group in enumerate(judged) if other != number for each in group])
        mixes.add(whole, weights)
        for part in parts:
            small.add(part, weights)
    print(f"among {DISTRACTORS} times as many distractors: {mixes}\nin small corpora: {small}")
    weights = fit([each for group in judged for each in group])
    write_learned(output, {"first": _named(weights.first, NAMES), "closer": _named(weights.closer, CLOSER_NAMES)})


def _named(regression: Regression, names: Sequence[str]) -> dict[str, object]:
    slopes = dict(zip(names, regression.slopes.round(3).tolist(), strict=True))
    return {"intercept": round(regression.intercept, 3), "weights": slopes}


def unseen(folder: Path) -> None:
    """Pair samples, talks and novels among their distractors by weights that were learned from news."""
    judged = [judge(each) for fold in folds(folder / "news", []) for each in (fold, *excerpts(fold))]
    made = mix([*samples(), *talks(systems=1), *novels()], list(news(random.Random(SEED))), folder / "all")
    tally = Tally()
    tally.add(judge(read(made)), fit(judged))
    print(f"among {DISTRACTORS} times as many distractors: {tally}")


def generated(folder: Path, documents: int) -> None:
    """Pair generated documents: beads of the samples, chosen at random."""
    chance = random.Random(SEED)
    beads = [pair for document in samples() for pair in document.segments if all(pair)]
    made = Mix(folder)
    for _ in range(documents):
        made.add_pair(chance.sample(beads, chance.randint(*GENERATED)))
    began, before = time.monotonic(), processor_seconds()
    pairing = pair(folder / "zh", folder / "en")
    found = {(each.src.name, each.tgt.name) for each in pairing.pairs}
    right = len(found & made.pairs)
    seconds, used = time.monotonic() - began, processor_seconds() - before
    print(f"{documents} + {documents} documents: {seconds:.0f} s, {used:.0f} s of processors")
    print(
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB, F1 {2 * right / (len(found) + len(made.pairs)):.4f}"
    )


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("learn").add_argument("output", type=Path)
    commands.add_parser("unseen")
    commands.add_parser("generated").add_argument("documents", type=int)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.command == "learn":
            learn(Path(folder), arguments.output)
        elif arguments.command == "unseen":
            unseen(Path(folder))
        else:
            generated(Path(folder), arguments.documents)


if __name__ == "__main__":
    main()
