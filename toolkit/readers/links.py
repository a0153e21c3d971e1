"""Read links back: a bead a line, `[0, 1]:[0]`, number behind or not, as Vecalign and Bertalign write them."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.bitext import Bead
from toolkit.errors import DataError
from toolkit.links import bead_of

LinksReader = Callable[[bytes, str], tuple[Bead, ...]]


def make(encoding: str | None = None) -> LinksReader:
    """A reader of links in UTF-8 or another encoding.

    The third field goes into the bead's `score` as it stands: a confidence in our own files, a cost in Vecalign's. The
    beads come in the order of the file. It need not name every sentence, and a bead may have a gap, as some gold has.

    Raises, when it reads:
        DataError: a line is no bead, a bead is empty on both sides or out of order, or a sentence is in two beads.
    """

    def read(data: bytes, source: str) -> tuple[Bead, ...]:
        beads: list[Bead] = []
        lines: dict[tuple[str, int], int] = {}
        for line, text in enumerate(_decode(data, source, encoding).split("\n"), start=1):
            if not text.strip():
                continue
            bead, _ = bead_of(text, source, line)
            for side, numbers in (("source", bead.src), ("target", bead.tgt)):
                for number in numbers:
                    first = lines.setdefault((side, number), line)
                    if first != line:
                        raise DataError(
                            f"{side} sentence {number} is already in the bead of line {first}", source, line
                        )
            beads.append(bead)
        return tuple(beads)

    return read


def _decode(data: bytes, source: str, encoding: str | None) -> str:
    try:
        return data.decode(encoding or "utf-8-sig")
    except (UnicodeError, LookupError) as error:
        raise DataError(f"is not a links file: {error}", source) from error
