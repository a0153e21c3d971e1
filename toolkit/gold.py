"""Gold: what is known of how two documents pair, to learn from and to measure by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Link = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Sentences `src` and `tgt` that translate each other.

    Where it is `is_whole`, they are one bead. Otherwise only that no bead leads out of the span is known, as where gold is the
    borders of longer segments.
    """

    src: range
    tgt: range
    is_whole: bool


@dataclass(frozen=True)
class GoldDocument:
    """A document pair with its gold. `src` is Chinese; sentences in no span have no translation."""

    name: str
    src: Sequence[str]
    tgt: Sequence[str]
    spans: Sequence[GoldSpan]
    src_paragraphs: Sequence[int] | None = None
    tgt_paragraphs: Sequence[int] | None = None


def spans_of_links(links: Iterable[Link], is_whole: bool = True) -> list[GoldSpan]:
    """Gold spans, rising on both sides, from beads. Beads that cross or have gaps make one span that is not whole."""
    spans: list[GoldSpan] = []
    for src, tgt in sorted((sorted(src), sorted(tgt)) for src, tgt in links if src and tgt):
        whole = is_whole and all(side[-1] - side[0] + 1 == len(side) for side in (src, tgt))
        span = GoldSpan(range(src[0], src[-1] + 1), range(tgt[0], tgt[-1] + 1), whole)
        while spans and (span.src.start < spans[-1].src.stop or span.tgt.start < spans[-1].tgt.stop):
            other = spans.pop()
            span = GoldSpan(_hull(span.src, other.src), _hull(span.tgt, other.tgt), False)
        spans.append(span)
    return spans


def _hull(a: range, b: range) -> range:
    return range(min(a.start, b.start), max(a.stop, b.stop))
