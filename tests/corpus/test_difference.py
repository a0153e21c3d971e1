from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.samples import sample_pairs, write_pair_file
from toolkit.corpus.difference import ABSENT, difference
from toolkit.corpus.exporting import Recipe, export
from toolkit.corpus.writing import Output
from toolkit.errors import DataError


def test_what_came_in_what_went_and_why(tmp_path: Path) -> None:
    pairs = [*sample_pairs(10), ("长" * 30, "Long.")]
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    export([write_pair_file(tmp_path / "a.tsv", pairs[1:])], Output(old, is_folder=True))
    export(
        [write_pair_file(tmp_path / "b.tsv", [*pairs, pairs[3]])],
        Output(new, is_folder=True),
        Recipe("default", "exact"),
    )
    found = difference(old, new)
    assert found.changes == {
        ("train", "train"): 9,
        (ABSENT, "train"): 1,
        ("train", "ratio"): 1,
        (ABSENT, "duplicate"): 1,
    }
    said = str(found)
    assert "9 pairs are in both" in said
    assert "1 came in" in said
    assert "from train: ratio" in said
    assert "dedup: none became exact" in said
    assert "ratio.min: nothing became 0.4" in said


def test_what_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="bitext export"):
        difference(tmp_path, tmp_path)
