"""Open a pair in JupyterLab: the shipped notebook, told by the environment which pair it is about."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.errors import DataError, MissingExtra
from toolkit.reading import Source
from toolkit.review.session import Session

_NAME = "review.ipynb"
_PREFIX = "BITEXT_"
_PLACES = (Path(__file__).parent / _NAME, Path(__file__).parents[2] / "notebooks" / _NAME)
"""In an installed package, and in a clone."""


def open_notebook(
    pair: Source,
    flags: Source | None = None,
    *,
    decisions: Source | None = None,
    reviewer: str | None = None,
    blind: bool = False,
    document: str | None = None,
    options: Sequence[str] = (),
) -> int:
    """Open JupyterLab on a copy of the notebook, with the parameters of `Session.open`; returns its exit status.

    The copy is in a folder of its own that is gone when JupyterLab ends; what was decided is in the store.

    Args:
        document: of the run that `pair` is the folder of; its pair, flags and decisions are in the folder `review` there.
        options: further ones of `jupyter lab`.

    Raises:
        DataError: as of `Session.open`.
        MissingExtra: JupyterLab is not installed.
    """
    for package in ("jupyterlab", "anywidget"):
        if importlib.util.find_spec(package) is None:
            raise MissingExtra("the review in a notebook", package, "review")
    if document is not None:
        pair, own = _document(pair, document)
        flags = flags or own
    # What is wrong with the files is better told here than in a cell.
    Session.open(pair, flags, decisions=decisions, reviewer=reviewer, blind=blind).close()
    with tempfile.TemporaryDirectory(prefix="bitext-review-") as folder:
        copy = Path(folder) / _NAME
        shutil.copyfile(shipped_notebook(), copy)
        command = [sys.executable, "-m", "jupyterlab", str(copy), *options]
        told = environment(pair, flags, decisions=decisions, reviewer=reviewer, blind=blind)
        others = {name: value for name, value in os.environ.items() if not name.startswith(_PREFIX)}
        return _run(command, {**others, **told}, folder)


def _document(run: Source, document: str) -> tuple[Path, Path]:
    """The pair and the flags of a document of a run."""
    from toolkit.runs import document_of_run

    # An id may hold any characters, and be long.
    name = hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return document_of_run(run, document, Path(run, "review", name))


def _run(command: Sequence[str], environment: Mapping[str, str], folder: str) -> int:
    # Control-C is for JupyterLab, which asks back.
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.run(command, env=environment, cwd=folder, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, handler)


def environment(
    pair: Source, flags: Source | None, *, decisions: Source | None, reviewer: str | None, blind: bool
) -> Mapping[str, str]:
    """What the notebook is told, by the names of its variables; paths are absolute."""
    paths = {"PAIR": pair, "FLAGS": flags, "DECISIONS": decisions}
    told = {name: str(Path(path).absolute()) for name, path in paths.items() if path is not None}
    others = {"REVIEWER": reviewer or "", "BLIND": "1" if blind else ""}
    return {f"{_PREFIX}{name}": value for name, value in {**told, **others}.items() if value}


def shipped_notebook() -> Path:
    """Where the notebook is.

    Raises:
        DataError: it was not installed.
    """
    for path in _PLACES:
        if path.is_file():
            return path
    raise DataError("the notebook is missing from this installation; install the toolkit anew", _NAME)
