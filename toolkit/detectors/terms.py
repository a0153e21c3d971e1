"""Terms of the bank in a wrong or literal English form, slogans left without explanation, and terms not rendered at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from pathlib import Path

import regex

from toolkit.detectors import Detector
from toolkit.detectors._finite import is_mostly_verb
from toolkit.detectors._renderings import claimed
from toolkit.lexicon.words import EMPTY
from toolkit.quality import Finding, Pair, Severity, Span
from toolkit.terms import Bank, Match, Place, Term, Words, families, form_of, open_bank, places, term_forms

_EXPLAINED = 0.5  # The share of a gloss's words that is an explanation.
_NEAR, _NEXT = 25, 150  # Words around a form, and characters of the next pair, where an explanation may stand.
_BESIDE = 4  # Words on either side of a form that a suggestion should not say again.
_CLOSE = 2  # Words from one bad form to the next if they are two halves of one.
_RENDERED = 0.5  # The share of a form's words that is a rendering, if a free one.
_SHORTEST = 4  # Characters of a term whose absence says something.
_OWN = 0.8  # The strength of a missing form of the user's own glossary, who asked for it.
_UNSURE = 0.5
_IF_ABOUT = 0.8
_LONG = 400  # Characters of a pair whose words may mean anything.
_AS_EXPLAINED = regex.compile(
    r"""["'”’»]?+,?+\s?+(?:\(\s*+\w++(?:[^\w()]++\w++){2}|namely\b|that is\b|i\.e\.|which means\b)"""
)
_SENTENCE_START = regex.compile(r"(?:^|[.!?:]|\n)[\s\"'“‘(]{0,4}$")
_BEFORE = 8  # characters
_ARTICLE = regex.compile(r"^(?:the|an?) ")
_NO_VERB_AFTER = regex.compile(
    r"(?<!\p{L})(?:the|an?|of|on|in|at|by|for|from|with|about|into)[\s\"'“‘]{1,2}$", regex.IGNORECASE
)
_INFLECTED = regex.compile(r"\p{L}+(?:ing|ed)\b")
_ARTICLE_BEFORE = regex.compile(r"(?<![\p{L}\p{N}])(?:the|an?)[\s\"'“‘]{1,2}$", regex.IGNORECASE)


def make(terms: Bank | Sequence[str | Path] = ()) -> Detector:
    """A detector of terms that are not rendered as the bank has them.

    Args:
        terms: term files, read over the shipped bank; or a bank to use instead of it.
    """
    bank = open_bank(terms)
    return lambda pairs: _findings(bank, pairs)


def _findings(bank: Bank, pairs: Sequence[Pair]) -> list[Finding]:
    found = {row: matches for row, matches in enumerate(bank.matches(pairs)) if matches and pairs[row].tgt}
    document = _Document(pairs, {row: Words(pairs[row].tgt, pairs[row].en_tokens) for row in found})
    return [finding for row, matches in found.items() for finding in document.findings(row, matches)]


class _Document:
    """The pairs of a document, and which slogans it has explained or been told to explain so far."""

    def __init__(self, pairs: Sequence[Pair], words: dict[int, Words]) -> None:
        self._pairs, self._words = pairs, words
        self._done: set[str] = set()

    def findings(self, row: int, matches: Sequence[Match]) -> Iterator[Finding]:
        """What is wrong with the terms of one pair."""
        words = self._words[row]
        uses = {family.term: family.uses for family in families(matches)}
        for kin, stand in places(uses, words).items():
            in_zh = uses[kin]
            stand = _merged(stand, len(in_zh))
            if not stand:
                yield from self._missing(row, in_zh[0].term, in_zh[0].span)
            # As many good forms as the Chinese has terms leave none for a bad form to render.
            is_rendered = sum(not place.bad for place in stand) >= len(in_zh)
            for number, place in enumerate(stand):
                src, term = in_zh[min(number, len(in_zh) - 1)]
                is_explained = self._is_explained(row, term, place)
                if place.bad and not is_rendered:
                    yield self._wrong(row, term, src, place, is_explained)
                elif not (place.bad or is_explained or term.zh in self._done):
                    yield self._bare(row, term, src, place)
                self._done.add(term.zh)

    def _wrong(self, row: int, term: Term, src: Span, place: Place, is_explained: bool) -> Finding:
        tgt = self._pairs[row].tgt
        start, end = place.span
        source = f" ({term.source})" if term.source else ""
        message = f"{term.zh}: “{tgt[start:end]}” is a literal or wrong form; established: “{term.preferred}”{source}."
        # The established form may explain itself; then nothing more is wanted.
        forms = term_forms(term)
        is_bare = not is_explained and _share(forms.gloss, forms.good[0].content) < _EXPLAINED
        if is_bare:
            message += f" It needs an explanation: {term.explanation}"
        category = "Terminology/Unexplained" if is_bare else "Terminology/Wrong"
        suggestion = suggest(tgt, place.span, self._fitting(row, term, place), place.bad)
        severity = "major" if is_bare else severity_of(term, place.bad)
        strength = self._strength(row, term, src, place)
        return Finding(row, category, severity, message, src, place.span, suggestion, strength)

    def _fitting(self, row: int, term: Term, place: Place) -> str:
        """The first good form that says nothing again that the words beside the bad one say; the preferred for lack of one."""
        stems = self._words[row].stems
        beside = {
            *stems[max(0, place.first - _BESIDE) : place.first],
            *stems[place.last + 1 : place.last + 1 + _BESIDE],
        }
        bad = form_of(place.bad).content
        new = {form: form_of(form).content - bad for form in (term.preferred, *term.accepted)}
        return next((form for form, words in new.items() if words and words.isdisjoint(beside)), term.preferred)

    def _strength(self, row: int, term: Term, src: Span, place: Place) -> float:
        """Less for a bad form of one word that the dictionary has for another word of the Chinese: it may render that; and for a
        term that holds only if the text is about what it seems to be."""
        pair, content = self._pairs[row], form_of(place.bad).content
        if not (term.is_own or len(content) > 1 or len(pair.src) > _LONG) and content <= claimed(pair, src):
            return 0.4
        return _IF_ABOUT if term.about else 1.0

    def _bare(self, row: int, term: Term, src: Span, place: Place) -> Finding:
        form = self._pairs[row].tgt[slice(*place.span)]
        message = f"{term.zh}: “{form}” says nothing to a reader who does not know it; it means: {term.explanation}"
        suggestion = f"{form} ({term.explanation.rstrip('.')})"
        return Finding(row, "Terminology/Unexplained", "minor", message, src, place.span, suggestion, 0.4)

    def _missing(self, row: int, term: Term, src: Span) -> Iterator[Finding]:
        """A weak finding, since renderings vary: of a long term, none of whose forms is there even in part.

        Of the user's own glossary it is a strong one, of any term none of whose forms is there with all of its words.
        """
        confidence = self._pairs[row].confidence
        if confidence is not None and confidence < _UNSURE:
            return
        stems = self._words[row].places.keys()
        share = max(_share(form.content, stems) for form in term_forms(term).good)
        if term.is_own:
            if share < 1:
                message = f"{term.zh}: “{term.preferred}”, the form of your glossary, is not used."
                yield Finding(row, "Terminology/Glossary", "minor", message, src, strength=_OWN)
        elif len(term.zh) >= _SHORTEST and share < _RENDERED:
            message = f"{term.zh} seems not to be rendered by “{term.preferred}” or a form as good."
            strength = min(0.45, 0.05 * len(term.zh)) * (1 - share)
            yield Finding(row, "Terminology/Wrong", "minor", message, src, strength=strength)

    def _is_explained(self, row: int, term: Term, place: Place) -> bool:
        """Whether the words around the form, or those that begin the next pair, say half of the gloss."""
        gloss = term_forms(term).gloss
        if not gloss or _AS_EXPLAINED.match(self._pairs[row].tgt, place.span[1]):
            return True
        near = self._words[row].near(place.first, place.last, _NEAR)
        if row + 1 < len(self._pairs):
            near.update(form_of(self._pairs[row + 1].tgt[:_NEXT]).words)
        return _share(gloss, near) >= _EXPLAINED


def _merged(found: Sequence[Place], wanted: int) -> list[Place]:
    """Neighbouring bad forms as one, where there are more forms than terms in the Chinese: unveiling the list and taking
    command."""
    merged: list[Place] = []
    for place in found:
        last = merged[-1] if merged else None
        if len(found) > wanted and last and last.bad and place.bad and place.first - last.last <= _CLOSE:
            merged[-1] = Place((last.span[0], place.span[1]), last.first, place.last, last.bad)
        else:
            merged.append(place)
    return merged


def _share(content: frozenset[str], stems: Set[str]) -> float:
    return sum(word in stems for word in content) / len(content) if content else 1.0


@lru_cache(maxsize=100_000)
def severity_of(term: Term, bad: str) -> Severity:
    """Minor where the bad form has more than half of its words from the preferred one: the reader gets the drift."""
    words = Counter(word for word in form_of(bad).words if word not in EMPTY)
    shared = words & Counter(form_of(term.preferred).words)
    return "minor" if words and 2 * shared.total() > words.total() else "major"


def suggest(text: str, span: Span, preferred: str, bad: str) -> str:
    """The preferred form as it can stand in the place of the bad one: its article, capital and plural fit.

    "" for a verb where none can stand in its base form: insist on establish.
    """
    start, end = span
    found, before = text[start:end], text[max(0, start - _BEFORE) : start]
    first, _, rest = preferred.partition(" ")
    # What is coordinated right away is a noun or an adjective as often: hustle and bustle, joint and several.
    is_verb = is_mostly_verb(first) and not rest.startswith("and ")
    if is_verb and (_NO_VERB_AFTER.search(before) or _INFLECTED.match(found)):
        return ""
    if _ARTICLE_BEFORE.search(before):
        preferred = _ARTICLE.sub("", preferred)
    if found.lower() == f"{bad.lower()}s" and bad.lower().split()[-1] == preferred.split()[-1]:
        preferred = f"{preferred}s"
    if found[:1].isupper() and _SENTENCE_START.search(before):
        preferred = preferred[:1].upper() + preferred[1:]
    return preferred
