"""Which documents were paired and which were not, and the two files that say so."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.bitext import Lang
from toolkit.errors import DataError
from toolkit.files import atomic_write, check_target
from toolkit.pairing.sources import Source
from toolkit.tables import line_of
from toolkit.text import counted

PAIR_COLUMNS = ("id", "src", "tgt", "score")
ALONE_COLUMNS = ("lang", "path", "reason", "detail", "score")
Reason = Literal["no partner", "duplicate", "unreadable", "other language"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese document, the English one that translates it, and the probability that it does."""

    id: str
    src: Source
    tgt: Source
    score: float


@dataclass(frozen=True, slots=True)
class Alone:
    """A file that is in no pair.

    Of a duplicate, `other` is the file of the same side that stands for it. Of a document without a partner, it is the likeliest
    file of the other side and `score` the probability that it is one, if any came into question. `detail` says why a file is
    unreadable.
    """

    lang: Lang
    source: Source
    reason: Reason
    other: Source | None = None
    score: float | None = None
    detail: str = ""


@dataclass(frozen=True)
class Pairing:
    """What became of each file: it is in one of `pairs`, in the order of the Chinese files, or in `alone`."""

    pairs: tuple[Pair, ...]
    alone: tuple[Alone, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every file could be read."""
        return all(each.reason != "unreadable" for each in self.alone)


def summary(pairing: Pairing) -> str:
    """What is in a pairing, in a few lines for people."""
    lines = [
        f"{counted(len(pairing.pairs), 'pair')}, {sum(pair.score < 0.9 for pair in pairing.pairs)} with a score under 0.9"
    ]
    for lang, name in (("zh", "Chinese"), ("en", "English")):
        counts = Counter(each.reason for each in pairing.alone if each.lang == lang)
        listed = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items())) or "none"
        lines.append(f"{name} files in no pair: {listed}")
    return "\n".join(lines)


def check_sides(pairing: Pairing) -> None:
    """See that the two sides are not the other way round.

    Raises:
        DataError: nothing is paired, for every file of both sides is in the other language.
    """
    sides = {each.lang for each in pairing.alone}
    if not pairing.pairs and len(sides) == 2 and all(each.reason == "other language" for each in pairing.alone):
        raise DataError("the folders are the other way round; give the Chinese one first")


def root_needed(pairing: Pairing, output: str | Path) -> str | None:
    """The folder that all paired files are in, if it is not that of `output`, which a run takes for the root."""
    files = [str(source.path.resolve()) for pair in pairing.pairs for source in (pair.src, pair.tgt)]
    folder = Path(output).resolve().parent
    return None if all(Path(file).is_relative_to(folder) for file in files) else os.path.commonpath(files)


def alone_path(output: str | Path) -> Path:
    """The file beside `output` that lists what is in no pair: pairs.tsv has pairs.alone.tsv."""
    path = Path(output)
    return path.with_name(f"{path.stem}.alone{path.suffix}")


def pairing_writer(output: str | Path | None, inputs: Sequence[str | Path] = ()) -> Callable[[Pairing], None]:
    """A function that writes a pairing to `output` and what is in no pair beside it, or only the pairs to standard output.

    Paths are written from the folder of `output`, if all paired files are in it, and else whole.

    Raises:
        DataError: the files could not be written (so, too, the function), or are inputs.
    """
    if output is None:
        return _print
    targets = (Path(output), alone_path(output))
    for target in targets:
        check_target(target, [source for source in inputs if Path(source).is_file()])

    def write(pairing: Pairing) -> None:
        folder = None if root_needed(pairing, targets[0]) else targets[0].parent
        with atomic_write(*targets) as streams:
            for stream, lines in zip(streams, (_pairs, _alone), strict=True):
                stream.writelines(lines(pairing, folder))

    return write


def _print(pairing: Pairing) -> None:
    sys.stdout.buffer.writelines(_pairs(pairing, Path()))
    sys.stdout.buffer.flush()


def _pairs(pairing: Pairing, folder: Path | None) -> Iterator[bytes]:
    yield line_of(PAIR_COLUMNS)
    for pair in pairing.pairs:
        yield line_of((pair.id, _path(pair.src, folder), _path(pair.tgt, folder), f"{pair.score:.4f}"))


def _alone(pairing: Pairing, folder: Path | None) -> Iterator[bytes]:
    yield line_of(ALONE_COLUMNS)
    for each in pairing.alone:
        detail = each.detail if each.other is None else _path(each.other, folder)
        score = "" if each.score is None else f"{each.score:.4f}"
        yield line_of((each.lang, _path(each.source, folder), each.reason, detail, score))


def _path(source: Source, folder: Path | None) -> str:
    """From the folder, if there is one that it is in; links are not followed, but there is no `..`."""
    path = Path(os.path.abspath(source.path))  # noqa: PTH100
    base = None if folder is None else Path(os.path.abspath(folder))  # noqa: PTH100
    return str(path.relative_to(base) if base and path.is_relative_to(base) else path)
