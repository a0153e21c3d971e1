"""The commands as a user meets them, from aligning to the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import EN, ZH
from tests.evaluate.made import write
from tests.test_cli import FAST, bitext, error_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pair aligned by the command, with gold links and gold segments, one of them omitted in the English."""
    write(tmp_path / "zh.txt", ZH)
    first, _, third = EN.replace("\n\n", " ").split(". ")
    write(tmp_path / "en.txt", f"{first}.\n\n{third}")
    result = bitext("align", "zh.txt", "en.txt", "-o", "out.tsv", *FAST, cwd=tmp_path)
    assert result.returncode == 0
    write(tmp_path / "gold.links", "[0]:[0]\n[1]:[]\n[2]:[1]\n")
    zh = ZH.replace("\n", "").split("。")
    rows = [("src", "tgt"), (f"{zh[0]}。", f"{first}."), (f"{zh[1]}。", ""), (f"{zh[2]}。", third)]
    write(tmp_path / "segments.tsv", "".join(f"{src}\t{tgt}\n" for src, tgt in rows))
    return tmp_path


def test_links_raw_and_confidence(folder: Path) -> None:
    result = bitext("evaluate", "links", "gold.links", "out.tsv", cwd=folder)
    assert result.stdout.decode().split("\n")[2].split()[:2] == ["all", "3"]
    result = bitext("evaluate", "links", "gold.links", "out.tsv", "gold.links", cwd=folder)
    assert "HYP against OTHER" in result.stdout.decode()
    result = bitext("evaluate", "raw", "segments.tsv", "out.tsv", cwd=folder)
    assert result.stdout.decode().split("\n")[2].split()[:2] == ["all", "3"]
    assert "touch the same gold segments" in result.stdout.decode()
    result = bitext("evaluate", "confidence", "gold.links", "out.tsv", cwd=folder)
    assert "expected calibration error" in result.stdout.decode()
    assert result.returncode == 0


def test_a_sidecar_beside_a_table_is_no_document(folder: Path) -> None:
    for name in ("g", "h"):
        (folder / name).mkdir()
    (folder / "segments.tsv").rename(folder / "g" / "a.tsv")
    (folder / "out.tsv").rename(folder / "h" / "a.tsv")
    (folder / "out.tsv.json").rename(folder / "h" / "a.tsv.json")
    write(folder / "genres.tsv", "name\tgenre\na\tweb\n")
    result = bitext("evaluate", "raw", "g", "h", "--seed", "7", cwd=folder)
    assert "\ngenre web " in result.stdout.decode()
    assert bitext("evaluate", "raw", "g", "h/a.tsv", cwd=folder).stdout == result.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["raw", "zh.txt", "out.tsv"], "zh.txt:1: the header line lacks the columns src, tgt"),
        (["raw", "segments.tsv", "zh.txt"], "zh.txt:1: the header line lacks the columns bead_id"),
        (["raw", "none.tsv", "out.tsv"], "none.tsv: there is no such file"),
        (["links", "gold.links", "segments.tsv"], "segments.tsv:1: expected a line such as"),
        (["links", "gold.links", "out.tsv", "--genres", "none.tsv"], "none.tsv: there is no such file"),
        (["confidence", "out.tsv", "gold.links"], "gold.links: has no confidences"),
        (["links", "gold.links", "."], "gold.links: is a file but . is a folder"),
    ],
)
def test_bad_input_is_one_line(folder: Path, args: list[str], message: str) -> None:
    assert message in error_of(bitext("evaluate", *args, cwd=folder))
