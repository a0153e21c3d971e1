"""Translation units: what is in a bitext file, whatever format it has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from toolkit.bitext import Alignment
from toolkit.quality import Flag, Span, cut

State = Literal["", "reviewed", "rejected"]
"""What a person has decided: nothing yet, to stand by the unit, or to leave it out."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A Chinese and an English text that translate each other, and what is known of them.

    Either text may be empty, as in a null bead. `id` is unique within `document`, which is "" where a file has only one.
    `src_ids` and `tgt_ids` are sentence numbers from 0, None where they are not known; `score`, `confidence` and `label` are
    those of the bead, `risk` the probability of a major error. `more` has what else a file says, by the names that it uses.
    """

    id: str
    src: str
    tgt: str
    document: str = ""
    src_ids: tuple[int, ...] | None = None
    tgt_ids: tuple[int, ...] | None = None
    score: float | None = None
    confidence: float | None = None
    label: str = ""
    risk: float | None = None
    flags: tuple[Flag, ...] = ()
    state: State = ""
    more: Mapping[str, str] = field(default_factory=dict)


_TEXTS = ("id", "src", "tgt", "document", "label")
FIELDS = frozenset(field.name for field in fields(Unit))

DEFAULTS: dict[str, Any] = {"src": "", "tgt": ""} | {
    field.name: {} if field.name == "more" else field.default
    for field in fields(Unit)
    if field.name not in ("id", "src", "tgt")
}
"""What stands in a field of which nothing is known; an id is always known."""


def units_of(alignment: Alignment) -> Iterator[Unit]:
    """The beads of an alignment as units, with score and confidence to four decimals."""
    for bead, row in zip(alignment.beads, alignment.rows(), strict=True):
        bead_id, _, label, score, confidence, _, _, src, tgt = row
        yield Unit(
            bead_id,
            src,
            tgt,
            src_ids=bead.src,
            tgt_ids=bead.tgt,
            score=round(score, 4),
            confidence=round(confidence, 4),
            label=label,
        )


def held(unit: Unit, carries: Collection[str], clean: Callable[[str], str]) -> Unit:
    """What is left of a unit in a format that carries these fields, with every text in it cleaned; see `Format.carries`.

    The spans of flags move with what cleaning shortens.
    """
    lost = {name: nothing for name, nothing in DEFAULTS.items() if name not in carries}
    if "more" in lost:
        lost["more"] = {name: text for name, text in unit.more.items() if f"more:{name}" in carries}
    unit = replace(unit, **lost) if lost else unit
    changed: dict[str, Any] = {
        name: text for name in _TEXTS if (text := clean(getattr(unit, name))) != getattr(unit, name)
    }
    if unit.flags:
        changed["flags"] = tuple(_held_flag(flag, unit, clean) for flag in unit.flags)
    if unit.more:
        changed["more"] = {clean(name): clean(text) for name, text in unit.more.items()}
    return replace(unit, **changed) if changed else unit


def _held_flag(flag: Flag, unit: Unit, clean: Callable[[str], str]) -> Flag:
    src, tgt = _moved(flag.src, unit.src, clean), _moved(flag.tgt, unit.tgt, clean)
    return Flag(
        clean(unit.id),
        clean(flag.detector),
        clean(flag.category),
        flag.severity,
        src,
        tgt,
        cut(clean(unit.src), src),
        cut(clean(unit.tgt), tgt),
        clean(flag.message),
        clean(flag.suggestion),
        flag.confidence,
    )


def _moved(span: Span | None, text: str, clean: Callable[[str], str]) -> Span | None:
    return span and (len(clean(text[: span[0]])), len(clean(text[: span[1]])))
