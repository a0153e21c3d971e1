from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from toolkit import registry
from toolkit.errors import BadParameter, UnknownPlugin
from toolkit.registry import load, names, parameters


def test_names_are_the_files() -> None:
    assert names("segmenters") == ["en", "zh"]
    assert not any(name.startswith("_") for room in registry.ROOMS for name in names(room))


def test_load_and_parameters() -> None:
    assert load("formats", "moses", gzip=True).suffixes == (".zh.gz", ".en.gz")
    assert parameters("readers", "links") == ["encoding"]
    assert load("readers", "links", encoding="utf-8")(b"", "a") == ()


def test_what_is_unknown_is_answered_with_what_there_is() -> None:
    with pytest.raises(UnknownPlugin, match="no segmenter is called 'fr'; there are: en, zh"):
        load("segmenters", "fr")
    with pytest.raises(UnknownPlugin, match="aligners, detectors, encoders"):
        load("rooms", "tsv")
    with pytest.raises(UnknownPlugin):
        load("formats", "../tsv")
    with pytest.raises(BadParameter, match="formats/jsonl has no parameter 'widht'; it has: none"):
        load("formats", "jsonl", widht=3)
    with pytest.raises(BadParameter, match="it has: encoding"):
        load("readers", "links", encodign="x")


def test_another_package_adds_a_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("elsewhere_upper")
    module.make = lambda: str.upper  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "elsewhere_upper", module)
    entry = EntryPoint("upper", "elsewhere_upper", "bitext_toolkit.segmenters")
    monkeypatch.setattr(registry, "_entries", lambda room: [entry] if room == "segmenters" else [])
    assert names("segmenters") == ["en", "upper", "zh"]
    assert load("segmenters", "upper")("a") == "A"
