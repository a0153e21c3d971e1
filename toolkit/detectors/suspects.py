"""Words that are likely wrong, though nothing tells what is wrong with them: where to look once the other flags are done."""

from __future__ import annotations

from toolkit.detectors import Detector
from toolkit.suspects import columns_of, findings, read_weights


def make() -> Detector:
    """A detector of words that are suspect for what they are, and for being in no other translation of their source."""
    return lambda pairs: list(findings(pairs, columns_of(pairs), read_weights()))
