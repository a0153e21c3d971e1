from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.calibration import Calibration, Judged, Step, calibrate, read_calibration
from toolkit.errors import DataError


def test_what_is_seldom_right_gets_little_confidence() -> None:
    known = calibrate(
        [Judged("d", "c", 0.9, i < 18) for i in range(20)] + [Judged("d", "c", 0.2, i < 2) for i in range(20)]
    )
    assert known.steps["d", "c"] == [Step(0.2, 20, 2), Step(0.9, 20, 18)]
    assert known.confidence("d", "c", 0.95) == (18 + 2 * 0.95) / 22
    assert known.confidence("d", "c", 0.5) == (2 + 2 * 0.5) / 22
    assert known.confidence("d", "c", 0.0) == 2 / 22, "below the first step is as the first step"


def test_the_fewer_findings_were_judged_the_more_the_strength_says() -> None:
    one = calibrate([Judged("d", "c", 0.9, True)]).confidence("d", "c", 0.9)
    many = calibrate([Judged("d", "c", 0.9, True)] * 20).confidence("d", "c", 0.9)
    assert Calibration({}).confidence("d", "c", 0.9) == 0.9 < one < many


def test_a_finding_counts_by_its_weight() -> None:
    light = [Judged("d", "c", 0.5, False, 0.1)] * 20
    assert calibrate([*light, *[Judged("d", "c", 0.5, True)] * 2]).steps["d", "c"] == [Step(0.5, pytest.approx(4), 2)]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200))
def test_confidence_never_falls_and_no_finding_is_lost(items: list[tuple[float, bool]]) -> None:
    known = calibrate([Judged("d", "c", *item) for item in items])
    steps = known.steps.get(("d", "c"), [])
    assert sum(step.findings for step in steps) == len(items)
    assert sum(step.right for step in steps) == sum(right for _, right in items)
    confidences = [known.confidence("d", "c", i / 50) for i in range(51)]
    assert confidences == sorted(confidences)
    assert [step.low for step in steps] == sorted(step.low for step in steps)
    assert all(step.findings >= 2 for step in steps[: len(steps) * (len(steps) > 1)])


def test_a_file_is_read_back(tmp_path: Path) -> None:
    known = calibrate([Judged("d", "c", i / 40, i > 20) for i in range(40)])
    path = tmp_path / "c.json"
    path.write_text(json.dumps({"detectors": known.to_json()}), "utf-8")
    assert read_calibration(path) == known


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"detectors": []}', '{"detectors": {"d": {"c": [[1]]}}}'])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"c\.json: is no calibration of flags"):
        read_calibration(path)
