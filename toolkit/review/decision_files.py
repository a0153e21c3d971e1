"""Decisions as files for other programs: a TSV of all of them, and the MQM TSV of Google's viewer Marot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

from toolkit.errors import BadParameter
from toolkit.files import atomic_write, check_target
from toolkit.marot import MAROT_COLUMNS, lines_of_segment
from toolkit.quality import Flag
from toolkit.reading import Source
from toolkit.review.judging import JudgedFlag, decisions_in, is_right, judged_in
from toolkit.review.state import RETRACTING, effective
from toolkit.review.store import Content, Decision
from toolkit.tables import line_of

DECISION_COLUMNS = (
    "seq", "at", "reviewer", "blind", "counts", "do", "bead_id", "detector", "category", "src_text", "tgt_text", "before", "after",
)  # fmt: skip


def export_decisions(store: Source, output: Source, to: str = "tsv") -> int:
    """Write what is in a store, whole or not at all; returns how many decisions there are.

    Args:
        to: `tsv`, all decisions with the columns `DECISION_COLUMNS`; or `marot`, the flags that each reviewer found right, and
            beads of which one rejected all.

    Raises:
        BadParameter: there is no such format.
        DataError: it is no store, or the output cannot be written.
    """
    if to not in _WRITERS:
        raise BadParameter(f"decisions are not written as {to!r}; there are: {', '.join(_WRITERS)}")
    check_target(output, inputs=[store])
    document, log = decisions_in(store)
    with atomic_write(output) as (stream,):
        _WRITERS[to](document, log, stream)
    return len(log)


def _write_tsv(_: str, log: Sequence[Decision], stream: BinaryIO) -> None:
    counting = {decision.seq for decision in effective(log)}
    stream.write(line_of(DECISION_COLUMNS))
    for decision in log:
        flag: Content = decision.before.get("flag", {})
        # Taking back counts in itself: what was taken back does not.
        counts = decision.seq in counting or decision.action["do"] in RETRACTING
        cells = (
            str(decision.seq),
            decision.at,
            decision.reviewer,
            str(int(decision.is_blind)),
            str(int(counts)),
            decision.action["do"],
            decision.bead_id,
            *(flag.get(name, "") for name in ("detector", "category", "src_text", "tgt_text")),
            _said(decision.before),
            _said(decision.after) or str(decision.action.get("of", "")),
        )
        stream.write(line_of(cells))


def _said(content: Content) -> str:
    """What was before or after, without what other columns have."""
    own = {name: value for name, value in content.items() if name not in ("flag", "src", "tgt")}
    if len(own) == 1 and isinstance(value := next(iter(own.values())), str):
        return value
    return json.dumps(own, ensure_ascii=False) if own else ""


def _write_marot(document: str, log: Sequence[Decision], stream: BinaryIO) -> None:
    """A line for each flag that a reviewer found right, and one for each bead of which a reviewer rejected all flags.

    Where a bead's texts have changed between verdicts, each version is a segment of its own: `ID`, `ID:2`, …
    """
    stream.write(line_of(MAROT_COLUMNS))
    for number, (segment, flags) in enumerate(_segments(log), start=1):
        for name in sorted({name for flag in flags for name in flag.verdicts}):
            right = [flag.flag for flag in flags if name in flag.verdicts and is_right(flag.verdicts[name])]
            head = ("translation", document, str(number), segment, name)
            faults = [(flag, _metadata(flag)) for flag in right]
            stream.writelines(lines_of_segment(head, flags[0].src, flags[0].tgt, faults))


def _metadata(flag: Flag) -> str:
    content = {"detector": flag.detector, "message": flag.message, "suggestion": flag.suggestion}
    return json.dumps(content, ensure_ascii=False)


def _segments(log: Sequence[Decision]) -> Iterator[tuple[str, list[JudgedFlag]]]:
    """The judged flags by bead and version of its texts, with an id for each."""
    versions: dict[str, dict[tuple[str, str], list[JudgedFlag]]] = {}
    for flag in judged_in(log):
        if flag.verdicts:
            versions.setdefault(flag.flag.bead_id, {}).setdefault((flag.src, flag.tgt), []).append(flag)
    for bead_id, texts in versions.items():
        for number, flags in enumerate(texts.values(), start=1):
            yield (bead_id if number == 1 else f"{bead_id}:{number}"), flags


_WRITERS: Mapping[str, Callable[[str, Sequence[Decision], BinaryIO], None]] = {"tsv": _write_tsv, "marot": _write_marot}
