"""A review of one document by one person: what there is to see, and what that person does."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.converting import units_in
from toolkit.errors import DataError, ToolkitError
from toolkit.files import STDIN
from toolkit.flag_files import read_flags
from toolkit.flagging import flag
from toolkit.quality import Flag
from toolkit.reading import Source
from toolkit.review.checking import check_document
from toolkit.review.edits import Refused
from toolkit.review.findings import pairs_of_rows
from toolkit.review.planning import Desk, Plan
from toolkit.review.planning import plan as planned
from toolkit.review.realigning import Stretch, can_realign, load_aligner, realigned
from toolkit.review.rows import Row, fingerprint, rows_of
from toolkit.review.sentences import with_sentences
from toolkit.review.showing import Screen, Splice, orphans, splices
from toolkit.review.state import RETRACTING, replayed, retractable
from toolkit.review.store import Content, Decision, Store
from toolkit.text import escape_cell, mask_surrogates
from toolkit.units import Unit

if TYPE_CHECKING:
    from toolkit.aligners import Aligner


def store_beside(pair: Source) -> Path:
    """Where the decisions about a pair are kept if no other place is named: `pair.review.sqlite` beside `pair.tsv`."""
    return Path(pair).with_suffix(".review.sqlite")


class Session:
    """See `open`, `view`, `act` and `poll`; safe to call from several threads."""

    def __init__(self, rows: Sequence[Row], store: Store, source: Path, reviewer: str, *, is_blind: bool) -> None:
        self._rows, self._store, self._source = list(rows), store, source
        self._reviewer, self._is_blind = reviewer, is_blind
        self._fingerprint = fingerprint(rows)
        self._lock = threading.RLock()
        self._log: list[Decision] = store.since(0)
        check_document(store, self._rows, self._log)
        self._screen = Screen(self._rows)
        self._risk_finder: threading.Thread | None = None
        self._has_risks = False
        self._state = replayed(self._rows, self._own(self._log))

    @classmethod
    def open(
        cls,
        pair: Source,
        flags: Source | None = None,
        *,
        decisions: Source | None = None,
        reviewer: str | None = None,
        blind: bool = False,
        read_only: bool = False,
        is_trial: bool = False,
    ) -> Session:
        """Open the review of a pair as its decisions have left it.

        Args:
            pair: the TSV that `bitext align` wrote, or a bitext of any other format.
            flags: a file that `bitext flag` wrote; without it those in the pair, or else what is found now.
            decisions: the store; without it `pair.review.sqlite` beside the pair. It is made with the first decision.
            reviewer: whose decisions these are; without it the name by which one is logged in.
            blind: whether all that others decided is hidden.
            read_only: nothing is to be decided, so the store need not be writable; one that is named must be there.
            is_trial: it is only to be found out whether it can be opened, so nothing is flagged.

        Raises:
            DataError: a file cannot be read, the store is that of another document, damaged, of a newer toolkit, or could not be
                written.
        """
        if str(pair) == STDIN:
            raise DataError("a review needs a file; it cannot come from standard input")
        store = Store(
            decisions or store_beside(pair), is_read_only=read_only, must_exist=read_only and decisions is not None
        )
        units = list(units_in(pair))
        rows = with_sentences(rows_of(units, _flags(pair, flags, units, is_trial), str(pair)), Path(pair))
        return cls(rows, store, Path(pair), _checked_name(reviewer), is_blind=blind)

    def view(self) -> Content:
        """All there is to see, as an object that JSON can hold; docs/review-store.md has its fields."""
        with self._lock:
            names = {self._reviewer, *(decision.reviewer for decision in self._own(self._log))}
            return {
                "document": mask_surrogates(self._source.name),
                "reviewer": self._reviewer,
                "reviewers": sorted(names),
                "can_realign": can_realign(self._state.rows),
                **self._status(),
                "beads": self._screen.beads(self._state.rows),
            }

    def act(self, action: Content) -> Content:
        """Do one thing, which is in the store before this returns, and give what has changed on the screen.

        What cannot be done gives a patch with its reason as `error`, and changes nothing.
        """
        with self._lock:
            before = list(self._state.rows)
            try:
                plan = self._decide(action)
            except ToolkitError as error:
                return self._patch(splices(before, self._state.rows), error=mask_surrogates(str(error)))
            return self._patch(splices(before, self._state.rows), plan)

    def poll(self) -> Content | None:
        """What others have changed since, as a patch; None if nothing is new. The risks come so, too."""
        with self._lock:
            before = list(self._state.rows)
            has_news = self._take(self._store.since(self._version))
            if self._have_risks_come():
                return self._patch([(0, len(before), self._state.rows)])
            return self._patch(splices(before, self._state.rows)) if has_news else None

    def find_risks(self) -> None:
        """Begin to find the risks of the beads, which takes seconds in which the reviewer can begin; a poll brings them."""
        with self._lock:
            if self._risk_finder is None:
                self._risk_finder = threading.Thread(target=self._screen.find_risks, daemon=True)
                self._risk_finder.start()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    @property
    def _version(self) -> int:
        return self._log[-1].seq if self._log else 0

    def _own(self, decisions: Sequence[Decision]) -> list[Decision]:
        """The decisions that this reviewer goes by."""
        return [d for d in decisions if not self._is_blind or d.reviewer == self._reviewer]

    def _decide(self, action: Content) -> Plan:
        seen = {row.id: row for row in self._state.rows}
        # Before others have to wait, for it takes its time.
        stretches = self._realigned() if action.get("do") == "realign" else []
        with self._store.adding(self._fingerprint, self._source.name, self._version) as (news, add):
            self._take(news)
            desk = Desk(self._rows, self._own(self._log), self._state, self._screen, self._reviewer, stretches)
            plan = planned(action, desk)
            for bead_id in plan.beads:
                place = self._state.place(bead_id)
                # Whoever typed did not see what has just come in.
                if place is None or self._state.rows[place] != seen.get(bead_id):
                    raise Refused("another reviewer has changed this bead meanwhile; look at it and do it again")
            decision = add(Decision(plan.id, self._reviewer, plan.action, plan.before, plan.after, self._is_blind))
        self._take([decision])
        return plan

    def _take(self, news: Sequence[Decision]) -> bool:
        """Go by decisions that are in the store; whether there are any."""
        if news and not self._log:
            # The store may have been made since by a session about another document.
            check_document(self._store, self._rows, news)
        self._log += news
        own = self._own(news)
        if any(decision.action["do"] in RETRACTING for decision in own):
            self._state = replayed(self._rows, self._own(self._log))
        else:
            for decision in own:
                self._state.apply(decision)
        return bool(news)

    def _realigned(self) -> list[Stretch]:
        return realigned(self._state.rows, self._source, lambda: self._aligner)

    @cached_property
    def _aligner(self) -> Aligner:
        return load_aligner(self._source)

    def _have_risks_come(self) -> bool:
        """Whether the risks are found since this was asked last."""
        self.find_risks()
        has_come = self._screen.has_risks and not self._has_risks
        self._has_risks = self._screen.has_risks
        return has_come

    def _status(self) -> Content:
        done, undone = retractable(self._log, self._reviewer)
        return {
            "version": self._version,
            "progress": self._screen.progress(self._state.rows),
            "orphans": orphans(self._state),
            "can_undo": bool(done),
            "can_redo": bool(undone),
        }

    def _patch(self, found: Sequence[Splice], plan: Plan | None = None, *, error: str | None = None) -> Content:
        return {
            **self._status(),
            "splices": [[start, removed, self._screen.beads(rows)] for start, removed, rows in found],
            "focus": self._focus(plan, found[0][0] if found else None) if plan else None,
            "message": mask_surrogates(plan.message) if plan else "",
            "error": error,
        }

    def _focus(self, plan: Plan, changed: int | None) -> Content | None:
        """Where the reviewer looks next: at the bead of the plan, or at what has come in its place."""
        place = self._state.place(plan.bead or "")
        if place is None and changed is not None:
            place = min(changed, len(self._state.rows) - 1)
        if place is None:
            return None
        row = self._state.rows[place]
        has_flag = any(flag.id == plan.flag for flag in self._screen.flags(row))
        return {"bead": mask_surrogates(row.id), "flag": plan.flag if has_flag else None}


def _flags(pair: Source, flags: Source | None, units: Sequence[Unit], is_trial: bool) -> list[Flag]:
    """The flags of a pair: those in the file of flags, or in the pair's own, or else, if it is no trial, what is found."""
    if flags is not None:
        found = read_flags(flags)
        known = {unit.id for unit in units}
        strange = sum(one.bead_id not in known for one in found)
        if strange:
            raise DataError(f"{strange} of {len(found)} flags are of no bead of {pair}; flag it anew", flags)
        return found
    own = [one for unit in units for one in unit.flags]
    return own if own or is_trial else list(flag(pairs_of_rows(rows_of(units, (), str(pair)))))


def _checked_name(reviewer: str | None) -> str:
    try:
        name = escape_cell(reviewer if reviewer is not None else getpass.getuser()).strip()
    except (OSError, KeyError):
        name = "reviewer"  # Nobody is logged in, as in a container.
    if not name:
        raise DataError("a reviewer must have a name")
    return name
