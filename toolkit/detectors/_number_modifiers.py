"""What the words around a quantity make of it, and whether two texts make opposite things of one.

不得超过60 is the most that something may be, "no less than 60" the least; 降到三成 is where a fall ends, "fell by 30 percent"
how far it goes. The words are read outwards from the number, each as one modifier, in the same terms for both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Literal, NamedTuple, cast

import regex

from toolkit.lexicon.quantities import CALENDAR, NONE, Quantity, digits
from toolkit.quality import Pair, Span

Modifier = Literal[
    "over", "under", "about", "by", "to", "from", "before", "after", "within", "both_signs", "negative", "running"
]
Modified = Literal["bound", "exact", "by", "to", "range", "time", "sign", "running"]

STRENGTHS: Mapping[Modified, float] = {
    "bound": 0.8, "exact": 0.6, "by": 0.7, "to": 0.7, "range": 0.8, "time": 0.7, "sign": 0.8, "running": 0.6
}  # fmt: skip
_OPPOSITES: Mapping[tuple[Modifier, Modifier], Modified] = {
    ("over", "under"): "bound",
    ("under", "over"): "bound",
    ("by", "to"): "by",
    ("to", "by"): "to",
    ("from", "to"): "range",
    ("to", "from"): "range",
    ("before", "after"): "time",
    ("after", "before"): "time",
    ("within", "after"): "time",
    ("both_signs", "negative"): "sign",
    ("negative", "both_signs"): "sign",
}
_FLIPPED: Mapping[Modifier, Modifier] = {"over": "under", "under": "over"}
_MOST = 3  # Modifiers on one side of a number.


class Opposite(NamedTuple):
    """Of what kind the difference is, and the English words that make it, with the number; `word` is the first of them."""

    kind: Modified
    span: Span
    word: Span


class _Side(NamedTuple):
    """How modifiers on one side of a number are read: within so many characters, the nearest first."""

    words: regex.Pattern[str]
    reach: int


class _Language(NamedTuple):
    before: _Side
    after: _Side
    inside: regex.Pattern[str]
    negation: regex.Pattern[str]


def _named(words: Mapping[Modifier, str]) -> str:
    return "|".join(f"(?P<{modifier}>{forms})" for modifier, forms in words.items())


_CHANGE = (
    "减少|缩小|缩短|下降|降低|下跌|回落|减轻|压缩|下调|下滑|削减|收窄|增长|增加|提高|提升|上升|上涨|扩大|扩展|延长|上调|攀升"
    "|推迟|延迟|延后|提前|[减降跌增升涨]"
)
_ZH_BEFORE = _named(
    {
        "over": r"超过|超出|突破|[高多大长早晚]于|[逾超]|至少|最少|起码|下限为",
        "under": r"[低少小短]于|不足|不到|不满|未满|未到|将?近|接近|最多|至多|顶多|上限为",
        "about": r"大约|大概|约|差不多",
        "to": rf"(?<!(?:[幅速]|增长率)\p{{Han}}{{0,6}})(?<![得受收看见听遇碰达直])(?:到|至)(?![少多])|(?:{_CHANGE})为",
        "by": rf"(?:{_CHANGE})了?",
        "from": r"(?:从|自(?![主己动然身我])|由(?![于此]))(?:(?![到至为成])\p{Han}){0,4}",
        "both_signs": r"正负|±",
        "negative": r"(?<!正)负|零下",
    }
)
_ZH_AFTER = _named(
    {
        "over": r"(?:及|或)?以上|开外|有余|出头|[多余](?!数|额|年前)|起(?=[步价售，。；]|$)",
        "under": r"(?:及|或)?以下|为限|封顶",
        "about": r"左右|上下|前后|许(?!多)|来(?=[年岁人个])",
        "within": r"(?:以|之)?内(?![部容地外蒙陆存])",
        "before": r"(?:[以之])?前(?![后面述提往进景\d一二三四五六七八九十两几半])|[底末]前|为?止",
        "after": r"(?:[以之])?后(?![期备续勤果面来\d一二三四五六七八九十两几半])|起(?=[，。；的至]|$)|以来",
    }
)
_ZH_NOT = r"不(?:得|能|可|应|宜|要|许|准|会|曾|再)?|未(?:能|曾)?|没有?|并未|切?勿"
_EN_BEFORE = _named(
    {
        "over": r"(?:more|greater|higher|longer|larger|older)\sthan|(?<!\bt(?:ake[sn]?|aking|ook)\s)over|above|beyond"
        r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|in\sexcess\sof|upwards?\sof|at\sleast|(?:a\s)?minimum\sof",
        "under": r"(?:less|fewer|lower|shorter|smaller|younger)\sthan|under|below|at\s(?:the\s)?most|(?:a\s)?maximum\sof|up\sto"
        r"|nearly|almost|close\sto|nearing|approaching|(?:just\s)?shy\sof",
        "about": r"about|around|roughly|approximately|some|circa|an\sestimated",
        "to": r"(?<!\b(?:up|close|due|next|equal|subject|according)\s)to",
        "by": r"by",
        "from": r"from",
        "within": r"within|in|inside",
        "before": r"before|until|till|prior\sto|(?:no|not)\slater\sthan|by\sthe\send\sof",
        "after": r"after|since|(?:no|not)\searlier\sthan|starting|beginning|effective",
        "both_signs": r"(?:plus|give)\sor\s(?:minus|take)|±|\+\s?/\s?[-−–]",
        "negative": r"(?<!or\s)(?:minus|negative)",
    }
)
_EN_NOUN = r"(?:\s\p{L}[\p{L}’'-]*){0,3}?"
_EN_AFTER = _named(
    {
        "over": rf"\+|[\s-]odd\b|\splus\b|{_EN_NOUN}\sor\s(?:more|over|above|older|upwards?)\b"
        rf"|\sand\s(?:over|above|older|upwards?)\b|{_EN_NOUN}\sat\sleast\b",
        "under": rf"{_EN_NOUN}\sor\s(?:less|fewer|under|below|younger)\b|\sand\s(?:under|below|younger)\b"
        rf"|{_EN_NOUN}\sat\s(?:the\s)?most\b",
        "about": r"\sor\sso\b",
        "by": r"(?:%|\s?per\s?cent)?\s(?:above|below|higher|lower)\b",
        "before": r"\s(?:ago|earlier|previously)\b",
        "running": rf"[\s-](?:consecutive|straight|successive)\b|{_EN_NOUN}\sin\s(?:a\srow|succession)\b",
        "after": r"\s(?:later|afterwards|hence|from\snow)\b|[^,;:.]{0,48}?\sat\sthe\searliest\b",
    }
)
_EN_NOT = r"(?:no|not|never|without|cannot)(?:\s(?:be|go|have|been|fall|drop|a))?\s|n['’]t(?:\s(?:be|go|have|been))?\s"
_SMALL = (
    r"\s(?:an?|the|age|of|aged|with|rmb|us|just|only|its|their|total|well|far"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)"
)

_ZH = _Language(
    _Side(
        regex.compile(rf"(?P<not>{_ZH_NOT})?(?:{_ZH_BEFORE})(?:人民币|每\S{{1,3}}|其|为|了|过|原来的|计划的|[约\s])?$"),
        14,
    ),
    _Side(regex.compile(rf"\p{{Han}}{{0,2}}?(?:{_ZH_AFTER})"), 10),
    regex.compile(r"(?P<over>[多余几])"),
    regex.compile(r"[不未没无别勿禁非]\p{Han}{0,8}$"),
)
_EN = _Language(
    _Side(
        regex.compile(
            rf"(?P<not>\b(?:{_EN_NOT}))?(?<!\p{{L}})(?:{_EN_BEFORE})(?:{_SMALL}){{0,2}}\s?[$€£¥]?$", regex.IGNORECASE
        ),
        48,
    ),
    _Side(regex.compile(rf"(?:{_EN_AFTER})", regex.IGNORECASE), 80),
    regex.compile(r"(?P<over>(?<=t)ies$|odd)|(?P<running>consecutive|straight|successive)"),
    regex.compile(r"(?:\b(?:no|not|never|nor|neither|hardly|without|cannot)|n['’]t)\b[^,;:.]{0,40}$", regex.IGNORECASE),
)
# Of a number that is exact: nothing near it in the Chinese that may say otherwise, and plain words for it in the English.
_INEXACT = regex.compile(
    r"[超逾多余几近约破过满达数\+]|以[上下内]|左右|上下|[至最][少多高低早晚]|[大小低高]于|[不未]|只|才|仅|起码|差"
)
_MORE_OR_LESS = regex.compile(
    r"(?:(?:more|less|fewer|older|younger)\sthan|nearly|almost|over(?!\sthe))\b|.*(?:\bor\s(?:more|less|fewer)|odd|t?ies)$",
    regex.IGNORECASE | regex.DOTALL,
)
_NEAR = 30
_STOP = regex.compile(r"[，。；：！？]")
_ON_END = regex.compile(r"[连連接蝉蟬续續逐]")
_RANGE_BEFORE = regex.compile(r"(?:\d%?|percent|from\s\S{1,8})\s?$")
_TO_AFTER = {"from": regex.compile(r"[^，。；]{0,14}?[到至为成]"), "to": regex.compile(r"[^,;:.]{0,40}?\sto\b")}
_ROLES = frozenset({"by", "to", "from"})


def opposite(pair: Pair, one: Quantity, other: Quantity) -> Opposite | None:
    """What the English says of a quantity that the Chinese says the opposite of, or that only the English says."""
    here, there = _said(pair.zh, one, _ZH), _said(pair.tgt, other, _EN)
    for mine, (yours, span) in product(here, there.items()):
        kind = _OPPOSITES.get((mine, yours))
        if kind and mine not in there and yours not in here and _is_meant(pair, kind, (mine, one), (other, span)):
            return Opposite(kind, _joined(span, other), span)
    if one.unit.dimension in CALENDAR or set(one.values).isdisjoint(other.values):
        return None
    if "running" in there and not _ON_END.search(pair.zh):
        return Opposite("running", _joined(there["running"], other), there["running"])
    bounds = [span for modifier, span in there.items() if modifier in _FLIPPED and not _is_room(pair, other, span)]
    if not here and len(bounds) == 1 and _is_exact(pair.zh, one) and other.unit in (NONE, one.unit):
        span = _joined(bounds[0], other)
        return Opposite("exact", span, bounds[0]) if _MORE_OR_LESS.match(pair.tgt[slice(*span)]) else None
    return None


def _is_exact(text: str, quantity: Quantity) -> bool:
    """Whether nothing in its clause says that a number is more or less than it is; a hundred or a million hardly is."""
    is_round = quantity.value >= 100 and digits(quantity.value) == "1"
    before = _STOP.split(text[max(0, quantity.start - _NEAR) : quantity.start])[-1]
    after = _STOP.split(text[quantity.start : quantity.end + _NEAR])[0]
    return (
        not (quantity.is_hedged or is_round)
        and len(quantity.values) == 1
        and quantity.weight > 0
        and not _INEXACT.search(before + after)
    )


def _said(text: str, quantity: Quantity, language: _Language) -> dict[Modifier, Span]:
    """The modifiers of a quantity and the words that say each."""
    said: dict[Modifier, Span] = {}
    place = quantity.start
    for _ in range(_MOST):
        match = language.before.words.search(text, max(0, place - language.before.reach), place)
        if not match:
            break
        place = match.start()
        _add(said, match, text, language)
        if match.lastgroup in _ROLES:
            break
    for match in (
        language.inside.search(text, quantity.start, quantity.end),
        language.after.words.match(text, quantity.end, quantity.end + language.after.reach),
    ):
        if match and match.lastgroup:
            _add(said, match, text, language)
    return said


def _add(said: dict[Modifier, Span], match: regex.Match[str], text: str, language: _Language) -> None:
    """Take up the modifier of a match: reversed by a negation before it, and of no use where one is farther off."""
    modifier = cast("Modifier", match.lastgroup)
    span = match.span(modifier)
    if modifier in _FLIPPED and "not" in match.re.groupindex and match["not"]:
        modifier, span = _FLIPPED[modifier], (match.start("not"), span[1])
    elif modifier in _FLIPPED and language.negation.search(text, max(0, match.start() - 40), match.start()):
        said["over"] = said["under"] = span
    said.setdefault(modifier, span)


def _is_meant(pair: Pair, kind: Modified, mine: tuple[Modifier, Quantity], yours: tuple[Quantity, Span]) -> bool:
    """Whether a difference of this kind can be one for such a quantity, in such words."""
    (modifier, one), (other, words) = mine, yours
    if kind == "time":
        return one.unit.dimension in CALENDAR or one.unit.dimension == "time"
    if kind == "range":
        ends = (pair.zh, one.end) if modifier == "from" else (pair.tgt, other.end)
        return bool(_TO_AFTER[modifier].match(*ends))
    if one.unit.dimension in CALENDAR or one.form == "ordinal":
        return False
    if kind == "bound":
        # What is less by more than a half is less than a half.
        return one.value * 2 != 1 and not _is_room(pair, other, words)
    is_range = _RANGE_BEFORE.search(pair.tgt, max(0, words[0] - 14), words[0])
    return kind != "by" or (one.unit.dimension != "time" and not is_range)


def _is_room(pair: Pair, quantity: Quantity, words: Span) -> bool:
    """Whether the words say where or how long, and not how much: below 9,000 metres, over fourteen months."""
    dimension, said = quantity.unit.dimension, pair.tgt[slice(*words)].lower()
    return (dimension == "length" and said in ("above", "below", "under")) or (dimension == "time" and said == "over")


def _joined(words: Span, quantity: Quantity) -> Span:
    return min(words[0], quantity.start), max(words[1], quantity.end)
