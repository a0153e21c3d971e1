from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import DataError
from toolkit.pairing.results import Alone, Pair, Pairing, check_sides, pairing_writer, root_needed
from toolkit.pairing.sources import Source


def test_sides_that_are_the_other_way_round(tmp_path: Path) -> None:
    zh, en = (
        Alone(lang, Source(tmp_path / lang, lang), "other language")  # type: ignore[arg-type]
        for lang in ("zh", "en")
    )
    with pytest.raises(DataError, match="the other way round"):
        check_sides(Pairing((), (zh, en)))
    check_sides(Pairing((), (zh,)))


def test_the_root_that_a_run_needs(tmp_path: Path) -> None:
    pairing = Pairing((Pair("a", Source(tmp_path / "zh" / "a", "a"), Source(tmp_path / "en" / "a", "a"), 0.9),), ())
    assert root_needed(pairing, tmp_path / "pairs.tsv") is None
    assert root_needed(pairing, tmp_path / "sub" / "pairs.tsv") == str(tmp_path)


def test_paths_fit_the_root_that_a_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    up = Pair("a", Source(Path("../zh/1.txt"), "a"), Source(Path("../en/1.txt"), "a"), 0.9)
    half = Pair("a", Source(tmp_path / "work" / "zh" / "1.txt", "a"), Source(tmp_path / "en" / "1.txt", "a"), 0.9)
    for pair in (up, half):
        pairing = Pairing((pair,), ())
        assert root_needed(pairing, "pairs.tsv") == str(tmp_path)
        pairing_writer("pairs.tsv")(pairing)
        cells = Path("pairs.tsv").read_text("utf-8").split("\n")[1].split("\t")
        assert cells[1:3] == [str(source.path.resolve()) for source in (pair.src, pair.tgt)]
