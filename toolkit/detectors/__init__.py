"""Detectors find what is wrong or awkward in a translation.

A plug-in is a module with `make(...)` that returns a `Detector`. One detector, one file, one test.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from toolkit.quality import Finding, Pair


class Detector(Protocol):
    """Finds faults of one kind in the pairs of a document, which are in its order. The same pairs give the same findings.

    It is fast on any text, however long or odd, and its findings are in the order of the pairs.
    """

    def __call__(self, pairs: Sequence[Pair]) -> list[Finding]:
        """The findings in all of the document; [] where there are none."""
        ...
