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
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.raw_documents import LANGS, NEWS, RawDocument, Segments, samples, talks
from toolkit.bitext import Lang
from toolkit.evaluate.files import read_beads
from toolkit.learned import write_learned
from toolkit.pairing.candidates import nearest
from toolkit.pairing.evidence import NAMES, evidence
from toolkit.pairing.linking import link
from toolkit.pairing.matching import LEAST, pair, read_sides
from toolkit.pairing.profiles import Side
from toolkit.pairing.sources import sources
from toolkit.pairing.vectors import Weighted
from toolkit.pipeline import load_encoder
from toolkit.text import JOINERS

NOVELS = NEWS.parent.parent / "mac-dev"
DISTRACTORS = 20  # for each document that has a translation
FOLDS = 4
SEED = 1
EXCERPTS = (0, 1, 1, 2, 4, 8) * 4  # pairs in a small corpus
PENALTY = 0.3
GENERATED = 10, 30  # beads of a generated document
NOT_LEARNED = ("work-report", "university-news", "medicine-leaflet", "magazine-essay")


@dataclass
class Mix:
    """Documents of both sides, by their names, and which belong together."""

    folder: Path
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def add(self, segments: Segments, lang: Lang) -> str:
        """Write one side of some segments as a document, in its paragraphs or else in some; returns its name."""
        side = [pair[LANGS.index(lang)] for pair in segments]
        if not any("\n" in text for text in side):
            side = [f"\n{text}" if number % 4 == 0 else text for number, text in enumerate(side)]
        text = JOINERS[lang].join(side).strip()
        name = sha256(f"{lang}{text}".encode()).hexdigest()[:12] + ".txt"
        path = self.folder / lang / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return name

    def add_pair(self, segments: Segments) -> None:
        """Write both sides."""
        self.pairs.add((self.add(segments, "zh"), self.add(segments, "en")))


def novels(folder: Path = NOVELS) -> Iterator[RawDocument]:
    """The chapters of MAC-Dev; a segment is a gold bead."""
    for path in sorted(folder.glob("gold/*.links")):
        zh, en = ((folder / lang / f"{path.stem}.txt").read_text("utf-8").split("\n") for lang in LANGS)
        segments = [("".join(zh[i] for i in bead.src), " ".join(en[j] for j in bead.tgt)) for bead in read_beads(path)]
        yield RawDocument(f"novel-{path.stem}", "novel", segments)


def news(chance: random.Random, path: Path = NEWS) -> Iterator[RawDocument]:
    """The news of WMT in successive pieces of 6 to 40 segments."""
    pairs = [tuple(line.split("\t")[1:3]) for line in path.read_text("utf-8").split("\n")[1:] if line]
    start = 0
    while start < len(pairs) - 6:
        size = chance.randint(6, 40)
        yield RawDocument(f"news-{start}", "news", [(zh, en) for zh, en in pairs[start : start + size]])
        start += size


def mix(documents: Sequence[RawDocument], near: Sequence[RawDocument], folder: Path) -> Mix:
    """The documents, paired, among `DISTRACTORS` times as many on either side that belong to none of the other.

    Distractors are one side only of: documents of `near`; the first or last half of a document that is paired, or every
    second segment of it; halves of two documents of either kind, joined. A document of `near` is there on one side only, so
    that of its halves, too, the other side has no translation.
    """
    chance = random.Random(SEED)
    out = Mix(folder)
    for document in documents:
        out.add_pair(document.segments)
    for side, lang in enumerate(LANGS):
        names = {out.add(document.segments, lang) for document in near[side::2]}
        for document in documents:
            names |= {out.add(part, lang) for part in _parts(document.segments, side)}
        while len(names) < DISTRACTORS * len(documents):
            names.add(out.add(_joined([*documents, *near[side::2]], side, chance), lang))
    return out


def _parts(segments: Segments, side: int) -> Iterator[Segments]:
    if len(segments) > 3:
        yield segments[len(segments) // 2 :] if side else segments[: len(segments) // 2]
        yield segments[side::2]


def _joined(documents: Sequence[RawDocument], side: int, chance: random.Random) -> Segments:
    """The beginning of one document and the end of another, neither of them much the longer."""
    while True:
        one, other = sorted(chance.sample(range(len(documents)), 2), reverse=bool(side))
        first, second = documents[one].segments, documents[other].segments
        size = min(len(first), len(second)) // 2
        lengths = sorted(sum(len(zh) for zh, _ in part) for part in (first[:size], second[-size:]))
        if lengths[1] <= 1.5 * lengths[0]:
            return first[:size] + second[-size:]


@dataclass
class Fold:
    """Both sides of a mix as they were read, and which documents belong together, by their names."""

    src: Side
    tgt: Side
    pairs: set[tuple[str, str]]


@dataclass
class Judged:
    """Candidate pairs of some documents, what speaks for them, and which are right; `pairs` are there to be found."""

    candidates: NDArray[np.int64]
    evidence: NDArray[np.float64]
    is_right: NDArray[np.bool_]
    pairs: int


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
    return Judged(candidates, evidence(left, right, candidates), is_right, there)


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


def fit(judged: Sequence[Judged]) -> tuple[float, NDArray[np.float64]]:
    """Intercept and weights of a logistic regression, by Newton's method, with `PENALTY` on the weights of standardised
    evidence."""
    rows = np.concatenate([each.evidence for each in judged])
    right = np.concatenate([each.is_right for each in judged]).astype(float)
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    inputs = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    ridge = np.diag([0.0, *[PENALTY] * rows.shape[1]])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (chances - right) + ridge @ weights
        curve = (inputs * (chances * (1 - chances))[:, None]).T @ inputs + ridge + 1e-9 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return float(weights[0] - weights[1:] @ (mean / spread)), weights[1:] / spread


@dataclass
class Tally:
    """Pairs that were found, right, and there; and the score of each pair that linking left, with whether it is right."""

    found: int = 0
    right: int = 0
    there: int = 0
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, judged: Judged, weights: tuple[float, NDArray[np.float64]]) -> None:
        """Link by these weights and count."""
        scores = 1 / (1 + np.exp(-np.clip(weights[0] + judged.evidence @ weights[1], -30, 30)))
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
    intercept, slopes = fit([each for group in judged for each in group])
    named = dict(zip(NAMES, slopes.round(3).tolist(), strict=True))
    write_learned(output, {"intercept": round(intercept, 3), "weights": named})


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
    began, work = time.monotonic(), time.process_time()
    pairing = pair(folder / "zh", folder / "en")
    found = {(each.src.name, each.tgt.name) for each in pairing.pairs}
    right = len(found & made.pairs)
    print(
        f"{documents} + {documents} documents: {time.monotonic() - began:.0f} s, {time.process_time() - work:.0f} s of processor"
    )
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
