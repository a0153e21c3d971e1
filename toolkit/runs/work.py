"""What a worker does: read, align and flag the documents of a part, and write it."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from toolkit.bitext import Alignment
from toolkit.errors import BadParameter, DataError, MissingExtra, ToolkitError
from toolkit.parallel import keep_freed_memory, use_cores
from toolkit.runs.manifest import Row
from toolkit.runs.parts import Figures, Footer, footer_of, path_of, write_part
from toolkit.runs.places import fetch, is_address, place_of
from toolkit.runs.plan import Partition
from toolkit.text import CELL_BREAKS
from toolkit.units import Unit, units_of

if TYPE_CHECKING:
    from toolkit.aligners import Aligner
    from toolkit.calibration import Calibration
    from toolkit.flagging import Flags
    from toolkit.quality import Flag
    from toolkit.terms import Bank

Deadly = Mapping[str, str]
"""Documents, by their ids, at which workers died, and how."""

LONGEST = 50_000
"""Characters of a sentence; a document with a longer one is no running text."""

_WARM_UP = ("会议昨天在广州举行。市长出席了会议。", "The meeting was held in Guangzhou yesterday. The mayor was there.")


@dataclass(frozen=True)
class AlignOptions:
    """As the parameters of `pipeline.align`."""

    pre_split: bool = False
    encoding: str | None = None
    encoder: str | None = None
    aligner: str = "beads"
    weights: str | None = None


@dataclass(frozen=True)
class Settings:
    """All that a worker must know. `signature` names everything that the content of parts depends on, besides the documents."""

    folder: Path
    root: str
    max_bytes: int
    signature: str
    align: AlignOptions
    terms: tuple[str, ...] = ()
    min_confidence: float = 0.0
    calibration: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A part to be made. Documents that are deadly are not touched."""

    partition: Partition
    deadly: Deadly = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """A part that is there now; `is_old` if it was there already."""

    is_old: bool


def prepare(settings: Settings) -> None:
    """Have this process use one core, and load and compile what every document needs."""
    use_cores(1)
    keep_freed_memory()
    with TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("zh.txt", "en.txt")]
        for path, text in zip(paths, _WARM_UP, strict=True):
            path.write_text(text, "utf-8")
        # What fails even here would fail for every document, and ends the run.
        warm = replace(settings, align=replace(settings.align, encoding=None, pre_split=False))
        _work_on(str(paths[0]), str(paths[1]), warm)[1].risks  # noqa: B018


def make_part(settings: Settings, task: Task) -> Done:
    """Make a part, unless it is there, complete, and of the same documents and settings.

    Raises:
        DataError: the part cannot be written.
    """
    path, rows = path_of(settings.folder, task.partition.number), task.partition.rows
    with _fetched(rows, settings) as documents:
        signature = _signature(documents, settings)
        old = footer_of(path)
        if old and old.signature == signature and old.is_final:
            return Done(is_old=True)
        made = {document.row.id: _made(document, settings, task.deadly) for document in documents}
        for document in documents:
            if isinstance(made[document.row.id], _Failure):
                gc.collect()
                made[document.row.id] = _made(document, settings, task.deadly)
        figures = [_figures_of(document, made[document.row.id]) for document in documents]
        failures = [failure for failure in made.values() if isinstance(failure, _Failure)]
        units = (unit for found in made.values() if not isinstance(found, _Failure) for unit in found[0])
        footer = Footer(signature, tuple(figures), all(failure.is_final for failure in failures))
        write_part(path, units, footer)
    return Done(is_old=False)


def probe(settings: Settings, row: Row) -> None:
    """Work on a document and keep nothing: to find out at which one workers die."""
    with _fetched([row], settings) as [document]:
        _made(document, settings, {})


@dataclass(frozen=True, slots=True)
class _Document:
    """A document as it was found: files to read and their hashes, or what is wrong."""

    row: Row
    paths: tuple[str, str] = ("", "")
    hashes: tuple[str, str] = ("", "")
    failure: _Failure | None = None


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a document failed. It is final if it would fail the same way again: it is the document, and not the machine."""

    reason: str
    is_final: bool


_Made = tuple[list[Unit], Figures] | _Failure


@contextlib.contextmanager
def _fetched(rows: Iterable[Row], settings: Settings) -> Iterator[list[_Document]]:
    with TemporaryDirectory(prefix="bitext-") as folder:
        yield [_fetch(row, Path(folder, str(number)), settings) for number, row in enumerate(rows)]


def _fetch(row: Row, folder: Path, settings: Settings) -> _Document:
    places, paths, hashes = [], [], []
    try:
        for side, name in (("zh", row.src), ("en", row.tgt)):
            place = place_of(name, settings.root)
            places.append(place)
            data = fetch(place, settings.max_bytes)
            hashes.append(hashlib.sha256(data).hexdigest())
            if is_address(place):
                folder.mkdir(exist_ok=True)
                copy = folder / (side + PurePosixPath(urlsplit(place).path).suffix)
                copy.write_bytes(data)
                place = str(copy)
            paths.append(place)
    except Exception as error:
        return _Document(row, failure=_failure(row, places, error))
    return _Document(row, (paths[0], paths[1]), (hashes[0], hashes[1]))


def _signature(documents: Iterable[_Document], settings: Settings) -> str:
    """A hash of the settings, and of the ids, columns and bytes of the documents."""
    content = [
        [document.row.id, document.row.src, document.row.tgt, dict(document.row.more), document.hashes]
        for document in documents
    ]
    return hashlib.sha256(json.dumps([settings.signature, content]).encode()).hexdigest()


def _made(document: _Document, settings: Settings, deadly: Deadly) -> _Made:
    """The units and figures of a document."""
    if document.failure:
        return document.failure
    row = document.row
    if row.id in deadly:
        return _Failure(deadly[row.id], is_final=False)
    try:
        alignment, flags = _work_on(*document.paths, settings)
        return _result(document, alignment, flags)
    except BadParameter:  # which is wrong for every document
        raise
    except Exception as error:
        return _failure(row, document.paths, error)


def _failure(row: Row, paths: Iterable[str], error: Exception) -> _Failure:
    """The error, on one line, with the places that the manifest names."""
    reason = str(error)
    for path, name in zip(paths, (row.src, row.tgt), strict=False):
        reason = reason.replace(path, name)
    if isinstance(error, MemoryError):
        reason = "not enough memory for this document; align it by itself"
    elif not isinstance(error, ToolkitError):
        reason = f"{type(error).__name__}: {reason}"
    is_final = not isinstance(error, OSError | MemoryError | MissingExtra)
    return _Failure(" ".join(CELL_BREAKS.sub(" ", reason).split())[:500], is_final)


def _work_on(src: str, tgt: str, settings: Settings) -> tuple[Alignment, Flags]:
    from toolkit.flagging import Flags, flags_from
    from toolkit.pairs import pairs_of
    from toolkit.pipeline import align_with

    options = settings.align
    loaded = _aligner(options.aligner, options.encoder, options.weights)
    alignment = align_with(loaded, src, tgt, pre_split=options.pre_split, encoding=options.encoding)
    longest = max((len(text) for side in (alignment.src, alignment.tgt) for text in side.texts), default=0)
    if longest > LONGEST:
        raise DataError(f"has a sentence of {longest:,} characters; this is no running text", f"{src}, {tgt}")
    pairs = pairs_of(alignment)
    known = _bank(settings.terms), _calibration(settings.calibration)
    return alignment, Flags(tuple(pairs), tuple(flags_from(pairs, *known, settings.min_confidence)))


@cache
def _aligner(name: str, encoder: str | None, weights: str | None) -> tuple[Aligner, Mapping[str, object]]:
    from toolkit.pipeline import load_aligner

    return load_aligner(name, encoder, weights)


@cache
def _bank(terms: tuple[str, ...]) -> Bank:
    from toolkit.terms import open_bank

    return open_bank(terms)


@cache
def _calibration(path: str | None) -> Calibration:
    from toolkit.calibration import read_calibration

    return read_calibration(path)


def _result(document: _Document, alignment: Alignment, flags: Flags) -> tuple[list[Unit], Figures]:
    row = document.row
    by_bead: dict[str, list[Flag]] = {}
    for flag in flags:
        by_bead.setdefault(flag.bead_id, []).append(replace(flag, confidence=round(flag.confidence, 4)))
    # The texts of the pairs are those that the spans of the flags are in.
    units = [
        replace(
            unit,
            src=pair.src,
            tgt=pair.tgt,
            document=row.id,
            risk=round(risk, 4),
            flags=tuple(by_bead.get(unit.id, ())),
            more=row.more,
        )
        for unit, pair, risk in zip(units_of(alignment), flags.pairs, flags.risks, strict=True)
    ]
    full = [unit for unit in units if unit.src and unit.tgt]
    figures = Figures(
        row.id, row.src, row.tgt, *document.hashes,
        zh=len(alignment.src),
        en=len(alignment.tgt),
        beads=len(units),
        null=sum(bead.is_null and bead.label != "furniture" for bead in alignment.beads),
        furniture=sum(bead.label == "furniture" for bead in alignment.beads),
        flags=len(flags),
        confidence=round(fmean(unit.confidence or 0.0 for unit in full), 4) if full else 0.0,
        risk=round(fmean(unit.risk or 0.0 for unit in full), 4) if full else 0.0,
    )  # fmt: skip
    return units, figures


def _figures_of(document: _Document, made: _Made) -> Figures:
    if isinstance(made, _Failure):
        return Figures(document.row.id, document.row.src, document.row.tgt, *document.hashes, reason=made.reason)
    return made[1]
