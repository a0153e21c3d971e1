"""Whether English words can be a full clause: do they have a finite verb?

Closed lists of auxiliaries and irregular forms, regular endings, and the verbs that CC-CEDICT's glosses name ("to promote").
What may be a noun as well (reforms, plan) counts only where its neighbours make it a verb. In doubt it is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from toolkit.lexicon.cedict import entries

_TOKEN = regex.compile(r"[\p{L}\p{M}]++(?:['’-][\p{L}\p{M}]++)*+|\p{N}++|[,;:—–()\"“”]")
_TO = regex.compile(r"/to ([a-z]{2,20})\b")
_TO_ALONE = regex.compile(r"/to ([a-z]{2,20})(?=[/;])")
_LAST = regex.compile(r"\b([a-z]{2,20})[/;]")

_AUXILIARIES = frozenset(
    "am is are was were has have had do does did please can could will would shall should may might must cannot ain't".split()
)
_CONTRACTED = regex.compile(
    r"(?:n['’]t|['’](?:m|re|ll|ve|d)|\b(?:it|that|there|he|she|what|who|here|where|how|let|this|everything|nothing|one)['’]s)$"
)
_PAST = frozenset(
    "said went came took gave saw knew grew wrote rose fell began became ran sang drank drove spoke chose broke woke wore"
    " tore swore threw drew flew blew shook stole froze forgot hid ate sank swam rang sprang shrank arose undertook"
    " overcame withdrew mistook foresaw got".split()
)
_PAST_OR_PARTICIPLE = frozenset(
    "made held put set cut built found left brought thought bought caught taught felt kept slept met led read paid laid"
    " sent spent lost won sold told stood understood hit let shut spread cost meant heard hung dug stuck fought sought"
    " struck swept hurt beat lay bore leapt spun bit burst clung crept fed fled flung grit learnt lent lit"
    " shot shone slid split strode swung thrust wound wept dealt knelt sat upheld withheld".split()
)
_SUBJECTS = frozenset("i we you they he she it who which that there this these those people everyone".split())
_MODIFIERS = frozenset(
    # What cannot stand right before a finite verb.
    "a an the of to in on at by for from with into onto upon about between among through during under over after before"
    " against without within as than and or but nor such be been being am is are was were have has had having my your his"
    " its our their her these those some any each every no more most other various new key major".split()
)
_FOLLOWERS = frozenset(
    # What often stands right after a verb, and seldom after a noun in the plural.
    "a an the this that these those my your his her its our their us them me him it all each every some any no more many"
    " much up out off down away back here there not very quite so too how what why".split()
)
_DIRECTIONS = frozenset("to from into through toward towards along against across around".split())
_PREPOSITIONS = frozenset("for over in at on with by".split())
_VERBS_FIRST = frozenset(
    "see look show make seem want need know think help let go get come take give keep hear feel believe include contain"
    " remain become say mean have range cover require stand sit exist".split()
)
"""Verbs to the dictionary as often something else, but hardly ever in a text."""
_PLURALS = frozenset("children people men women data media police".split())
_MARKS = frozenset(",;:—–")
_CONJUNCTIONS = frozenset("and but or so then yet".split())
_ADJECTIVAL = ("al", "ive", "ous", "ic", "ful", "less", "able", "ible", "ed", "ing", "ary", "ent", "ant", "ized")
_ADVERBS = frozenset(
    "also however not never seldom then now still just only even always often already ever soon again both all each".split()
)
_NO_ADVERBS = frozenset("family assembly reply supply ally anomaly italy july monopoly rally bully belly lily".split())


class _Verbs(NamedTuple):
    known: frozenset[str]
    often: frozenset[str]
    mostly: frozenset[str]


def tokens(text: str) -> list[str]:
    """The words of a text in order, with the marks that part its clauses."""
    return _TOKEN.findall(text)


def finite_verb(words: Sequence[str]) -> int | None:
    """The place of the first word that can be a finite verb, as `tokens` gives the words; None where there is none."""
    return next((place for place in range(len(words)) if _is_finite(words, place)), None)


def is_mostly_verb(word: str) -> bool:
    """Whether an English word in lower case is a verb in its base form, and hardly ever something else."""
    return word in _verbs().mostly


def _is_finite(words: Sequence[str], place: int) -> bool:
    word = words[place]
    lower = word.lower()
    if not word[0].isalpha():
        return False
    before = _before(words, place)
    if lower in _AUXILIARIES:
        return before not in {"to", "the", "a", "own", "his", "their"} and not (word == "May" and place)
    if lower == "be":
        return not before or before in _MARKS
    if _CONTRACTED.search(lower) or lower in _PAST:
        return True
    after = words[place + 1].lower() if place + 1 < len(words) else ""
    is_past = lower in _PAST_OR_PARTICIPLE or (lower.endswith("ed") and len(lower) > 3)
    if is_past and (_is_subject(before) or (before in _MARKS and after != "by")):
        return True
    return _is_third_person(lower, before, after) or _is_plain(lower, before, after)


def _before(words: Sequence[str], place: int) -> str:
    """The word or mark before, in lower case, but for adverbs; "" where the sentence begins, with a conjunction or not."""
    while place:
        place -= 1
        lower = words[place].lower()
        is_lead = lower in _CONJUNCTIONS or not lower[0].isalnum()
        if is_lead and not any(word[0].isalnum() for word in words[:place]):
            return ""
        if lower not in _ADVERBS and not _is_adverb(lower):
            return lower
    return ""


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS


def _is_subject(word: str) -> bool:
    """Whether a word, a number or a closing bracket or quotation mark can end a subject."""
    return bool(word) and word not in _MARKS and word not in _MODIFIERS


def _is_third_person(word: str, before: str, after: str) -> bool:
    base = next((base for base in _singular(word) if base in _verbs().known), "") if word.endswith("s") else ""
    if not base:
        return False
    is_mostly = base in _verbs().mostly
    if before in _MARKS:
        return is_mostly and after in _FOLLOWERS
    if not _is_subject(before):
        return False
    is_plural = before.endswith("s") and not before.endswith(("ss", "us", "is"))
    is_verb = _is_follower(after) or (_takes(base, after) and not is_plural)
    return is_mostly or before in _SUBJECTS or (is_verb and not before.endswith(_ADJECTIVAL))


def _singular(word: str) -> tuple[str, ...]:
    return word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y"


def _is_plain(word: str, before: str, after: str) -> bool:
    """An imperative, or a present tense after a subject in the plural."""
    if word not in _verbs().known:
        return False
    is_mostly = word in _verbs().mostly
    if before in _MARKS:
        return is_mostly or after in _FOLLOWERS
    if not before or before in _SUBJECTS:
        return True
    if not _is_subject(before):
        return False
    is_plural = before in _PLURALS or (before.endswith("s") and not before.endswith("ss"))
    is_verb = word in _VERBS_FIRST or (is_plural and (is_mostly or _takes(word, after)))
    return is_verb or (_is_follower(after) and not before.endswith(_ADJECTIVAL))


def _takes(base: str, after: str) -> bool:
    return after in _DIRECTIONS or (after in _PREPOSITIONS and base in _verbs().often)


def _is_follower(word: str) -> bool:
    return word in _FOLLOWERS or _is_adverb(word) or word.isdecimal()


@lru_cache(maxsize=1)
def _verbs() -> _Verbs:
    """The verbs of the dictionary's glosses, those that are verbs there at least as often as not, and nearly always."""
    text = "\n".join(entries().values())
    verb = Counter(_TO.findall(text))
    other = Counter(_LAST.findall(text))
    other.subtract(_TO_ALONE.findall(text))
    known = frozenset(verb) - _MODIFIERS - _FOLLOWERS - _SUBJECTS | _VERBS_FIRST
    often, mostly = (frozenset(word for word in known if other[word] * times <= verb[word]) for times in (1, 4))
    return _Verbs(known, often | _VERBS_FIRST, mostly | _VERBS_FIRST)
