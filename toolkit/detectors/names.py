"""Names of people and places whose pinyin has a slip, and names that one document writes in two ways.

English words that can be read as pinyin are compared with the characters of the Chinese. A name that fits nowhere, but
fits a name in the Chinese in all syllables but one, is a slip.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit.detectors import Detector
from toolkit.detectors import _name_matching as matching
from toolkit.detectors._name_matching import Characters, Written, distance, respelt, surname_length
from toolkit.detectors._name_organisations import deviations
from toolkit.detectors._name_slips import Fit, likelihood
from toolkit.quality import Finding, Pair, Span

_CATEGORY = "Accuracy/Name"
_WEAKEST = 0.3
_MOST_NAMES = 20  # Known names that a name of one pair is compared with.


def make() -> Detector:
    """A detector of wrong, reversed and inconsistent names."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The faults in the names of a document."""
    exact, near = _read(pairs)
    known = Counter(fit.characters for fit in exact)
    usual = _usual_spellings(exact)
    slips = list(_slips(pairs, near, known, usual))
    told = {(finding.row, finding.tgt) for finding in slips}
    odd = [finding for finding in _misspelt(pairs, exact, usual) if (finding.row, finding.tgt) not in told]
    found = [*slips, *odd, *_orders(exact, known), *_variants(exact, usual), *_organisations(pairs)]
    return sorted(found, key=lambda finding: (finding.row, finding.tgt or (0, 0)))


def _read(pairs: Sequence[Pair]) -> tuple[list[Fit], list[Fit]]:
    """The names that spell characters of their pair, and near fits of those that do not."""
    exact: list[Fit] = []
    near: list[Fit] = []
    for row, pair in enumerate(pairs):
        if not pair.src:
            continue
        characters = Characters(pair)
        fits = [_fits(row, pair, characters, names) for names in matching.written_names(pair.tgt)]
        right = [fit for group in fits for fit in group if not fit.match.wrong]
        exact += right
        # Characters that one name spells are not what another one should have spelt, but for the same name once more.
        spelt = {place: fit.characters for fit in right for place in range(*fit.match.span)}
        for fit in (fit for group in fits if all(fit.match.wrong for fit in group) for fit in group):
            if {spelt.get(place, fit.characters) for place in range(*fit.match.span)} == {fit.characters}:
                near.append(fit)
    return exact, near


def _fits(row: int, pair: Pair, characters: Characters, names: Sequence[Written]) -> list[Fit]:
    """The exact fits of the ways to read one name, a place before a person before a reversed name; else the near ones."""
    fits = [
        Fit(row, name, match, pair.zh[slice(*match.span)], pair.tgt[slice(*name.span)])
        for name in names
        for match in characters.matches(name)
        if name.kind != "reversed" or match.is_whole
    ]
    right = [fit for fit in fits if not fit.match.wrong]
    if not right:
        return [fit for fit in fits if fit.name.kind != "reversed"]
    kinds = [kind for kind in ("place", "person", "reversed") if any(fit.name.kind == kind for fit in right)]
    return [fit for fit in right if fit.name.kind == kinds[0]][:1]


def _usual_spellings(exact: Sequence[Fit]) -> dict[str, tuple[str, int]]:
    """The most frequent spelling of each person's name in the document, and how often it occurs."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fit in exact:
        if fit.name.kind == "person":
            spellings[fit.characters][fit.text] += 1
    return {characters: counter.most_common(1)[0] for characters, counter in spellings.items()}


def _slips(
    pairs: Sequence[Pair], near: Sequence[Fit], known: Mapping[str, int], usual: Mapping[str, tuple[str, int]]
) -> Iterator[Finding]:
    """The best near fit of each name, if it is good enough."""
    best: dict[tuple[int, Span], tuple[float, Fit]] = {}
    for fit in near:
        strength = likelihood(pairs[fit.row], fit, known.get(fit.characters, 0))
        place = fit.row, fit.name.span
        if strength >= _WEAKEST and (place not in best or strength > best[place][0]):
            best[place] = strength, fit
    for strength, fit in best.values():
        right = respelt(fit.characters, fit.name)
        if fit.name.kind == "place":
            right += fit.text[fit.text.rindex(" ") :]
        spelling, times = usual.get(fit.characters, (right, 0))
        characters = pairs[fit.row].src[slice(*fit.match.span)]
        reason = f", as it is spelt elsewhere ({times} times)" if times > 1 else ""
        message = f"{characters} is {spelling} in pinyin{reason}, not “{fit.text}”."
        yield Finding(fit.row, _CATEGORY, "major", message, fit.match.span, fit.name.span, spelling, strength)


def _misspelt(pairs: Sequence[Pair], exact: Sequence[Fit], usual: Mapping[str, tuple[str, int]]) -> Iterator[Finding]:
    """Names that are right elsewhere in the document and are nearly so here, but no pinyin (Lin Keqng)."""
    right = {(fit.row, fit.characters) for fit in exact}
    beginnings = defaultdict(list)
    for characters in usual:
        beginnings[characters[:2]].append(characters)
    for row, pair in enumerate(pairs):
        places = [place for place in range(len(pair.zh) - 1) if pair.zh[place : place + 2] in beginnings]
        here = {
            name: place
            for place in places
            for name in beginnings[pair.zh[place : place + 2]]
            if pair.zh.startswith(name, place)
        }
        wanted = [(name, place) for name, place in here.items() if (row, name) not in right]
        for span in matching.capital_pairs(pair.tgt) if wanted else ():
            text = pair.tgt[slice(*span)]
            for name, place in wanted[:_MOST_NAMES]:
                spelling, _ = usual[name]
                if len(spelling) >= 6 and len(text) <= len(spelling) + 2 and 1 <= distance(text, spelling) <= 2:
                    src = place, place + len(name)
                    message = f"{pair.src[slice(*src)]} is “{spelling}” elsewhere in the document, not “{text}”."
                    yield Finding(row, _CATEGORY, "major", message, src, span, spelling, 0.85)


def _orders(exact: Sequence[Fit], known: Mapping[str, int]) -> Iterator[Finding]:
    """Names with the surname last, and names divided within a surname of two characters."""
    has_chinese_order = any(fit.name.kind == "person" for fit in exact)
    for fit in exact:
        length = surname_length(fit.characters)
        right = respelt(fit.characters, fit.name)
        if fit.name.kind == "reversed" and length == fit.name.cut:
            strength = 0.5 if has_chinese_order else 0.3
            message = f"{fit.characters} has the surname first: {right}."
        elif fit.name.kind == "person" and length == 2 and fit.name.cut == 1:
            strength, message = 0.75, f"{fit.characters[:2]} is a surname of two characters: {right}."
        else:
            continue
        yield Finding(fit.row, _CATEGORY, "minor", message, fit.match.span, fit.name.span, right, strength)


def _variants(exact: Sequence[Fit], usual: Mapping[str, tuple[str, int]]) -> Iterator[Finding]:
    """Right spellings of a person's name other than the document's usual one."""
    for fit in exact:
        spelling, times = usual.get(fit.characters, (fit.text, 0))
        if fit.name.kind == "person" and fit.text != spelling and times > 1:
            message = f"{fit.characters} is “{spelling}” elsewhere in the document ({times} times)."
            yield Finding(fit.row, _CATEGORY, "minor", message, fit.match.span, fit.name.span, spelling, 0.6)


def _organisations(pairs: Sequence[Pair]) -> Iterator[Finding]:
    for row, src, tgt, usual, times in deviations(pairs):
        name = pairs[row].src[slice(*src)]
        message = f"{name} is “{usual}” elsewhere in the document ({times} times)."
        yield Finding(row, "Terminology/Inconsistent", "minor", message, src, tgt, usual, 0.9)
