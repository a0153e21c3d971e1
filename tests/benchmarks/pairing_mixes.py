"""Documents to pair: those that have a translation among many that have none."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.benchmarks.raw_documents import LANGS, NEWS, RawDocument, Segments
from toolkit.bitext import Lang
from toolkit.evaluate.files import read_beads
from toolkit.text import JOINERS

NOVELS = NEWS.parent.parent / "mac-dev"
DISTRACTORS = 20  # for each document that has a translation
SEED = 1


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
