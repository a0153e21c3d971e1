"""`bitext review` and `bitext decisions` as a user meets them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.review.made import flag_on, write_flags, write_pair
from toolkit import runs
from toolkit.cli import cli
from toolkit.errors import DataError, MissingExtra
from toolkit.review import Session, notebook

TEXTS = [("第一句。", "The first one."), ("第二句。", "The second one.")]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return write_pair(tmp_path, TEXTS), write_flags(tmp_path, [flag_on("b0", "第一", "The first")])


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What JupyterLab is told instead of being started."""
    found: dict[str, object] = {}

    def record(command: list[str], environment: dict[str, str], folder: str) -> int:
        content = json.loads(Path(command[3]).read_text("utf-8"))
        found.update(command=command, environment=environment, cells=content["cells"], folder=folder)
        return 7

    monkeypatch.setattr(notebook, "_run", record)
    monkeypatch.setenv("BITEXT_FLAGS", "of yesterday")
    return found


def test_jupyterlab_is_told_which_pair(files: tuple[Path, Path], told: dict[str, object]) -> None:
    result = run("review", files[0], "--flags", files[1], "--reviewer", "ann", "--blind", "--", "--no-browser")
    assert result.exit_code == 7
    assert isinstance(told["command"], list)
    assert told["command"][:3] == [sys.executable, "-m", "jupyterlab"]
    assert told["command"][4:] == ["--no-browser"]
    environment = told["environment"]
    assert isinstance(environment, dict)
    assert {name: value for name, value in environment.items() if name.startswith("BITEXT_")} == {
        "BITEXT_PAIR": str(files[0]), "BITEXT_FLAGS": str(files[1]), "BITEXT_REVIEWER": "ann", "BITEXT_BLIND": "1",
    }  # fmt: skip
    assert any("BITEXT_PAIR" in "".join(cell["source"]) for cell in told["cells"])  # type: ignore[attr-defined]
    assert not Path(str(told["folder"])).exists()


def test_options_of_jupyterlab_that_stand_too_early_are_told_where_to_go(files: tuple[Path, Path]) -> None:
    result = run("review", files[0], "--no-browser")
    assert result.exit_code == 2
    assert "No such option '--no-browser'; options of JupyterLab go behind --" in result.stderr
    assert "JupyterLab" not in run("review", files[0], "--flgs").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_jupyterlab_ends_with_the_command(name: str, tmp_path: Path) -> None:
    child = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
    command = (
        "import os, signal, sys, tempfile; from toolkit.review.notebook import _run\n"
        # The tests themselves may have been started by nohup.
        f"signal.signal(signal.{name}, signal.SIG_DFL)\n"
        "with tempfile.TemporaryDirectory(dir=sys.argv[1]) as folder:\n"
        "    raise SystemExit(_run([sys.executable, '-c', sys.argv[2]], os.environ, folder))"
    )
    process = subprocess.Popen([sys.executable, "-c", command, str(tmp_path), child], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout
    jupyter = int(process.stdout.readline())
    assert list(tmp_path.iterdir())
    process.send_signal(signal.SIGINT)  # JupyterLab's business
    process.send_signal(getattr(signal, name))
    assert process.wait(20) == 128 + getattr(signal, name)
    with pytest.raises(ProcessLookupError):
        os.kill(jupyter, 0)
    assert not list(tmp_path.iterdir())


def test_what_was_told_yesterday_is_forgotten(files: tuple[Path, Path], told: dict[str, object]) -> None:
    run("review", files[0])
    assert "BITEXT_FLAGS" not in told["environment"]  # type: ignore[operator]


def test_a_broken_file_is_told_before_jupyterlab_starts(files: tuple[Path, Path], told: dict[str, object]) -> None:
    result = run("review", files[0], "--flags", files[0])
    assert isinstance(result.exception, DataError)
    assert told == {}


def test_without_jupyterlab_the_extra_is_named(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"bitext-toolkit\[review\]"):
        notebook.open_notebook(*files)


def test_decisions_are_exported_measured_and_learned_from(files: tuple[Path, Path], tmp_path: Path) -> None:
    session = Session.open(*files, reviewer="ann")
    [flag] = session.view()["beads"][0]["flags"]
    session.act({"do": "verdict", "flag": flag["id"], "verdict": "rejected"})
    store, out = tmp_path / "pair.review.sqlite", tmp_path / "out"
    assert run("decisions", "export", store, "-o", out).stderr == f"1 decision: {out}\n"
    assert run("decisions", "export", store, "--to", "marot", "-o", out).exit_code == 0
    assert "No-error" in out.read_text("utf-8")
    assert "terms                1      0       0.00" in run("decisions", "agreement", store).stdout
    learned = tmp_path / "mine.json"
    assert "from 1 verdict:" in run("decisions", "recalibrate", store, "-o", learned).stderr
    assert run("flag", files[0], "--calibration", learned).exit_code == 0


def test_the_notebook_is_found_when_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "review.ipynb"
    monkeypatch.setattr(notebook, "_PLACES", (installed, notebook._PLACES[1]))
    assert notebook.shipped_notebook() == notebook._PLACES[1]
    installed.write_text("{}", "utf-8")
    assert notebook.shipped_notebook() == installed
    monkeypatch.setattr(notebook, "_PLACES", ())
    with pytest.raises(DataError, match="missing from this installation"):
        notebook.shipped_notebook()


def test_a_document_of_a_run_is_reviewed(tmp_path: Path, told: dict[str, object]) -> None:
    pytest.importorskip("pyarrow")
    for name, text in (
        ("a.zh.txt", "会议昨天举行。他来了。"),
        ("a.en.txt", "The meeting was held yesterday. He came."),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "pairs.tsv").write_text("id\tsrc\ttgt\na/b ../c\ta.zh.txt\ta.en.txt\n", "utf-8")
    runs.run(tmp_path / "pairs.tsv", tmp_path / "run", executor="serial")
    assert run("review", tmp_path / "run", "--document", "a/b ../c").exit_code == 7
    environment = told["environment"]
    assert isinstance(environment, dict)
    assert Path(environment["BITEXT_PAIR"]).parent.parent == tmp_path / "run" / "review"
    assert [row["src"] for row in Session.open(environment["BITEXT_PAIR"]).view()["beads"]] == [
        "会议昨天举行。",
        "他来了。",
    ]
    assert run("review", tmp_path / "run", "--document", "none").exit_code == 1
