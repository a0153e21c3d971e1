"""The sentences of each bead of a bitext file: from the documents that it was made of, or by splitting its texts anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.files import read_bytes
from toolkit.reading import read_text
from toolkit.registry import load
from toolkit.review.rows import LANGS, SIDES, Row, Side, SideName
from toolkit.text import JOINERS, escape_cell, fold_spaces


def with_sentences(rows: Sequence[Row], source: Path) -> list[Row]:
    """The rows with their sides split into sentences.

    Where the sidecar and the documents that it names are there and unchanged, these are the very sentences. Else a text is split
    anew, and taken for one if that does not give as many as it has numbers.
    """
    sidecar = _sidecar(source)
    for name in SIDES:
        if any(_is_open(row.side(name)) for row in rows):
            known = _sentences_of_document(source, sidecar.get(name))
            rows = [row.with_side(name, _divided(name, row.side(name), known)) for row in rows]
    return list(rows)


def paragraphs(source: Path) -> list[list[int] | None]:
    """Of either side, in the order of `SIDES`, the paragraph of each sentence; None where that is not known."""
    sidecar = _sidecar(source)
    sides = [sidecar.get(name) for name in SIDES]
    return [None if side is None else [int(sentence[0]) for sentence in side["sentences"]] for side in sides]


def _is_open(side: Side) -> bool:
    """Whether a side may have more than one sentence."""
    return bool(side.was) and (side.ids is None or len(side.ids) > 1)


def _divided(name: SideName, side: Side, known: Sequence[str]) -> Side:
    if not _is_open(side):
        return side
    exact = [known[i] if i < len(known) else "" for i in side.ids or ()]
    for sentences in (exact, _split(name, side.was)):
        is_whole = JOINERS[LANGS[name]].join(sentences) == side.was
        if is_whole and sentences and (side.ids is None or len(sentences) == len(side.ids)):
            return replace(side, sentences=tuple(sentences), homes=side.homes[:1] * len(sentences))
    return side


def _split(name: SideName, text: str) -> list[str]:
    return [text[start:end] for start, end in load("segmenters", LANGS[name])(text)]


def _sentences_of_document(source: Path, side: dict[str, Any] | None) -> list[str]:
    """The sentences of a side, by what the sidecar has of it, as they stand in the file; [] where they cannot be had."""
    if side is None:
        return []
    # A path in it is as it was given, from wherever that was; that it is the same file its hash tells.
    folders = [Path(), *source.absolute().parents]
    for path in (*(folder / side["path"] for folder in folders), source.parent / Path(side["path"]).name):
        if not path.is_file():
            continue
        try:
            text = read_text(path, encoding=side["encoding"] or None, pre_split=side["is_pre_split"])
        except (ToolkitError, OSError):
            continue
        if text.sha256 == side["sha256"]:
            cut = (text.text[start:end] for _, start, end in side["sentences"])
            return [escape_cell(part if side["is_pre_split"] else fold_spaces(part)) for part in cut]
    return []


def signature(source: Path) -> dict[str, Any]:
    """What made the alignment, as the sidecar tells; {} where that is not known."""
    found = _sidecar(source)
    return found["signature"] if found else {}


def _sidecar(source: Path) -> dict[str, dict[str, Any]]:
    """What the file beside a TSV says of either side, and the signature; {} where there is none, or it is not ours."""
    try:
        content = json.loads(read_bytes(f"{source}.json"))
        is_pre_split = bool(content["signature"].get("pre_split"))
        sides = {str(name): {**_checked(content[name]), "is_pre_split": is_pre_split} for name in SIDES}
        return {"signature": content["signature"], **sides}
    except (ToolkitError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _checked(side: dict[str, Any]) -> dict[str, Any]:
    is_ours = all(isinstance(side[key], str) for key in ("path", "sha256", "encoding"))
    if not is_ours or not all(len([int(place) for place in sentence]) == 3 for sentence in side["sentences"]):
        raise ValueError
    return side
