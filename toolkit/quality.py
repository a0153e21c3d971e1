"""What a reviewer is told about a translation: pairs of texts, the findings in them, and flags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from toolkit.bitext import Label
from toolkit.lexicon.tokens import Token, en_tokens, zh_tokens

Severity = Literal["neutral", "minor", "major", "critical"]
SEVERITIES: tuple[Severity, ...] = ("neutral", "minor", "major", "critical")

CATEGORIES = (
    "Accuracy/Addition",
    "Accuracy/Mistranslation",
    "Accuracy/Name",
    "Accuracy/Number",
    "Accuracy/Omission",
    "Accuracy/Untranslated",
    "Fluency/Capitalization",
    "Fluency/Duplication",
    "Fluency/Fragment",
    "Fluency/Grammar",
    "Fluency/Punctuation",
    "Fluency/Run-on",
    "Fluency/Spacing",
    "Style/Awkward",
    "Terminology/Glossary",
    "Terminology/Inconsistent",
    "Terminology/Unexplained",
    "Terminology/Wrong",
    "Alignment/Doubtful",
)
"""The MQM categories of flags; the last is about the alignment and not about the translation."""

ABOUT_ALIGNMENT = "Alignment/"
"""How a category begins that is about the alignment: gold of the translation says nothing of it."""

SUSPECTS = "suspects"
"""The detector that tells no fault, only where one is likely: its strengths are probabilities already, its flags yield to all."""

FLAG_COLUMNS = (
    "bead_id", "detector", "category", "severity", "src_start", "src_end", "tgt_start", "tgt_end",
    "src_text", "tgt_text", "message", "suggestion", "confidence",
)  # fmt: skip

_SHOWN = 40  # characters
Span = tuple[int, int]
"""The characters from the first offset to before the second."""


@dataclass(frozen=True)
class Pair:
    """A bead as detectors see it. Either text may be empty, as in a null bead.

    `zh` is `src` in simplified characters, character for character; `confidence` the aligner's, None where it is not
    known.
    """

    bead_id: str
    src: str
    tgt: str
    zh: str
    confidence: float | None = None
    label: Label = ""

    @cached_property
    def zh_tokens(self) -> tuple[Token, ...]:
        """The words of `zh`; their places are those in `src` too."""
        return zh_tokens(self.zh)

    @cached_property
    def en_tokens(self) -> tuple[Token, ...]:
        """The words of `tgt`."""
        return en_tokens(self.tgt)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a detector found in the pair number `row` of a document.

    A span is None where that side has none. `strength`, from 0 to 1, is how strong the detector thinks its evidence is;
    what share of such findings is right is learned, per detector and category. `suggestion` replaces the target span.
    """

    row: int
    category: str
    severity: Severity
    message: str
    src: Span | None = None
    tgt: Span | None = None
    suggestion: str = ""
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding as the reviewer gets it: which detector, in which bead, and the calibrated probability that it is right."""

    bead_id: str
    detector: str
    category: str
    severity: Severity
    src: Span | None
    tgt: Span | None
    src_text: str
    tgt_text: str
    message: str
    suggestion: str
    confidence: float


Spans = tuple[Span | None, Span | None]
"""A source and a target span."""


def overlap(one: Span | None, other: Span | None) -> bool:
    """Whether two spans of a text share a character; where there is none, nothing is shared."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def is_about_the_same(first: Spans, second: Spans) -> bool:
    """Whether two pairs of spans of a bead overlap: in the target where both have a span there, else in the source."""
    for one, other in ((first[1], second[1]), (first[0], second[0])):
        if one is not None and other is not None:
            return overlap(one, other)
    return False


def shown(text: str, span: Span) -> str:
    """The text of a span as a message quotes it: no more than its beginning."""
    start, end = span
    return text[start:end] if end - start <= _SHOWN else f"{text[start : start + _SHOWN]}…"


def cut(text: str, span: Span | None) -> str:
    """The characters of the span; "" where there is none."""
    return "" if span is None else text[slice(*span)]


def is_about_any(one: Finding | Flag, others: Iterable[Flag]) -> bool:
    """Whether a finding or flag is about the same words of a bead as one of the others."""
    return any(is_about_the_same((one.src, one.tgt), (other.src, other.tgt)) for other in others)
