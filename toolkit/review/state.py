"""The state of a review: what the decisions about a document come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.quality import Flag
from toolkit.review.edits import Group, edited, regrouped
from toolkit.review.rows import SIDES, Row, RowFlag, Side, Verdict, checked
from toolkit.review.store import Content, Decision

REGROUPING = ("merge", "split", "move", "unlink", "realign")
RETRACTING = ("undo", "redo")


def effective(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that count: those that nobody has taken back."""
    known = list(decisions)
    gone: set[int] = set()
    for decision in known:
        if decision.action["do"] == "undo":
            gone.add(int(decision.action["of"]))
        elif decision.action["do"] == "redo":
            gone.discard(int(decision.action["of"]))
    return [d for d in known if d.seq not in gone and d.action["do"] not in RETRACTING]


def retractable(decisions: Iterable[Decision], reviewer: str) -> tuple[list[int], list[int]]:
    """The numbers of a reviewer's decisions that can be undone and redone, the next one last."""
    done: list[int] = []
    undone: list[int] = []
    for decision in decisions:
        if decision.reviewer != reviewer:
            continue
        if decision.action["do"] == "undo":
            done.remove(decision.action["of"])
            undone.append(decision.action["of"])
        elif decision.action["do"] == "redo":
            undone.remove(decision.action["of"])
            done.append(decision.action["of"])
        else:
            done.append(decision.seq)
            undone.clear()
    return done, undone


class ReviewState:
    """The rows of a document after some decisions, and the decisions that there is no bead for any more."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        self.orphans: list[Decision] = []
        self._places: dict[str, int] = {}
        self._index()

    def _index(self) -> None:
        self._places = {row.id: number for number, row in enumerate(self.rows)}

    def place(self, bead_id: str) -> int | None:
        """Where a bead is among the rows."""
        return self._places.get(bead_id)

    def apply(self, decision: Decision) -> None:
        """Do what a decision says; one whose bead is gone becomes an orphan."""
        action = decision.action["do"]
        is_done = self._regroup(decision) if action in REGROUPING else self._change(decision, _CHANGES[action])
        if not is_done:
            self.orphans.append(decision)

    def _regroup(self, decision: Decision) -> bool:
        stretches = [
            (bead_ids, [group_of(content) for content in contents])
            for bead_ids, contents in zip(decision.before["beads"], decision.after["beads"], strict=True)
        ]
        if not all(self._fits(bead_ids, groups) for bead_ids, groups in stretches):
            return False
        is_by_person = decision.action["do"] != "realign"
        for bead_ids, groups in stretches:
            first, last = self._places[bead_ids[0]], self._places[bead_ids[-1]]
            before = self.rows[first : last + 1]
            taken = self._places.keys() - set(bead_ids)
            self.rows[first : last + 1] = regrouped(before, groups, taken, is_by_person=is_by_person)
            self._index()
        return True

    def _fits(self, bead_ids: Sequence[str], groups: Sequence[Group]) -> bool:
        """Whether these beads are there, one after the other, and have the sentences of the groups."""
        places = [self._places.get(bead_id, -1) for bead_id in bead_ids]
        first = places[0]
        if first < 0 or places != list(range(first, first + len(places))):
            return False
        rows = self.rows[first : first + len(places)]
        return all(
            _letters(row.side(name).was for row in rows) == _letters(group.side(name).was for group in groups)
            for name in SIDES
        )

    def _change(self, decision: Decision, change: Callable[[Row, Decision], Row]) -> bool:
        flag_id = decision.id if "flag" in decision.before else None
        place = self._places.get(decision.bead_id)
        if flag_id and (place is None or not _has_flag(self.rows[place], flag_id)):
            # The bead was split or merged; the flag is wherever its words went.
            place = next((i for i, row in enumerate(self.rows) if _has_flag(row, flag_id)), place)
        if place is None or (decision.action["do"] == "apply" and self.rows[place].id != decision.bead_id):
            return False
        row = self.rows[place]
        if flag_id and not _has_flag(row, flag_id):
            row = replace(row, flags=(*row.flags, _flag_in(row, flag_id, decision.before["flag"])))
        self.rows[place] = change(row, decision)
        return True


def _letters(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def _has_flag(row: Row, flag_id: str) -> bool:
    return any(flag.id == flag_id for flag in row.flags)


def _flag_in(row: Row, flag_id: str, content: Content) -> RowFlag:
    """A flag as a decision remembers it, for a row that does not have it: it was found in an edited text, or by other settings."""
    flag = flag_of(content)
    return checked(RowFlag(flag_id, flag, flag.src, flag.tgt), row.texts)


def _judge(row: Row, decision: Decision) -> Row:
    verdict = Verdict(decision.reviewer, decision.after["verdict"], decision.is_blind)

    def judged(flag: RowFlag) -> RowFlag:
        others = [other for other in flag.verdicts if other.reviewer != verdict.reviewer]
        return replace(flag, verdicts=(*others, verdict))

    return _with_flag(row, decision.id, judged)


def _apply(row: Row, decision: Decision) -> Row:
    return edited(_judge(row, decision), "tgt", decision.after["text"])


def _edit(row: Row, decision: Decision) -> Row:
    return edited(row, decision.action["side"], decision.after["text"])


def _note(row: Row, decision: Decision) -> Row:
    note = decision.after["note"]
    if "flag" in decision.before:
        return _with_flag(row, decision.id, lambda flag: replace(flag, note=note))
    return replace(row, note=note)


def _set_state(row: Row, decision: Decision) -> Row:
    state = decision.after["state"]
    return replace(row, state=state, is_touched=row.is_touched or bool(state))


def _pin(row: Row, decision: Decision) -> Row:
    return replace(row, is_pinned=decision.after["pinned"])


_CHANGES: dict[str, Callable[[Row, Decision], Row]] = {
    "verdict": _judge,
    "apply": _apply,
    "edit": _edit,
    "note": _note,
    "state": _set_state,
    "pin": _pin,
}


def _with_flag(row: Row, flag_id: str, change: Callable[[RowFlag], RowFlag]) -> Row:
    return replace(row, flags=tuple(change(flag) if flag.id == flag_id else flag for flag in row.flags))


def replayed(rows: Sequence[Row], decisions: Iterable[Decision]) -> ReviewState:
    """The state of a document, as the file has it, after those decisions that count."""
    state = ReviewState(rows)
    try:
        for decision in effective(decisions):
            state.apply(decision)
    except (KeyError, TypeError, ValueError) as error:
        raise ToolkitError(f"the store has a decision that cannot be understood ({error!r})") from error
    return state


def flag_content(flag: RowFlag, bead_id: str) -> Content:
    """A flag as a decision remembers it, with its places as they are now."""
    return {**asdict(flag.flag), "bead_id": bead_id, "src": flag.src, "tgt": flag.tgt}


def flag_of(content: Content) -> Flag:
    """The flag that a decision remembers."""
    spans: dict[str, Any] = {name: tuple(content[name]) if content[name] else None for name in ("src", "tgt")}
    return Flag(**{**content, **spans})


def group_content(group: Group) -> Content:
    """A group as a decision remembers it."""
    return asdict(group)


def group_of(content: Content) -> Group:
    """The group that a decision remembers."""
    sides = {name: _side_of(content[name]) for name in ("src", "tgt")}
    return Group(**{**content, **sides})


def _side_of(content: Content) -> Side:
    ids = None if content["ids"] is None else tuple(content["ids"])
    return Side(tuple(content["sentences"]), tuple(content["homes"]), ids, content["was"], content["text"])
