"""Chinese left in the English: characters, full-width marks, letters and digits, and words in pinyin that are no names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import regex

from toolkit.detectors import Detector
from toolkit.lexicon.cedict import gloss_words, glosses
from toolkit.lexicon.names import plain_word, sounded
from toolkit.lexicon.pinyin import split
from toolkit.lexicon.tokens import Token
from toolkit.quality import Finding, Pair, Severity

# U+4E28 is a Han character to Unicode, and a bar to typists.
_CHINESE = regex.compile(r"[\p{Han}--[丨]](?:[\p{Han}\d·《》“”、，]*[\p{Han}--[丨]])?+", regex.VERSION1)
_GLOSSED = regex.compile(r"\s?[(（\[]|\s?(?:or|means?|meaning)\b")
_IN_BRACKETS, _LOOK_BACK = regex.compile(r"[(（\[][^)）\]]*+$"), 40
_CITED = 4
"""Characters of a word that English may speak of as a word, beside a gloss."""
_WIDE = regex.compile(
    r"[\u3000-\u3003\u3008-\u3011\u3014\u3015\uff01-\uff5e\uff61-\uff65]++|…{2}+|—{2}+|(?<=\p{Ll})·(?=\p{Lu}\p{Ll})"
)
_NARROW = {
    "\u3000": " ", "、": ",", "。": ".", "〃": '"', "〈": "‘", "〉": "’", "《": "“", "》": "”", "「": "“", "」": "”",
    "『": "‘", "』": "’", "【": "[", "】": "]", "〔": "[", "〕": "]", "……": "…", "——": "—", "·": " ",
}  # fmt: skip
_TAKES_SPACE = frozenset(",.;:!?)")
_LENGTHS = range(4, 1, -1)  # characters of a word
_SHORTEST = 5  # letters of its pinyin
_LONG = 5000  # Characters of a pair, which has every sound by chance.


def make() -> Detector:
    """A detector of Chinese characters, marks, figures and words in the English."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """What was left as it is in the Chinese, unless the English speaks of it as Chinese and explains it."""
    finders = (_characters, _marks, _pinyin)
    return [finding for row, pair in enumerate(pairs) for find in finders for finding in find(row, pair)]


def _characters(row: int, pair: Pair) -> Iterator[Finding]:
    for match in _CHINESE.finditer(pair.tgt):
        start, end = match.span()
        if _is_cited(pair.tgt, start, end):
            continue
        place = pair.src.find(match[0])
        message = f"{match[0]} is not translated."
        src = (place, place + len(match[0])) if place >= 0 else None
        severity: Severity = "major" if end - start > 1 else "minor"
        yield Finding(row, "Accuracy/Untranslated", severity, message, src, (start, end), "", 0.95)


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether the English gives the Chinese in brackets, or names a Chinese word and glosses it."""
    return _is_in_brackets(text, start) or (end - start <= _CITED and _is_glossed(text, end))


def _is_in_brackets(text: str, start: int) -> bool:
    return _IN_BRACKETS.search(text, max(start - _LOOK_BACK, 0), start) is not None


def _is_glossed(text: str, end: int) -> bool:
    return _GLOSSED.match(text[end : end + 10].lstrip("”\"’'")) is not None


def _marks(row: int, pair: Pair) -> Iterator[Finding]:
    for match in _WIDE.finditer(pair.tgt):
        start, end = match.span()
        beside = pair.tgt[max(start - 1, 0) : start] + pair.tgt[end : end + 1]
        if _CHINESE.search(beside):
            continue  # part of what is not translated
        better = _NARROW.get(match[0]) or "".join(map(_narrow, match[0]))
        if better[-1] in _TAKES_SPACE and pair.tgt[end : end + 1].isalpha():
            better += " "
        message = f"{match[0]} is Chinese typography; English has “{better.strip() or 'a space'}”."
        yield Finding(row, "Fluency/Punctuation", "minor", message, None, (start, end), better, 0.9)


def _narrow(character: str) -> str:
    return _NARROW.get(character) or unicodedata.normalize("NFKC", character)


def _pinyin(row: int, pair: Pair) -> Iterator[Finding]:
    """Words in lower case that are how the Chinese sounds, and that no gloss of the dictionary uses, as it does baijiu."""
    words = _strange_words(pair)
    for start, end, sound in sounded(pair.zh[:_LONG], words, _LENGTHS):
        if token := words.pop(sound, None):
            meaning = next(iter(glosses(pair.zh[start:end])), "")
            known = f"; it means {meaning}" if meaning else ""
            message = f"“{token.text}” is only how {pair.zh[start:end]} sounds{known}."
            place = token.start, token.end
            yield Finding(row, "Accuracy/Untranslated", "minor", message, (start, end), place, "", 0.7)


def _strange_words(pair: Pair) -> dict[str, Token]:
    """The words in lower case that may be pinyin and are no English, nor explained, by how they sound."""
    found: dict[str, Token] = {}
    for token in pair.en_tokens if len(pair.tgt) <= _LONG else ():
        sound = plain_word(token.text)
        is_pinyin = token.text[0].islower() and len(sound) >= _SHORTEST and split(sound) and sound not in gloss_words()
        if is_pinyin and not (_is_in_brackets(pair.tgt, token.start) or _is_glossed(pair.tgt, token.end)):
            found.setdefault(sound, token)
    return found
