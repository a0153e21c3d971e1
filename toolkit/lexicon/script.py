"""Simplified and traditional characters."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import cache

from toolkit.text import HAN, mask_surrogates

_TRADITIONAL = 0.01  # Traditional text has a third of its characters simplified; simplified text hardly any.


def simplify(texts: Sequence[str]) -> tuple[list[str], bool]:
    """The texts in simplified characters, each as long as it was, and whether they are traditional.

    If they are not, they come back as they are.
    """
    convert = _simplifier()
    simplified = [convert(mask_surrogates(text)) for text in texts]  # OpenCC takes none.
    changed = sum(sum(map(operator.ne, old, new)) for old, new in zip(texts, simplified, strict=True))
    han = sum(len(HAN.findall(text)) for text in texts)
    is_traditional = changed > _TRADITIONAL * han
    if not is_traditional:
        return list(texts), False
    return [
        new if len(new) == len(old) else "".join(map(_one, old)) for old, new in zip(texts, simplified, strict=True)
    ], True


def _one(character: str) -> str:
    new = _simplifier()(mask_surrogates(character))
    return new if len(new) == 1 else character


@cache
def _simplifier() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
