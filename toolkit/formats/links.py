"""Links: the sentence numbers of each bead, and its confidence: `[0, 1]:[0]:0.9312`."""

from __future__ import annotations

from toolkit.formats import Format
from toolkit.formats._links import Links, Texts


def make(texts: Texts = None) -> Format:
    """Lines with the numbers of the sentences, from 0, Chinese first; behind them the confidence, to four decimals.

    Args:
        texts: the files that the sentences are in, a sentence a line or the XML of OPUS; then the units have texts.
    """
    return Links(texts, "confidence", 4)
