"""Align a document anew around the beads that a reviewer has fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.bitext import Bead
from toolkit.lexicon.script import simplify
from toolkit.pipeline import DEFAULT_ENCODER, load_encoder
from toolkit.registry import load, parameters
from toolkit.review.edits import Group, Refused, joined, sentences_apart
from toolkit.review.rows import SIDES, Row
from toolkit.review.sentences import paragraphs, signature

if TYPE_CHECKING:
    from toolkit.aligners import Aligner

Stretch = tuple[list[Row], list[Group]]
"""Neighbouring rows, and the groups that their sentences shall be in instead."""

_DEFAULT_ALIGNER = "beads"


def load_aligner(source: Path) -> Aligner:
    """The aligner that made a file, with the weights that ship; the usual one where that is not known."""
    known = signature(source)
    name = str(known.get("aligner", _DEFAULT_ALIGNER))
    options: dict[str, Any] = {}
    if "encoder" in parameters("aligners", name):
        options["encoder"] = load_encoder(str(known.get("encoder", DEFAULT_ENCODER)))
    aligner: Aligner = load("aligners", name, **options)
    return aligner


def is_open(row: Row) -> bool:
    """Whether the sentences of a row may be aligned otherwise."""
    return not row.is_fixed and row.label != "furniture" and row.src.is_divisible and row.tgt.is_divisible


def can_realign(rows: Sequence[Row]) -> bool:
    """Whether any neighbours are open, with sentences on both sides."""
    return any(
        all(map(is_open, pair)) and all(any(row.side(name).sentences for row in pair) for name in SIDES)
        for pair in pairwise(rows)
    )


def realigned(rows: Sequence[Row], source: Path, get_aligner: Callable[[], Aligner]) -> list[Stretch]:
    """What changes if the document is aligned anew and all rows stay that are not open.

    Raises:
        Refused: no row is open, or nothing changes.
    """
    if not can_realign(rows):
        raise Refused("every bead is pinned or was changed by hand: there is nothing to align anew")
    src = [sentence for row in rows for sentence in row.src.sentences]
    tgt = [sentence for row in rows for sentence in row.tgt.sentences]
    spans = list(_spans(rows))
    fixed = [(row, *span) for row, span in zip(rows, spans, strict=True) if not is_open(row)]
    known = paragraphs(source)
    has_paragraphs = all(found and len(found) == len(texts) for found, texts in zip(known, (src, tgt), strict=True))
    beads = get_aligner()(
        simplify(src)[0],
        tgt,
        src_null=_alone(src, (own for _, own, other in fixed if not other)),
        tgt_null=_alone(tgt, (own for _, other, own in fixed if not other)),
        src_paragraphs=known[0] if has_paragraphs else None,
        tgt_paragraphs=known[1] if has_paragraphs else None,
        pins=[(tuple(own), tuple(other)) for _, own, other in fixed if own and other],
    )
    groups = list(_groups(beads, rows, spans))
    stretches = [(old, new) for old, new in _stretches(rows, groups) if not _is_same(old, new)]
    if not stretches:
        raise Refused("the aligner finds the same beads again: pin what is right, and move or split what is not")
    return stretches


def _alone(sentences: Sequence[str], null: Iterable[range]) -> frozenset[int]:
    """The sentences of null beads that stay, and those that are empty."""
    return frozenset(chain(*null, (i for i, text in enumerate(sentences) if not text.strip())))


def _spans(rows: Sequence[Row]) -> Iterator[tuple[range, range]]:
    """The numbers, within the rows, of the sentences of each row."""
    src, tgt = (accumulate([len(row.side(name).sentences) for row in rows], initial=0) for name in SIDES)
    return ((range(*own), range(*other)) for own, other in zip(pairwise(src), pairwise(tgt), strict=True))


def _groups(beads: Sequence[Bead], rows: Sequence[Row], spans: Sequence[tuple[range, range]]) -> Iterator[Group]:
    """The aligner's beads as groups; a row that is not open is one whole group."""
    homes = [[row for row, span in zip(rows, spans, strict=True) for _ in span[side]] for side in (0, 1)]
    single = {name: [part for row in rows for part in sentences_apart(name, row.side(name))] for name in SIDES}
    given: set[str] = set()
    for bead in beads:
        row = homes[0][bead.src[0]] if bead.src else homes[1][bead.tgt[0]]
        if is_open(row):
            src, tgt = (
                joined(name, [single[name][i] for i in own])
                for name, own in zip(SIDES, (bead.src, bead.tgt), strict=True)
            )
            yield Group(src, tgt, bead.label, round(bead.score, 4), round(bead.confidence, 4))
        elif row.id not in given:
            given.add(row.id)
            yield Group(row.src, row.tgt, row.label, row.score, row.confidence)


def _stretches(rows: Sequence[Row], groups: Sequence[Group]) -> Iterator[Stretch]:
    """The rows and groups between the places where both have the same sentences behind them."""
    row_at, group_at = _ends(rows), _ends(groups)
    first_row = first_group = 0
    for place in sorted(row_at.keys() & group_at.keys()):
        yield list(rows[first_row : row_at[place]]), list(groups[first_group : group_at[place]])
        first_row, first_group = row_at[place], group_at[place]


def _ends(items: Sequence[Row] | Sequence[Group]) -> dict[tuple[int, int], int]:
    """How many rows or groups there are up to where so many sentences of either side are behind."""
    src, tgt = (accumulate([len(item.side(name).sentences) for item in items]) for name in SIDES)
    return {place: number for number, place in enumerate(zip(src, tgt, strict=True), start=1)}


def _is_same(rows: Sequence[Row], groups: Sequence[Group]) -> bool:
    # In what order null beads stand beside each other means nothing.
    return Counter((row.src, row.tgt) for row in rows) == Counter((group.src, group.tgt) for group in groups)
