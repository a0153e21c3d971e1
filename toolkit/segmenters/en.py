"""English sentences. What counts as one is in docs/segmentation.md."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from toolkit.segmenters._english import ends_sentence
from toolkit.segmenters._spans import Segmenter, Span, Zones, before_last_stop, pairs, spans_between
from toolkit.segmenters._stops import Stop, cuts

_BRACKET, _QUOTE = 200, 80  # the longest that is kept whole, marks included
_AFTER_STOP = regex.compile(r"[.!?…。！？:][”\"’')\]]*\s*$")
_IN_SENTENCE = regex.compile(r"[\p{L}\p{N}]\s*$")
_GOES_ON = regex.compile(r"\s?[,;]|\s\p{Ll}")


def make() -> Segmenter:
    """The English segmenter: `(paragraph) -> [(start, end), …]`, linear in the length of the paragraph."""
    return segment


def segment(paragraph: str) -> list[Span]:
    """The spans of the sentences of a paragraph; a line break in it counts as white space."""

    def ends(start: int, stop: Stop) -> bool:
        return ends_sentence(paragraph, start, stop)

    return spans_between(paragraph, cuts(paragraph, Zones(_uncut(paragraph)), ends))


def _uncut(text: str) -> Iterator[Span]:
    """Short brackets in mid-sentence, and short quotations that the sentence goes on after."""
    for start, end in pairs(text):
        before = text[max(0, start - 8) : start]
        if text[start] in "([（【《〈":
            if end - start <= _BRACKET and before.strip() and not _AFTER_STOP.search(before):
                yield before_last_stop(text, (start, end))
        elif end - start <= _QUOTE and _IN_SENTENCE.search(before) and _GOES_ON.match(text, end):
            yield start, end
