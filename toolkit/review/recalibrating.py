"""Learn from the verdicts of reviewers how often flags are right, on top of what is known already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.calibration import Calibration, Judged, calibrate, read_calibration
from toolkit.errors import DataError
from toolkit.files import check_target
from toolkit.learned import write_learned
from toolkit.reading import Source
from toolkit.review.judging import JudgedFlag, judged_flags

_ROUNDING = 5e-5  # of a confidence in a TSV
_HALVINGS, _DIGITS = 20, 4


def recalibrate(sources: Sequence[Source], output: Source, *, calibration: Source | None = None) -> int:
    """Write a file for `bitext flag --calibration` from a calibration and the verdicts in stores; returns how many these are.

    What the calibration was learned from counts as before, and each verdict as one more finding.

    Args:
        calibration: the one that the flags were made by, instead of that which ships.

    Raises:
        DataError: a file is broken, or there is no verdict.
    """
    check_target(output, inputs=sources)
    known = read_calibration(calibration)
    judged = [_finding(flag, known) for flag in judged_flags(sources)]
    if not judged:
        raise DataError("has no verdict on any flag", sources[0])
    content = {
        "learned_from": [str(calibration or "the toolkit's own"), *(Path(source).name for source in sources)],
        "detectors": calibrate([*_findings(known), *judged]).to_json(),
    }
    write_learned(output, content)
    return len(judged)


def _findings(calibration: Calibration) -> Iterator[Judged]:
    """What a calibration was learned from; the findings of a step all have the least strength in it."""
    for (detector, category), steps in calibration.steps.items():
        for step in steps:
            yield Judged(detector, category, step.low, True, step.right)
            yield Judged(detector, category, step.low, False, step.findings - step.right)


def _finding(judged: JudgedFlag, calibration: Calibration) -> Judged:
    """A flag as a finding, with the least strength that gives a flag such a confidence, which never falls with it."""
    flag = judged.flag
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if calibration.confidence(flag.detector, flag.category, middle) < flag.confidence - _ROUNDING:
            low = middle
        else:
            high = middle
    return Judged(flag.detector, flag.category, round(high, _DIGITS), judged.is_right)
