"""Where a phrase has a word inside itself: the innovation of innovation, coherent coherence, to promote the promotion of."""

from __future__ import annotations

from toolkit.detectors._doubled_words import DETERMINERS, Case, Joint, Likeness, Words
from toolkit.detectors._word_forms import is_closed, is_own_adjective, is_own_noun

_COMPLEMENT = frozenset(("of", "on"))
_SHORTEST = 6  # letters: the best of the best is an idiom, the development of development is not
_NOUN_ENDINGS = ("ment", "tion", "sion", "ance", "ence")
_MODIFIED = (*_NOUN_ENDINGS, "reform", "research")  # what may have a modifier when it is its own complement

_ROUNDS = frozenset(
    # From X to X is English for every X in turn.
    "branch building century company corner country course culture district family finger flower generation household"
    " individual island language medium minute moment month office patient people person planet province region school season"
    " second sector source speaker station street student subject surface system teacher valley village".split()
)


def nested(words: Words, at: int) -> Case | None:
    """What the word here has to do with one shortly before it, in one phrase."""
    if words.lower[at] in _COMPLEMENT:
        return _complement(words, at) or _modifier(words, at)
    if words.gap(at) != " ":
        return None
    if words.lower[at] == "to":
        return _way(words, at)
    return _in_a_row(words, at) or _around(words, at) or _object(words, at)


def _complement(words: Words, at: int) -> Case | None:
    """A noun that is its own complement (the development of development)."""
    noun = words.lower[at - 1]
    if len(noun) < _SHORTEST:
        return None
    for begin in range(at + 1, min(at + 3, len(words.lower))):
        if words.lower[begin] == noun and words.is_again(at - 1, begin, 1) and words.is_plain(at, begin + 1):
            return words.case(at - 1, begin, 1, Joint.COMPLEMENT)
        if words.lower[begin] not in DETERMINERS and not noun.endswith(_MODIFIED):
            return None
    return None


def _modifier(words: Words, at: int) -> Case | None:
    """A noun and its complement that have the same modifier (structural reform of the structural supply side)."""
    begin = at + 1 + (words.lower[at + 1 : at + 2] != [] and words.lower[at + 1] in DETERMINERS)
    is_phrase = at > 1 and begin + 1 < len(words.lower) and words.is_plain(at - 1, begin + 2)
    if not is_phrase or words.lower[at - 2] != words.lower[begin] or is_closed(words.lower[at - 1]):
        return None
    if words.is_cut(at - 2, at - 1) or words.is_cut(begin, begin + 1) or len(words.lower[begin]) < _SHORTEST:
        return None
    return words.case(at - 2, begin, 1, Joint.COMPLEMENT) if words.words[begin].text.islower() else None


def _way(words: Words, at: int) -> Case | None:
    """A way that ends where it begins (from production to production)."""
    noun = words.lower[at - 1]
    is_way = at > 1 and words.lower[at - 2] == "from" and words.lower[at + 1 : at + 2] == [noun]
    may_be = is_way and len(noun) >= _SHORTEST and noun not in _ROUNDS and words.is_plain(at, at + 2)
    return words.case(at - 1, at + 1, 1, Joint.WAY) if may_be else None


def _in_a_row(words: Words, at: int) -> Case | None:
    """A noun that is its own modifier: in the singular (road roads), as an adjective (snowy snow) or in a compound
    (after-sales sales)."""
    here, there = words.lower[at - 1], words.lower[at]
    before = words.lower[at - 2] if at > 1 else ""
    if here == there and words.gap(at - 1) == "-" and here != "being":
        return words.case(at - 1, at, 1, Joint.PHRASE)
    if words.plain[at] == words.plain[at - 1] and there in (f"{here}s", f"{here}es", f"{here[:-1]}ies"):
        is_verb = before in DETERMINERS  # the plan plans
        return None if is_verb else words.case(at - 1, at, 1, Joint.PHRASE)
    if is_own_adjective(here, there):
        return words.case(at - 1, at, 1, Joint.PHRASE, Likeness.INFLECTED)
    return None


def _around(words: Words, at: int) -> Case | None:
    """An abstract noun on both sides of another (management system management)."""
    noun = words.lower[at]
    is_phrase = at > 1 and words.lower[at - 2] == noun and words.gap(at - 1) in (" ", "-")
    if not is_phrase or not noun.endswith(_NOUN_ENDINGS) or is_closed(words.lower[at - 1]):
        return None
    return None if words.lower[at - 1].endswith("s") else words.case(at - 2, at, 1, Joint.PHRASE)


def _object(words: Words, at: int) -> Case | None:
    """A verb whose object is its own noun (promote the promotion of)."""
    verb = at - 2 if words.lower[at - 1] in DETERMINERS else at - 1
    if verb < 0 or not is_own_noun(words.lower[verb], words.lower[at]) or not words.is_plain(verb + 1, at + 1):
        return None
    return words.case(verb, at, 1, Joint.PHRASE, Likeness.INFLECTED)
