"""Beads of running text against gold segments that the text was joined from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from toolkit.bitext import COLUMNS, Alignment, Lang
from toolkit.errors import DataError
from toolkit.evaluate.files import paired, read_genres
from toolkit.evaluate.report import Measure, Report
from toolkit.evaluate.scores import Ratio, Score
from toolkit.registry import load
from toolkit.tables import read_table

Segments = Sequence[tuple[str | None, str | None]]
"""(source, target) in the order of the document; None or empty where a side lacks the segment."""

BOTH, ONE = "of both sides", "of one side"

_MEASURES: tuple[Measure, Measure] = (("lax", "segments"), ("strict", "undivided"))
_CONVENTION = (
    "segments: a bead is right when its two sides touch the same gold segments, a null bead when the other side lacks all\n"
    "that it touches; recall is the share of the segments that a right bead touches.\n"
    "undivided: right, and no segment ends inside it together with a sentence on both sides, where it could be divided.\n"
    "Null beads are counted. Furniture that is not in the gold is not."
)


@dataclass(frozen=True, slots=True)
class _RawBead:
    """The sentences of the two sides of a bead."""

    src: Sequence[str]
    tgt: Sequence[str]
    is_furniture: bool

    @property
    def is_null(self) -> bool:
        return not self.src or not self.tgt


def score_raw(gold: Segments, alignment: Alignment) -> dict[str, Score]:
    """Score an alignment of running text against the gold segments that the text was joined from.

    The sentences of the alignment need not be the segments: a side of a bead *touches* the segments that it has a
    character of. White space is left out of account, so it does not matter how the segments were joined.

    Lax: a bead is right when its two sides touch the same segments. A null bead is right when none of the segments that it
    touches is on the other side. Precision is the share of the beads that are right, recall the share of the segments
    that a right bead touches.

    Strict: the same, but beads over several segments make that easy (one bead over everything is right), so a bead that
    could be divided is not right: one inside which a segment ends together with a sentence on both sides.

    Null beads labelled furniture are left out, unless the gold has their text.

    Returns:
        The scores of the beads and segments of both sides and of one side, `BOTH` and `ONE`; their sum is the document's.

    Raises:
        DataError: the sentences of a side are not, white space and furniture aside, the segments of that side.
    """
    src, tgt = alignment.src.texts, alignment.tgt.texts
    beads = [
        _RawBead([src[i] for i in bead.src], [tgt[j] for j in bead.tgt], bead.label == "furniture")
        for bead in alignment.beads
    ]
    return _score(gold, beads, (alignment.src.id, alignment.tgt.id))


def score_segments(
    gold: str | Path, hyps: Sequence[str | Path], *, genres: str | Path | None = None, seed: int = 1
) -> Report:
    """Score TSVs of ours against gold segments, as `score_raw` does: a file, or a folder, or files against a folder.

    Gold is a TSV with the columns src and tgt, a segment a row, an empty cell where a side lacks it. Genres and seed are
    those of `score_links`.

    Raises:
        DataError: a file cannot be read or has no partner, or the sentences are not those of the segments.
    """
    scores = {}
    for name, gold_file, hyp_file in paired(Path(gold), list(map(Path, hyps))):
        segments = [(row["src"], row["tgt"]) for _, row in read_table(gold_file, ("src", "tgt"))]
        scores[name] = _score(segments, _read_beads(hyp_file), (f"{hyp_file}, src", f"{hyp_file}, tgt"))
    genre_of = read_genres(Path(genres) if genres else None, Path(gold))
    return Report(scores, _CONVENTION, genre_of, _MEASURES, ("segments", "beads"), seed)


def _read_beads(path: Path) -> list[_RawBead]:
    split = {lang: load("segmenters", lang) for lang in ("zh", "en")}

    def sentences(cell: str, ids: str, lang: Lang) -> list[str]:
        # A cell does not say where in it a sentence ends.
        if "," not in ids:
            return [cell] if ids else []
        return [cell[start:end] for start, end in split[lang](cell)] or [cell]

    return [
        _RawBead(
            sentences(row["src"], row["src_ids"], "zh"),
            sentences(row["tgt"], row["tgt_ids"], "en"),
            row["label"] == "furniture",
        )
        for _, row in read_table(path, COLUMNS)
    ]


def _score(gold: Segments, beads: Sequence[_RawBead], sources: tuple[str, str]) -> dict[str, Score]:
    furniture = [bead.is_furniture and bead.is_null for bead in beads]
    src = _Side([pair[0] for pair in gold], [bead.src for bead in beads], furniture, sources[0])
    tgt = _Side([pair[1] for pair in gold], [bead.tgt for bead in beads], furniture, sources[1])
    found: dict[str, list[_Judged]] = {BOTH: [], ONE: []}
    for number, bead in enumerate(beads):
        left, right = src.touched[number], tgt.touched[number]
        if bead.is_null and (left or right or not furniture[number]):
            is_right = left.isdisjoint(tgt.present) and right.isdisjoint(src.present)
            found[ONE].append(_Judged(left | right, is_right, is_right))
        elif not bead.is_null:
            is_right = bool(left) and left == right
            common_ends = src.ends[number] & tgt.ends[number] - {max(left, default=0)}
            found[BOTH].append(_Judged(left | right, is_right and not common_ends, is_right))
    segments = {BOTH: len(src.present & tgt.present), ONE: len(src.present ^ tgt.present)}
    return {
        kind: Score(
            _ratio([bead.touched for bead in judged if bead.is_strictly_right], len(judged), segments[kind]),
            _ratio([bead.touched for bead in judged if bead.is_right], len(judged), segments[kind]),
        )
        for kind, judged in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Judged:
    touched: set[int]
    is_strictly_right: bool
    is_right: bool


def _ratio(right: Sequence[set[int]], beads: int, segments: int) -> Ratio:
    return Ratio(len(right), beads, len(set[int]().union(*right)), segments)


class _Side:
    """One side of the document: where its beads are in its segments.

    `present` is the segments that it has. For each bead, `touched` is the segments that it has a character of, `ends`
    those that end where one of its sentences does.
    """

    def __init__(
        self, segments: Sequence[str | None], beads: Sequence[Sequence[str]], optional: Sequence[bool], source: str
    ) -> None:
        texts = list(map(_dense, segments))
        owner = [k for k, segment in enumerate(texts) for _ in segment]
        ends_at = {end: k for k, (end, text) in enumerate(zip(accumulate(map(len, texts)), texts, strict=True)) if text}
        sentences = [list(map(_dense, bead)) for bead in beads]
        places = _places("".join(texts), ["".join(bead) for bead in sentences], optional, source)
        self.present = set(owner)
        self.touched = [set(owner[start:end]) for start, end in places]
        self.ends = []
        for (start, _), bead, touched in zip(places, sentences, self.touched, strict=True):
            stops = accumulate(map(len, bead), initial=start)
            self.ends.append({ends_at[stop] for stop in stops if stop in ends_at} & touched)


def _dense(text: str | None) -> str:
    return "".join((text or "").split())


def _places(text: str, pieces: Sequence[str], optional: Sequence[bool], source: str) -> list[tuple[int, int]]:
    """Where in `text` each piece is, one behind the other; an optional piece may be missing, and is then empty.

    It is taken to be there wherever that leaves a place for the rest.

    Raises:
        DataError: the pieces are not the text.
    """
    before: list[dict[int, int]] = []  # for each piece: where the text can have got to with it, and where before it
    ends = {0}
    for piece, is_optional in zip(pieces, optional, strict=True):
        missing = {end: end for end in ends} if is_optional else {}
        before.append(missing | {end + len(piece): end for end in ends if text.startswith(piece, end)})
        if not before[-1]:
            raise DataError(_mismatch(text, max(ends)), source)
        ends = set(before[-1])
    if len(text) not in ends:
        raise DataError(_mismatch(text, max(ends)), source)
    stops = list(accumulate(reversed(before), lambda stop, step: step[stop], initial=len(text)))
    return list(pairwise(reversed(stops)))


def _mismatch(text: str, at: int) -> str:
    ahead = f"before {text[at : at + 20]!r}" if at < len(text) else "at the end"
    return f"its sentences are not those of the gold segments, {ahead}; align the joined segments"
