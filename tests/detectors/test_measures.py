from __future__ import annotations

import pytest

from tests.detectors.surface import MONSTERS, pair
from toolkit.registry import load

DETECT = load("detectors", "measures")


@pytest.mark.parametrize(
    ("src", "tgt", "marked", "better"),
    [
        ("湖边有藕田三百亩。", "There are 300 mu of lotus fields by the lake.", "300 mu", "300 mu (about 20 hectares)"),
        ("他走了5里路。", "He walked 5 li.", "5 li", "5 li (about 2.5 kilometers)"),
        ("一亩地。", "One mu of land.", "One mu", "One mu (about 667 square meters)"),
    ],
)
def test_a_bare_measure_is_flagged_with_what_it_is(src: str, tgt: str, marked: str, better: str) -> None:
    (finding,) = DETECT([pair(src, tgt)])
    assert finding.tgt
    assert (tgt[slice(*finding.tgt)], finding.suggestion) == (marked, better)
    assert (finding.category, finding.severity) == ("Terminology/Unexplained", "minor")


@pytest.mark.parametrize(
    "tgt",
    [
        "There are 300 mu (20 hectares) of lotus fields.",
        "There are 20 hectares of lotus fields.",
        "Li Mu saw 300 lotus fields.",
        "He bought 3 catties of rice.",
    ],
)
def test_what_readers_know_is_left_alone(tgt: str) -> None:
    assert DETECT([pair("湖边有藕田三百亩。", tgt)]) == []


def test_a_measure_is_told_of_once_in_a_document() -> None:
    findings = DETECT([pair("三百亩。", "300 mu."), pair("", "10 mu"), pair("五百亩。", "500 mu.")])
    assert [finding.row for finding in findings] == [0]


@pytest.mark.parametrize("monster", MONSTERS)
def test_no_text_takes_long(monster: str) -> None:
    assert isinstance(DETECT([pair(monster, monster)]), list)
