from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import EN, ZH
from toolkit import align
from toolkit.converting import units_in
from toolkit.errors import BadParameter, DataError, UnknownPlugin
from toolkit.export import writer
from toolkit.units import units_of

pytestmark = pytest.mark.usefixtures("pairwise")


def test_files_written_twice_are_the_same(pair: tuple[Path, Path], tmp_path: Path) -> None:
    written = []
    for name in ("1.tsv", "2.tsv"):
        writer(tmp_path / name, inputs=pair)(align(*pair, aligner="pairwise"))
        written.append([(tmp_path / f"{name}{suffix}").read_bytes() for suffix in ("", ".json")])
    assert written[0] == written[1]
    side = json.loads(written[0][1])
    assert side["signature"]["aligner"] == "pairwise"
    assert side["src"]["path"] == str(pair[0])
    assert side["src"]["encoding"] == "utf-8"
    assert len(side["tgt"]["sha256"]) == 64
    for name, text in (("src", ZH), ("tgt", EN)):
        texts = [text[start:end] for _, start, end in side[name]["sentences"]]
        assert "".join(texts) == text.replace("\n", "").replace(". T", ".T")
        assert {block for block, _, _ in side[name]["sentences"]} == set(range(len(side[name]["blocks"])))


def test_only_a_tsv_has_a_sidecar(pair: tuple[Path, Path], tmp_path: Path) -> None:
    links = "[0]:[0]:0.7500\n[1]:[1]:0.7500\n[2]:[2]:0.7500\n"
    for name, to in (("a.links", None), ("a.txt", "links")):
        writer(tmp_path / name, to)(align(*pair, aligner="pairwise"))
        assert (tmp_path / name).read_text() == links
        assert not (tmp_path / f"{name}.json").exists()
    writer(tmp_path / "b", "tsv:all")(align(*pair, aligner="pairwise"))
    assert (tmp_path / "b.json").exists()


def test_an_alignment_in_other_formats(pair: tuple[Path, Path], tmp_path: Path) -> None:
    alignment = align(*pair, aligner="pairwise")
    for name, to, files in (
        ("a.tmx", None, ["a.tmx"]),
        ("b.xlf.gz", None, ["b.xlf.gz"]),
        ("c.gz", "moses", ["c.en.gz", "c.zh.gz"]),
    ):
        writer(tmp_path / name, to)(alignment)
        assert sorted(path.name for path in tmp_path.glob(f"{name[0]}.*")) == files
        assert [unit.src for unit in units_in(tmp_path / files[0])] == [unit.src for unit in units_of(alignment)]
    with pytest.raises(BadParameter, match="this format has 2 files; say with -o where they go"):
        writer(None, "moses")


def test_what_cannot_be_written_is_found_before_the_work(pair: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is an input"):
        writer(pair[0], inputs=pair)
    with pytest.raises(DataError, match="no folder"):
        writer(tmp_path / "none" / "a.tsv")
    with pytest.raises(UnknownPlugin, match="no format is called 'tvs'"):
        writer(tmp_path / "a.tsv", "tvs")
    (tmp_path / "b.tsv.json").mkdir()
    with pytest.raises(DataError, match=r"b\.tsv\.json: cannot be written: it is a folder"):
        writer(tmp_path / "b.tsv")
    with pytest.raises(BadParameter, match=r"no format has the ending \.docx of .*out\.docx; say which with --to"):
        writer(tmp_path / "out.docx")
    writer(tmp_path / "out.docx", "tsv")
    writer(tmp_path / "out")
