"""A concordance: every place where words stand in a bitext, with their surroundings and the translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import regex

from toolkit.errors import BadParameter
from toolkit.units import Unit

if TYPE_CHECKING:
    import pandas as pd

Side = Literal["src", "tgt"]


@dataclass(frozen=True, slots=True)
class Line:
    """One hit: what stands before it, the words themselves, what stands after, and the text on the other side."""

    document: str
    unit: str
    left: str
    hit: str
    right: str
    other: str


def concordance(units: Iterable[Unit], pattern: str, *, side: Side = "src", width: int = 20) -> Iterator[Line]:
    """Every place where the regular expression `pattern` matches, in the order of the units (KWIC, key word in context).

    Args:
        side: where to look: the Chinese `src` or the English `tgt`. Upper and lower case are one.
        width: how many characters stand before and after.

    Raises:
        BadParameter: `pattern` is no regular expression, or `side` no side.
    """
    if side not in ("src", "tgt"):
        raise BadParameter(f"there is no side {side!r}; there are: src, tgt")
    try:
        wanted = regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        raise BadParameter(f"{pattern!r} is no regular expression: {error}") from error
    for unit in units:
        text, other = (unit.src, unit.tgt) if side == "src" else (unit.tgt, unit.src)
        for match in wanted.finditer(text):
            start, end = match.span()
            if start < end:
                left, right = text[max(0, start - width) : start], text[end : end + width]
                yield Line(unit.document, unit.id, left, match[0], right, other)


def to_frame(lines: Iterable[Line]) -> pd.DataFrame:
    """A row a hit, with the fields of `Line`."""
    import pandas as pd

    names = list(Line.__dataclass_fields__)
    return pd.DataFrame([[getattr(line, name) for name in names] for line in lines], columns=names)
