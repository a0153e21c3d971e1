"""What the tests of the detectors of surface faults share."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.detectors import Detector
from toolkit.quality import Finding, Pair

LENGTH = 200_000
UNITS = [
    " ", "a", "and ", "ab and ab ", "ab ab ", ". ", "( ", "“ ", '" ', "ab,", " - ", "the The a ", "ab. cd, It was. ",
    "汉字，", "1. ", "\ud800", "x\u2028", "𠀀, ", "he said, it was, ",
]  # fmt: skip
MONSTERS = [unit * (LENGTH // len(unit)) for unit in UNITS]
"""Texts in which a pattern that goes back and forth would never come to an end."""


def pair(zh: str, en: str) -> Pair:
    return Pair("a", zh, en, zh)


def found(detect: Detector, zh: str, en: str) -> list[Finding]:
    """The findings in one bead, whose spans are checked to be in it."""
    findings = detect([pair(zh, en)])
    for finding in findings:
        for span, text in ((finding.src, zh), (finding.tgt, en)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert 0 < finding.strength <= 1
    return findings


def english(findings: Sequence[Finding], en: str) -> list[tuple[str, str]]:
    """What was found in the English, and what should be there instead."""
    return [(en[slice(*finding.tgt)], finding.suggestion) for finding in findings if finding.tgt]
