"""A review as the screen has it: objects that JSON can hold, and what of them has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from toolkit.quality import Span
from toolkit.review.findings import Findings, pairs_of_rows
from toolkit.review.rows import Row, RowFlag
from toolkit.review.state import ReviewState
from toolkit.review.store import Content, Decision
from toolkit.risk import risk
from toolkit.text import mask_surrogates

DOINGS = {
    "verdict": "the verdict on a flag",
    "apply": "a suggestion that was applied",
    "edit": "an edit",
    "note": "a note",
    "state": "the state of a bead",
    "pin": "a pin",
    "merge": "two beads merged",
    "split": "a bead split",
    "move": "a sentence moved",
    "unlink": "a bead unlinked",
    "realign": "an alignment around pins",
}


Splice = tuple[int, int, Sequence[Row]]
"""At which place how many rows go, and which come."""


class Screen:
    """Shows rows; what is costly to know of a row is found once. `rows` are those of the file."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._file = rows
        self._findings = Findings(rows)
        self._flags: dict[str, tuple[Row, tuple[RowFlag, ...]]] = {}
        self._risks: dict[tuple[str, str], float] = {}
        self._new_risks: dict[tuple[str, str], float] = {}

    def flags(self, row: Row) -> tuple[RowFlag, ...]:
        """The flags of a row, with those that an edit brought."""
        known = self._flags.get(row.id)
        if known is None or known[0] is not row:
            known = row, self._findings.flags(row)
            self._flags[row.id] = known
        return known[1]

    def find(self, rows: Sequence[Row], flag_id: object) -> tuple[Row, RowFlag] | None:
        """A flag by its id, and the row that it is in."""
        return next(((row, flag) for row in rows for flag in self.flags(row) if flag.id == flag_id), None)

    def beads(self, rows: Sequence[Row]) -> list[Content]:
        """Rows as beads of the screen; the risk of each is None until the risks are found."""
        return [self._bead(row) for row in rows]

    @property
    def has_risks(self) -> bool:
        """Whether the risks are found."""
        return bool(self._risks) or not self._file

    def progress(self, rows: Sequence[Row]) -> Content:
        """How much of the work is done. A flag that an edit has settled is nobody's work."""
        total: Counter[str] = Counter()
        judged: Counter[str] = Counter()
        touched = 0
        for row in rows:
            flags = self.flags(row)
            touched += row.is_touched or any(flag.verdict or flag.note for flag in flags)
            for flag in flags:
                total[flag.flag.category] += not flag.is_stale or flag.verdict is not None
                judged[flag.flag.category] += flag.verdict is not None
        by_category = {mask_surrogates(name): [judged[name], count] for name, count in sorted(total.items()) if count}
        return {
            "flags": total.total(),
            "judged": judged.total(),
            "beads": len(rows),
            "touched": touched,
            "by_category": by_category,
        }

    def _bead(self, row: Row) -> Content:
        return {
            "id": mask_surrogates(row.id),
            "src": mask_surrogates(row.src.text),
            "tgt": mask_surrogates(row.tgt.text),
            "src_was": mask_surrogates(row.src.was) if row.src.is_edited else None,
            "tgt_was": mask_surrogates(row.tgt.was) if row.tgt.is_edited else None,
            "kind": f"{row.src.count}-{row.tgt.count}",
            "label": mask_surrogates(row.label),
            "confidence": row.confidence,
            "risk": self._risk(row),
            "state": row.state,
            "note": mask_surrogates(row.note),
            "pinned": row.is_pinned,
            "src_sentences": list(map(mask_surrogates, row.src.sentences)),
            "tgt_sentences": list(map(mask_surrogates, row.tgt.sentences)),
            "src_ids": list(row.src.ids or ()),
            "tgt_ids": list(row.tgt.ids or ()),
            "flags": [_shown_flag(flag) for flag in self.flags(row)],
        }

    def find_risks(self) -> None:
        """Find the risks of all of the file's beads at once, for what its beads have in common counts; takes seconds."""
        values = risk(pairs_of_rows(self._file), [flag.flag for row in self._file for flag in row.flags])
        self._risks = {row.texts: round(value, 4) for row, value in zip(self._file, values, strict=True)}

    def _risk(self, row: Row) -> float | None:
        if not self.has_risks or row.label == "furniture":
            return None
        if row.texts in self._risks:
            return self._risks[row.texts]
        if row.texts not in self._new_risks:
            flags = [replace(flag.flag, bead_id=row.id) for flag in self.flags(row) if not flag.is_stale]
            [value] = risk(pairs_of_rows([row]), flags)
            self._new_risks[row.texts] = round(value, 4)
        return self._new_risks[row.texts]


def _shown_flag(flag: RowFlag) -> Content:
    counts, content = flag.verdict, flag.flag
    return {
        "id": flag.id,
        "detector": mask_surrogates(content.detector),
        "category": mask_surrogates(content.category),
        "severity": content.severity,
        "src": _shown_span(flag.src),
        "tgt": _shown_span(flag.tgt),
        "src_text": mask_surrogates(content.src_text),
        "tgt_text": mask_surrogates(content.tgt_text),
        "message": mask_surrogates(content.message),
        "suggestion": mask_surrogates(content.suggestion),
        "confidence": content.confidence,
        "verdict": counts.judgement if counts else "",
        "by": mask_surrogates(counts.reviewer) if counts else "",
        "note": mask_surrogates(flag.note),
        "stale": flag.is_stale,
        "verdicts": {mask_surrogates(one.reviewer): one.judgement for one in flag.verdicts if one.judgement},
        "disputed": flag.is_disputed,
    }


def _shown_span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def orphans(state: ReviewState) -> list[Content]:
    """The decisions whose beads are gone."""
    return [_orphan(decision) for decision in state.orphans]


def _orphan(decision: Decision) -> Content:
    texts = [str(value) for value in decision.after.values() if isinstance(value, str)]
    said = ": ".join([DOINGS[decision.action["do"]], *(text for text in texts if text)])
    return {
        "seq": decision.seq,
        "at": decision.at,
        "reviewer": mask_surrogates(decision.reviewer),
        "do": decision.action["do"],
        "id": mask_surrogates(decision.id),
        "message": mask_surrogates(said),
    }


def splices(before: Sequence[Row], after: Sequence[Row]) -> list[Splice]:
    """What makes `before` into `after`."""
    same = [one is other or one == other for one, other in zip(before, after, strict=False)]
    if len(before) == len(after):
        return [(start, end - start, after[start:end]) for start, end in _runs(same)]
    start = next((place for place, is_same in enumerate(same) if not is_same), len(same))
    most = min(len(before), len(after)) - start
    tail = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    return [(start, len(before) - tail - start, after[start : len(after) - tail])]


def _runs(same: Sequence[bool]) -> list[tuple[int, int]]:
    """The stretches that are not the same."""
    edges = [i for i, (one, other) in enumerate(zip([True, *same], [*same, True], strict=True)) if one != other]
    return list(zip(edges[::2], edges[1::2], strict=True))
