"""What format a bitext file has, told by what is in it and then by its name."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import regex

from toolkit.errors import BadParameter, DataError
from toolkit.links import is_link
from toolkit.packed import BUFFER, peek

SUFFIXES = {
    ".tsv": "tsv",
    ".tmx": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".links": "links",
    ".ladder": "ladder",
    ".xces": "xces",
}
"""The formats by the endings of the names of their files."""

_ROOTS = {"tmx": "tmx", "xliff": "xliff", "cesAlign": "xces", "linkGrp": "intertext"}
_ROOT = regex.compile(r"<(?![?!])(?:[\w.-]++:)?+([\w.-]++)")
_RUNG = regex.compile(r"\d+\t\d+\t[-+.\dainf]+")
_COST = regex.compile(r"\.\d{6}\s*$")  # Vecalign writes six decimals, we four.
_HEADERS = (
    ("marot", {"source", "target", "category", "severity"}),
    ("tsv", {"src", "tgt"}),
    ("tsv", {"src_text", "trg_text"}),
    ("tsv", {"zh", "en"}),
)


def format_named(name: str | Path) -> str | None:
    """The format that the ending of a file's name stands for, `.gz` aside."""
    path = Path(name)
    return SUFFIXES.get((path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower())


def format_for(output: str | Path | None, to: str | None = None) -> str:
    """The format to write: `to`, or else what the ending of the output says; TSV, where it has none.

    Raises:
        BadParameter: no format has that ending.
    """
    named = to or (format_named(output) if output is not None else "tsv")
    if named is None:
        ending = Path(str(output).removesuffix(".gz")).suffix
        if ending and not Path(str(output)).is_char_device():
            endings = ", ".join(SUFFIXES)
            raise BadParameter(
                f"no format has the ending {ending} of {output}; say which with --to, or end in one of {endings}"
            )
    return named or "tsv"


def format_of(stream: BinaryIO, source: str | Path) -> str:
    """The format of what is in a stream, which can be peeked into and of which nothing is read.

    Raises:
        DataError: it cannot be told.
    """
    head = peek(stream, BUFFER)
    if head.startswith(b"PAR1"):
        return "parquet"
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace").lstrip()
    line = text.partition("\n")[0].rstrip("\r")
    if text.startswith("<"):
        root = _ROOT.search(text)
        if not root or root[1] not in _ROOTS:
            raise DataError(f"is XML, but its root is none of <{'>, <'.join(_ROOTS)}>", source, 1)
        return _ROOTS[root[1]]
    if text.startswith("{"):
        return "jsonl"
    if is_link(line):
        return "vecalign" if _COST.search(line) else "links"
    if _RUNG.fullmatch(line):
        return "ladder"
    header = set(line.split("\t"))
    for name, columns in _HEADERS:
        if columns <= header:
            return name
    if (named := format_named(source)) and (not text or named != "tsv"):
        return named
    raise DataError(_no_format(line), source, 1)


def _no_format(line: str) -> str:
    if "\t" in line and line.replace("\t", "").isprintable() and "\ufffd" not in line:
        return (
            "has no header line with the columns src and tgt; if it needs none, read it as tsv:plain or tsv:bicleaner"
        )
    return "is a bitext in no format that can be told; say which it is, or save it as TSV with the columns src and tgt"
