"""Texts that say the same again and again, as translation by machine does when it hangs."""

from __future__ import annotations

from toolkit.filters import Filter
from toolkit.filters._bounds import at_most
from toolkit.units import Unit

_FEWEST = 8  # runs of which a share can be told


def make(max: float = 0.3) -> Filter:
    """Accepts units in either text of which at most the share `max` of the runs of three has been there before.

    Those are runs of characters in the Chinese, and of words in the English.
    """
    return at_most(_shares, max, max)


def _shares(unit: Unit) -> tuple[float, ...]:
    return _share(unit.src), _share(unit.tgt.lower().split())


def _share(items: str | list[str]) -> float:
    runs = [*zip(items, items[1:], items[2:], strict=False)]
    return 1 - len(set(runs)) / len(runs) if len(runs) >= _FEWEST else 0.0
