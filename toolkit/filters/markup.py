"""Addresses and markup among the text."""

from __future__ import annotations

import regex

from toolkit.filters import Filter
from toolkit.filters._bounds import at_most
from toolkit.units import Unit

_MARKUP = regex.compile(
    r"(?:https?://|www\.)[\x21-\x7e]++|[\w.+-]{1,64}+@[\w-]{1,64}+\.[\w.-]{2,64}+"
    r"|</?[a-zA-Z][^<>]{0,500}+>|&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z]{2,10});|\{\{?[^{}]{0,200}+\}\}?"
)
_HINTS = ("http", "www.", "@", "<", "&", "{")


def make(max: float = 0.3) -> Filter:
    """Accepts units of either text of which at most the share `max` are addresses, tags, entities and placeholders."""
    return at_most(_shares, max, max)


def _shares(unit: Unit) -> tuple[float, ...]:
    return _share(unit.src), _share(unit.tgt)


def _share(text: str) -> float:
    if not any(hint in text for hint in _HINTS):
        return 0.0
    return sum(match.end() - match.start() for match in _MARKUP.finditer(text)) / len(text)
