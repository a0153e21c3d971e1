"""Open a pair in JupyterLab: the shipped notebook, told by the environment which pair it is about."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from toolkit.errors import DataError, MissingExtra
from toolkit.reading import Source
from toolkit.review.session import Session

_NAME = "review.ipynb"
_PREFIX = "BITEXT_"
_STEP = 0.1  # seconds after which is seen whether JupyterLab or a signal has ended the review
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

    The copy is in a folder of its own that is gone when JupyterLab ends; what was decided is in the store. SIGTERM and SIGHUP end
    JupyterLab, too.

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
    Session.open(pair, flags, decisions=decisions, reviewer=reviewer, blind=blind, is_trial=True).close()
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
    """Start JupyterLab and wait until it ends; a signal that would end this process ends JupyterLab."""
    ended_by = 0
    with _heeding_signals() as heard, subprocess.Popen(command, env=environment, cwd=folder) as jupyter:
        # To block in `wait` would leave a signal that comes just before it unheard.
        while (status := jupyter.poll()) is None:
            if heard:
                ended_by = heard.pop()
                jupyter.terminate()  # It takes its kernels with it.
            time.sleep(_STEP)
    status = -ended_by or status
    return status if status >= 0 else 128 - status  # As a shell numbers an end by a signal.


@contextlib.contextmanager
def _heeding_signals() -> Iterator[list[int]]:
    """The numbers of the signals that have come; Control-C is not among them."""
    heard: list[int] = []
    # Control-C is for JupyterLab, which asks back. It is not ignored here, for JupyterLab would inherit that.
    actions = {"SIGINT": lambda *_: None} | dict.fromkeys(("SIGTERM", "SIGHUP"), lambda number, _: heard.append(number))
    numbers = {getattr(signal, name): action for name, action in actions.items() if hasattr(signal, name)}
    # What is ignored already, as SIGHUP by nohup, stays so.
    wanted = {number: action for number, action in numbers.items() if signal.getsignal(number) != signal.SIG_IGN}
    before = {number: signal.signal(number, action) for number, action in wanted.items()}
    try:
        yield heard
    finally:
        for number, action in before.items():
            signal.signal(number, action)


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
