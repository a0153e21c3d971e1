"""How good an alignment is, measured against gold beads or against gold segments of the running text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.bitext import Alignment, Bead
from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.registry import load

Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Precision = `right_hyp` of `hyp`, recall = `right_gold` of `gold`; where there is nothing to find, none is 1."""

    right_hyp: int = 0
    hyp: int = 0
    right_gold: int = 0
    gold: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        """Pool two counts."""
        return Ratio(
            self.right_hyp + other.right_hyp,
            self.hyp + other.hyp,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right_hyp / self.hyp if self.hyp else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.right_gold / self.gold if self.gold else float(not self.hyp)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Strict: the very same bead. Lax: the bead overlaps a bead of the other alignment on both sides.

    Null beads count in precision and in recall, as in Bertalign's evaluation (Liu & Zhu 2022); a null bead overlaps
    nothing on its empty side, so it is right only if it is the very same. Beads are compared as Vecalign's scorer does
    it (Thompson & Koehn 2019), except that Vecalign leaves null beads out of recall.
    """

    strict: Ratio = Ratio()
    lax: Ratio = Ratio()

    def __add__(self, other: Score) -> Score:
        """Pool the scores of two documents."""
        return Score(self.strict + other.strict, self.lax + other.lax)


@dataclass(frozen=True)
class LinksReport:
    """Scores of one or more documents: each by name, by bead kind over all documents, and pooled."""

    files: dict[str, Score]
    kinds: dict[str, Score]
    total: Score

    def __str__(self) -> str:
        """A table for people, which states the convention."""
        rows = [("all", self.total)]
        if len(self.files) > 1:
            rows += list(self.files.items())
        rows += [(f"beads {kind}", score) for kind, score in self.kinds.items()]
        width = max(len(name) for name, _ in rows)
        head = f"{'':{width}}   gold    hyp   strict P      R     F1      lax P      R     F1"
        return "\n".join([head, *(_row(name.ljust(width), score) for name, score in rows), "", _CONVENTION])


_CONVENTION = (
    "strict: the very same bead; lax: overlaps a bead of the other alignment on both sides.\n"
    "Null beads are counted on both sides, in precision and in recall, as in Bertalign's evaluation."
)


def _row(name: str, score: Score) -> str:
    strict, lax = (f"{r.precision:6.4f} {r.recall:6.4f} {r.f1:6.4f}" for r in (score.strict, score.lax))
    return f"{name} {score.strict.gold:6} {score.strict.hyp:6}     {strict}     {lax}"


def score_beads(gold: Iterable[Bead], hyp: Iterable[Bead]) -> dict[str, Score]:
    """The score of one document by bead kind ("1-2"), most frequent gold kind first; their sum is the document's.

    A kind's precision is over the beads of that kind in `hyp`, its recall over those in `gold`.
    """
    gold_pairs, hyp_pairs = ({(bead.src, bead.tgt) for bead in beads} for beads in (gold, hyp))
    strict, lax = {pair: pair in gold_pairs for pair in hyp_pairs}, _lax(hyp_pairs, gold_pairs)
    strict_gold, lax_gold = {pair: pair in hyp_pairs for pair in gold_pairs}, _lax(gold_pairs, hyp_pairs)
    kinds = {_kind(pair): 0 for pair in hyp_pairs | gold_pairs}
    for pair in gold_pairs:
        kinds[_kind(pair)] += 1
    return {
        kind: Score(_ratio(kind, strict, strict_gold), _ratio(kind, lax, lax_gold))
        for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    }


def _ratio(kind: str, hyp: dict[Pair, bool], gold: dict[Pair, bool]) -> Ratio:
    ours, theirs = ([right for pair, right in beads.items() if _kind(pair) == kind] for beads in (hyp, gold))
    return Ratio(sum(ours), len(ours), sum(theirs), len(theirs))


def _kind(pair: Pair) -> str:
    return f"{len(pair[0])}-{len(pair[1])}"


def _lax(beads: set[Pair], others: set[Pair]) -> dict[Pair, bool]:
    """For each bead whether it overlaps, on both sides, one of the others, or is one of them."""
    partners: dict[int, set[int]] = {}
    for src, tgt in others:
        for number in src:
            partners.setdefault(number, set()).update(tgt)
    return {
        (src, tgt): (src, tgt) in others or any(not partners.get(number, set()).isdisjoint(tgt) for number in src)
        for src, tgt in beads
    }


def score_links(gold: str | Path, hyp: str | Path) -> LinksReport:
    """Score a links file against another, or the files of a folder against those of another with the same stems.

    Raises:
        DataError: a file is no links file, or a file of either folder has no partner in the other.
    """
    files: dict[str, Score] = {}
    kinds: dict[str, Score] = {}
    reader = load("readers", "links")
    for name, gold_file, hyp_file in _file_pairs(Path(gold), Path(hyp)):
        gold_beads, hyp_beads = (reader(read_bytes(path), str(path)) for path in (gold_file, hyp_file))
        scores = score_beads(gold_beads, hyp_beads)
        files[name] = sum(scores.values(), Score())
        for kind, score in scores.items():
            kinds[kind] = kinds.get(kind, Score()) + score
    ordered = sorted(kinds, key=lambda kind: (-kinds[kind].strict.gold, kind))
    return LinksReport(files, {kind: kinds[kind] for kind in ordered}, sum(files.values(), Score()))


def _file_pairs(gold: Path, hyp: Path) -> Iterator[tuple[str, Path, Path]]:
    if not gold.is_dir() and not hyp.is_dir():
        yield hyp.name, gold, hyp
        return
    for one, other in ((gold, hyp), (hyp, gold)):
        if not one.is_dir():
            raise DataError(f"is a file but {other} is a folder; give two files or two folders", one)
    gold_files, hyp_files = _by_stem(gold), _by_stem(hyp)
    for folder, missing in ((gold, hyp_files.keys() - gold_files), (hyp, gold_files.keys() - hyp_files)):
        if missing:
            raise DataError(f"has no file named {', '.join(sorted(missing))}", folder)
    if not gold_files:
        raise DataError("has no files in it", gold)
    for stem in sorted(gold_files):
        yield stem, gold_files[stem], hyp_files[stem]


def _by_stem(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            if path.stem in found:
                raise DataError(f"has two files named {path.stem}: {found[path.stem].name}, {path.name}", folder)
            found[path.stem] = path
    return found


def score_raw(gold: Sequence[tuple[str | None, str | None]], alignment: Alignment) -> Ratio:
    """Score an alignment of running text against gold segments that the text was joined from.

    `gold` is a list of (source, target) segments; a side that the other language does not have is None or empty. The
    sentences of the alignment need not be the segments: each sentence *touches* the segments that it has a character
    of. White space is left out of account on both sides, so it does not matter how the segments were joined.

    A bead is right when its two sides touch the same segments. Segments that one side does not have are left out of
    this comparison, and at least one segment must remain. A null bead is right when none of the segments that it
    touches is on the other side. Precision is the share of the beads that are right.

    Beads over several segments make that easy: one bead over everything is right. So recall asks more. Two neighbouring
    segments are *tied* when a sentence of either language touches both, for then no bead can tell them apart; tied
    segments form groups. A right bead *covers* the segments it touches if these lie within one group, or if it is a
    null bead. Recall is the share of the segments that are covered.

    Raises:
        DataError: the sentences of a side are not, white space aside, the segments of that side.
    """
    src = _touched([pair[0] for pair in gold], alignment.src.texts, alignment.src.id)
    tgt = _touched([pair[1] for pair in gold], alignment.tgt.texts, alignment.tgt.id)
    in_src, in_tgt = ({k for k, pair in enumerate(gold) if _dense(pair[side])} for side in (0, 1))
    group = _groups(len(gold), [*src, *tgt])
    right, covered = 0, set[int]()
    for bead in alignment.beads:
        left = set[int]().union(*(src[i] for i in bead.src))
        other = set[int]().union(*(tgt[j] for j in bead.tgt))
        if bead.is_null:
            is_right = left.isdisjoint(in_tgt) and other.isdisjoint(in_src)
        else:
            is_right = bool(left & in_tgt) and left & in_tgt == other & in_src
        right += is_right
        if is_right and (bead.is_null or len({group[k] for k in left | other}) == 1):
            covered |= left | other
    return Ratio(right, len(alignment), len(covered), len(in_src | in_tgt))


def _dense(text: str | None) -> str:
    return "".join((text or "").split())


def _touched(segments: Sequence[str | None], sentences: Sequence[str], source: str) -> list[list[int]]:
    """For each sentence the numbers of the segments that it has a character of."""
    owner = [k for k, segment in enumerate(segments) for _ in _dense(segment)]
    dense = [_dense(sentence) for sentence in sentences]
    if "".join(dense) != "".join(map(_dense, segments)):
        raise DataError("its sentences are not those of the gold segments; align the joined segments", source)
    touched, start = [], 0
    for sentence in dense:
        touched.append(sorted(set(owner[start : start + len(sentence)])))
        start += len(sentence)
    return touched


def _groups(size: int, touched: Iterable[list[int]]) -> list[int]:
    """For each segment the number of its group: a sentence ties the first segment it touches to the last."""
    tied = {k for numbers in touched if numbers for k in range(numbers[0] + 1, numbers[-1] + 1)}
    group = [0] * size
    for k in range(1, size):
        group[k] = group[k - 1] + (k not in tied)
    return group
