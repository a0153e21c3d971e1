"""Two Chinese words that one English word renders twice: "heroes and heroes" for 英雄烈士.

Chinese likes to coordinate near synonyms, and translation systems find the same English for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from toolkit.detectors import Detector
from toolkit.detectors._doubled import Case, Joint, Likeness, doubled
from toolkit.detectors._doublets import (
    MOST_CASES,
    MOST_WORDS,
    Doublet,
    best_doublet,
    content_stems,
    has_echo,
    is_echoed,
    is_family_repeated,
    is_kindred,
    is_lost_beside,
    is_mutual,
    is_rendered,
    is_repeated,
    present,
)
from toolkit.detectors._parallels import Parallel, parallels
from toolkit.detectors._word_forms import is_closed
from toolkit.lexicon.cedict import gloss_words, glosses
from toolkit.lexicon.tokens import Token
from toolkit.lexicon.words import stem
from toolkit.quality import Finding, Pair

_NOUN_ENDINGS = ("ment", "tion", "sion", "ance", "ence", "ness", "ship", "ity")
_UNCOUNTABLE = frozenset("advice information news evidence equipment knowledge".split())
_GROWING = regex.compile("[越更愈渐]|日益")
_COORDINATION = regex.compile("[、和与及或并而以且]")
_GOING_ON = frozenset(
    # Stems of what one does on and on: he waited and waited but nobody came.
    "wait walk talk laugh cri think run grow sing weep speak fall drive rain pour shake scream shout search look tri work read"
    " write danc drink eat climb march knock call beg push pull kick dig scrub stare sleep pray fight ride swim spin turn".split()
)
_LESSER = frozenset("vice deputy assistant associate acting former honorary executive sub co under".split())
_TITLE_ENDINGS = ("er", "or", "ent", "man", "ary", "ian", "ist", "head", "chief", "dean")
_CLAUSE = 3  # words
_SIDE_BY_SIDE = 2  # characters
_IN_A_PHRASE = 14
_EMPHATIC = 8  # letters, from which on no word is said twice for stress
_CLAUSE_SHARE = 0.6
_AFTER_GOING_ON = frozenset(("", "until", "till", "but", "for", "and", "so", "as"))


def make() -> Detector:
    """A detector of coordinated English words that are the same word, or of one family."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The doubled renderings, unless the Chinese repeats itself or the English is an idiom."""
    return [finding for row, pair in enumerate(pairs) for finding in _findings(row, pair)]


def _findings(row: int, pair: Pair) -> Iterator[Finding]:
    end = 0
    for case in islice(doubled(pair), MOST_CASES):
        is_new = case.second[-1].end > end  # The conjunction of a list may tell again what a comma in it told.
        if is_new and (finding := _judge(row, pair, case)):
            end = case.second[-1].end
            yield finding
    for again in islice(parallels(pair), MOST_CASES):
        if again.second.end > end:
            yield _of_parallel(row, pair, again)


def _of_parallel(row: int, pair: Pair, again: Parallel) -> Finding:
    message = f"“{again.second.text}” is said again; nothing renders {pair.src[again.lost.start : again.lost.end]}."
    src = again.rendered.start, again.lost.end
    return Finding(row, "Fluency/Duplication", "minor", message, src, again.second[1:], "", 0.7)


def _judge(row: int, pair: Pair, case: Case) -> Finding | None:
    here, there = (_joined(pair, words) for words in (case.first, case.second))
    text = " ".join(there.text.split())
    stems = content_stems(text)
    doublet = best_doublet(pair, stems)
    strength = _strength(pair, case, stems, doublet)
    if not strength:
        return None
    is_apart = case.joint == Joint.LIST
    span = (there.start if is_apart else here.start), there.end
    may_suggest = doublet and " " not in there.text and not is_apart and case.joint != Joint.PHRASE
    suggestion = _suggestion(pair, doublet, here, there) if doublet and may_suggest else ""
    if doublet:
        message = f"“{text}” is said twice for {pair.src[slice(*doublet.span)]}."
    else:
        message = f"“{text}” is said twice, and the Chinese does not repeat itself."
    src = doublet.span if doublet else None
    return Finding(row, "Fluency/Duplication", "minor", message, src, span, suggestion, strength)


def _joined(pair: Pair, words: Sequence[Token]) -> Token:
    start, end = words[0].start, words[-1].end
    return Token(pair.tgt[start:end], start, end)


def _strength(pair: Pair, case: Case, stems: tuple[str, ...], doublet: Doublet | None) -> float:
    """How sure it is that the one of the two is wrong; 0 where both may be meant."""
    if case.likeness == Likeness.KINDRED:
        return 0.0 if is_family_repeated(pair, _family(case)) else 0.7
    is_lost = is_lost_beside(pair, stems)
    goes_on = case.joint == Joint.CONJUNCTION and case.after.isalpha() and not is_closed(case.after)
    is_sure = doublet is not None and doublet.is_sure
    is_same = case.likeness == Likeness.SAME
    is_decided = (is_sure or is_lost) and is_same and case.joint in (Joint.CONJUNCTION, Joint.COMMA)
    if case.joint == Joint.PHRASE and has_echo(pair):
        return 0.0
    if goes_on and len(stems) == 1 and not is_sure and is_family_repeated(pair, stems):
        return 0.0
    if _is_echo(pair, case, stems) or (
        not is_decided and is_repeated(pair, stems, _share(case), _times(pair, case, stems), _reach(case))
    ):
        return 0.0
    if not is_sure and not _is_likely(pair, case, stems, doublet, is_lost):
        return 0.0
    if case.joint == Joint.COMMA or not is_same:
        return 0.7
    return 0.95 if is_sure else 0.85 if doublet else 0.75


def _family(case: Case) -> tuple[str, ...]:
    return tuple(stem(word.text) for word in (*case.first, *case.second))


def _is_echo(pair: Pair, case: Case, stems: tuple[str, ...]) -> bool:
    """Whether the Chinese or the English says the same again in another turn: traffic and traffic safety, not traffic alone."""
    is_turned = case.is_chiasm and case.joint == Joint.CONJUNCTION
    is_before = bool(case.before) and not is_closed(case.before.lower())
    return is_turned or is_echoed(pair, stems, is_before, not case.is_whole)


def _share(case: Case) -> float:
    """Of the words, how many the Chinese has to repeat: a clause has some that no dictionary knows to be renderings."""
    return _CLAUSE_SHARE if len(case.second) >= _CLAUSE else 1.0


def _reach(case: Case) -> int:
    """How many characters there may be between what the Chinese repeats: few where the English has the two side by side."""
    if case.joint == Joint.LIST or len(case.second) >= _CLAUSE:
        return MOST_WORDS
    if case.joint == Joint.PHRASE:
        return _SIDE_BY_SIDE
    is_all = case.is_whole and (not case.before or is_closed(case.before.lower()))
    return _SIDE_BY_SIDE if is_all else _IN_A_PHRASE


def _times(pair: Pair, case: Case, stems: tuple[str, ...]) -> int:
    """How often the Chinese has to say what one word renders, so that it may be meant twice here: as often as the English."""
    if len(stems) != 1 or case.likeness != Likeness.SAME or case.joint != Joint.CONJUNCTION:
        return 2
    return sum(stem(token.text) == stems[0] for token in pair.en_tokens)


def _is_likely(pair: Pair, case: Case, stems: tuple[str, ...], doublet: Doublet | None, is_lost: bool) -> bool:
    """Whether the English alone tells that something is wrong, or the one Chinese word that may be rendered so does."""
    if _is_two_titles(case):
        return False
    if case.likeness == Likeness.INFLECTED:
        return is_lost or doublet is not None
    if case.joint == Joint.COMMA:
        return is_lost or (len(case.second) == 1 and len(stems[0]) >= _EMPHATIC)
    if case.after == "not":
        return False
    is_next = case.joint == Joint.LIST and not pair.tgt[case.first[-1].end : case.second[0].start].strip(" ,")
    if is_next and not is_lost and not _COORDINATION.search(pair.zh):
        return False  # a cold, cold and windy day
    return len(case.second) > 1 or not (is_mutual(pair) or _may_grow_or_go_on(pair, case, stems))


def _may_grow_or_go_on(pair: Pair, case: Case, stems: tuple[str, ...]) -> bool:
    """Whether a word may be said twice for stress: darker and darker, he waited and waited."""
    word = case.second[0].text.lower()
    if word.endswith("er") and (_GROWING.search(pair.zh) or not is_rendered(pair, stems)):
        return True
    return case.after in _AFTER_GOING_ON and present(word) in _GOING_ON


def _is_two_titles(case: Case) -> bool:
    """Vice president and president, prime minister and minister of …: the first is another thing than the second."""
    title = case.second[-1].text
    is_titled = case.before[:1].isupper() and title[:1].isupper() and title.endswith(_TITLE_ENDINGS)
    return case.before.lower() in _LESSER or (is_titled and case.after in ("of", "for"))


def _suggestion(pair: Pair, doublet: Doublet, first: Token, second: Token) -> str:
    """The doubled words with another for the Chinese one that they render less well; "" where no gloss gives it."""
    here, there = doublet.support
    if there <= here and (better := _better(doublet, doublet.second, second.text)):
        return f"{pair.tgt[first.start : second.start]}{better}"
    if here <= there and (better := _better(doublet, doublet.first, first.text)):
        return f"{better}{pair.tgt[first.end : second.end]}"
    return ""


def _better(doublet: Doublet, part: Token, word: str) -> str:
    """What a part of the doublet means in the form of the English word, where a gloss has it; "" where none has."""
    start, end = doublet.span
    if not doublet.is_words or not start <= part.start < part.end <= end:
        return ""
    known = {gloss for token in (doublet.first, doublet.second) for gloss in glosses(token.text)}
    taken = content_stems(word)
    for gloss in glosses(part.text):
        form = _formed_like(word.lower(), gloss, known)
        if form and not any(is_kindred(stem(form.rpartition("-")[2]), other) for other in taken):
            return form.capitalize() if word[0].isupper() else form
    return ""


def _formed_like(word: str, gloss: str, known: set[str]) -> str:
    """The gloss as the noun, or the other part of speech, that the word is; "" where that is not sure."""
    last = gloss.rpartition(" ")[2]
    if last.endswith(_NOUN_ENDINGS) and word.endswith(_NOUN_ENDINGS):
        return last
    if not (gloss.isalpha() and gloss.islower()):
        return ""
    if word in known:
        return gloss
    is_plural = word.removesuffix("s") in known or word.removesuffix("es") in known
    return f"{gloss}s" if is_plural and gloss not in _UNCOUNTABLE and f"{gloss}s" in gloss_words() else ""
