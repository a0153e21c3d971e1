"""What comes of a review: the units of a document as their reviewers want them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.quality import Flag
from toolkit.reading import Source
from toolkit.review.checking import check_document
from toolkit.review.rows import Row, RowFlag, rows_of
from toolkit.review.state import replayed
from toolkit.review.store import Store
from toolkit.units import Unit


def reviewed(units: Sequence[Unit], flags: Sequence[Flag], decisions: Source) -> list[Unit]:
    """The units of one document with texts, beads and states as reviewers decided.

    Flags that were rejected are gone, and those that an edit has settled. A bead that was made anew has what its parts have in
    common, as `document` and `more` say it, but no score; one whose text was edited has no risk.

    Args:
        flags: those of the units that are not in them already.
        decisions: the store.

    Raises:
        DataError: the store is not there, that of another document, damaged or of a newer toolkit, or two units have the same id.
    """
    store = Store(decisions, is_read_only=True, must_exist=True)
    log = store.since(0)
    here = {unit.id for unit in units}
    known = [flag for unit in units for flag in unit.flags] + [flag for flag in flags if flag.bead_id in here]
    rows = rows_of(units, known, str(decisions))
    check_document(store, rows, log)
    store.close()
    by_id = {unit.id: unit for unit in units}
    return [_unit(row, by_id) for row in replayed(rows, log).rows]


def _unit(row: Row, by_id: dict[str, Unit]) -> Unit:
    parts = [by_id[home] for home in row.origin if home in by_id]
    own = by_id.get(row.id)
    base = own if own is not None and parts == [own] else _in_common(row, parts)
    is_same = own is not None and own.src == row.src.text and own.tgt == row.tgt.text
    return replace(
        base,
        src=row.src.text,
        tgt=row.tgt.text,
        src_ids=row.src.ids,
        tgt_ids=row.tgt.ids,
        score=row.score,
        confidence=row.confidence,
        label=row.label,
        risk=base.risk if is_same else None,
        flags=tuple(_flag(flag, row) for flag in row.flags if _stands(flag)),
        state=row.state,
    )


def _in_common(row: Row, parts: Sequence[Unit]) -> Unit:
    """A unit for a bead that is none of the file's, with what its parts agree on."""
    documents = {part.document for part in parts}
    items = [set(part.more.items()) for part in parts]
    more = dict(sorted(set.intersection(*items))) if items else {}
    return Unit(row.id, "", "", document=documents.pop() if len(documents) == 1 else "", more=more)


def _stands(flag: RowFlag) -> bool:
    """Whether a flag still says that something is wrong."""
    verdict = flag.verdict
    return not flag.is_stale and (verdict is None or verdict.judgement == "accepted")


def _flag(flag: RowFlag, row: Row) -> Flag:
    return replace(flag.flag, bead_id=row.id, src=flag.src, tgt=flag.tgt)
