from __future__ import annotations

from typing import Any

import pytest

from tests.corpus.samples import EN, ZH, make_flag
from tests.test_plugins import HOSTILE
from toolkit.encoders.hashed import make as make_hashed
from toolkit.errors import BadParameter
from toolkit.filters import Filter
from toolkit.registry import load, names
from toolkit.units import Unit


def loaded(name: str, **parameters: Any) -> Filter:
    if name == "similarity":
        parameters = {"encoder": make_hashed(), **parameters}
    plugin: Filter = load("filters", name, **parameters)
    return plugin


def is_accepted(name: str, unit: Unit, **parameters: Any) -> bool:
    plugin = loaded(name, **parameters)
    return plugin.accept(plugin.score([unit])[0])


@pytest.mark.parametrize(
    ("name", "zh", "en", "is_fit"),
    [
        ("length", ZH, EN, True),
        ("length", "会" * 251, EN, False),
        ("length", ZH, "a " * 201, False),
        ("length", "……", "...", False),
        ("ratio", ZH, EN, True),
        ("ratio", "是。", "Yes.", True),
        ("ratio", ZH * 4, "Yes.", False),
        ("ratio", "是。", EN * 2, False),
        ("script", ZH, EN, True),
        ("script", "用iPhone打电话给他", "Call him on the iPhone", True),
        ("script", EN, EN, False),
        ("script", ZH, ZH, False),
        ("script", ZH, "Совещание состоялось", False),
        ("script", "123", "123", False),
        ("language", ZH, EN, True),
        ("language", "会議は昨日広州で行われました。", EN, False),
        ("language", ZH, "La réunion a eu lieu hier dans la ville de Canton et le maire est venu.", False),
        ("language", ZH, "Die Sitzung war gestern und der Bürgermeister ist nicht da.", False),
        ("language", "德拉克鲁瓦", "De la Croix", True),
        ("language", "一九九", "1999", True),
        ("numbers", "增长3.5亿，达到1200人", "rose by 350 million to 1,200 people", True),
        ("numbers", "增长35%，达到1200人", "rose by 53% to 2,100 people", False),
        ("numbers", "新冠肺炎疫情", "the COVID-19 epidemic", True),
        ("numbers", ZH, EN, True),
        ("numbers", "三个人", "5 people", True),
        ("copy", ZH, EN, True),
        ("copy", EN, EN, False),
        ("copy", ZH, ZH, False),
        ("copy", "ＡＢＣ公司", "The company", True),
        ("furniture", ZH, EN, True),
        ("furniture", "责任编辑：王小明", "Editor: Wang", False),
        ("furniture", ZH, "Leave a comment", False),
        ("markup", ZH, EN, True),
        ("markup", "见http://www.example.com/a/b/c", "See http://www.example.com/a/b/c", False),
        ("markup", "<b><i>会议</i></b>", "<b>meeting</b>", False),
        ("markup", "会议（AT&T）在 3 < 5 时", "At AT&T, when 3 < 5", True),
        ("repetition", ZH, EN, True),
        ("repetition", ZH, "the city of the city of the city of the city of", False),
        ("repetition", "会议会议会议会议会议会议", EN, False),
    ],
)
def test_rows(name: str, zh: str, en: str, is_fit: bool) -> None:
    assert is_accepted(name, Unit("1", zh, en)) == is_fit


def test_confidence_and_risk_that_are_not_known_are_accepted() -> None:
    unit = Unit("1", ZH, EN)
    assert is_accepted("confidence", unit)
    assert is_accepted("risk", unit)
    assert not is_accepted("confidence", Unit("1", ZH, EN, confidence=0.4))
    assert is_accepted("confidence", Unit("1", ZH, EN, confidence=0.4), min=0.4)
    assert not is_accepted("risk", Unit("1", ZH, EN, risk=0.6))
    assert is_accepted("risk", Unit("1", ZH, EN, risk=0.6, state="reviewed"))


def test_flags_count_by_severity_and_confidence() -> None:
    unit = Unit("1", ZH, EN, flags=(make_flag("major", 0.7), make_flag("minor", 0.9)))
    assert not is_accepted("flags", unit)
    assert is_accepted("flags", unit, severity="critical")
    assert is_accepted("flags", unit, min_confidence=0.8)
    assert not is_accepted("flags", unit, min_confidence=0.8, severity="minor")
    assert is_accepted("flags", unit, max=2, severity="minor")
    with pytest.raises(BadParameter, match="grave"):
        load("filters", "flags", severity="grave")


def test_similarity_is_the_cosine_of_an_encoder() -> None:
    same, other = Unit("1", EN, EN), Unit("2", ZH, EN)
    scores = loaded("similarity").score([same, other])
    assert scores[0][0] > 0.99 > scores[1][0]
    assert loaded("similarity").score([]) == []
    with pytest.raises(BadParameter, match="encoder"):
        load("filters", "similarity")


def test_a_furniture_label_is_enough() -> None:
    assert not is_accepted("furniture", Unit("1", ZH, EN, label="furniture"))


@pytest.mark.parametrize("name", names("filters"))
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_filter_stands_hostile_text(name: str, text: str) -> None:
    units = [Unit("1", text, text), Unit("2", text, EN), Unit("3", ZH, text)]
    plugin = loaded(name)
    scores = plugin.score(units)
    assert scores == loaded(name).score(units), "the same twice"
    assert len(scores) == len(units)
    assert [plugin.score([unit])[0] for unit in units] == scores, "a unit by itself scores the same"
    assert all(isinstance(plugin.accept(score), bool) for score in scores)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("ratio", {"min": "1"}),
        ("ratio", {"min": 3, "max": 2}),
        ("copy", {"max": True}),
        ("flags", {"min_confidence": "high"}),
    ],
)
def test_a_threshold_that_is_none(name: str, parameters: dict[str, Any]) -> None:
    with pytest.raises(BadParameter):
        load("filters", name, **parameters)
