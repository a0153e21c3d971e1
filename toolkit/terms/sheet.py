"""Glossaries from spreadsheets: CSV, comma, semicolon or tab separated, with a header line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import DataError
from toolkit.terms.entries import COLUMNS, REQUIRED, Term, cells_of, terms_of
from toolkit.text import replace_surrogates

_NAMES = {
    "zh": "zh zh-cn zh_cn zh-hans zh-tw zh-hant cn chinese src 中文 汉语 中文术语 原文 源语 术语",
    "preferred": "preferred en en-us en_us en-gb english target tgt translation 英文 英语 英文术语 译文 译名 目标语",
    "accepted": "accepted admitted synonym synonyms variant variants alternative 同义词 别名",
    "avoid": "avoid forbidden deprecated banned wrong 禁用 误译",
    "domain": "domain subject field subjectfield topic category 领域 类别 分类",
    "note": "note notes comment comments definition remark remarks 备注 说明 定义 注释",
    "source": "reference provenance 来源 出处",
    "about": "about",
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names.split()}
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ",;\t"


def read_sheet(data: bytes, path: str | Path) -> tuple[list[Term], Counter[str]]:
    """The terms of a CSV file, and how many of its rows gave none, by reason.

    The columns are known by the usual names, English or Chinese. One called `source` holds the Chinese terms unless
    another column does. Without a byte order mark, what is not UTF-8 is read as GB18030.

    Raises:
        DataError: no column of Chinese or of English terms, or a broken file.
    """
    text = _decode(data, path)
    rows = _rows(text, path)
    first = next(rows, None)
    columns = _columns(first[1] if first else [], path)
    terms: list[Term] = []
    dropped: Counter[str] = Counter()
    for line, cells in rows:
        row = dict.fromkeys(COLUMNS, "")
        for column, cell in zip(columns, cells, strict=False):  # short rows end in empty cells
            row[column] = " ".join(cell.split())
        row.pop("", None)
        empty = next((column for column in REQUIRED if not row[column]), "")
        if empty:
            dropped[f"no {'Chinese' if empty == 'zh' else 'English'} term"] += any(cells)
        else:
            terms.extend(terms_of(row, path, line))
    return terms, +dropped


def _decode(data: bytes, path: str | Path) -> str:
    marked = next((encoding for bom, encoding in _BOMS.items() if data.startswith(bom)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError("is neither UTF-8, UTF-16 nor GB18030; save it as UTF-8", path)


def _rows(text: str, path: str | Path) -> Iterator[tuple[int, list[str]]]:
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count))
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise DataError(f"is not CSV: {error}", path, reader.line_num) from error


def _columns(header: Sequence[str], path: str | Path) -> list[str]:
    """Which of `COLUMNS` each column is, "" for none; of two that would be the same, the first."""
    names = [name.strip().lower() for name in header]
    found = [_COLUMN_OF.get(name, "") for name in names]
    if "source" in names:
        found[names.index("source")] = "source" if "zh" in found else "zh"
    found = [column if column not in found[:i] else "" for i, column in enumerate(found)]
    for column, language, example in (("zh", "Chinese", "zh"), ("preferred", "English", "en")):
        if column not in found:
            raise DataError(f"has no column of {language} terms; call it {example!r} in the first line", path, 1)
    return found


def write_sheet(terms: Iterable[Term], out: BinaryIO) -> None:
    """Write terms as CSV in UTF-8 with a byte order mark, without which spreadsheets garble Chinese."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(cells_of(term) for term in terms)
    out.write(replace_surrogates(text.getvalue()).encode("utf-8-sig"))
