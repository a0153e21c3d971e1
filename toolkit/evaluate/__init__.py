"""How good an alignment is, measured against gold beads or against gold segments of the running text."""

from __future__ import annotations

from toolkit.evaluate.bootstrap import Difference, f1_difference, f1_interval
from toolkit.evaluate.confidence import Bin, Reliability, measure_confidence, score_confidence
from toolkit.evaluate.links import compare_links, score_links
from toolkit.evaluate.raw import score_raw, score_segments
from toolkit.evaluate.report import Comparison, Report
from toolkit.evaluate.scores import Ratio, Score, right_beads, score_beads

__all__ = [
    "Bin",
    "Comparison",
    "Difference",
    "Ratio",
    "Reliability",
    "Report",
    "Score",
    "compare_links",
    "f1_difference",
    "f1_interval",
    "measure_confidence",
    "right_beads",
    "score_beads",
    "score_confidence",
    "score_links",
    "score_raw",
    "score_segments",
]
