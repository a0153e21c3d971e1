"""The fields of a unit as the text that a file has of them, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast, get_args

from toolkit.errors import DataError
from toolkit.marot import severity_of
from toolkit.quality import FLAG_COLUMNS, Flag, Span
from toolkit.text import replace_surrogates
from toolkit.units import State

Ids = tuple[int, ...]

FLAG_KEYS = FLAG_COLUMNS[1:]
_STATES: tuple[State, ...] = get_args(State)


def number_text(value: float | None) -> str:
    """A number with four decimals, or with as many as it takes; nothing for None."""
    if value is None:
        return ""
    return f"{value:.4f}" if round(value, 4) == value else repr(value)


def ids_text(ids: Ids | None) -> str:
    """Sentence numbers, comma separated."""
    return ",".join(map(str, ids or ()))


def to_json(value: object) -> str:
    """A value as one line of JSON, without lone surrogates."""
    return replace_surrogates(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


class Place:
    """Where in a file a field stands, so that what is wrong with it can be said."""

    __slots__ = ("line", "source")

    def __init__(self, source: str, line: int | None = None) -> None:
        self.source, self.line = source, line

    def error(self, message: str) -> DataError:
        """The error that says so."""
        return DataError(message, self.source, self.line)

    def number(self, cell: str, name: str) -> float | None:
        """A number; None where there is no text.

        Raises:
            DataError: it is none (so, too, the others).
        """
        try:
            return float(cell) if cell.strip() else None
        except ValueError:
            raise self.error(f"{cell[:60]!r} is no {name}; give a number or leave it empty") from None

    def share(self, cell: str, name: str) -> float | None:
        """A number from 0 to 1."""
        value = self.number(cell, name)
        if value is not None and not 0 <= value <= 1:
            raise self.error(f"{cell[:60]!r} is no {name} between 0 and 1; leave it empty where it is not known")
        return value

    def ids(self, src: str, tgt: str) -> tuple[Ids | None, Ids | None]:
        """The sentence numbers of both sides; None where those of neither are known."""
        if not src.strip() and not tgt.strip():
            return None, None
        try:
            return cast(
                tuple[Ids, Ids], tuple(tuple(int(i) for i in side.split(",") if side.strip()) for side in (src, tgt))
            )
        except ValueError:
            raise self.error(f"{src[:30]!r} and {tgt[:30]!r} are no sentence numbers; they look so: 3,4") from None

    def state(self, cell: str) -> State:
        """What was decided of a unit."""
        for state in _STATES:
            if cell == state:
                return state
        raise self.error(f"{cell[:60]!r} is no state; there are: {', '.join(filter(None, _STATES))}")

    def json(self, text: str, kind: type) -> Any:
        """A value in JSON that is of this kind."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise self.error(f"is no JSON: {error}") from None
        if not isinstance(value, kind):
            raise self.error(f"is JSON but no {'list' if kind is list else 'object'}: {text[:60]!r}")
        return value

    def flag(self, found: object, unit_id: str) -> Flag:
        """A flag, from what `flag_object` made."""
        if not isinstance(found, dict) or "category" not in found:
            raise self.error(f"is no flag: {str(found)[:60]!r}")
        confidence = found.get("confidence")
        say = {name: str(found.get(name) or "") for name in FLAG_KEYS}
        return Flag(
            unit_id,
            say["detector"],
            say["category"],
            severity_of(say["severity"] or "minor", self.source, self.line),
            self._span(found, "src"),
            self._span(found, "tgt"),
            say["src_text"],
            say["tgt_text"],
            say["message"],
            say["suggestion"],
            1.0 if confidence is None else self.share(str(confidence), "confidence") or 0.0,
        )

    def _span(self, found: Mapping[str, object], side: str) -> Span | None:
        start, end = found.get(f"{side}_start"), found.get(f"{side}_end")
        if start is None or end is None:
            return None
        if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end:
            return start, end
        raise self.error(f"{str((start, end))[:60]} is no span of characters")


def flag_object(flag: Flag) -> dict[str, object]:
    """A flag by the names of `FLAG_COLUMNS`, without the bead's id; null where a side has no span."""
    src, tgt = flag.src or (None, None), flag.tgt or (None, None)
    cells = (
        flag.detector, flag.category, flag.severity, *src, *tgt,
        flag.src_text, flag.tgt_text, flag.message, flag.suggestion, flag.confidence,
    )  # fmt: skip
    return dict(zip(FLAG_KEYS, cells, strict=True))
