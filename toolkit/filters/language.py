"""Whether the texts are in Chinese and English, or in a language with the same script."""

from __future__ import annotations

import re

from toolkit.filters import Filter
from toolkit.filters._bounds import at_least
from toolkit.scripts import HAN, KANA, classes
from toolkit.units import Unit

_FEWEST = 3
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in is that it for was on are as with his they at be this have from or had by not but what all were we when "
    "your can said there an each which she do how their if will up about out many then them these so some her would him into "
    "has could no than been its who now my over did only a i he you".split()
)
# Short words of other languages in Latin script, without those that are English words or names, too.
_OTHER = (
    frozenset(
        "le les la des une est et dans pour que qui pas sur avec sont du aux ce cette "  # French
        "der das und ist nicht ein eine den von zu mit auf für dem sich auch es wird "  # German
        "el los las de del y en por con una para su al lo como más pero sus "  # Spanish
        "o os um uma não da do dos na no em ao mais foi se "  # Portuguese
        "il di che è per una sono della non gli nel alla "  # Italian
        "het van een dat niet voor zijn op te aan "  # Dutch
        "och att som är på av inte det til og ikke jeg "  # Swedish, Danish, Norwegian
        "yang dan untuk dengan tidak dari ini itu pada "  # Indonesian, Malay
        "và của là không có được cho những một người "  # Vietnamese
        "w na nie się jest że do z ve bir bu için ile".split()  # Polish, Turkish
    )
    - _ENGLISH
)


def make(min_src: float = 0.8, min_tgt: float = 0.5) -> Filter:
    """Accepts units in which at least this share of what gives the language away speaks for Chinese and for English.

    In the Chinese that are Han characters, against kana and Hangul; in the English its short words, against those of sixteen
    other languages. A text that nothing gives away is accepted.
    """
    return at_least(_shares, min_src, min_tgt)


def _shares(unit: Unit) -> tuple[float, ...]:
    words = _WORD.findall(unit.tgt.lower())
    english, other = sum(word in _ENGLISH for word in words), sum(word in _OTHER for word in words)
    if other < _FEWEST:  # a name, as De la Croix
        other = 0
    scripts = classes(unit.src)
    return _share(scripts.count(HAN), scripts.count(KANA)), _share(english, other)


def _share(found: int, against: int) -> float:
    return found / (found + against) if found or against else 1.0
