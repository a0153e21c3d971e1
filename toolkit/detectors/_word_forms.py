"""English words by their letters: the little words of grammar, plurals, and the forms of verbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from toolkit.lexicon.words import stem

_CLOSED = frozenset(
    "and or i me my mine you your yours he him his she her hers it its we us our ours they them their theirs this that these"
    " those here there what who whom whose which when where why how a an the of to for from with at as if is are was"
    " were be been do does did have has had will would can could no not yes all some any both each either but nor yet"
    " also even very over".split()
)

_NOMINAL = ("ment", "tion", "sion", "ance", "ence", "ancy", "ency", "ity", "ness")
_ADJECTIVAL = ("al", "ive", "able", "ible", "ed", "ing", "ent", "ant")
_NO_VERB = (*_NOMINAL, *_ADJECTIVAL)
_BEGINNING = 2  # letters that words of one family have in common at least
_ADJECTIVE_ENDINGS = ("al", "ful", "ic", "ical", "ish", "ous", "y")
_ADJECTIVES_OF = (
    # The ending of an adjective, and that of its noun.
    ("ant", "ance"), ("ant", "ancy"), ("ent", "ence"), ("ent", "ency"), ("ial", "y"), ("ical", "y"), ("ful", "y"),
    ("ic", "y"), ("ing", "th"), ("ous", "y"),
)  # fmt: skip


def is_closed(word: str) -> bool:
    """Whether a word in lower case is one of the little words of grammar."""
    return word in _CLOSED


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """A word without the ending of its plural, as far as letters tell; not what only looks like one (news, physics)."""
    if len(word) > 4 and word.endswith(("se", "she", "che", "xe", "ze")):
        return word[:-1]  # as in houses, where the letters do not tell whether the e is of the word
    if len(word) < 5 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "goods")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ses", "shes", "ches", "xes", "zes")) else word[:-1]


def is_participle(word: str, verb: str) -> bool:
    """Whether a word is the verb with -ing."""
    if not word.endswith("ing") or len(verb) < 4:
        return False
    base = word[:-3]
    return base == verb or f"{base}e" == verb or base == f"{verb}{verb[-1]}"


def is_past(word: str, other: str) -> bool:
    """Whether a word is the past of the verb of which the other is the present (encouraged, encourages)."""
    return word.endswith("ed") and other.endswith("s") and other[:-1] in (word[:-2], word[:-1]) and len(other) > 4


def is_content(words: Sequence[str]) -> bool:
    """Whether words in lower case are such as a Chinese word may be rendered by."""
    is_word = any(word not in _CLOSED and len(word) > 2 and word.isascii() for word in words)
    return is_word and not any(c.isdigit() for word in words for c in word)


def is_own_adjective(word: str, noun: str) -> bool:
    """Whether a word is the adjective of the noun (snowy snow, coherent coherence, growing growth)."""
    if word[:_BEGINNING] != noun[:_BEGINNING]:
        return False
    if any(word == f"{noun}{ending}" for ending in _ADJECTIVE_ENDINGS):
        return True
    if any(word.endswith(here) and noun == f"{word.removesuffix(here)}{there}" for here, there in _ADJECTIVES_OF):
        return True
    return word.endswith(_ADJECTIVAL) and _is_of_stem(word, noun)


def is_own_noun(verb: str, noun: str) -> bool:
    """Whether a noun is what the verb does (promote, promotion; develops, development)."""
    return verb[:_BEGINNING] == noun[:_BEGINNING] and not verb.endswith(_NO_VERB) and _is_of_stem(verb, noun)


def _is_of_stem(word: str, noun: str) -> bool:
    return noun.endswith(_NOMINAL) and word != noun and stem(word) == stem(noun)
