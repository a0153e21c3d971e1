"""Whether one text is a copy of the other, and no translation."""

from __future__ import annotations

import re

from toolkit.filters import Filter
from toolkit.filters._bounds import at_most
from toolkit.units import Unit

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")


def make(max: float = 0.6) -> Filter:
    """Accepts units that have in common at most the share `max` of the words of the side that has fewer different ones.

    A Han character is a word.
    """
    return at_most(_share, max)


def _share(unit: Unit) -> tuple[float, ...]:
    src, tgt = set(_WORD.findall(unit.src.lower())), set(_WORD.findall(unit.tgt.lower()))
    return (len(src & tgt) / min(len(src), len(tgt)),) if src and tgt else ()
