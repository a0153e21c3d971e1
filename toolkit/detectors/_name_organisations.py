"""Organisations that one document names in two ways, which differ in the form of a word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from toolkit.lexicon.tokens import Token
from toolkit.lexicon.words import stem
from toolkit.quality import Pair, Span

_HEADS = frozenset(
    "administration agency association authority board bureau center centre college commission committee company conference "
    "congress corporation council court department federation foundation group institute ministry office party school "
    "secretariat society team union university".split()
)
_ENDINGS = (
    "委员会 办公室 领导小组 工作组 研究院 研究所 基金会 联合会 总公司 集团 公司 中心 大学 学院 法院 检察院 协会 学会 "
    "总局 小组 会议 大会 局 部 厅 院 处 科 署"
).split()
_ENDING = regex.compile("|".join(_ENDINGS))
_HAN = regex.compile(r"\p{Han}")
_LONGEST_ENGLISH, _LONGEST_CHINESE, _SHORTEST_CHINESE = 8, 16, 4
_LONGEST_TEXT = 2000  # Characters of the Chinese in which a name is looked for.
_MOST_MODELS = 5
_FEWEST = 2  # Times that the usual form must occur.


class Deviation(NamedTuple):
    """A form in pair number `row` that differs from the usual one, which occurs `times` times."""

    row: int
    src: Span
    tgt: Span
    usual: str
    times: int


class _Use(NamedTuple):
    row: int
    span: Span
    words: tuple[str, ...]


def deviations(pairs: Sequence[Pair]) -> Iterator[Deviation]:
    """The minority forms of organisations' names, in the order of the pairs."""
    uses: defaultdict[tuple[str, ...], list[_Use]] = defaultdict(list)
    for row, pair in enumerate(pairs):
        for use in _uses(row, pair):
            uses[tuple(_plain_stem(word) for word in use.words)].append(use)
    found: dict[tuple[int, int], Deviation] = {}
    for group in uses.values():
        for deviation in _minorities(pairs, group):
            place = deviation.row, deviation.tgt[1]
            if place not in found or deviation.tgt[0] > found[place].tgt[0]:  # the shortest form that shows it
                found[place] = deviation
    yield from sorted(found.values())


def _uses(row: int, pair: Pair) -> Iterator[_Use]:
    """The capitalised phrases of two or more words that end in a head (Committee), the shorter ones within them too."""
    run: list[Token] = []
    for token in pair.en_tokens:
        if not token.text[0].isupper() or (run and pair.tgt[run[-1].end : token.start] != " "):
            run = []
        if token.text[0].isupper():
            run.append(token)
            if _plain(token.text) in _HEADS:
                for first in range(max(0, len(run) - _LONGEST_ENGLISH), len(run) - 1):
                    words = tuple(_plain(word.text) for word in run[first:])
                    end = token.start + len(_without_possessive(token.text))
                    yield _Use(row, (run[first].start, end), words)


def _plain(word: str) -> str:
    return _without_possessive(word).lower()


def _without_possessive(word: str) -> str:
    return word[:-2] if word[-2:] in ("'s", "’s") else word


def _plain_stem(word: str) -> str:
    return stem(word).removesuffix("s")


def _minorities(pairs: Sequence[Pair], group: Sequence[_Use]) -> Iterator[Deviation]:
    """The uses of rarer forms in a group of one and the same stems, where the Chinese has the same words."""
    forms = Counter(use.words for use in group)
    if len(forms) < 2:
        return
    usual, times = forms.most_common(1)[0]
    models = [use for use in group if use.words == usual][:_MOST_MODELS]
    for use in group:
        if times < max(_FEWEST, 2 * forms[use.words]) or not _differ_in_first(use.words, usual):
            continue
        names = (_same_name(pairs[use.row].zh, pairs[model.row].zh) for model in models)
        name = next((name for name in names if name), None)
        if name:
            form = pairs[models[0].row].tgt[slice(*models[0].span)]
            yield Deviation(use.row, name, use.span, form, times)


def _differ_in_first(words: Sequence[str], usual: Sequence[str]) -> bool:
    """Whether the first word has another form, and not only a plural."""
    return words[0] != usual[0] and words[0].rstrip("s") != usual[0].rstrip("s")


def _same_name(text: str, other: str) -> Span | None:
    """Where the longest Chinese name that ends in the word for a body stands, if the other text has it too."""
    text, other = text[:_LONGEST_TEXT], other[:_LONGEST_TEXT]
    best: Span | None = None
    for match in _ENDING.finditer(text):
        end, start = match.end(), match.start()
        while start > max(0, end - _LONGEST_CHINESE) and _HAN.match(text[start - 1]) and text[start - 1 : end] in other:
            start -= 1
        size = end - start if text[start:end] in other else 0
        if size >= _SHORTEST_CHINESE and (best is None or size > best[1] - best[0]):
            best = start, end
    return best
