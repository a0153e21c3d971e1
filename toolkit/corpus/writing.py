"""The files of an export: one bitext, or a folder with a bitext for each split, models, card and report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from toolkit.converting import load_format, targets_of, write_units
from toolkit.corpus.account import FATES, Account, write_fates
from toolkit.corpus.card import write_card
from toolkit.corpus.folder import REPORT, check_folder, whole_folder
from toolkit.corpus.inputs import Source
from toolkit.corpus.pieces import Units, write_pieces
from toolkit.corpus.scratch import Scratch
from toolkit.errors import BadParameter, DataError
from toolkit.files import atomic_write
from toolkit.sniffing import SUFFIXES

if TYPE_CHECKING:
    from toolkit.formats import Format

CARD = "README.md"
HUB = "huggingface"

_ENDINGS = {**{name: suffix for suffix, name in reversed(SUFFIXES.items())}, "moses": ""}
_ON_HUB = {"dev": "validation"}
"""What the hub calls a split."""


@dataclass(frozen=True)
class Output:
    """Where a corpus goes and as what: a folder, a file of the format `to`, or standard output where `path` is None.

    `pieces` is the size of a SentencePiece model, 0 for none, `is_joint` whether both languages share one; `licence` that of
    the whole corpus.
    """

    path: str | None
    to: str = "tsv"
    is_folder: bool = False
    pieces: int = 0
    is_joint: bool = True
    licence: str | None = None
    is_gzip: bool = False

    @property
    def name(self) -> str:
        """What the corpus is called."""
        return Path(self.path).absolute().name.partition(".")[0] if self.path else "corpus"

    @property
    def scratch_folder(self) -> str:
        """Where there is room for what is too much for memory: beside the result."""
        return str(Path(self.path).absolute().parent) if self.path else gettempdir()

    def check(self, inputs: Sequence[Source]) -> None:
        """Find out before the work begins what could not be written.

        Raises:
            BadParameter: splits or models need a folder, or there is no such format.
            DataError: the target cannot be written.
        """
        format = self.load_format()
        if not self.is_folder:
            if self.pieces:
                raise BadParameter("SentencePiece models go to a folder; end the name behind -o with a slash")
            targets_of(self.path, format, inputs)
        elif self.path is None:
            raise BadParameter("splits and models go to a folder; say with -o where it is")
        else:
            folder = check_folder(self.path).resolve()
            for source in inputs:
                if folder in (place := Path(source).resolve()).parents or folder == place:
                    raise DataError("is in the folder that would be replaced; give the output another name", source)

    def load_format(self) -> Format:
        """The format of the file, or of the files in the folder."""
        is_packed = self.is_gzip if self.is_folder else str(self.path).endswith(".gz")
        return load_format(self.to, is_packed=is_packed)


def write(
    output: Output,
    account: Account,
    scratch: Scratch,
    fates: NDArray[np.int16],
    names: Sequence[str],
    hashes: NDArray[np.uint64],
) -> Account:
    """Write the units by their fates, all or nothing; returns the account, with what was found out in writing.

    Args:
        fates: (n,) int16, what becomes of each unit of `scratch`, by its number in `names`, of which the splits come first.
        hashes: (n,) uint64, of the texts of each unit.
    """
    splits = {name: scratch.units(fates == number) for number, name in enumerate(account.kept)}
    if not output.is_folder:
        [units] = splits.values()
        _write_file(output, units)
        return account
    assert output.path is not None
    with whole_folder(output.path) as folder:
        data_files = {_ON_HUB.get(split, split): file for split, file in _write_splits(output, folder, splits)}
        if output.pieces:
            pieces, notes = write_pieces(folder, splits, output.pieces, is_joint=output.is_joint)
            account = replace(account, pieces=pieces, notes=[*account.notes, *notes])
        account.write(folder / REPORT)
        write_fates(folder / FATES, hashes, fates, names)
        write_card(folder / CARD, account, data_files if output.to == HUB else {}, output.licence)
    return account


def _write_file(output: Output, units: Units) -> None:
    format = output.load_format()
    targets = targets_of(output.path, format, ())
    if not targets:
        write_units(units(), format, None, [])
        return
    with atomic_write(*targets) as streams:
        write_units(units(), format, output.path, streams)


def _write_splits(output: Output, folder: Path, splits: dict[str, Units]) -> Iterator[tuple[str, str]]:
    """Write the file, or the files, of each split; yields the split and the first file, by its path in the folder."""
    name = output.to.partition(":")[0]
    format = output.load_format()
    for split, units in splits.items():
        on_hub = f"data/{_ON_HUB.get(split, split)}-00000-of-00001.parquet"
        stem = on_hub if name == HUB else split + _ENDINGS.get(name, f".{name}")
        is_packed = output.is_gzip and len(format.suffixes) == 1 and name != HUB
        paths = [f"{stem}{suffix}{'.gz' if is_packed else ''}" for suffix in format.suffixes]
        (folder / paths[0]).parent.mkdir(exist_ok=True)
        with ExitStack() as stack:
            streams: list[BinaryIO] = [stack.enter_context((folder / path).open("wb")) for path in paths]
            write_units(units(), format, paths[0] if is_packed else stem, streams)
        yield split, paths[0]
