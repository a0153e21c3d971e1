"""How good an alignment is, by gold beads or by gold segments of the running text, and how good flags are."""

from __future__ import annotations

from toolkit.evaluate.bootstrap import Difference, f1_difference, f1_interval
from toolkit.evaluate.confidence import Bin, Reliability, measure_confidence, score_confidence
from toolkit.evaluate.flags import FlagScore, measure_flags, score_flags
from toolkit.evaluate.links import compare_links, score_links
from toolkit.evaluate.raw import score_raw, score_segments
from toolkit.evaluate.report import Comparison, Report
from toolkit.evaluate.scores import Ratio, Score, right_beads, score_beads

__all__ = [
    "Bin",
    "Comparison",
    "Difference",
    "FlagScore",
    "Ratio",
    "Reliability",
    "Report",
    "Score",
    "compare_links",
    "f1_difference",
    "f1_interval",
    "measure_confidence",
    "measure_flags",
    "right_beads",
    "score_beads",
    "score_confidence",
    "score_flags",
    "score_links",
    "score_raw",
    "score_segments",
]
