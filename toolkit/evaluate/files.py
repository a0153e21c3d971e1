"""The files that are compared: which goes with which, and what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from toolkit.bitext import COLUMNS, Bead
from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.registry import load
from toolkit.tables import read_table, rows

NO_GENRE = "unknown"

_SIDECAR = ".tsv.json"


def paired(gold: Path, hyps: Sequence[Path]) -> list[tuple[str, Path, Path]]:
    """(name, gold file, other file): two files, or those of two folders by their names without suffix.

    Where `gold` is a folder, `hyps` may also be files, which go with the files in it that are named so. Sidecars and
    hidden files are left out of folders.

    Raises:
        DataError: a file has no partner, or a folder stands where a file is needed.
    """
    if not gold.is_dir():
        if len(hyps) > 1 or hyps[0].is_dir():
            other = f"{hyps[0]} is a folder" if hyps[0].is_dir() else "there are several to compare with it"
            raise DataError(f"is a file but {other}; give two files or two folders", gold)
        return [(gold.stem, gold, hyps[0])]
    gold_files = _by_stem(gold.iterdir(), gold)
    if len(hyps) == 1 and hyps[0].is_dir():
        hyp_files = _by_stem(hyps[0].iterdir(), hyps[0])
        _refuse_missing(gold_files.keys() - hyp_files, hyps[0])
    else:
        for path in hyps:
            if path.is_dir():
                raise DataError("is a folder but others are given with it; give one folder, or files", path)
        hyp_files = _by_stem(hyps, gold)
    _refuse_missing(hyp_files.keys() - gold_files, gold)
    if not hyp_files:
        raise DataError("has no files in it", gold)
    return [(stem, gold_files[stem], hyp_files[stem]) for stem in sorted(hyp_files)]


def _by_stem(paths: Iterable[Path], folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(paths):
        if path.is_dir() or path.name.startswith(".") or path.name.endswith(_SIDECAR):
            continue
        if path.stem in found:
            raise DataError(f"has two files named {path.stem}: {found[path.stem].name}, {path.name}", folder)
        found[path.stem] = path
    return found


def _refuse_missing(stems: Iterable[str], folder: Path) -> None:
    if missing := ", ".join(sorted(stems)):
        raise DataError(f"has no file named {missing}", folder)


def read_beads(path: Path) -> tuple[Bead, ...]:
    """The beads of a links file, or of a TSV of ours, with the confidence as their `score`.

    Raises:
        DataError: the file is neither.
    """
    data = read_bytes(path)
    if _is_ours(data):
        links = [f"[{row['src_ids']}]:[{row['tgt_ids']}]:{row['confidence']}" for _, row in rows(data, path, COLUMNS)]
        # The header was a line too: so the lines that errors name are those of the file.
        data = "\n".join(["", *links]).encode()
    beads: tuple[Bead, ...] = load("readers", "links")(data, str(path))
    return beads


def _is_ours(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").startswith("\t".join(COLUMNS).encode())


def read_genres(path: Path | None, gold: Path) -> Mapping[str, str]:
    """The genre of each document, by its name: from a TSV with the columns name and genre.

    Without a `path` it is `genres.tsv` beside the folder that the gold is in; where there is none, no genre is known.

    Raises:
        DataError: the file is no such TSV, or the `path` is missing.
    """
    if path is None:
        folder = gold if gold.is_dir() else gold.parent
        path = folder.resolve().parent / "genres.tsv"
        if not path.is_file():
            return {}
    return {row["name"]: row["genre"] for _, row in read_table(path, ("name", "genre"))}
