"""Glossaries from one format to another, by the endings of their names: TSV, CSV and TBX."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import regex

from toolkit.errors import BadParameter
from toolkit.files import atomic_write, check_target, read_bytes
from toolkit.terms.entries import REQUIRED, Term, read_terms, write_terms
from toolkit.terms.sheet import read_sheet, write_sheet
from toolkit.terms.tbx import read_tbx, write_tbx
from toolkit.text import counted

# UTF-8 or, with a byte order mark, UTF-16.
_XML = regex.compile(rb"(?:\xef\xbb\xbf)?\s*+<|\xff\xfe<\0|\xfe\xff\0<")

_WRITERS: dict[str, Callable[[Iterable[Term], BinaryIO], None]] = {
    ".tsv": write_terms,
    ".csv": write_sheet,
    ".tbx": write_tbx,
}


@dataclass(frozen=True)
class Import:
    """The terms of a glossary, and how many of its entries gave none, by reason."""

    terms: list[Term]
    dropped: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """How many there are, for people."""
        lines = [counted(len(self.terms), "term"), *(f"left out: {n:,} with {why}" for why, n in self.dropped.items())]
        return "\n".join(lines)


def read_glossary(path: str | Path) -> Import:
    """The terms of a TBX, CSV or TSV file, told apart by what is in it.

    Entries with the same Chinese become one.

    Raises:
        DataError: see `read_terms`, `read_tbx` and `read_sheet`.
    """
    data = read_bytes(path)
    if _is_term_file(data):
        return Import(_merged(read_terms(path, data)))
    terms, dropped = (read_tbx if _XML.match(data) else read_sheet)(data, path)
    return Import(_merged(terms), dropped)


def _is_term_file(data: bytes) -> bool:
    """Whether the first line that is no comment has the columns of a term file."""
    lines = io.BytesIO(data.removeprefix(b"\xef\xbb\xbf"))
    header = next((line for line in lines if line.strip() and not line.startswith(b"#")), b"")
    return {column.encode() for column in REQUIRED} <= set(header.strip().split(b"\t"))


def convert(path: str | Path, target: str | Path) -> Import:
    """Write the terms of the glossary `path` to `target`, as its ending says; returns them.

    Raises:
        BadParameter: the ending of `target` is not .tsv, .csv or .tbx.
        DataError: see `read_glossary`; or `target` cannot be written.
    """
    write = _WRITERS.get(Path(target).suffix.lower())
    if not write:
        raise BadParameter(f"cannot write {target}: its name must end in {', '.join(_WRITERS)}")
    check_target(target, [path])
    found = read_glossary(path)
    with atomic_write(target) as [out]:
        write(found.terms, out)
    return found


def _merged(terms: Iterable[Term]) -> list[Term]:
    """One term for each Chinese form, about the same: the first preferred form stays, the others are accepted."""
    found: dict[tuple[str, str], Term] = {}
    for term in terms:
        old = found.get((term.zh, term.about))
        found[term.zh, term.about] = term if old is None else _joined(old, term)
    return list(found.values())


def _joined(old: Term, new: Term) -> Term:
    accepted = dict.fromkeys((*old.accepted, new.preferred, *new.accepted))
    accepted.pop(old.preferred, None)
    avoid = tuple(
        form for form in dict.fromkeys((*old.avoid, *new.avoid)) if form not in accepted and form != old.preferred
    )
    return replace(
        old,
        accepted=tuple(accepted),
        avoid=avoid,
        domain=old.domain or new.domain,
        note=old.note or new.note,
        source=old.source or new.source,
    )
