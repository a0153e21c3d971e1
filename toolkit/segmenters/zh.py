"""Chinese sentences. What counts as one is in docs/segmentation.md."""

from __future__ import annotations

from toolkit.segmenters._chinese import context, ends_sentence, uncut
from toolkit.segmenters._spans import Segmenter, Span, Zones, spans_between
from toolkit.segmenters._stops import Stop, cuts


def make() -> Segmenter:
    """The Chinese segmenter: `(paragraph) -> [(start, end), …]`, linear in the length of the paragraph."""
    return segment


def segment(paragraph: str) -> list[Span]:
    """The spans of the sentences of a paragraph; a line break in it counts as white space."""
    known = context(paragraph)

    def ends(start: int, stop: Stop) -> bool:
        return ends_sentence(paragraph, start, stop, known)

    return spans_between(paragraph, cuts(paragraph, Zones(uncut(paragraph)), ends))
