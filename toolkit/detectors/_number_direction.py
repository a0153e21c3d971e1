"""Halves rendered as doubles, and doubles as halves."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from toolkit.quality import Pair, Span

_FALL = "减少|下降|降低|缩短|缩小|减轻|压缩|回落"
_RISE = "增长|增加|提高|提升|上升|扩大"
_HALVED = {
    "zh": regex.compile(rf"(?:{_FALL})了?(?:近|约|超过|逾)?(?:一半|50%|百分之五十)|减半"),
    "en": regex.compile(
        r"\b(?:halv(?:e|es|ed|ing)|(?:by|to) (?:about |nearly |almost |over )?(?:half|50%|50 percent))\b"
    ),
}
_DOUBLED = {
    "zh": regex.compile(rf"翻(?:了?一)?番|(?:{_RISE})了?(?:近|约|超过|逾)?(?:一倍|1倍|100%)"),
    "en": regex.compile(r"\bdoubl(?:e|es|ed|ing)\b"),
}


def opposites(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """The change in the Chinese and the opposite one in the English, where the English has no such change."""
    for right, wrong in ((_HALVED, _DOUBLED), (_DOUBLED, _HALVED)):
        changed, opposite = right["zh"].search(pair.zh), wrong["en"].search(pair.tgt)
        if changed and opposite and not right["en"].search(pair.tgt) and not wrong["zh"].search(pair.zh):
            yield changed.span(), opposite.span()
