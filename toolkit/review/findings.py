"""The flags of beads that a reviewer has changed: what an edit has put right, and what it has brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.calibration import Calibration, read_calibration
from toolkit.flagging import DEFAULT_MIN_CONFIDENCE, detectors, flags_of
from toolkit.pairs import with_simplified
from toolkit.quality import Flag, Pair
from toolkit.review.rows import Row, RowFlag, flag_key, row_flags
from toolkit.text import mask_surrogates

if TYPE_CHECKING:
    from toolkit.detectors import Detector

Bead = tuple[str, str, float | None]
"""What the detectors know of a bead: its texts, and how sure the aligner is of it."""


def pairs_of_rows(rows: Sequence[Row]) -> list[Pair]:
    """The rows as detectors see them: without lone surrogates, which few programs stand."""
    return with_simplified(
        [
            (row.id, mask_surrogates(row.src.text), mask_surrogates(row.tgt.text), row.confidence, row.label)
            for row in rows
        ]
    )


class Findings:
    """What the detectors find in single beads; `rows` are those of the file.

    A bead is looked at by itself, as it is and as it was. Only the difference counts: what is found, or is not, because the
    rest of the document is not there is the same before and after.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = {row.id: row for row in rows}
        self._known: dict[Bead, list[Flag]] = {}

    def flags(self, row: Row) -> tuple[RowFlag, ...]:
        """The flags of a bead as it is now, in the order of its words, those that are settled last."""
        old = self._rows.get(row.id)
        if row.label == "furniture" or (old and _bead(old) == _bead(row)):
            return row.flags
        before = [flag for home in row.origin if home in self._rows for flag in self._find(self._rows[home])]
        after = self._find(row)
        solved = Counter(map(flag_key, before)) - Counter(map(flag_key, after))
        own = [_as_stale(flag) if _is_solved(flag, solved, after) else flag for flag in row.flags]
        known = {flag_key(flag) for flag in before} | {flag_key(flag.flag) for flag in own}
        new = [flag for flag in after if flag_key(flag) not in known and flag.confidence >= DEFAULT_MIN_CONFIDENCE]
        brought = row_flags(row.id, (replace(flag, bead_id=row.id) for flag in new))
        return tuple(sorted([*own, *brought], key=lambda flag: (flag.is_stale, flag.tgt or (0, 0), flag.src or (0, 0))))

    def _find(self, row: Row) -> list[Flag]:
        bead = _bead(row)
        if bead not in self._known:
            pairs = pairs_of_rows([row])
            found = [(name, finding) for name, detect in self._detectors.items() for finding in detect(pairs)]
            self._known[bead] = [flag for _, flag in flags_of(pairs, found, self._calibration)]
        return self._known[bead]

    @cached_property
    def _detectors(self) -> dict[str, Detector]:
        return detectors()

    @cached_property
    def _calibration(self) -> Calibration:
        return read_calibration()


def _bead(row: Row) -> Bead:
    return *row.texts, row.confidence


def _is_solved(flag: RowFlag, solved: Counter[tuple[str, ...]], after: Sequence[Flag]) -> bool:
    """Whether what a flag is about was found before the bead was changed, and is not any more."""
    key = flag_key(flag.flag)
    if flag.is_stale or not solved[key]:
        return False
    return not any((other.src, other.tgt) == (flag.src, flag.tgt) for other in after if flag_key(other) == key)


def _as_stale(flag: RowFlag) -> RowFlag:
    return replace(flag, src=None, tgt=None, is_stale=True)
