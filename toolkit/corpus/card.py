"""The card of a corpus: what is in it and where it is from, for people and for the Hugging Face hub."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from toolkit.corpus.account import BINS, REASONS, Account
from toolkit.text import escape_cell

_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)
_SIDES = {"zh": "Han characters", "en": "English words"}


def write_card(path: Path, account: Account, data_files: Mapping[str, str], licence: str | None) -> None:
    """Write the card in Markdown, with the front matter of the hub; `data_files` are its files there, by split."""
    kept = sum(account.kept.values())
    parts = [
        _front_matter(kept, data_files, licence),
        f"# {escape_cell(str(account.signature['name']))}: Chinese-English translation pairs",
        f"{kept:,} pairs, of {account.total:,} that were read.",
        _table(("split", "pairs"), [(name, f"{count:,}") for name, count in account.kept.items()]),
        "## Lengths",
        *(_lengths(account, lang) for lang in _SIDES),
        "## Sources",
        _table(("file", "pairs", "kept", "SHA-256"), [_source(file) for file in account.files]),
        "## Licence",
        _licences(account, licence),
        "## What was left out",
        _table(("reason", "pairs", ""), [_dropped(reason, count) for reason, count in account.dropped.items()])
        if account.dropped
        else "Nothing.",
        *(f"- {_cell(note)}" for note in account.notes),
        *_pieces(account),
        "## How it was made",
        "```json\n" + json.dumps(account.signature, ensure_ascii=False, indent=1).replace("`", "\\u0060") + "\n```",
    ]
    path.write_text("\n\n".join(parts) + "\n", "utf-8")


def _front_matter(kept: int, data_files: Mapping[str, str], licence: str | None) -> str:
    size = next((name for limit, name in _SIZES if kept < limit), "10M<n<100M")
    lines = ["---", "language:", "- zh", "- en", "task_categories:", "- translation", "size_categories:", f"- {size}"]
    if licence:
        lines.append(f"license: {json.dumps(licence)}")
    if data_files:
        lines += ["configs:", "- config_name: default", "  data_files:"]
        for split, file in data_files.items():
            lines += [f"  - split: {split}", f"    path: {file}"]
    return "\n".join([*lines, "---"])


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(map(_cell, row)) + " |" for row in rows)])


def _cell(text: str) -> str:
    escaped = escape_cell(text)
    for character in "\\`*_[]<>|":
        escaped = escaped.replace(character, f"\\{character}")
    return escaped


def _lengths(account: Account, lang: str) -> str:
    ends = [*BINS[1:], None]
    header = [f"{start}-{end - 1}" if end else f"{start}-" for start, end in zip(BINS, ends, strict=True)]
    rows = [(split, *map(str, sides[lang])) for split, sides in account.lengths.items()]
    return _table((f"pairs by {_SIDES[lang]}", *header), rows)


def _source(file: Mapping[str, object]) -> tuple[str, ...]:
    return str(file["path"]), str(file["total"]), str(file["kept"]), str(file["sha256"])[:16]


def _dropped(reason: str, count: int) -> tuple[str, ...]:
    return reason, f"{count:,}", REASONS.get(reason, "the filter of that name")


def _licences(account: Account, licence: str | None) -> str:
    found = ", ".join(f"{_cell(name) or 'not said'} ({count:,} pairs)" for name, count in account.licences.items())
    return _cell(licence) if licence else f"By the column licence of the sources: {found or 'not said'}."


def _pieces(account: Account) -> list[str]:
    if not account.pieces:
        return []
    rows = [
        (
            split,
            lang,
            *(str(figures.get(key, "")) for key in ("pieces", "pieces_a_word", "unknown", "bytes", "han_coverage")),
        )
        for split, sides in account.pieces.items()
        if split != "models"
        for lang, figures in sides.items()
    ]
    header = ("split", "side", "pieces", "a word or Han character", "unknown", "bytes", "Han characters covered")
    return ["## SentencePiece", _table(header, rows)]
