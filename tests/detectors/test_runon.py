from __future__ import annotations

import pytest

from tests.detectors.surface import MONSTERS, english, found, pair
from toolkit.detectors.runon import make

DETECT = make()


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("村里没有路，我们走着去。", "The village has no road, we go on foot.", [("road, we", "road; we")]),
        ("图片仅供参考，请以实物为准。", "The pictures are for reference only, please see the product itself.",
         [("only, please", "only; please")]),
        ("风停了，鸟叫了，太阳也出来了。", "The wind dropped to nothing, it was very quiet, they were all glad of it.",
         [("nothing, it", "nothing; it")]),
    ],
)  # fmt: skip
def test_clauses_that_a_comma_joins(zh: str, en: str, expected: list[tuple[str, str]]) -> None:
    findings = found(DETECT, zh, en)
    assert english(findings, en) == expected
    assert {finding.category for finding in findings} == {"Fluency/Run-on"}


def test_more_commas_are_stronger_evidence() -> None:
    one, two = (
        found(DETECT, "风停了，太阳出来了。", en)[0].strength
        for en in ("The wind has dropped, it is quiet now.", "The wind has dropped, it is quiet now, we are very glad.")
    )
    assert one < 0.5 < two


def test_the_chinese_clause_is_the_second_one() -> None:
    zh = "村里没有公路，游客只能坐船。"
    (finding,) = found(DETECT, zh, "The village has no highway, they can only go there by boat as tourists.")
    assert finding.src
    assert zh[slice(*finding.src)] == "游客只能坐船。"


@pytest.mark.parametrize(
    "en",
    [
        "If it rains, we stay at home.",
        "In the evening, they went home.",
        "Having no road, we go on foot.",
        "The village has no road, so we walk.",
        "The village has no road; we walk.",
        "The road is closed, he said.",
        "As for the road, it is closed.",
        "But when the road is closed, they walk.",
        "Ten years ago, we had no road.",
        "He bought bread, this and that, and a lamp.",
        "",
    ],
)
def test_subordinate_clauses_and_speech_stay(en: str) -> None:
    assert found(DETECT, "村里没有路，我们走着去。", en) == []


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    DETECT([pair("甲，乙。" * 1000, text), pair("甲，乙。", text[:2900])])
