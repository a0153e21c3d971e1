from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.calibration import Calibration, Step, calibrate, read_calibration
from toolkit.errors import DataError


def test_what_is_seldom_right_gets_little_confidence() -> None:
    known = calibrate([("d", "c", 0.9, i < 18) for i in range(20)] + [("d", "c", 0.2, i < 2) for i in range(20)])
    assert known.steps["d", "c"] == [Step(0.2, 20, 2), Step(0.9, 20, 18)]
    assert known.confidence("d", "c", 0.95) == 19 / 22
    assert known.confidence("d", "c", 0.5) == 3 / 22
    assert known.confidence("d", "c", 0.0) == 3 / 22, "below the first step is as the first step"


def test_what_was_never_judged_gets_half_its_strength() -> None:
    assert Calibration({}).confidence("d", "c", 0.8) == 0.4


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200))
def test_confidence_never_falls_and_no_finding_is_lost(items: list[tuple[float, bool]]) -> None:
    steps = calibrate([("d", "c", *item) for item in items]).steps.get(("d", "c"), [])
    assert sum(step.findings for step in steps) == len(items)
    assert sum(step.right for step in steps) == sum(right for _, right in items)
    confidences = [step.confidence for step in steps]
    assert confidences == sorted(confidences)
    assert [step.low for step in steps] == sorted(step.low for step in steps)
    assert all(step.findings >= 8 for step in steps[: len(steps) * (len(steps) > 1)])


def test_a_file_is_read_back(tmp_path: Path) -> None:
    known = calibrate([("d", "c", i / 40, i > 20) for i in range(40)])
    path = tmp_path / "c.json"
    path.write_text(json.dumps({"detectors": known.to_json()}), "utf-8")
    assert read_calibration(path) == known


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"detectors": []}', '{"detectors": {"d": {"c": [[1]]}}}'])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"c\.json: is no calibration of flags"):
        read_calibration(path)
