"""How the English renders Chinese expressions that a document has more than once.

What ties a rendering to its expression is the term bank, marks that both sides have (quotation marks, reference signs,
the colon of a label), or the dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from toolkit.lexicon.cedict import entries
from toolkit.lexicon.tokens import Token
from toolkit.lexicon.words import renderings, stem
from toolkit.quality import Pair, Span
from toolkit.terms import Match, Words, families, form_of, places

_QUOTED = {
    "zh": regex.compile(r"“([^“”]{1,40}+)”|「([^「」]{1,40}+)」"),
    "en": regex.compile(r"“([^“”]{1,120}+)”|\"([^\"]{1,120}+)\""),
}
_FEW_QUOTES = 4  # Where there are more, their order is less sure.
_NAME_LIKE = regex.compile(r"\p{Han}{2,10}+")
_SIGN = regex.compile(r"[(（](\d{1,4}+[a-z]?+)[)）]")
_LABEL = {"zh": regex.compile(r"(\p{Han}{2,8}+)[：:]"), "en": regex.compile(r"(\p{L}[\p{L} ’'-]{1,40}+):\s")}


@dataclass(frozen=True, slots=True)
class Rendering:
    """An expression and its rendering in the pair `row`.

    `words` are what makes it the same as another or not. `rank` is 1 for a form that the bank has as good, -1 for a bad
    one, else 0. `needed` is how often the expression stands in the pair.
    """

    kind: str
    zh: str
    row: int
    src: Span
    tgt: Span
    words: tuple[str, ...]
    rank: int = 0
    needed: int = 1


def claimed(pair: Pair, span: Span) -> set[str]:
    """What the dictionary gives for the words of a pair other than those at a place of the Chinese."""
    start, end = span
    zh = pair.zh[start:end]
    others = {token.text for token in pair.zh_tokens if token.end <= start or end <= token.start}
    return {word for other in others if other not in zh for word in renderings(other)}


def by_bank(row: int, matches: Sequence[Match], words: Words) -> Iterator[Rendering]:
    """The terms that `matches` has in the Chinese, whose forms, good or bad, stand in the English as often."""
    uses = {family.term: family.uses for family in families(matches)}
    for term, found in places(uses, words).items() if uses else ():
        if len(found) == len(uses[term]):
            for (src, _), place in zip(uses[term], found, strict=True):
                form = tuple(words.stems[place.first : place.last + 1])
                rank = -1 if place.bad else 1
                yield Rendering("bank", term.zh, row, src, place.span, form, rank, len(found))


def by_marks(row: int, pair: Pair) -> Iterator[Rendering]:
    """What stands between quotation marks, before a reference sign, and as a label before a colon."""
    yield from _quoted(row, pair)
    yield from _signed(row, pair)
    zh, en = _LABEL["zh"].match(pair.zh), _LABEL["en"].match(pair.tgt)
    if zh and en and zh[1] in entries():
        yield Rendering("label", zh[1], row, zh.span(1), en.span(1), form_of(en[1]).words)


def _quoted(row: int, pair: Pair) -> Iterator[Rendering]:
    zh, en = (list(_QUOTED[lang].finditer(text)) for lang, text in (("zh", pair.zh), ("en", pair.tgt)))
    if len(zh) == len(en) <= _FEW_QUOTES:
        for src, tgt in zip(zh, en, strict=True):
            [name], [form] = ([text for text in match.groups() if text] for match in (src, tgt))
            words = form_of(form).words
            if words and _NAME_LIKE.fullmatch(name):
                yield Rendering("quoted", name, row, src.span(), tgt.span(), words)


def _signed(row: int, pair: Pair) -> Iterator[Rendering]:
    """The word before each reference sign, such as 机架（1）, rack (1), where both sides have it as often."""
    before_zh, before_en = _before_signs(pair.zh, pair.zh_tokens), _before_signs(pair.tgt, pair.en_tokens)
    for sign, zh in before_zh.items():
        en = before_en.get(sign, [])
        if len(zh) == len(en):
            for src, tgt in zip(zh, en, strict=True):
                yield Rendering(
                    "signed", f"{src.text}({sign})", row, (src.start, src.end), (tgt.start, tgt.end), (stem(tgt.text),),
                    needed=len(zh),
                )  # fmt: skip


def _before_signs(text: str, tokens: Sequence[Token]) -> Mapping[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    signs = list(_SIGN.finditer(text))
    if signs:
        last = {token.end: token for token in tokens}
        for sign in signs:
            token = last.get(sign.start()) or last.get(sign.start() - 1)
            if token:
                found.setdefault(sign[1], []).append(token)
    return found
