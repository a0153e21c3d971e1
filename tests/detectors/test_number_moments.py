"""Times told from another time, by the part of a unit, or as what comes back."""

from __future__ import annotations

import pytest

from tests.detectors.test_numbers import found


@pytest.mark.parametrize(
    ("src", "tgt", "marked"),
    [
        ("新馆将于后年开放。", "The new hall will open next year.", "next year"),
        ("下个月起实行新票价。", "New fares apply from this month.", "this month"),
        ("次月退还押金。", "The deposit is returned in the following year.", "the following year"),
        ("他们前天见过面。", "They met yesterday.", "yesterday"),
        ("公司将在年底搬家。", "The company will move in the middle of the year.", "middle of the year"),
        ("十八世纪末，贸易兴盛起来。", "Trade flourished in the early eighteenth century.", "early eighteenth century"),
        ("三月中旬开花。", "It flowers in late March.", "late March"),
        ("他的月薪不高。", "His annual salary is not high.", "annual"),
        ("双周出刊。", "It comes out every week.", "every week"),
        ("每天喂食。", "Feed it every hour.", "every hour"),
    ],
)
def test_another_time(src: str, tgt: str, marked: str) -> None:
    assert marked in [english for _, english, _ in found(src, tgt)]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("新馆将于后年开放。", "The new hall will open the year after next."),
        ("今年产量比去年高。", "Output is higher than last year."),
        ("次日他们启程。", "They set out the next morning."),
        ("第二天他们启程。", "They set out the following day."),
        ("大年初一他们启程。", "They set out at the end of the month, on New Year's Day."),
        ("十八世纪末", "in the late eighteenth century"),
        ("四月下旬", "at the end of April"),
        ("年底前完工", "finished by December"),
        ("他的月薪不高。", "He does not earn much each month."),
        ("双周出刊。", "It comes out every two weeks."),
        ("每年休息一周。", "We get a week off every year."),
    ],
)
def test_the_same_time_is_left_in_peace(src: str, tgt: str) -> None:
    assert found(src, tgt) == []
