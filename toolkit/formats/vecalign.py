"""Links as Vecalign and Bertalign write them: `[0, 1]:[0]:0.318402`, the number being a cost."""

from __future__ import annotations

from toolkit.formats import Format
from toolkit.formats._links import Links, Texts


def make(texts: Texts = None) -> Format:
    """As `links`, but the third field is a unit's `score`, which for Vecalign is a cost: less is better; six decimals.

    Args:
        texts: as for `links`.
    """
    return Links(texts, "score", 6)
