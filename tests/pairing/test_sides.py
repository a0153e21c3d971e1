from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import DataError
from toolkit.pairing.results import Alone, Pair, Pairing, check_sides, root_needed
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
