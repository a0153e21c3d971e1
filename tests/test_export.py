from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import EN, ZH
from toolkit import align
from toolkit.errors import DataError, UnknownPlugin
from toolkit.export import writer

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
    writer(tmp_path / "a.links", "links")(align(*pair, aligner="pairwise"))
    assert (tmp_path / "a.links").read_text() == "[0]:[0]:0.7500\n[1]:[1]:0.7500\n[2]:[2]:0.7500\n"
    assert not (tmp_path / "a.links.json").exists()


def test_what_cannot_be_written_is_found_before_the_work(pair: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is an input"):
        writer(pair[0], inputs=pair)
    with pytest.raises(DataError, match="no folder"):
        writer(tmp_path / "none" / "a.tsv")
    with pytest.raises(UnknownPlugin, match="no exporter is called 'tvs'"):
        writer(tmp_path / "a.tsv", "tvs")
    (tmp_path / "b.tsv.json").mkdir()
    with pytest.raises(DataError, match=r"b\.tsv\.json: cannot be written: it is a folder"):
        writer(tmp_path / "b.tsv")
