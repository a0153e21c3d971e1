from __future__ import annotations

import pytest

from toolkit.concordance import Line, concordance, to_frame
from toolkit.errors import BadParameter
from toolkit.units import Unit

UNITS = [
    Unit("1", "改革推进改革。", "Reform drives reform.", document="a"),
    Unit("2", "没有。", "None.", document="a"),
    Unit("3", "𠀀改革", "", document="b"),
]


def test_every_hit_is_given_with_its_surroundings_and_the_translation() -> None:
    assert list(concordance(UNITS, "改革", width=2)) == [
        Line("a", "1", "", "改革", "推进", "Reform drives reform."),
        Line("a", "1", "推进", "改革", "。", "Reform drives reform."),
        Line("b", "3", "𠀀", "改革", "", ""),
    ]


def test_the_english_is_searched_whatever_its_case() -> None:
    assert [line.hit for line in concordance(UNITS, r"\breform\b", side="tgt")] == ["Reform", "reform"]


def test_a_pattern_that_matches_nothing_between_characters_gives_no_lines() -> None:
    assert list(concordance(UNITS, "x*")) == []


@pytest.mark.parametrize(("pattern", "side"), [("(", "src"), ("a", "zh")])
def test_what_cannot_be_searched_is_refused(pattern: str, side: str) -> None:
    with pytest.raises(BadParameter):
        list(concordance(UNITS, pattern, side=side))  # type: ignore[arg-type]


def test_lines_become_a_frame() -> None:
    frame = to_frame(concordance(UNITS, "改革"))
    assert list(frame.columns) == ["document", "unit", "left", "hit", "right", "other"]
    assert list(frame.unit) == ["1", "1", "3"]
