"""The parts of a run: Parquet files of units, with the figures of their documents in the footer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import DataError, MissingExtra
from toolkit.files import atomic_write
from toolkit.registry import load
from toolkit.text import replace_surrogates
from toolkit.units import Unit

PARTS = "parts"

_KEY = "bitext"


@dataclass(frozen=True, slots=True)
class Figures:
    """A document of a run. One that failed has a `reason` and no figures.

    `zh` and `en` count sentences, `beads`, `null` (null beads that are no furniture) and `furniture` beads, `flags` flags;
    `confidence` and `risk` are the means of the beads that have both sides, 0 where there are none.
    """

    id: str
    src: str
    tgt: str
    src_sha256: str
    tgt_sha256: str
    reason: str = ""
    zh: int = 0
    en: int = 0
    beads: int = 0
    null: int = 0
    furniture: int = 0
    flags: int = 0
    confidence: float = 0.0
    risk: float = 0.0

    @property
    def null_share(self) -> float:
        """The share of null beads, those of furniture apart."""
        return self.null / max(1, self.beads - self.furniture)

    @property
    def kind_of_reason(self) -> str:
        """The reason without the names of the files, and without figures, so that reasons can be counted."""
        import regex

        reason = self.reason
        for name in (self.src, self.tgt):
            if name:
                reason = reason.replace(name, "")
        return regex.sub(r"\d[\d,.]*", "N", reason.partition(";")[0]).strip(" :,")


@dataclass(frozen=True, slots=True)
class Footer:
    """What a part says of itself: what it was made from, by a hash; its documents; and whether it is worth another try."""

    signature: str
    documents: tuple[Figures, ...]
    is_final: bool


def path_of(folder: Path, number: int) -> Path:
    """The file of a part."""
    return folder / PARTS / f"part-{number:06}.parquet"


def write_part(path: Path, units: Iterable[Unit], footer: Footer) -> None:
    """Write a part; it is there when it is complete.

    Raises:
        DataError: it cannot be written, as on a full disk.
    """
    content = {
        "signature": footer.signature,
        "is_final": footer.is_final,
        "documents": [asdict(figures) for figures in footer.documents],
    }
    metadata = {_KEY: replace_surrogates(json.dumps(content, ensure_ascii=False))}
    with atomic_write(path) as streams:
        load("formats", "parquet", metadata=metadata).write(units, streams)


def footer_of(path: Path) -> Footer | None:
    """The footer of a part; None if the file is not there, or not complete."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise MissingExtra("a run", "pyarrow", "corpus") from None
    try:
        content = json.loads((parquet.read_metadata(path).metadata or {})[_KEY.encode()])
        return Footer(
            content["signature"],
            tuple(_figures(document) for document in content["documents"]),
            content["is_final"],
        )
    except (ArrowException, OSError, KeyError, ValueError, TypeError):
        return None


def _figures(content: Mapping[str, Any]) -> Figures:
    return Figures(**content)


def footers(folder: Path, parts: int) -> Iterator[tuple[int, Footer | None]]:
    """The number and the footer of each part, in order."""
    return ((number, footer_of(path_of(folder, number))) for number in range(parts))


def units_of_part(path: Path, documents: Sequence[str] | None = None) -> Iterator[Unit]:
    """The units of a part, or only those of some documents.

    Raises:
        DataError: the file is not there, or damaged.
    """
    try:
        with path.open("rb") as stream:
            for unit in load("formats", "parquet").read([stream], str(path)):
                if documents is None or unit.document in documents:
                    yield unit
    except FileNotFoundError:
        raise DataError("this part is not done yet; start the run again, and it goes on", path) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", path) from None
