"""The command as a user meets it: real processes, what they print, their status and what they leave behind."""

from __future__ import annotations

import json
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EN, ZH
from toolkit import __version__
from toolkit.bitext import COLUMNS

BITEXT = [sys.executable, "-m", "toolkit"]
FAST = ["--aligner", "gale_church"]


def bitext(*args: str | Path, cwd: Path | None = None, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*BITEXT, *map(str, args)], capture_output=True, cwd=cwd, timeout=120, **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a pair of files, zh.txt and en.txt."""
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    (tmp_path / "en.txt").write_text(EN, "utf-8")
    return tmp_path


def error_of(result: subprocess.CompletedProcess[bytes]) -> str:
    """The one line of an error."""
    lines = result.stderr.decode().rstrip("\n").split("\n")
    assert result.returncode == 2, lines
    assert len(lines) == 1
    assert lines[0].startswith("error: ")
    return lines[0]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\ntry:\n    from toolkit.cli import main; main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    )
    for args in (["--help"], ["align", "--help"], ["evaluate", "links", "--help"], ["--version"]):
        result = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True)
        assert result.returncode == 0
        assert not {"numpy", "pandas", "numba", "regex", "toolkit.pipeline", "toolkit.bitext"} & set(
            result.stderr.split()
        )
    assert result.stdout == f"bitext {__version__}\n"


def test_align_to_standard_output(folder: Path) -> None:
    result = bitext("align", "zh.txt", "en.txt", *FAST, cwd=folder)
    assert result.returncode == 0
    rows = [line.split("\t") for line in result.stdout.decode().removesuffix("\n").split("\n")]
    assert rows[0] == list(COLUMNS)
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert "".join(row[7] for row in rows[1:]) == ZH.replace("\n", "")
    summary = result.stderr.decode()
    assert "3 Chinese and 3 English sentences" in summary
    assert summary.endswith(" s\n")
    assert "\r" not in summary, "no bar where there is no terminal"


def test_align_to_a_file_twice(folder: Path) -> None:
    for name in ("1.tsv", "2.tsv"):
        result = bitext("align", "zh.txt", "en.txt", "-o", name, *FAST, cwd=folder)
        assert (result.returncode, result.stdout) == (0, b"")
    assert (folder / "1.tsv").read_bytes() == (folder / "2.tsv").read_bytes()
    assert (folder / "1.tsv.json").read_bytes() == (folder / "2.tsv.json").read_bytes()
    assert json.loads((folder / "1.tsv.json").read_bytes())["src"]["path"] == "zh.txt"
    assert len(list(folder.iterdir())) == 6


def test_pre_split_to_links_and_evaluate(folder: Path) -> None:
    (folder / "zh.txt").write_text("会议昨天在广州举行。\n市长出席了会议。\n", "utf-8")
    (folder / "en.txt").write_text("The meeting was held in Guangzhou.\nThe mayor was there.\n", "utf-8")
    result = bitext("align", "zh.txt", "en.txt", "--pre-split", "--to", "links", "-o", "a.links", *FAST, cwd=folder)
    assert result.returncode == 0
    assert (folder / "a.links").read_text().startswith("[0]:[0]:")
    assert not (folder / "a.links.json").exists()
    (folder / "gold.links").write_text("[0]:[0]\n[1]:[1]\n")
    result = bitext("evaluate", "links", "gold.links", "a.links", cwd=folder)
    assert result.returncode == 0
    assert b"all" in result.stdout
    assert b"Null beads are counted on both sides" in result.stdout


def test_standard_input(folder: Path) -> None:
    result = bitext("align", "-", "en.txt", *FAST, cwd=folder, input=ZH.encode())
    assert "会议昨天" in result.stdout.decode()
    assert "standard input" in error_of(bitext("align", "-", "-", *FAST, cwd=folder, input=b"x"))


def test_pins(folder: Path) -> None:
    (folder / "pins.links").write_text("[0]:[0, 1]\n[1]:[]\n")
    for files in (("zh.txt", "en.txt"), ("en.txt", "zh.txt")):
        args = ["align", *files, "--pins", "pins.links", "-o", "out.tsv", *FAST]
        assert bitext(*args, cwd=folder).returncode == 0
        rows = [line.split("\t") for line in (folder / "out.tsv").read_text("utf-8").split("\n")[1:-1]]
        assert [(row[1], row[4]) for row in rows] == [("1-2", "1.0000"), ("1-0", "1.0000"), ("1-1", "1.0000")]
        assert json.loads((folder / "out.tsv.json").read_bytes())["signature"]["pins"] == [[[0], [0, 1]], [[1], []]]


def test_the_wrong_way_round_is_said(folder: Path) -> None:
    result = bitext("align", "en.txt", "zh.txt", *FAST, cwd=folder)
    assert result.returncode == 0
    assert b"the other way round: zh.txt is the Chinese one" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["none.txt", "en.txt"], "none.txt: there is no such file"),
        (["zh.txt", "."], ".: is a folder"),
        (["empty.txt", "en.txt"], "empty.txt: is empty"),
        (["zh.txt", "binary.txt"], "binary.txt: is binary"),
        (["zh.txt", "picture.txt"], "picture.txt: is a PNG picture"),
        (["zh.txt", "old.doc"], "old.doc: is an old Office document"),
        (["bytes.txt", "en.txt", "--encoding", "utf-8"], "bytes.txt:"),
        (["zh.txt", "zh.txt"], "zh.txt, zh.txt: both are Chinese"),
        (["en.txt", "en.txt"], "en.txt, en.txt: neither is Chinese"),
        (["zh.txt", "en.txt", "--encoding", "klingon"], "klingon"),
        (["zh.txt", "en.txt", "--aligner", "none"], "no aligner is called 'none'; there are:"),
        (["zh.txt", "en.txt", "--encoder", "none"], "no encoder"),
        (["zh.txt", "en.txt", "--to", "none"], "no format is called 'none'; there are: huggingface, intertext, "),
        (["zh.txt", "en.txt", "--pins", "none.links"], "none.links: there is no such file"),
        (["zh.txt", "en.txt", "--pins", "zh.txt"], "zh.txt:1: expected a line such as [0, 1]:[0]:0.93"),
        (["zh.txt", "en.txt", "--pins", "far.links"], "far.links: a pin has sentence 9, but there are 3"),
        (["zh.txt", "en.txt", "--pins", "far.links", "-o", "far.links"], "far.links: is an input"),
        (["-", "en.txt", "--pins", "-"], "only one file can come from standard input"),
        (["zh.txt", "en.txt", "-o", "none/out.tsv"], "there is no folder none"),
        (["zh.txt", "en.txt", "-o", "en.txt"], "en.txt: is an input"),
        (["zh.txt", "en.txt", "-o", "/proc/out.tsv"], "/proc/out.tsv: cannot be written"),
    ],
)
def test_bad_input_is_one_line_and_leaves_no_file(folder: Path, args: list[str], message: str) -> None:
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    (folder / "far.links").write_text("[9]:[0]\n")
    (folder / "bytes.txt").write_bytes("会议".encode() + b"\xff\xfe\xff")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    output = [] if "-o" in args else ["-o", "out.tsv"]
    aligner = [] if {"--aligner", "--encoder"} & set(args) else FAST
    assert message in error_of(bitext("align", *args, *output, *aligner, cwd=folder))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_an_error_about_a_hostile_name_is_one_line(folder: Path) -> None:
    assert "no such file" in error_of(bitext("align", "a\nb\u2028.txt", "en.txt", *FAST, cwd=folder))
    assert "no such file" in error_of(bitext("align", os.fsdecode(b"\xff.txt"), "en.txt", *FAST, cwd=folder))


@pytest.mark.parametrize(
    "args",
    [
        ["align"],
        ["align", "zh.txt"],
        ["align", "a", "b", "c"],
        ["align", "--bad"],
        ["none"],
        ["evaluate", "links", "a"],
    ],
)
def test_usage_errors(args: list[str]) -> None:
    result = bitext(*args)
    assert result.returncode == 2
    assert b"Usage: bitext" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_full_disk_leaves_the_old_files(folder: Path) -> None:
    (folder / "zh.txt").write_text(ZH * 200, "utf-8")
    (folder / "en.txt").write_text(EN * 200, "utf-8")
    for name in ("out.tsv", "out.tsv.json"):
        (folder / name).write_text("old")
    before = sorted(folder.iterdir())

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    result = bitext("align", "zh.txt", "en.txt", "-o", "out.tsv", *FAST, cwd=folder, preexec_fn=limit)
    assert "out.tsv: cannot be written: File too large" in error_of(result)
    assert sorted(folder.iterdir()) == before
    assert {(folder / name).read_text() for name in ("out.tsv", "out.tsv.json")} == {"old"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_standard_output_that_is_full(folder: Path) -> None:
    for args in (["align", "zh.txt", "en.txt", *FAST], ["--help"]):
        with Path("/dev/full").open("wb") as full:
            result = subprocess.run([*BITEXT, *args], stdout=full, stderr=subprocess.PIPE, cwd=folder, timeout=120)
        assert "No space left on device" in error_of(result)


def started(folder: Path, *args: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*BITEXT, *args], cwd=folder, stderr=subprocess.PIPE, **options)


def test_a_pipe_that_nobody_reads_is_no_drama(folder: Path) -> None:
    process = started(folder, "align", "zh.txt", "en.txt", *FAST, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(120) == 1


def test_interrupt(folder: Path) -> None:
    def heed() -> None:
        # A shell starts what it puts in the background deaf to interrupts.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    process = started(folder, "align", "-", "en.txt", "-o", "out.tsv", *FAST, stdin=subprocess.PIPE, preexec_fn=heed)
    assert process.stdin
    # More than the pipe holds: once it is written, the command has begun to read.
    process.stdin.write(b"x" * (1 << 20))
    process.send_signal(signal.SIGINT)
    assert process.wait(120) == 130
    assert process.stderr
    assert b"Traceback" not in process.stderr.read()
    assert sorted(path.name for path in folder.iterdir()) == ["en.txt", "zh.txt"]


def on_terminal(folder: Path, feed: Callable[[Any], None]) -> str:
    """What `bitext align - en.txt` shows on a terminal while `feed` gives it its input."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*BITEXT, "align", "-", "en.txt", "-o", "out.tsv", *FAST], cwd=folder, stdin=subprocess.PIPE, stderr=slave
    )
    os.close(slave)
    feed(process.stdin)
    shown = b""
    try:
        while chunk := os.read(master, 4096):
            shown += chunk
    except OSError:
        pass  # The terminal is gone with the process.
    os.close(master)
    assert process.wait(120) == 0
    return shown.decode()


def test_a_bar_only_on_a_terminal_and_only_if_it_takes_long(folder: Path) -> None:
    def slowly(stdin: Any) -> None:
        stdin.write(ZH.encode() * 3000)
        time.sleep(2.5)
        stdin.close()

    shown = on_terminal(folder, slowly)
    assert "[#####---------------] reading -, 1 s" in shown
    assert "\r\x1b[K" in shown.split("reading")[-1], "the bar is erased"


PAIR = "src\ttgt\n要突出科技自立自强。\tWe must stress self-reliance and self-reliance.\n"


def test_flag_from_standard_input_and_to_files(folder: Path) -> None:
    result = bitext("flag", "-", input=PAIR.encode())
    assert result.returncode == 0
    assert "self-reliance and self-reliance" in result.stdout.decode()
    assert b"flags in 1 of 1 bead\n" in result.stderr
    (folder / "pair.tsv").write_text(PAIR, "utf-8")
    result = bitext("flag", "pair.tsv", "-o", "flags.tsv", "--segments", "risk.tsv", "--to", "marot", cwd=folder)
    assert (result.returncode, result.stdout) == (0, b"")
    assert "<v>self-reliance and self-reliance</v>" in (folder / "flags.tsv").read_text("utf-8")
    assert (folder / "risk.tsv").read_text("utf-8").startswith("bead_id\trisk\n1\t0.")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["flag", "none.tsv"], "none.tsv: there is no such file"),
        (["flag", "zh.txt"], "zh.txt:1: the header line lacks the columns src, tgt"),
        (["flag", "pair.tsv", "--to", "xlsx"], "flags are not written as 'xlsx'"),
        (["flag", "pair.tsv", "--calibration", "zh.txt"], "zh.txt: is no calibration of flags"),
        (["flag", "pair.tsv", "--terms", "pair.tsv"], "pair.tsv:1: has no column 'zh'"),
        (["flag", "pair.tsv", "-o", "pair.tsv"], "pair.tsv: is an input"),
        (["terms", "import", "zh.txt", "-o", "terms.tsv"], "zh.txt:1: has no column of Chinese terms"),
        (["terms", "import", "zh.txt", "-o", "terms.xls"], "its name must end in"),
        (["calibrate", "pair.tsv", "--held-out"], "pair.tsv: is the only file"),
        (
            ["train-risk", "pair.tsv", "-o", "risk.json"],
            "pair.tsv:1: the header line lacks the columns system, line, mqm",
        ),
        (["evaluate", "flags", "pair.tsv", "pair.tsv"], "pair.tsv:1: the header line lacks the columns"),
    ],
)
def test_bad_input_of_flags_is_one_line_and_leaves_no_file(folder: Path, args: list[str], message: str) -> None:
    (folder / "pair.tsv").write_text(PAIR, "utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert message in error_of(bitext(*args, cwd=folder))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_terms_are_checked_and_converted(folder: Path) -> None:
    (folder / "glossary.csv").write_text("zh,en\n短板,weak link\n,none\n", "utf-8")
    result = bitext("terms", "import", "glossary.csv", "-o", "mine.tsv", cwd=folder)
    assert result.stderr.decode() == "1 term\nleft out: 1 with no Chinese term\n"
    assert bitext("terms", "check", "mine.tsv", cwd=folder).stdout == b"no problems found\n"
    (folder / "mine.tsv").write_text("zh\tpreferred\n短板\tweak link\n短板\tgap\n", "utf-8")
    result = bitext("terms", "check", "mine.tsv", cwd=folder)
    assert (result.returncode, "mine.tsv:3: 短板 is in mine.tsv:2 already" in result.stdout.decode()) == (1, True)
