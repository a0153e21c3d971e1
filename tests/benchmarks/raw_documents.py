"""Raw documents to align, with gold segments: `python -m tests.benchmarks.raw_documents OUT [--omit 0.1 --seed 1]`.

A document is running text, its segments joined as the language joins them, without paragraphs. There is one for each
sample pair (a segment is a gold bead) and, where the TED talks of Google's MQM study are at hand, one for each talk and
system (a segment is a line of the test set); `--kinds` takes pieces of WMT's news, too. `--omit` leaves a share of the segments
out, half of it on either side. `--paragraphs` keeps the paragraphs of the samples: without them
headings and subtitles run on into the next sentence.

What is written: OUT/zh/NAME.txt, OUT/en/NAME.txt, OUT/segments/NAME.tsv (columns src and tgt, a segment a row, an empty
cell where a side lacks it) and OUT/genres.tsv. Talks and news are not ours: OUT must not be inside the project.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.beads import GoldBead
from corpora.build import SAMPLES, bead_files
from toolkit.bitext import Lang
from toolkit.text import JOINERS, escape_cell

ROOT = Path(__file__).resolve().parents[2]
TALKS = ROOT.parent / "shared" / "data" / "mqm-ted-zhen.tsv"
NEWS = ROOT.parent / "shared" / "data" / "wmt" / "bitext.tsv"
NEWS_SEGMENTS = 110
LANGS: tuple[Lang, Lang] = ("zh", "en")

Segments = list[tuple[str, str]]
"""(Chinese, English) in the order of the document; "" where a side lacks the segment. A paragraph begins with "\\n"."""

_MARK = re.compile("</?v>")


@dataclass(frozen=True)
class RawDocument:
    """A document that is its segments."""

    name: str
    genre: str
    segments: Segments

    def text(self, lang: Lang, paragraphs: bool = False) -> str:
        """One side as running text, on one line or a paragraph a line."""
        side = LANGS.index(lang)
        text = JOINERS[lang].join(pair[side] for pair in self.segments if pair[side])
        return text.strip() if paragraphs else _on_one_line(text)

    def table(self) -> str:
        """The segments as a TSV."""
        rows = [("src", "tgt"), *(map(_on_one_line, pair) for pair in self.segments)]
        return "".join("\t".join(map(escape_cell, row)) + "\n" for row in rows)


def _on_one_line(text: str) -> str:
    return text.replace("\n", "").strip()


def samples(folder: Path = SAMPLES) -> Iterator[RawDocument]:
    """The sample pairs; each gold bead is a segment."""
    genres = dict(line.split("\t") for line in (folder / "genres.tsv").read_text("utf-8").split("\n")[1:] if line)
    for file in bead_files(folder):
        segments = [(_segment(bead, "zh"), _segment(bead, "en")) for bead in file.beads]
        yield RawDocument(file.name, genres[file.name], segments)


def _segment(bead: GoldBead, lang: Lang) -> str:
    return JOINERS[lang].join("\n" * line.begins + line.text for line in bead.side(lang))


def talks(path: Path = TALKS, systems: int | None = None) -> Iterator[RawDocument]:
    """The talks, in each of the systems' English or in that of the first few in the order of their names."""
    found: dict[str, dict[str, dict[int, tuple[str, str]]]] = {}
    for line in path.read_text("utf-8").split("\n")[1:]:
        if line:
            system, talk, _, number, _, src, tgt, *_ = line.split("\t")
            segments = found.setdefault(talk, {}).setdefault(system, {})
            segments[int(number)] = (_MARK.sub("", src).strip(), _MARK.sub("", tgt).strip())
    for talk, by_system in sorted(found.items()):
        for system in sorted(by_system)[:systems]:
            yield RawDocument(
                f"{talk.replace('.', '-')}.{system}", "talk", [pair for _, pair in sorted(by_system[system].items())]
            )


def news(documents: int, path: Path = NEWS) -> Iterator[RawDocument]:
    """So many pieces of the news test sets of WMT, of `NEWS_SEGMENTS` pairs each."""
    pairs = [tuple(line.split("\t")[1:3]) for line in path.read_text("utf-8").split("\n")[1:] if line]
    for k in range(documents):
        first = k * (len(pairs) // documents)
        yield RawDocument(
            f"news-{k}", "news", [(zh.strip(), en.strip()) for zh, en in pairs[first : first + NEWS_SEGMENTS]]
        )


def omit(segments: Sequence[tuple[str, str]], share: float, chance: random.Random) -> Segments:
    """The segments without a share of them: half of it is missing from the Chinese side, half from the English."""
    whole = [k for k, (src, tgt) in enumerate(segments) if src and tgt]
    chosen = chance.sample(whole, min(round(share * len(segments)), len(whole)))
    no_src, no_tgt = set(chosen[::2]), set(chosen[1::2])
    sides = (_without(no_src, [pair[0] for pair in segments]), _without(no_tgt, [pair[1] for pair in segments]))
    return list(zip(*sides, strict=True))


def _without(gone: set[int], texts: Sequence[str]) -> list[str]:
    """The segments without some; where one that is gone began a paragraph, the next one does."""
    left: list[str] = []
    begins = False
    for k, text in enumerate(texts):
        begins |= "\n" in text and k in gone
        if text and k not in gone:
            left.append("\n" + text if begins and not text.startswith("\n") else text)
            begins = False
        else:
            left.append("")
    return left


def write(documents: Sequence[RawDocument], out: Path, paragraphs: bool = False) -> None:
    """Write the documents and their segments."""
    for folder in (*LANGS, "segments"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for document in documents:
        for lang in LANGS:
            (out / lang / f"{document.name}.txt").write_text(document.text(lang, paragraphs) + "\n", "utf-8")
        (out / "segments" / f"{document.name}.tsv").write_text(document.table(), "utf-8")
    genres = [("name", "genre"), *((document.name, document.genre) for document in documents)]
    (out / "genres.tsv").write_text("".join(f"{name}\t{genre}\n" for name, genre in genres), "utf-8")


def main() -> None:
    """Write the documents that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--omit", type=float, default=0.0, metavar="SHARE")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--systems", type=int, metavar="N", help="only the first N systems of each talk")
    parser.add_argument(
        "--kinds", default="samples,talks", help="of samples, talks and news (24 pieces of WMT's test sets)"
    )
    parser.add_argument("--paragraphs", action="store_true", help="keep the paragraphs of the samples")
    arguments = parser.parse_args()
    if arguments.out.resolve().is_relative_to(ROOT):
        sys.exit(f"{arguments.out} is inside the project; talks and news are not ours to keep there")
    documents: list[RawDocument] = []
    for kind in arguments.kinds.split(","):
        if kind == "samples":
            documents += samples()
        elif kind == "talks" and TALKS.exists():
            documents += talks(systems=arguments.systems)
        elif kind == "news" and NEWS.exists():
            documents += news(24)
        else:
            print(f"no {kind}: they are not there")
    if arguments.omit:
        # A document's omissions do not depend on which others are there.
        documents = [
            RawDocument(d.name, d.genre, omit(d.segments, arguments.omit, random.Random(f"{arguments.seed} {d.name}")))
            for d in documents
        ]
    write(documents, arguments.out, arguments.paragraphs)
    print(f"{len(documents)} documents, {sum(len(d.segments) for d in documents)} segments")


if __name__ == "__main__":
    main()
