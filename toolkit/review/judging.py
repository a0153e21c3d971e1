"""What reviewers said of the flags, as their stores tell it; neither the pair nor its flags need be at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from toolkit.quality import Flag
from toolkit.reading import Source
from toolkit.review.rows import Judgement, Verdict
from toolkit.review.state import effective, flag_of
from toolkit.review.store import Decision, Store


@dataclass
class JudgedFlag:
    """A flag with the texts that it was judged in, and the last verdict of each reviewer, the latest last.

    `independent` has those verdicts only that were passed without having seen another: blind, or before anyone else's.
    """

    flag: Flag
    src: str
    tgt: str
    verdicts: dict[str, Judgement] = field(default_factory=dict)
    independent: dict[str, Judgement] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """Whether the latest verdict is that the flag is right."""
        return is_right(list(self.verdicts.values())[-1])

    def hear(self, verdict: Verdict) -> None:
        """Take another verdict in; an empty one takes the reviewer's last back."""
        name = verdict.reviewer
        is_independent = verdict.is_blind or not self.verdicts.keys() - {name}
        self.verdicts.pop(name, None)
        if not verdict.judgement:
            self.independent.pop(name, None)
            return
        self.verdicts[name] = verdict.judgement
        if is_independent:
            self.independent[name] = verdict.judgement


def is_right(judgement: Judgement) -> bool:
    """Whether a verdict says that a flag is right; whoever applies its suggestion says so, too."""
    return judgement != "rejected"


def decisions_in(source: Source) -> tuple[str, list[Decision]]:
    """The name of the document that a store is about, and the decisions in it.

    Raises:
        DataError: it is no store, or a damaged one, or one of a newer toolkit.
    """
    store = Store(source, is_read_only=True, must_exist=True)
    about, log = store.document(), store.since(0)
    store.close()
    return about[1] if about else "", log


def judged_flags(sources: Sequence[Source]) -> list[JudgedFlag]:
    """The flags in stores that have a verdict, in the order in which they were judged first.

    Raises:
        DataError: as of `decisions_in`.
    """
    return [flag for source in sources for flag in judged_in(decisions_in(source)[1]) if flag.verdicts]


def judged_in(log: Iterable[Decision]) -> list[JudgedFlag]:
    """The flags that decisions are about, judged or not any more."""
    found: dict[str, JudgedFlag] = {}
    for decision in effective(log):
        if "verdict" not in decision.after:
            continue
        before = decision.before
        flag = found.setdefault(decision.id, JudgedFlag(flag_of(before["flag"]), before["src"], before["tgt"]))
        flag.hear(Verdict(decision.reviewer, decision.after["verdict"], decision.is_blind))
    return list(found.values())
