"""From what a reviewer asks for to a decision: what it is about, what was before, and what shall be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from toolkit.review.edits import Refused, merged, moved, split, unlinked
from toolkit.review.realigning import Stretch
from toolkit.review.rows import JUDGEMENTS, SIDES, Row, RowFlag, SideName
from toolkit.review.showing import DOINGS, Screen
from toolkit.review.state import ReviewState, flag_content, group_content, replayed, retractable
from toolkit.review.store import Content, Decision
from toolkit.text import escape_cell

_STATES = ("", "reviewed", "rejected")


@dataclass(frozen=True, slots=True)
class Plan:
    """A decision before it is one.

    `beads` must not have changed since the reviewer saw them; `bead` and `flag` are what the reviewer looks at next.
    """

    id: str
    action: Content
    before: Content
    after: Content
    beads: tuple[str, ...] = ()
    bead: str | None = None
    flag: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a plan is made from: the rows of the file, the decisions that the reviewer goes by, what they come to, and the screen.

    `stretches` are what changes if the document is aligned anew, where that is asked for.
    """

    rows: Sequence[Row]
    log: Sequence[Decision]
    state: ReviewState
    screen: Screen
    reviewer: str
    stretches: Sequence[Stretch]


def plan(action: Content, desk: Desk) -> Plan:
    """What an action comes to.

    Raises:
        Refused: it cannot be done.
    """
    make = _PLANS.get(str(action.get("do")))
    if make is None:
        raise Refused(f"there is no action {str(action.get('do'))[:60]!r}; there are: {', '.join(_PLANS)}")
    return make(action, desk)


def _verdict(action: Content, desk: Desk) -> Plan:
    row, flag = _flag(action, desk)
    judgement = _one_of(action, "verdict", JUDGEMENTS)
    before = _flag_before(row, flag, desk)
    done = {"do": "verdict", "flag": flag.id, "verdict": judgement}
    return Plan(flag.id, done, before, {"verdict": judgement}, bead=row.id, flag=flag.id)


def _apply(action: Content, desk: Desk) -> Plan:
    row, flag = _flag(action, desk)
    if not flag.flag.suggestion:
        raise Refused("this flag suggests nothing")
    if flag.tgt is None:
        raise Refused("the words that the suggestion would replace are not there")
    start, end = flag.tgt
    text = row.tgt.text[:start] + escape_cell(flag.flag.suggestion) + row.tgt.text[end:]
    after = {"verdict": "applied", "text": text}
    done = {"do": "apply", "flag": flag.id}
    return Plan(flag.id, done, _flag_before(row, flag, desk), after, (row.id,), row.id, flag.id)


def _edit(action: Content, desk: Desk) -> Plan:
    row, side = _bead(action, desk), _side(action)
    # What would break the line of a TSV is a space there, and so here.
    old, new = row.side(side).text, escape_cell(_text(action))
    if new == old:
        raise Refused("the text is as it was")
    done = {"do": "edit", "bead": row.id, "side": side}
    return Plan(row.id, done, {"text": old}, {"text": new}, (row.id,), row.id)


def _note(action: Content, desk: Desk) -> Plan:
    note = escape_cell(_text(action))
    if "flag" in action:
        row, flag = _flag(action, desk)
        before = {**_flag_before(row, flag, desk), "note": flag.note}
        return Plan(flag.id, {"do": "note", "flag": flag.id}, before, {"note": note}, bead=row.id, flag=flag.id)
    row = _bead(action, desk)
    return Plan(row.id, {"do": "note", "bead": row.id}, {"note": row.note}, {"note": note}, bead=row.id)


def _state(action: Content, desk: Desk) -> Plan:
    row, state = _bead(action, desk), _one_of(action, "state", _STATES)
    return Plan(row.id, {"do": "state", "bead": row.id}, {"state": row.state}, {"state": state}, bead=row.id)


def _pin(action: Content, desk: Desk) -> Plan:
    row, is_pinned = _bead(action, desk), bool(action.get("pinned"))
    done = {"do": "pin", "bead": row.id}
    return Plan(row.id, done, {"pinned": row.is_pinned}, {"pinned": is_pinned}, bead=row.id)


def _merge(action: Content, desk: Desk) -> Plan:
    row = _bead(action, desk)
    other = _neighbour(row, desk, 1)
    return _regrouping(row, {"do": "merge", "bead": row.id}, [([row, other], merged(row, other))])


def _split(action: Content, desk: Desk) -> Plan:
    row, counts = _bead(action, desk), {str(name): _count(action, name) for name in SIDES}
    return _regrouping(row, {"do": "split", "bead": row.id, **counts}, [([row], split(row, **counts))])


def _move(action: Content, desk: Desk) -> Plan:
    row, side = _bead(action, desk), _side(action)
    is_first = _one_of(action, "edge", ("first", "last")) == "first"
    other = _neighbour(row, desk, -1 if is_first else 1)
    done = {"do": "move", "bead": row.id, "side": side, "edge": action["edge"]}
    rows = [other, row] if is_first else [row, other]
    return _regrouping(row, done, [(rows, moved(row, other, side, is_first))])


def _unlink(action: Content, desk: Desk) -> Plan:
    row = _bead(action, desk)
    return _regrouping(row, {"do": "unlink", "bead": row.id}, [([row], unlinked(row))])


def _realign(_: Content, desk: Desk) -> Plan:
    count = sum(len(groups) for _, groups in desk.stretches)
    return _regrouping(desk.stretches[0][0][0], {"do": "realign"}, desk.stretches, f"{count} beads are new")


def _undo(_: Content, desk: Desk) -> Plan:
    done, _undone = retractable(desk.log, desk.reviewer)
    if not done:
        raise Refused("there is nothing to undo")
    return _retraction("undo", done[-1], desk)


def _redo(_: Content, desk: Desk) -> Plan:
    _done, undone = retractable(desk.log, desk.reviewer)
    if not undone:
        raise Refused("there is nothing to redo")
    return _retraction("redo", undone[-1], desk)


_PLANS: dict[str, Callable[[Content, Desk], Plan]] = {
    "verdict": _verdict,
    "apply": _apply,
    "edit": _edit,
    "note": _note,
    "state": _state,
    "pin": _pin,
    "merge": _merge,
    "split": _split,
    "move": _move,
    "unlink": _unlink,
    "realign": _realign,
    "undo": _undo,
    "redo": _redo,
}


def _retraction(do: str, number: int, desk: Desk) -> Plan:
    [decision] = [decision for decision in desk.log if decision.seq == number]
    action = {"do": do, "of": number}
    trial = Decision("", desk.reviewer, action, {}, {}, seq=desk.log[-1].seq + 1)
    lost = {orphan.seq: orphan for orphan in replayed(desk.rows, [*desk.log, trial]).orphans}
    known = {orphan.seq for orphan in desk.state.orphans} | {number}
    for seq, orphan in lost.items():
        if seq not in known:
            raise Refused(f"{DOINGS[orphan.action['do']]} by {orphan.reviewer} rests on that; it must be undone first")
    flag = decision.id if "flag" in decision.before else None
    bead = decision.bead_id
    return Plan(bead, action, {}, {}, bead=bead, flag=flag, message=f"{do}ne: {DOINGS[decision.action['do']]}")


def _regrouping(row: Row, action: Content, stretches: Sequence[Stretch], message: str = "") -> Plan:
    before = {"beads": [[old.id for old in rows] for rows, _ in stretches]}
    after = {"beads": [[group_content(group) for group in groups] for _, groups in stretches]}
    touched = tuple(old.id for rows, _ in stretches for old in rows)
    return Plan(row.id, action, before, after, touched, row.id, message=message)


def _bead(action: Content, desk: Desk) -> Row:
    place = desk.state.place(str(action.get("bead")))
    if place is None:
        raise Refused("this bead is not there any more")
    return desk.state.rows[place]


def _neighbour(row: Row, desk: Desk, step: int) -> Row:
    place = (desk.state.place(row.id) or 0) + step
    if not 0 <= place < len(desk.state.rows):
        raise Refused("there is no bead " + ("after the last" if step > 0 else "before the first"))
    return desk.state.rows[place]


def _flag(action: Content, desk: Desk) -> tuple[Row, RowFlag]:
    found = desk.screen.find(desk.state.rows, action.get("flag"))
    if found is None:
        raise Refused("this flag is not there any more")
    return found


def _flag_before(row: Row, flag: RowFlag, desk: Desk) -> Content:
    """What must be known to understand a decision about a flag where neither the file nor the flags are at hand."""
    own = next((one.judgement for one in flag.verdicts if one.reviewer == desk.reviewer), "")
    return {"verdict": own, "flag": flag_content(flag, row.id), "src": row.src.text, "tgt": row.tgt.text}


def _one_of(action: Content, name: str, values: Sequence[str]) -> Any:
    value = action.get(name)
    if value not in values:
        raise Refused(f"{name} must be one of {', '.join(map(repr, values))}")
    return value


def _side(action: Content) -> SideName:
    return cast(SideName, _one_of(action, "side", SIDES))


def _text(action: Content) -> str:
    text = action.get("text")
    if not isinstance(text, str):
        raise Refused("text must be a string")
    return text


def _count(action: Content, name: str) -> int:
    count = action.get(name)
    if not isinstance(count, int):
        raise Refused(f"{name} must be a number of sentences")
    return count
