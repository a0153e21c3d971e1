"""Learn the aligner's weights from gold, and see what they are worth on documents that were held out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.bitext import Lang
from toolkit.errors import DataError
from toolkit.evaluate.confidence import measure_confidence
from toolkit.evaluate.files import read_beads
from toolkit.evaluate.scores import Score, right_beads, score_beads
from toolkit.files import check_target, read_bytes
from toolkit.gold import GoldDocument, Link, spans_of_links
from toolkit.learned import write_learned
from toolkit.pipeline import load_encoder
from toolkit.registry import load
from toolkit.tables import read_table
from toolkit.text import JOINERS, fold_spaces

ALIGNER = "beads"


@dataclass(frozen=True)
class HeldOut:
    """How well one document is aligned by weights learned without it.

    Attributes:
        scores: with all evidence (""), and without each kind.
        judged: the confidence of each bead that all evidence gives, and whether it is right.
    """

    name: str
    scores: dict[str, Score]
    judged: list[tuple[float, bool]]


def train(folders: Sequence[str | Path], output: str | Path, *, encoder: str = "use") -> int:
    """Learn weights from the documents of gold folders and write them; returns the number of documents.

    Args:
        encoder: as of `toolkit.pipeline.align`.

    Raises:
        DataError: a folder is no gold folder, or a file in it is broken.
        MissingExtra: scipy is not installed.
    """
    check_target(output, inputs=())
    documents = read_gold(folders)
    weights = load("aligners", ALIGNER, encoder=load_encoder(encoder)).train(documents)
    write_learned(output, weights)
    return len(documents)


def hold_out(
    folders: Sequence[str | Path], tested: str | Path, *, is_ablating: bool = False, encoder: str = "use"
) -> Iterator[HeldOut]:
    """Align each document of one folder by weights learned from all folders without it.

    Documents named NAME and NAME.VARIANT are the same one. `tested` has gold links and is one of the folders.

    Args:
        is_ablating: also do without each kind of evidence in turn.

    Raises:
        DataError: as `train`.
    """
    rest = [folder for folder in folders if Path(folder).resolve() != Path(tested).resolve()]
    if len(rest) == len(folders):
        raise DataError("is none of the folders to learn from; give it among them, too", tested)
    own, others = read_gold([tested]), read_gold(rest)
    aligner = load("aligners", ALIGNER, encoder=load_encoder(encoder))
    # The first document of a name is the one that is tested.
    for name, found in aligner.hold_out([*own, *others], [document.name for document in own], is_ablating):
        gold = read_beads(Path(tested) / "gold" / f"{name}.links")
        scores = {kind: sum(score_beads(gold, beads).values(), Score()) for kind, beads in found.items()}
        right = right_beads(gold, found[""])
        yield HeldOut(name, scores, list(zip((bead.confidence for bead in found[""]), right, strict=True)))


def report(results: Iterable[HeldOut]) -> str:
    """Strict F1 of each document and of all, in a column for each kind of evidence that is left out, and the reliability of
    the confidences."""
    lines: list[str] = []
    judged: list[tuple[float, bool]] = []
    documents = 0
    pooled: dict[str, Score] = {}
    for result in results:
        if not lines:
            lines.append(f"{'':24}" + "".join(f"{f'-{kind}' if kind else 'F1':>12}" for kind in result.scores))
        lines.append(_line(result.name, result.scores))
        judged += result.judged
        documents += 1
        pooled = {kind: pooled.get(kind, Score()) + score for kind, score in result.scores.items()}
    return "\n".join([*lines, _line("all", pooled), "", str(measure_confidence(judged, documents))])


def _line(name: str, scores: dict[str, Score]) -> str:
    return f"{name:24}" + "".join(f"{score.strict.f1:12.4f}" for score in scores.values())


def read_gold(folders: Sequence[str | Path]) -> list[GoldDocument]:
    """The documents of gold folders.

    A folder has `zh/NAME.txt`, `en/NAME.txt` (a sentence a line) and `gold/NAME.links`, and may have
    `paragraphs/NAME.{zh,en}.txt` (a paragraph's number a line); or it has `segments/NAME.tsv`, with the columns src and tgt, a
    segment a row, an empty cell where that side lacks it.

    Raises:
        DataError: a folder has neither, or a file is broken.
    """
    documents: list[GoldDocument] = []
    for folder in map(Path, folders):
        links, segments = sorted(folder.glob("gold/*.links")), sorted(folder.glob("segments/*.tsv"))
        if not links and not segments:
            raise DataError("has neither gold/*.links nor segments/*.tsv", folder)
        documents += [_linked(folder, path) for path in links] or [_segmented(path) for path in segments]
    return documents


def _linked(folder: Path, path: Path) -> GoldDocument:
    src, tgt = (_lines(folder / lang / f"{path.stem}.txt") for lang in ("zh", "en"))
    beads = read_beads(path)
    _refuse_empty(path, src, tgt)
    for side, size in (("src", len(src)), ("tgt", len(tgt))):
        last = max((number for bead in beads for number in getattr(bead, side)), default=-1)
        if last >= size:
            raise DataError(f"names {side} sentence {last}, but there are {size}, counted from 0", path)
    numbers = [folder / "paragraphs" / f"{path.stem}.{lang}.txt" for lang in ("zh", "en")]
    paragraphs = [
        _numbers(file, size) if file.exists() else None
        for file, size in zip(numbers, (len(src), len(tgt)), strict=True)
    ]
    return GoldDocument(path.stem, src, tgt, spans_of_links((b.src, b.tgt) for b in beads), *paragraphs)


def _refuse_empty(path: Path, src: Sequence[str], tgt: Sequence[str]) -> None:
    if not src or not tgt:
        raise DataError(f"there is no {'target' if src else 'source'} sentence in this document; remove it", path)


def _lines(path: Path) -> list[str]:
    try:
        lines = read_bytes(path).decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise DataError(f"is not UTF-8: {error}", path) from error
    return [line.removesuffix("\r") for line in (lines[:-1] if not lines[-1] else lines)]


def _numbers(path: Path, size: int) -> list[int]:
    lines = _lines(path)
    if len(lines) != size or not all(line.isdecimal() for line in lines):
        raise DataError(f"must have {size} lines, each a paragraph's number", path)
    return list(map(int, lines))


def _segmented(path: Path) -> GoldDocument:
    """A document joined from segments and split by our own segmenters."""
    rows = read_table(path, ("src", "tgt"))
    src, src_segments = _split([row["src"] for _, row in rows], "zh")
    tgt, tgt_segments = _split([row["tgt"] for _, row in rows], "en")
    _refuse_empty(path, src, tgt)
    return GoldDocument(path.stem, src, tgt, spans_of_links(_components(src_segments, tgt_segments), is_whole=False))


def _split(segments: Sequence[str], lang: Lang) -> tuple[list[str], list[set[int]]]:
    """The sentences of joined segments, and the segments that each has a character of."""
    text, owner = "", list[int]()
    for number, segment in enumerate(segments):
        if segment:
            joiner = JOINERS[lang] if text else ""
            text += joiner + segment
            owner += [-1] * len(joiner) + [number] * len(segment)
    spans = load("segmenters", lang)(text)
    return [fold_spaces(text[a:b]) for a, b in spans], [set(owner[a:b]) - {-1} for a, b in spans]


def _components(src: Sequence[set[int]], tgt: Sequence[set[int]]) -> list[Link]:
    """Sentences of both sides that are tied together by the segments they touch, where they are of both sides."""
    last = max((max(touched) for touched in (*src, *tgt) if touched), default=-1)
    group = list(range(last + 1))
    for touched in (*src, *tgt):
        low, high = min(touched), max(touched)
        for segment in range(low, high + 1):
            group[segment] = min(group[segment], group[low])
    for segment in range(last + 1):  # every group points to its first segment
        group[segment] = group[group[segment]]
    links: dict[int, tuple[list[int], list[int]]] = {}
    for side, sentences in enumerate((src, tgt)):
        for number, touched in enumerate(sentences):
            links.setdefault(group[min(touched)], ([], []))[side].append(number)
    return list(links.values())
