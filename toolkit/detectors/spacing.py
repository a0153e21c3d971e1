"""Spaces where none belong, none where one belongs, and sentences without their stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from toolkit.detectors import Detector
from toolkit.quality import Finding, Pair

_HEADS = (
    "all|anti|co|cross|double|ex|first|five|four|front|full|high|large|long|low|mid|multi|non|off|one|post|pre|second"
    "|self|semi|short|small|state|ten|third|three|two|well|world"
)
_TAILS = (
    "based|called|funded|level|line|oriented|owned|quality|related|resistant|scale|sized|speed|step|style|term|themed"
    "|wide|year"
)


class _Rule(NamedTuple):
    """A slip, by what it should be replaced, what is said of it, and how sure it is."""

    pattern: regex.Pattern[str]
    better: str
    message: str
    strength: float


def _rule(pattern: str, better: str, message: str, strength: float) -> _Rule:
    return _Rule(regex.compile(pattern), better, message, strength)


_BEFORE, _WITHIN, _MISSING = "There is a space before this", "There is a space within this", "There is no space"
_RULES = (
    # An ellipsis may have spaces about its dots, and a fraction may begin with its point.
    _rule(r"(?<=[\p{L}\p{N})\]”’%]) ++([,;:!?]|\.(?! ?\.))(?=\s|$|[\"”’)\]])", r"\1", f"{_BEFORE} mark.", 0.9),
    _rule(r"(?<=\S) ++([)\]])", r"\1", f"{_BEFORE} bracket.", 0.85),
    _rule(r"([(\[]) ++(?=\S)", r"\1", "There is a space after this bracket.", 0.85),
    _rule(r"(?<=[\p{L}.,!?…]) ++(?:”|“(?=\s*+$))", "”", f"{_BEFORE} closing quotation mark.", 0.45),
    _rule(r"“ ++(?=\S)", "“", "There is a space after this opening quotation mark.", 0.85),
    _rule(r"[.!?][\"”’)]?+(?<=\p{Ll}{2}..?)(?=\p{Lu}\p{Ll}*+[ ’'])", r"\g<0> ", f"{_MISSING} between sentences.", 0.95),
    _rule(r"[,;](?<=\b\p{L}{2,20}.)(?=\p{L}{2,20}\b)", r"\g<0> ", f"{_MISSING} after this mark.", 0.9),
    _rule(r"\((?<=\b\p{L}{2,20}.)(?=\p{L}{3,20}\b)", " (", f"{_MISSING} before this bracket.", 0.8),
    _rule(r"\)(?<=\p{L}{2}.)(?=\p{L}{2})", ") ", f"{_MISSING} after this bracket.", 0.8),
    _rule(
        r": (?<=\b[0-2]?\d..)(?=[0-5]\d(?:$|[^\w ]| (?:to|on|in|until|[ap]\.?m|local|Beijing)\b))",
        ":",
        f"{_WITHIN} time.",
        0.85,
    ),
    _rule(r" (?=(?:st|nd|rd|th)\b)(?<=\d.)", "", f"{_WITHIN} ordinal.", 0.9),
    _rule(rf" - (?=\p{{Ll}}{{2}})(?:(?<=\b(?i:{_HEADS})...)|(?=(?:{_TAILS})\b))", "-", f"{_WITHIN} compound.", 0.8),
    _rule(r" (['’](?:s|t|re|ve|ll|d|m)\b)(?<=\p{L} ['’]\p{L}{1,2})", r"\1", f"{_BEFORE} ending.", 0.85),
)
_QUOTED = regex.compile(r'"([^"]{1,200}+)"(?=[\s,.;:!?)]|$)')
_ZH_STOP, _EN_STOP = regex.compile(r"([。！？])[”’」』）)]*+\s*+$"), regex.compile(r"[\p{P}\p{S}][\s\p{Cf}]*+$")
_STOPS = {"。": ".", "！": "!", "？": "?"}
_FEWEST, _SHARE = 5, 0.9
"""So many sentences of a document, and of all this share, have their stop if it is to be missed in the others."""


def make() -> Detector:
    """A detector of stray and missing spaces and of missing final stops."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The slips of spacing, each with its correction, and the sentences that lack the stop that others have."""
    lacks_stop = _lacking_stop(pairs)
    return [
        finding
        for row, pair in enumerate(pairs)
        for finding in (*_spaces(row, pair.tgt), *_quoted(row, pair.tgt), *_stop(row, pair, row in lacks_stop))
    ]


def _spaces(row: int, text: str) -> Iterator[Finding]:
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            better = match.expand(rule.better)
            yield Finding(row, "Fluency/Spacing", "minor", rule.message, None, match.span(), better, rule.strength)


def _quoted(row: int, text: str) -> Iterator[Finding]:
    """Spaces at the edges of what straight quotation marks enclose."""
    if text.count('"') % 2:
        return  # which one opens and which one closes is not known
    for match in _QUOTED.finditer(text):
        inner, before = match[1], text[max(match.start() - 1, 0) : match.start()]
        if inner.strip() and inner != inner.strip() and not before.strip(" (—–-"):
            message, better = "There are spaces within these quotation marks.", f'"{inner.strip()}"'
            yield Finding(row, "Fluency/Spacing", "minor", message, None, match.span(), better, 0.85)


def _lacking_stop(pairs: Sequence[Pair]) -> set[int]:
    ended = [row for row, pair in enumerate(pairs) if pair.tgt.strip() and _ZH_STOP.search(pair.src)]
    lacking = {row for row in ended if not _EN_STOP.search(pairs[row].tgt)}
    has_stops = len(ended) >= _FEWEST and len(ended) - len(lacking) >= _SHARE * len(ended)
    return lacking if has_stops else set()


def _stop(row: int, pair: Pair, is_lacking: bool) -> Iterator[Finding]:
    stop = _ZH_STOP.search(pair.src) if is_lacking else None
    if stop:
        end = len(pair.tgt.rstrip())
        start = pair.tgt.rfind(" ", 0, end) + 1
        message = f"The sentence has no stop at its end; the Chinese has {stop[1]}."
        better = pair.tgt[start:end] + _STOPS[stop[1]]
        yield Finding(row, "Fluency/Punctuation", "minor", message, stop.span(1), (start, end), better, 0.8)
