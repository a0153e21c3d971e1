"""What can be done to the beads of a review, as functions from rows to rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from toolkit.errors import ToolkitError
from toolkit.quality import Span, cut
from toolkit.review.rows import LANGS, SIDES, Row, RowFlag, Side, SideName, fresh_id
from toolkit.text import JOINERS


class Refused(ToolkitError):
    """What a reviewer asked for cannot be done."""


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences of a bead that is to be."""

    src: Side
    tgt: Side
    label: str = ""
    score: float | None = None
    confidence: float | None = None

    def side(self, name: SideName) -> Side:
        """One of its sides."""
        return self.src if name == "src" else self.tgt


def merged(first: Row, second: Row) -> list[Group]:
    """Two neighbours as one bead."""
    return [Group(joined("src", (first.src, second.src)), joined("tgt", (first.tgt, second.tgt)))]


def split(row: Row, src: int, tgt: int) -> list[Group]:
    """A bead as two, the first with the first `src` and `tgt` of its sentences.

    Raises:
        Refused: one of them would be empty, or the sentences cannot be told apart.
    """
    halves = _cut("src", row.src, src), _cut("tgt", row.tgt, tgt)
    groups = [Group(*sides) for sides in zip(*halves, strict=True)]
    if any(_is_empty(group.src) and _is_empty(group.tgt) for group in groups):
        raise Refused("one of the two beads would be empty")
    return groups


def moved(giver: Row, taker: Row, name: SideName, is_first: bool) -> list[Group]:
    """Two neighbours after the giver's first sentence went to the taker before it, or its last to the one after it.

    Raises:
        Refused: there is no sentence to move, or the sentences cannot be told apart.
    """
    side = giver.side(name)
    if not side.sentences:
        raise Refused(f"there is no {_LANGUAGES[name]} sentence to move")
    head, tail = _cut(name, side, 1 if is_first else len(side.sentences) - 1)
    taken = joined(name, (taker.side(name), head) if is_first else (tail, taker.side(name)))
    given = _group_with(giver, name, tail if is_first else head)
    groups = [_group_with(taker, name, taken), given] if is_first else [given, _group_with(taker, name, taken)]
    return [group for group in groups if not (_is_empty(group.src) and _is_empty(group.tgt))]


def unlinked(row: Row) -> list[Group]:
    """A bead as two null beads.

    Raises:
        Refused: it is one.
    """
    if _is_empty(row.src) or _is_empty(row.tgt):
        raise Refused("this is a null bead already")
    return split(row, len(row.src.sentences), 0)


_LANGUAGES = {"src": "Chinese", "tgt": "English"}


def _is_empty(side: Side) -> bool:
    return not side.sentences and not side.text


def _group_with(row: Row, name: SideName, side: Side) -> Group:
    return Group(side, row.tgt) if name == "src" else Group(row.src, side)


def joined(name: SideName, parts: Iterable[Side]) -> Side:
    """Sides of neighbours as one."""
    joiner = JOINERS[LANGS[name]]
    full = [side for side in parts if not _is_empty(side)]
    return Side(
        tuple(sentence for side in full for sentence in side.sentences),
        tuple(home for side in full for home in side.homes),
        None if any(side.ids is None for side in full) else tuple(i for side in full for i in side.ids or ()),
        joiner.join(side.was for side in full if side.sentences),
        joiner.join(side.text for side in full),
    )


def sentences_apart(name: SideName, side: Side) -> list[Side]:
    """Each sentence of a side that is not edited."""
    parts = []
    while len(side.sentences) > 1 and side.is_divisible:
        first, side = _cut(name, side, 1)
        parts.append(first)
    return [*parts, side] if side.sentences else []


def _cut(name: SideName, side: Side, count: int) -> tuple[Side, Side]:
    """The first `count` sentences of a side, and the others."""
    total = len(side.sentences)
    if not 0 <= count <= total:
        raise Refused(f"there are {total} {_LANGUAGES[name]} sentences in this bead")
    if 0 < count < total and not side.is_divisible:
        raise Refused(f"which {_LANGUAGES[name]} sentences of the file these are is not known")
    at = _cutting_place(name, side, count)
    halves = []
    for part, text in ((slice(None, count), side.text[:at].rstrip()), (slice(count, None), side.text[at:].lstrip())):
        was = _was(name, side.sentences[part])
        text = text if side.is_edited else was
        halves.append(Side(side.sentences[part], side.homes[part], _cut_ids(side, part), was, text))
    return halves[0], halves[1]


def _cutting_place(name: SideName, side: Side, count: int) -> int:
    if count == len(side.sentences):
        return len(side.text)  # What was typed into an empty side stays with the first of the two.
    return _moved_place(len(_was(name, side.sentences[:count])), side.was, side.text) if count else 0


def _cut_ids(side: Side, part: slice) -> tuple[int, ...] | None:
    if side.ids is None or side.is_divisible:
        return side.ids if side.ids is None else side.ids[part]
    return side.ids if side.sentences[part] else ()


def _was(name: SideName, sentences: Sequence[str]) -> str:
    return JOINERS[LANGS[name]].join(sentences)


def edited(row: Row, name: SideName, text: str) -> Row:
    """A bead with another text on one side; the spans of its flags move with their words."""
    old = row.side(name)
    flags = tuple(_after_edit(flag, name, old.text, text) for flag in row.flags)
    return replace(row.with_side(name, replace(old, text=text)), flags=flags, is_touched=True)


def _after_edit(flag: RowFlag, name: SideName, old: str, new: str) -> RowFlag:
    words = flag.flag.src_text if name == "src" else flag.flag.tgt_text
    span = moved_span(flag.src if name == "src" else flag.tgt, words, old, new)
    flag = replace(flag, src=span) if name == "src" else replace(flag, tgt=span)
    has_words = bool(flag.flag.src_text or flag.flag.tgt_text)
    is_stale = has_words and bool(words) and span is None
    return replace(flag, is_stale=is_stale or (flag.is_stale and not words))


def moved_span(span: Span | None, words: str, old: str, new: str) -> Span | None:
    """Where words that were at `span` of `old`, or that had gone from it, are in `new`; None if they are not in it for sure."""
    start, end = changed(old, new)
    if span is not None:
        if span[1] <= start:
            return span
        if span[0] >= end:
            return span[0] + len(new) - len(old), span[1] + len(new) - len(old)
    first = new.find(words) if words else -1
    return (first, first + len(words)) if first >= 0 and new.find(words, first + 1) < 0 else None


def changed(old: str, new: str) -> Span:
    """The shortest span of `old` outside of which `new` is the same."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    same = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    return start, len(old) - same


def _moved_place(place: int, old: str, new: str) -> int:
    """Where a place between two sentences of `old` is in `new`: behind what was changed, if that lies across it."""
    start, end = changed(old, new)
    if place <= start:
        return place
    return max(place, end) + len(new) - len(old)


def regrouped(before: Sequence[Row], groups: Sequence[Group], taken: Iterable[str], *, is_by_person: bool) -> list[Row]:
    """New rows for neighbouring rows whose sentences are grouped otherwise; `taken` are the ids of all others.

    A bead whose sentences stay the same stays as it is. Flags, notes and states go where their words go.
    """
    sides = {(group.src, group.tgt) for group in groups}
    same = {(row.src, row.tgt): row for row in before if (row.src, row.tgt) in sides}
    used = {*taken, *(row.id for row in same.values())}
    kept: list[Row] = []
    for group in groups:
        old = same.get((group.src, group.tgt))
        if old is not None:
            row = replace(old, is_touched=old.is_touched or is_by_person, flags=())
            if not is_by_person:
                row = replace(row, label=group.label, score=group.score, confidence=group.confidence)
        else:
            bead_id = fresh_id(group.src.was, group.tgt.was, used)
            row = Row(
                bead_id, group.src, group.tgt, group.label, group.score, group.confidence, is_touched=is_by_person
            )
        used.add(row.id)
        kept.append(row)
    return handed_on(before, kept)


def handed_on(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    """The rows `after` with the flags, notes and states of the rows `before`, which have the same characters in all."""
    places = {name: _Places([r.side(name).text for r in before], [r.side(name).text for r in after]) for name in SIDES}
    flags: list[list[RowFlag]] = [[] for _ in after]
    heirs: list[list[Row]] = [[] for _ in after]
    for number, row in enumerate(before):
        home = next((at for name in reversed(SIDES) if (at := places[name].row_of(number)) is not None), 0)
        heirs[home].append(row)
        for flag in row.flags:
            at, moved_flag = _flag_after(flag, number, home, places)
            flags[at].append(moved_flag)
    return [_with_heritage(row, own, heir) for row, own, heir in zip(after, flags, heirs, strict=True)]


def _with_heritage(row: Row, flags: Sequence[RowFlag], heirs: Sequence[Row]) -> Row:
    if [heir.id for heir in heirs] == [row.id]:
        return replace(row, flags=tuple(flags))
    notes = " / ".join(heir.note for heir in heirs if heir.note)
    states = {heir.state for heir in heirs}
    return replace(row, flags=tuple(flags), note=notes, state=states.pop() if len(states) == 1 else "")


def _flag_after(flag: RowFlag, number: int, home: int, places: dict[SideName, _Places]) -> tuple[int, RowFlag]:
    """The new row of a flag of the old row `number`, and the flag with its places there."""
    src = None if flag.src is None else places["src"].span_of(number, flag.src)
    tgt = None if flag.tgt is None else places["tgt"].span_of(number, flag.tgt)
    at = tgt[0] if tgt else src[0] if src else home
    found = [place[1] if place and place[0] == at else None for place in (src, tgt)]
    is_lost = found == [None, None] and (flag.src, flag.tgt) != (None, None)
    return at, replace(flag, src=found[0], tgt=found[1], is_stale=flag.is_stale or is_lost)


class _Places:
    """Where the characters of texts are after these were joined and split otherwise; white space does not count."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self._before = before
        self._firsts = [0, *accumulate(_visible(text) for text in before)]
        self._after = [[i for i, character in enumerate(text) if not character.isspace()] for text in after]
        self._starts = [0, *accumulate(map(len, self._after))]

    def row_of(self, number: int) -> int | None:
        """The new row of the first character of the old row `number`; None if it has none."""
        if not self._before[number].strip():
            return None
        return self._row(self._firsts[number])

    def span_of(self, number: int, span: Span) -> tuple[int, Span] | None:
        """The new row, and the span in it, of a span of the old row `number`; None if it is in no one row."""
        text = self._before[number]
        count = _visible(cut(text, span))
        first = self._firsts[number] + _visible(text[: span[0]])
        row = self._row(first)
        if not count or row is None or first + count > self._starts[row + 1]:
            return None
        places = self._after[row]
        offset = first - self._starts[row]
        return row, (places[offset], places[offset + count - 1] + 1)

    def _row(self, rank: int) -> int | None:
        return bisect_right(self._starts, rank) - 1 if rank < self._starts[-1] else None


def _visible(text: str) -> int:
    return sum(not character.isspace() for character in text)
