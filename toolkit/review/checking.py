"""Whether a store is about the document at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from toolkit.errors import DataError
from toolkit.review.rows import Row, fingerprint
from toolkit.review.state import RETRACTING
from toolkit.review.store import Decision, Store


def check_document(store: Store, rows: Sequence[Row], log: Sequence[Decision]) -> None:
    """Find out whether a store is about a document.

    It is if the document has the same characters, or if it has at least half of the beads that were decided on: a document that
    was corrected in a few places is still that document.

    Raises:
        DataError: the store is about another.
    """
    about = store.document()
    if about is None or about[0] == fingerprint(rows):
        return
    here = {row.id for row in rows}
    decided = {bead_id for decision in log for bead_id in _beads_of(decision)}
    if not decided or 2 * len(decided & here) < len(decided):
        raise DataError(
            f"has the decisions about another document ({about[1]}); name another with --decisions", store.path
        )


def _beads_of(decision: Decision) -> Iterator[str]:
    if "beads" in decision.before:
        yield from chain.from_iterable(decision.before["beads"])
    elif decision.action["do"] not in RETRACTING:
        yield decision.bead_id
