"""Whatever is killed on the way, the next run makes what an undisturbed one makes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.runs.made import OPTIONS, parts_of, write_corpus
from toolkit import runs
from toolkit.runs import plan

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds workers by /proc"),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"), 16)


@pytest.fixture(scope="module")
def undisturbed(corpus: Path) -> Iterator[dict[str, bytes]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "SMALLEST", 1000)
        runs.run(corpus, corpus.parent / "undisturbed", executor="serial", **OPTIONS)
    return parts_of(corpus.parent / "undisturbed")


def program(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def run(manifest: Path, folder: Path, executor: str, **options: object) -> subprocess.Popen[str]:
    return program("-m", "tests.runs.made", manifest, folder, executor, json.dumps(options))


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def disturb(process: subprocess.Popen[str], harm: Callable[[], object]) -> tuple[int, str]:
    """Do harm when two parts are done; the run's exit status, and what it said then."""
    assert process.stdout
    seen = []
    for line in process.stdout:
        seen.append(line)
        if seen.count("a part is done\n") == 2:
            break
    assert seen.count("a part is done\n") == 2, "".join(seen)
    harm()
    rest = process.communicate(timeout=60)[0]
    return process.returncode, rest


def finish(manifest: Path, folder: Path, executor: str, **options: object) -> None:
    process = run(manifest, folder, executor, **options)
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 0, said


def test_a_worker_is_killed(corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    process = run(corpus, tmp_path, "processes", workers=2)
    status, said = disturb(process, lambda: os.kill(children(process.pid)[0], signal.SIGKILL))
    assert status == 0, said
    assert parts_of(tmp_path) == undisturbed


def test_the_client_is_killed(corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    process = run(corpus, tmp_path, "processes", workers=2)
    disturb(process, process.kill)
    before = len(list((tmp_path / "parts").glob("part-*")))
    assert 0 < before < len(undisturbed) - 1, "in the middle"
    finish(corpus, tmp_path, "processes", workers=2)
    assert parts_of(tmp_path) == undisturbed


class Cluster:
    """A Dask scheduler and two workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._file.unlink(missing_ok=True)
        self.scheduler = self._start("scheduler", "--port", 0, "--dashboard-address", ":0")
        self.workers = [
            self._start("worker", "--nthreads", 1, "--no-dashboard", "--local-directory", folder) for _ in range(2)
        ]
        while not self._file.exists() or not self._file.read_text():
            time.sleep(0.1)

    @property
    def address(self) -> str:
        return str(json.loads(self._file.read_text())["address"])

    def _start(self, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "dask", *map(str, arguments), "--scheduler-file", str(self._file)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, self.scheduler):
            for child in children(process.pid) if process.poll() is None else []:
                os.kill(child, signal.SIGKILL)
            process.kill()
            process.wait()


def test_a_dask_worker_and_then_the_scheduler_is_killed(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "run"

    def kill_worker(cluster: Cluster) -> Any:
        return lambda: os.kill(children(cluster.workers[0].pid)[0], signal.SIGKILL)

    with Cluster(tmp_path) as cluster:
        status, said = disturb(run(corpus, out, "dask", scheduler=cluster.address), kill_worker(cluster))
        assert status == 0, said
        assert parts_of(out) == undisturbed
        gone = tmp_path / "gone"
        process = run(corpus, gone, "dask", scheduler=cluster.address)
        status, said = disturb(process, cluster.scheduler.kill)
        assert status == 1, said
        assert "ToolkitError: the Dask scheduler is gone" in said
    finish(corpus, gone, "serial")
    assert parts_of(gone) == undisturbed
