"""The faults noted in a bead file as gold for flags, and the translation without them."""

from __future__ import annotations

from collections.abc import Iterator

from corpora.beads import BeadFile, Fault, GoldBead
from toolkit.errors import DataError
from toolkit.marot import MAROT_COLUMNS, NO_ERROR, mark
from toolkit.quality import Span
from toolkit.tables import line_of
from toolkit.text import JOINERS

SYSTEM, RATER = "sample", "adjudicated"


def marot(file: BeadFile) -> bytes:
    """The MQM TSV of a pair: a line a fault and one for each bead without. Furniture and moved sentences are not in it.

    Raises:
        DataError: a span is in its bead more than once.
    """
    rows = [MAROT_COLUMNS]
    for number, bead in enumerate(_judged(file), start=1):
        segment = (SYSTEM, file.name, str(number), f"{file.name}-{number:03}", RATER)
        zh, en = texts(bead)
        for fault in bead.faults:
            spans = mark(zh, _place(fault.zh, zh, file)), mark(en, _place(fault.en, en, file))
            rows.append((*segment, *spans, fault.category, fault.severity.capitalize(), fault.better))
        if not bead.faults:
            rows.append((*segment, mark(zh, None), mark(en, None), NO_ERROR, NO_ERROR, ""))
    return b"".join(map(line_of, rows))


def clean(file: BeadFile) -> bytes:
    """The pair with every fault put right, as a TSV; without the beads in which a clause is missing.

    Where that clause belongs is not noted.
    """
    rows = [("src", "tgt")]
    for bead in _judged(file):
        zh, en = texts(bead)
        if all(fault.en for fault in bead.faults):
            rows.append((zh, _corrected(en, bead.faults)))
        elif not en:
            rows.append((zh, bead.faults[0].better))
    return b"".join(line_of(row) for row in rows if all(row))


def texts(bead: GoldBead) -> tuple[str, str]:
    """The two sides of a bead, joined."""
    zh, en = (JOINERS[lang].join(line.text for line in bead.side(lang)) for lang in ("zh", "en"))
    return zh, en


def _judged(file: BeadFile) -> Iterator[GoldBead]:
    return (bead for bead in file.beads if not bead.label)


def _place(span: str, text: str, file: BeadFile) -> Span | None:
    if not span:
        return None
    start = text.find(span)
    if text.find(span, start + 1) >= 0:
        raise DataError(f"the span {span!r} is in its bead twice; make it longer", file.path)
    return start, start + len(span)


def _corrected(text: str, faults: list[Fault]) -> str:
    for fault in sorted(faults, key=lambda fault: -text.find(fault.en)):
        text = text.replace(fault.en, fault.better, 1)
    return " ".join(text.split())
