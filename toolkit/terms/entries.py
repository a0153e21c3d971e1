"""A term, and the TSV that terms are kept in.

UTF-8, unquoted, a header line of `COLUMNS`; a line that begins with "#" is a comment. Several values in a cell are
joined by " | ".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.tables import line_of
from toolkit.terms.topics import TOPICS

COLUMNS = ("zh", "preferred", "accepted", "avoid", "domain", "note", "source", "about")
REQUIRED = COLUMNS[:2]
SEPARATOR = "|"
EXPLAIN = "Explain: "
"""How the note of a slogan begins that says nothing to a reader who does not know it; a short gloss follows."""


@dataclass(frozen=True, slots=True)
class Term:
    """A Chinese term and its English forms: the preferred, others that are as good, and wrong or literal ones.

    `source` says where the preferred form is established. A term that is `about` one of `TOPICS` holds only in texts about
    that: 机身 is the body of an appliance, though the fuselage of an aeroplane. `is_own` marks a term of a glossary that
    the user gave, who wants it rendered as it says there.
    """

    zh: str
    preferred: str
    accepted: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    domain: str = ""
    note: str = ""
    source: str = ""
    about: str = ""
    is_own: bool = field(default=False, kw_only=True)

    @property
    def explanation(self) -> str:
        """What a reader must be told to understand the term; "" where it explains itself."""
        return self.note.removeprefix(EXPLAIN).strip() if self.note.startswith(EXPLAIN) else ""


def read_terms(path: str | Path, data: bytes | None = None) -> list[Term]:
    """The terms of a TSV. A row with several Chinese forms is a term each; further preferred forms are accepted ones.

    `data` are the bytes of the file, where they were read already.

    Raises:
        DataError: it is not UTF-8, the columns `zh` and `preferred` are missing, or a row is empty in one of them or
            longer than the header, or `about` is no topic.
    """
    return [term for line, row in read_rows(path, data) for term in terms_of(row, path, line)]


def read_rows(path: str | Path, data: bytes | None = None) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row of a TSV of terms with the number of its line: its cells, as they stand, by column; `data` as of `read_terms`.

    Raises:
        DataError: as `read_terms`, but for empty cells.
    """
    header: list[str] | None = None
    for number, text in enumerate(_lines(read_bytes(path) if data is None else data, path), start=1):
        if not text.strip() or text.startswith("#"):
            continue
        cells = text.split("\t")
        if header is None:
            header = [cell.strip() for cell in cells]
            _check_header(header, path, number)
        elif len(cells) > len(header):
            raise DataError(f"has {len(cells)} cells, but the header has {len(header)}", path, number)
        else:
            yield number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
    if header is None:
        raise DataError(f"is empty; the first line names the columns: {' '.join(COLUMNS)}", path)


def _check_header(header: list[str], path: str | Path, line: int) -> None:
    for column in REQUIRED:
        if column not in header:
            raise DataError(
                f"has no column {column!r}: a term file needs {' and '.join(REQUIRED)}, and its columns are"
                f" {' '.join(COLUMNS)}; `bitext terms import` makes one of a glossary in CSV, TSV or TBX",
                path,
                line,
            )
    for column in header:
        if column not in COLUMNS or header.count(column) > 1:
            problem = "is there twice" if column in COLUMNS else f"is none of: {' '.join(COLUMNS)}"
            raise DataError(f"the column {column!r} {problem}", path, line)


def _lines(data: bytes, path: str | Path) -> list[str]:
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError("is not UTF-8; save it as UTF-8", path, line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def terms_of(row: Mapping[str, str], path: str | Path, line: int) -> list[Term]:
    """The terms of a row: as many as it has Chinese forms.

    Raises:
        DataError: `zh` or `preferred` is empty, or `about` is no topic.
    """
    zh, preferred = values(row["zh"]), values(row["preferred"])
    for column, found in (("zh", zh), ("preferred", preferred)):
        if not found:
            raise DataError(f"the cell {column!r} is empty", path, line)
    about = row.get("about", "").strip()
    if about and about not in TOPICS:
        raise DataError(f"the topic {about[:60]!r} in the cell 'about' is none of: {' '.join(TOPICS)}", path, line)
    return [
        Term(
            form,
            preferred[0],
            (*preferred[1:], *values(row.get("accepted", ""))),
            values(row.get("avoid", "")),
            *(row.get(column, "").strip() for column in COLUMNS[4:]),
        )
        for form in zh
    ]


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell, each once."""
    return tuple(dict.fromkeys(value for part in cell.split(SEPARATOR) if (value := part.strip())))


def write_terms(terms: Iterable[Term], out: BinaryIO) -> None:
    """Write terms as TSV."""
    out.write(line_of(COLUMNS))
    for term in terms:
        line = line_of(cells_of(term))
        # A line that begins with "#" would be a comment.
        out.write(b" " + line if line.startswith(b"#") else line)


def cells_of(term: Term) -> list[str]:
    """The cells of a term's row."""
    joined = (f" {SEPARATOR} ".join(forms) for forms in (term.accepted, term.avoid))
    return [term.zh, term.preferred, *joined, term.domain, term.note, term.source, term.about]
