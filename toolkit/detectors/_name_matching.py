"""Names in pinyin in English text, and the Chinese characters that they spell, or nearly spell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from toolkit.lexicon.cedict import readings
from toolkit.lexicon.names import plain_word
from toolkit.lexicon.pinyin import spellings, spelt, split, surnames
from toolkit.quality import Pair, Span

Kind = Literal["person", "reversed", "place"]

# Chinese class characters of places, by the English word behind the name.
PLACES = {
    "county": "县", "city": "市", "province": "省", "district": "区", "town": "镇", "township": "乡", "village": "村",
    "prefecture": "州", "lake": "湖", "river": "河江水", "mountain": "山", "mountains": "山", "island": "岛", "road": "路道",
    "street": "街", "avenue": "道", "bay": "湾", "port": "港", "temple": "寺庙", "reservoir": "水", "bridge": "桥", "pass": "关",
    "plain": "平", "station": "站",
}  # fmt: skip
_WORDS = regex.compile(
    r"(?<![\p{L}’'-])(?P<name>\p{Lu}\p{Ll}{0,11}+(?:['’-]?\p{L}\p{Ll}{1,11}+){0,2}+)(?:['’]s)?+(?![\p{L}’'-])"
)
LOST = ""
"""In the place of a syllable that the English may have lost."""
_FOREIGN = frozenset(
    "阿埃艾安奥巴贝本比波布达戴德蒂迪丁多顿恩尔法费菲夫弗福盖戈格古哈海赫亨霍基吉加杰金卡凯坎康科克库奎拉莱兰朗劳勒雷里利列林伦罗洛马迈曼梅蒙米莫穆"
    "纳内尼诺欧帕佩皮普奇乔切让瑞萨塞森沙舍史斯索塔泰坦特图托瓦万威维温文沃乌西希锡夏谢休雅亚耶伊因尤泽扎芝朱兹佐"
)
"""Characters that foreign names are written in."""
_MOST = (
    100  # Places where a syllable is looked for, and an eighth of the words that are: no text makes the search slow.
)


class Written(NamedTuple):
    """A name as the English has it: its place, and its syllables in the order of the Chinese, `cut` after the surname."""

    kind: Kind
    span: Span
    syllables: tuple[str, ...]
    cut: int


class Match(NamedTuple):
    """The Chinese characters that a name may spell: their place, and the numbers of the syllables that differ."""

    span: Span
    wrong: tuple[int, ...]
    is_whole: bool  # whether they are whole words


def capital_pairs(text: str) -> Iterator[Span]:
    """Where two capitalised words stand side by side."""
    words = [(match.start(), match.end("name")) for match in _WORDS.finditer(text)]
    for (start, middle), (following, end) in pairwise(words):
        if following == middle + 1 and text[middle] == " ":
            yield start, end


def written_names(text: str) -> Iterator[list[Written]]:
    """The names in English text that can be read as pinyin, each with all the ways to read it."""
    words = [((match.start(), match.end("name")), plain_word(match["name"])) for match in _WORDS.finditer(text)]
    for place, (span, word) in enumerate(words[: 8 * _MOST]):
        first = split(word)
        if not first:
            continue
        after, (start, end) = span[1], words[place + 1][0] if place + 1 < len(words) else (-1, -1)
        if start == after + 1 and text[after] == " ":
            second, following = split(words[place + 1][1]), words[place + 1][1]
            names = [
                *_people("person", (span[0], end), first, second),
                *_people("reversed", (span[0], end), second, first),
            ]
            if following in PLACES:
                names += [Written("place", (span[0], end), each, 0) for each in first if len(each) > 1]
            if names:
                yield names


def _people(
    kind: Kind, span: Span, family: Sequence[tuple[str, ...]], given: Sequence[tuple[str, ...]]
) -> Iterator[Written]:
    for surname in family:
        if len(surname) > 2 or (len(surname) == 2 and surname not in _compound_surnames()):
            continue
        for name in given:
            if len(name) <= 2:
                yield Written(kind, span, surname + name, len(surname))
            if len(name) == len(surname) == 1 and kind == "person":
                yield Written(kind, span, (*surname, LOST, *name), 1)


@lru_cache(maxsize=1)
def _compound_surnames() -> frozenset[tuple[str, ...]]:
    return frozenset(read for read in surnames().values() if len(read) == 2)


class Characters:
    """The Chinese side of a pair, searched by syllables."""

    def __init__(self, pair: Pair) -> None:
        self.text = pair.zh
        self._pair = pair
        self._known: dict[tuple[bool, tuple[str, ...], int], list[Match]] = {}

    @cached_property
    def _edges(self) -> tuple[frozenset[int], frozenset[int]]:
        tokens = self._pair.zh_tokens
        return frozenset(token.start for token in tokens), frozenset(token.end for token in tokens)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each syllable may be read."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, character in enumerate(self.text):
            for syllable in spellings(character):
                if len(places[syllable]) < _MOST:
                    places[syllable].append(place)
        return places

    def matches(self, name: Written) -> list[Match]:
        """Where the name's syllables stand in the text, all or all but one of them: one place for each name that is there."""
        key = name.kind == "place", name.syllables, name.cut
        if key not in self._known:
            self._known[key] = self._matches(name)
        return self._known[key]

    def _matches(self, name: Written) -> list[Match]:
        size = len(name.syllables)
        starts = {
            place - number for number, syllable in enumerate(name.syllables) for place in self._places.get(syllable, ())
        }
        found: dict[str, Match] = {}
        for start in sorted(start for start in starts if 0 <= start <= len(self.text) - size):
            characters = self.text[start : start + size]
            letters = zip(characters, name.syllables, strict=True)
            wrong = tuple(
                number for number, (character, syllable) in enumerate(letters) if syllable not in spellings(character)
            )
            if len(wrong) <= 1:
                span = start, start + size
                match = Match(span, wrong or self._wrong_surname(characters, name), self._is_whole(span))
                # What follows a place tells whether it is one.
                key = self.text[start : start + size + (name.kind == "place")]
                if key not in found or (match.is_whole and not found[key].is_whole):
                    found[key] = match
        return list(found.values())

    def _wrong_surname(self, characters: str, name: Written) -> tuple[int, ...]:
        """A surname read as it is not as a surname: 陆 may be liu, but not in a name."""
        if name.kind == "place":
            return ()
        read = surnames().get(characters[: name.cut])
        return (0,) if read and len(read) == 1 and name.syllables[0] not in (*read, *_variants(read[0])) else ()

    def _is_whole(self, span: Span) -> bool:
        return span[0] in self._edges[0] and span[1] in self._edges[1]


def is_foreign(characters: str) -> bool:
    """Whether three or more characters may be a foreign name by its sound (阿拉米达, Alameda)."""
    return len(characters) > 2 and _FOREIGN.issuperset(characters)


def _variants(syllable: str) -> tuple[str, ...]:
    return (syllable.replace("v", "u"), syllable.replace("v", "yu")) if "v" in syllable else ()


def reading_of(character: str, written: str, *, is_surname: bool = False) -> str:
    """How a character is spelt: as a surname if it is one, else as is nearest to what was written; "" if not known."""
    if is_surname and character in surnames():
        return surnames()[character][0]
    return min(readings(character), key=lambda reading: distance(reading, written), default="")


def surname_length(characters: str) -> int:
    """How many of the characters are the surname; 0 where they begin with none."""
    if len(characters) > 2 and characters[:2] in surnames():
        return 2
    return int(characters[:1] in surnames())


def respelt(characters: str, name: Written) -> str:
    """The characters in pinyin, with the syllables of `name` where they fit; the surname of a person stands apart."""
    cut = 0 if name.kind == "place" else surname_length(characters) or 1
    syllables = [
        syllable
        if _fits(character, syllable, is_surname=place < cut == 1)
        else reading_of(character, syllable, is_surname=place < cut == 1)
        for place, (character, syllable) in enumerate(zip(characters, name.syllables, strict=True))
    ]
    return f"{spelt(syllables[:cut])} {spelt(syllables[cut:])}".strip() if cut else spelt(syllables)


def _fits(character: str, syllable: str, *, is_surname: bool) -> bool:
    if is_surname and character in surnames():
        read = surnames()[character][0]
        return syllable in (read, *_variants(read))
    return syllable in spellings(character)


@lru_cache(maxsize=50_000)
def distance(one: str, other: str) -> int:
    """The edit distance of two short words (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        previous, row[0] = row[0], number
        for place, there in enumerate(other, start=1):
            previous, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, previous + (letter != there))
    return row[-1]
