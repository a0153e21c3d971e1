from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.aligners._weights import digest, read_weights, vector
from toolkit.aligners.beads import COARSE, FINE, feature_names
from toolkit.errors import BadParameter, DataError, ToolkitError
from toolkit.pipeline import align

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"


def test_the_weights_that_ship_know_all_the_evidence() -> None:
    weights = read_weights(None)
    assert len(vector(weights["coarse"], feature_names(COARSE))) == len(feature_names(COARSE))
    assert set(weights["fine"]) == set(feature_names(FINE))


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"coarse": 1, "fine": 2}', '{"coarse": {"a": "b"}, "fine": {}}', "\xff"]
)
def test_a_file_that_holds_no_weights_is_an_error_that_names_it(text: str, tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_text(text, "latin-1")
    with pytest.raises(DataError, match=r"w\.json"):
        read_weights(path)


def test_evidence_that_was_not_learned_is_an_error_with_a_remedy() -> None:
    with pytest.raises(ToolkitError, match="train-aligner"):
        vector({}, ["edges.begins alike"])


def test_other_weights_align_otherwise_and_are_signed(tmp_path: Path) -> None:
    shipped = read_weights(None)
    other = {name: dict.fromkeys(values, 0.0) for name, values in shipped.items()}
    path = tmp_path / "w.json"
    path.write_text(json.dumps(other), "utf-8")
    pair = [SAMPLES / lang / "circular.txt" for lang in ("zh", "en")]
    ours, theirs = align(*pair, pre_split=True), align(*pair, pre_split=True, weights=path)
    assert ours.beads != theirs.beads
    assert digest(shipped) in str(ours.signature)
    assert digest(other) in str(theirs.signature)


def test_an_aligner_without_weights_refuses_them(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="uses no weights"):
        align(SAMPLES / "zh" / "circular.txt", SAMPLES / "en" / "circular.txt", aligner="gale_church", weights="w.json")
