from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from toolkit.errors import BadParameter, MissingExtra, ToolkitError, UnknownPlugin
from toolkit.pipeline import align
from toolkit.registry import load


class FakeModel:
    """Two numbers a text: its length and its count of 甲; remembers what it was given."""

    def __init__(self, name: str, *, local_files_only: bool) -> None:
        assert local_files_only, "nothing is downloaded"
        assert os.environ["HF_HUB_OFFLINE"] == "1"
        if "LaBSE" not in name and not Path(name, "modules.json").is_file():
            raise OSError("We couldn't connect to the hub.\nCheck your connection.")
        self.calls: list[list[str]] = []
        self.name = name

    def encode(self, texts: list[str], *, batch_size: int, show_progress_bar: bool, convert_to_numpy: bool) -> Any:
        assert texts, "the package gives an array without columns for no texts"
        assert batch_size > 0
        assert convert_to_numpy
        assert not show_progress_bar
        for text in texts:
            text.encode()
        self.calls.append(list(texts))
        return np.array([[len(text), text.count("甲")] for text in texts], dtype=np.float64)

    @property
    def seen(self) -> list[str]:
        return [text for call in self.calls[1:] for text in call]


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("sentence_transformers")
    module.__version__ = "0.0"  # type: ignore[attr-defined]
    module.SentenceTransformer = FakeModel  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setenv("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    monkeypatch.setattr(os, "environ", dict(os.environ))
    return module


def unit(rows: Sequence[Sequence[float]]) -> Any:
    array = np.array(rows, dtype=np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


def test_rows_are_unit_float32(package: ModuleType) -> None:
    encoder = load("encoders", "sentence_transformers")
    vectors = encoder.encode(["甲乙", "a", "", "\ud800甲"])
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, [*unit([[2, 1], [1, 0]]), [1, 0], *unit([[2, 1]])])
    assert encoder.encode([]).shape == (0, 2)
    assert encoder.encode([]).dtype == np.float32


def test_the_signature_names_package_and_model(package: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    assert (
        load("encoders", "sentence_transformers").signature == "sentence_transformers:0.0:sentence-transformers/LaBSE"
    )
    folder = load("encoders", "sentence_transformers", model=str(tmp_path))
    assert folder.signature == f"sentence_transformers:0.0:{tmp_path}"


def test_a_folder_in_the_home(package: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    os.environ["HOME"] = str(tmp_path.parent)
    encoder = load("encoders", "sentence_transformers", model=f"~/{tmp_path.name}")
    assert encoder._model.name == str(tmp_path)


def test_overlaps_are_joined_text_encoded_once(package: ModuleType) -> None:
    encoder = load("encoders", "sentence_transformers")
    overlaps = encoder.encode_overlaps([["A b, ", "c."], ["甲."], ["d."]], " ")
    assert len(overlaps) == 3
    assert encoder._model.seen == ["A b, ", "c.", "甲.", "d.", "A b, c.", "甲.", "d."]
    assert np.allclose(overlaps.clauses, unit([[5, 0], [2, 0], [2, 1], [2, 0]]))
    assert np.allclose(overlaps.sentences, unit([[7, 0], [2, 1], [2, 0]]))
    pairs = overlaps.vectors(2, 0, 4)
    assert encoder._model.seen[7:] == ["A b, c. 甲.", "甲. d."]
    assert np.allclose(pairs[:2], unit([[10, 1], [5, 1]]))
    assert not pairs[2:].any(), "a run past the end is zero"
    assert np.array_equal(overlaps.vectors(2, 1, 3), pairs[1:3])
    assert len(encoder._model.seen) == 9, "what is known is not encoded again"
    assert not overlaps.vectors(4, 0, 3).any()
    assert not overlaps.vectors(1, 3, 5).any()


def test_no_sentences(package: ModuleType) -> None:
    overlaps = load("encoders", "sentence_transformers").encode_overlaps([], "")
    assert (len(overlaps), overlaps.clauses.shape, overlaps.vectors(1, 0, 0).shape) == (0, (0, 2), (0, 2))


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    with pytest.raises(MissingExtra, match=r"sentence-transformers: pip install 'bitext-toolkit\[neural\]'"):
        load("encoders", "sentence_transformers")


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("BAAI/bge-m3", r"the model BAAI/bge-m3 is not on this machine.*hf download BAAI/bge-m3.*folder"),
        ("/no/such/folder", r"there is no folder '/no/such/folder'"),
        ("..", r"'\.\.' holds no model .*: We couldn't connect to the hub\.$"),
        ("a b\nc", r"there is no folder 'a b\\nc'"),
    ],
)
def test_without_the_model(package: ModuleType, model: str, message: str) -> None:
    with pytest.raises(ToolkitError, match=message) as caught:
        load("encoders", "sentence_transformers", model=model)
    assert "\n" not in str(caught.value)


def test_what_the_user_set_stands(package: ModuleType) -> None:
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "0"
    load("encoders", "sentence_transformers")
    assert os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] == "0"


def test_the_pipeline_takes_the_model_after_a_colon(
    package: ModuleType, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "modules.json").write_text("[]")
    name = f"sentence_transformers:{tmp_path}"
    alignment = align(*pair, encoder=name)
    assert alignment.signature["encoder"] == name
    assert f"sentence_transformers:0.0:{tmp_path}" in str(alignment.signature["parameters"])
    default = align(*pair, encoder="sentence_transformers:")
    assert "LaBSE" in str(default.signature["parameters"])


def test_an_encoder_without_a_model_to_choose(pair: tuple[Path, Path]) -> None:
    with pytest.raises(BadParameter, match="the encoder hashed takes no parameter; leave out :large"):
        align(*pair, encoder="hashed:large")
    with pytest.raises(UnknownPlugin, match="no encoder is called 'none'"):
        align(*pair, encoder="none:x")
