"""Words that are likely wrong by what other translations of the source have, though nothing tells what is wrong with them."""

from __future__ import annotations

from toolkit.detectors import Detector
from toolkit.suspects import columns_of, findings, read_weights


def make() -> Detector:
    """A detector of words that hardly any other translation of their source has."""
    return lambda pairs: list(findings(pairs, columns_of(pairs), read_weights()))
