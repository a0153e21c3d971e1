"""What a review is about: the beads of a document as they are now, and the flags in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from toolkit.bitext import bead_ids
from toolkit.errors import DataError
from toolkit.quality import Flag, Span, cut
from toolkit.text import JOINERS, escape_cell
from toolkit.units import State, Unit

SideName = Literal["src", "tgt"]
SIDES: tuple[SideName, ...] = ("src", "tgt")
LANGS = {"src": "zh", "tgt": "en"}

Judgement = Literal["", "accepted", "rejected", "applied"]
JUDGEMENTS: tuple[Judgement, ...] = ("", "accepted", "rejected", "applied")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a bead.

    `sentences` are those of the document, `homes` the ids of the beads that the file has them in, `ids` their numbers, where
    these are known. `was` is the text that they make, `text` what a reviewer has made of it. Where a bead's sentences cannot be
    told apart they are one, with the numbers of all.
    """

    sentences: tuple[str, ...]
    homes: tuple[str, ...]
    ids: tuple[int, ...] | None
    was: str
    text: str

    @property
    def is_edited(self) -> bool:
        """Whether a reviewer has changed the text."""
        return self.text != self.was

    @property
    def count(self) -> int:
        """How many sentences it has."""
        return len(self.sentences if self.ids is None else self.ids)

    @property
    def is_divisible(self) -> bool:
        """Whether it is known which number each sentence has."""
        return self.ids is None or len(self.ids) == len(self.sentences)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer thinks of a flag, and whether they saw what others thought of it."""

    reviewer: str
    judgement: Judgement
    is_blind: bool


@dataclass(frozen=True, slots=True)
class RowFlag:
    """A flag, and where its words are in the texts as they are now; stale if an edit has removed them or what was wrong.

    `verdicts` has the last of each reviewer, the latest last.
    """

    id: str
    flag: Flag
    src: Span | None
    tgt: Span | None
    is_stale: bool = False
    verdicts: tuple[Verdict, ...] = ()
    note: str = ""

    @property
    def verdict(self) -> Verdict | None:
        """The one that counts: the latest."""
        return next((verdict for verdict in reversed(self.verdicts) if verdict.judgement), None)

    @property
    def is_disputed(self) -> bool:
        """Whether reviewers disagree about it."""
        return len({verdict.judgement == "rejected" for verdict in self.verdicts if verdict.judgement}) > 1


@dataclass(frozen=True, slots=True)
class Row:
    """A bead as it is now. `is_touched`: a person has changed its texts or its sentences, or stands by it."""

    id: str
    src: Side
    tgt: Side
    label: str = ""
    score: float | None = None
    confidence: float | None = None
    state: State = ""
    note: str = ""
    is_pinned: bool = False
    is_touched: bool = False
    flags: tuple[RowFlag, ...] = ()

    def side(self, name: SideName) -> Side:
        """One of its sides."""
        return self.src if name == "src" else self.tgt

    def with_side(self, name: SideName, side: Side) -> Row:
        """The row with another side."""
        return replace(self, src=side) if name == "src" else replace(self, tgt=side)

    @property
    def texts(self) -> tuple[str, str]:
        """The texts as they are now."""
        return self.src.text, self.tgt.text

    @property
    def origin(self) -> tuple[str, ...]:
        """The ids of the beads that the file has its sentences in."""
        return tuple(dict.fromkeys(self.src.homes + self.tgt.homes)) or (self.id,)

    @property
    def is_fixed(self) -> bool:
        """Whether it is to stay when the document is aligned anew."""
        return self.is_pinned or self.is_touched


def side_of(name: SideName, sentences: Sequence[str], home: str, ids: tuple[int, ...] | None) -> Side:
    """A side as the file has it."""
    was = JOINERS[LANGS[name]].join(sentences)
    return Side(tuple(sentences), (home,) * len(sentences), ids, was, was)


def rows_of(units: Iterable[Unit], flags: Iterable[Flag], source: str) -> list[Row]:
    """The units of a document as rows, each side one sentence, with the flags in them.

    Raises:
        DataError: two units have the same id; the error names `source`.
    """
    by_bead: dict[str, list[Flag]] = {}
    for flag in flags:
        by_bead.setdefault(flag.bead_id, []).append(flag)
    rows: dict[str, Row] = {}
    for unit in units:
        if unit.id in rows:
            raise DataError(f"the id {unit.id[:60]!r} is there twice; review one document at a time", source)
        is_blank = not unit.src and not unit.tgt  # It must have a sentence, or it could get lost.
        sides = (
            side_of("src", [unit.src] * (unit.src != "" or bool(unit.src_ids) or is_blank), unit.id, unit.src_ids),
            side_of("tgt", [unit.tgt] * (unit.tgt != "" or bool(unit.tgt_ids)), unit.id, unit.tgt_ids),
        )
        rows[unit.id] = Row(
            unit.id,
            *sides,
            label=unit.label,
            score=unit.score,
            confidence=unit.confidence,
            state=unit.state,
            flags=tuple(checked(flag, (unit.src, unit.tgt)) for flag in row_flags(unit.id, by_bead.get(unit.id, ()))),
        )
    return list(rows.values())


def checked(flag: RowFlag, texts: tuple[str, str]) -> RowFlag:
    """The flag, without a place where other words are: the text has changed since it was flagged."""
    src, tgt = (
        span if span is None or _has(text, span, words) else None
        for text, span, words in zip(texts, (flag.src, flag.tgt), (flag.flag.src_text, flag.flag.tgt_text), strict=True)
    )
    return replace(flag, src=src, tgt=tgt, is_stale=(src, tgt) != (flag.src, flag.tgt))


def _has(text: str, span: Span, words: str) -> bool:
    return 0 <= span[0] <= span[1] <= len(text) and escape_cell(cut(text, span)) == escape_cell(words)


def row_flags(bead_id: str, flags: Iterable[Flag]) -> tuple[RowFlag, ...]:
    """The flags of a bead, each with an id that depends on the bead, on what the flag says and of which words."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for flag in flags:
        key = flag_key(flag)
        seen[key] += 1
        content = "\0".join((bead_id, *key, str(seen[key]))).encode("utf-8", "surrogatepass")
        found.append(RowFlag(sha256(content).hexdigest()[:12], flag, flag.src, flag.tgt))
    return tuple(found)


def flag_key(flag: Flag) -> tuple[str, ...]:
    """What makes two flags of beads the same."""
    return flag.detector, flag.category, flag.src_text, flag.tgt_text


def fresh_id(src: str, tgt: str, taken: Iterable[str]) -> str:
    """The id of a new bead with these texts, as `bitext.bead_ids` would make it, that none of the others has."""
    others, count = set(taken), 1
    while (found := bead_ids([(src, tgt)] * count)[-1]) in others:
        count += 1
    return found


def fingerprint(rows: Iterable[Row]) -> str:
    """What tells a document from others, however it is split and aligned: the hash of its characters, white space apart."""
    digest = sha256()
    kept = list(rows)
    for name in SIDES:
        for row in kept:
            digest.update("".join(row.side(name).was.split()).encode("utf-8", "replace"))
        digest.update(b"\n")
    return digest.hexdigest()
