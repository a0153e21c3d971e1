"""What is wrong in term files, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import regex

from toolkit.errors import DataError
from toolkit.lexicon.script import simplify
from toolkit.lexicon.tokens import en_tokens
from toolkit.terms.entries import REQUIRED, read_rows, values
from toolkit.terms.forms import Words, form_of
from toolkit.terms.topics import TOPICS
from toolkit.text import HAN

_STRAY = regex.compile(r"^\s|\s$|\s\s|[^\S ]")


def check(paths: Sequence[str | Path]) -> list[str]:
    """The problems of term files that belong to one bank, as `file:line: problem`; [] where there are none.

    Each line is looked at for empty cells, stray white space, Chinese without a Han character, the same Chinese as
    another line, and bad forms that a right rendering would hold.
    """
    return list(_problems(paths))


def _problems(paths: Sequence[str | Path]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for path in paths:
        try:
            for line, row in read_rows(path):
                for problem in (*_cell_problems(row), *_form_problems(row), *_twice(row, seen, f"{path}:{line}")):
                    yield f"{path}:{line}: {problem}"
        except DataError as error:
            yield str(error)


def _cell_problems(row: Mapping[str, str]) -> Iterator[str]:
    for column in REQUIRED:
        if not values(row[column]):
            yield f"the cell {column!r} is empty"
    for column, cell in row.items():
        if _STRAY.search(cell):
            yield f"stray white space in {column!r}: {cell!r}"
    for zh in values(row["zh"]):
        if not HAN.search(zh):
            yield f"{zh!r} holds no Han character"
    if (about := row.get("about", "")) and about not in TOPICS:
        yield f"{about!r} in 'about' is none of: {' '.join(TOPICS)}"


def _twice(row: Mapping[str, str], seen: dict[tuple[str, str], str], where: str) -> Iterator[str]:
    for zh in values(row["zh"]):
        [simplified], _ = simplify([zh])
        first = seen.setdefault((simplified, row.get("about", "")), where)
        if first != where:
            yield f"{zh} is in {first} already"


def _form_problems(row: Mapping[str, str]) -> Iterator[str]:
    """Bad forms that are good ones, or stand in them, so that a right rendering would be found wrong."""
    good = [(column, form) for column in ("preferred", "accepted") for form in values(row.get(column, ""))]
    for avoid in values(row.get("avoid", "")):
        bad = form_of(avoid, is_literal=True)
        if not bad.words:
            yield f"{avoid!r} in 'avoid' holds no English word"
        for column, form in good:
            if form_of(form, is_literal=True) == bad:
                yield f"{avoid!r} is both in 'avoid' and in {column!r}"
            elif Words(form, en_tokens(form)).find(bad):
                yield f"{avoid!r} in 'avoid' is part of {form!r} in {column!r}"
