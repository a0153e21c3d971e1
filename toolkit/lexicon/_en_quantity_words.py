"""English words that stand for a quantity (twice, half, decade, doubled), months, weekdays and vague numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

import regex

from toolkit.lexicon._en_numerals import en_numbers
from toolkit.lexicon._figures import ARITHMETIC
from toolkit.lexicon._quantity import Form, Quantity
from toolkit.lexicon._units import EN_FORMS, GROWN, HALF, MONTH, NONE, QUARTER, UNITS, WEEKDAY, alternatives, en_unit

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH_STARTS = frozenset(month[:3] for month in MONTHS)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_CARDINAL = (
    rf"{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-(?:{_ONES}))?|(?:a\s)?hundred"
)
# Of which a half, a quarter or three quarters are said.
_MEASURES = alternatives(
    (
        form
        for form, unit in EN_FORMS.items()
        if len(form) > 2 and unit.dimension in ("length", "area", "mass", "volume", "time", "points", "power")
    ),
    has_plural=True,
)
_WORD = regex.compile(
    rf"\b(?=[\p{{L}}\d])(?:(?:(?P<month>(?-i:{'|'.join(MONTHS)}))|(?P<weekday>(?-i:{'|'.join(WEEKDAYS)}))s?+)\b"
    r"|(?P<quarter>first|second|third|fourth|last)[\s-]quarter\b|Q(?P<quarter>[1-4])\b"
    r"|(?P<half_year>first|second|latter)[\s-]half\b"
    r"|(?:(?P<few>tens|dozens|scores|hundreds|thousands)[\s-]of[\s-])?(?<!\bper\s)(?P<scale>hundred|thousand|million|billion|trillion)s?+\b"
    r"|(?P<tens>dozens|scores)\b|(?P<twenties>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
    r"|(?P<years>centenar(?:y|ian)|centennial|bicentenary|bicentennial|septuagenarian|octogenarian|nonagenarian|sexagenarian)s?+\b"
    rf"|(?=[efnost])(?P<fold>{_CARDINAL})[\s-]?fold\b|(?P<clock>half|quarter)(?=\s(?:past|after|to|before)\b)"
    r"|(?P<score>a\sscore)(?=\sof\b)|(?<!\bone[\s-])\b(?:an?\s)?(?P<one_half>hour|day|week|month|year|century|mile|dozen)\sand\sa\shalf\b"
    r"|(?:(?i:phase|part|volume|chapter|class|type|grade|stage|level|tier|war)\s(?P<part_number>(?-i:[IVX]{1,5}))|(?P<roman>(?-i:[IVX]{2,5})))\b"
    r"|(?P<often>once|twice|thrice)(?=\s(?:an?|per|every|each|daily|weekly|monthly|yearly)\b)"
    r"|half[\s-](?:an?[\s-])?(?P<half_dozen>dozen)\b|half[\s-](?:an?[\s-])?(?P<half_scale>hundred|thousand|million|billion|trillion)\b"
    r"|a\squarter[\s-]of[\s-]an?[\s-](?P<quarter_scale>million|billion|trillion)\b"
    r"|(?P<figures>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|double|triple|single)[\s-](?:figures?|digits?)\b"
    rf"|(?=half|a\sq|one[\s-]q|three[\s-]q)(?<!\band\s)(?<!\band\sa\s)(?:(?P<share>half)|(?P<share>a\squarter|(?:one|three)[\s-]quarters?+)(?:[\s-]of)?+)[\s-](?:(?:an?|the)[\s-])?+(?P<part>{_MEASURES})\b"
    rf"|(?=[efnost\d])(?P<dozens>{_ONES}|ten|\d{{1,2}})[\s-]dozen\b"
    rf"|orders?[\s-]of[\s-]magnitude\b(?<=\b(?P<magnitudes>an|{_CARDINAL}|\d{{1,2}})[\s-]orders?[\s-]of[\s-]magnitude)"
    r"|(?:several|many|a\sfew)\s(?P<decades>decades)\b"
    r"|(?P<grown>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e|es|ed|ing)\b"
    r"|(?P<fraction>a\s(?:third|fifth|sixth|seventh|eighth|tenth|quarter(?=\sof\b)))\b"
    r"|(?=a\squarter)(?<=\b(?:than|about|almost|around|nearly|roughly|over|under|just|only|exactly|by|to|is|was)\s)(?P<fraction>a\squarter)\b(?!\s(?:past|to|century|final|hour))"
    r"|(?P<weak>quarter|half|halves|once|twice|thrice|dozen|teens|decades?|century|centuries|millennium|millennia"
    r"|fortnight|couple|pairs?|both|twins?|dual|single|sole|only|either|another|duo|trio|other|alternate|noon|midday|midnight|champions?"
    r"|runners?-up|gold|silver|bronze|a?round[\s-]the[\s-]clock)\b)",
    regex.IGNORECASE,
)
_GROWN = {"doubl": "2", "tripl": "3", "trebl": "3", "quadrupl": "4", "quintupl": "5", "halv": "0.5"}
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_YEARS = {"cente": 100, "bicen": 200, "septu": 70, "octog": 80, "nonag": 90, "sexag": 60}
_FIGURES = {"single": 1, "double": 2, "triple": 3}
_OFTEN = {"once": 1, "twice": 2, "thrice": 3}
_TWENTIES = dict(zip("twen thir fort fift sixt seve eigh nine".split(), range(20, 100, 10), strict=True))
_FEW = {"tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 1000}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "latter": 2}
# What weak words may stand for; the others for two.
_WEAK = {
    "once": "1", "single": "1", "sole": "1", "only": "1", "champion": "1", "champions": "1", "gold": "1", "another": "1 2",
    "bronze": "3", "trio": "3", "dozen": "12 10", "teens": "10", "noon": "12",
    "midday": "12", "midnight": "12 0 24", "clock": "24", "fortnight": "2 14 15", "decade": "10", "century": "100 1",
    "decades": "10 20 30 40 50 60 70 80 90", "centuries": "100 200 300 400 500 1000", "millennium": "1000", "millennia": "1000",
}  # fmt: skip
_SHARES = {"half": "0.5", "halves": "0.5", "quarter": "0.25", "twice": "2", "thrice": "3"}


def is_month(word: str) -> bool:
    """Whether a word that `en_numbers` takes for a number is the name of a month."""
    return word[:3].title() in _MONTH_STARTS and word.isalpha()


def word_quantities(text: str) -> Iterator[Quantity]:
    """Words that stand for a quantity, in their order."""
    for match in _WORD.finditer(text):
        span = match.span()
        group = match.lastgroup or ""
        word = match[group].lower()
        if group in ("month", "weekday"):
            names, unit, weight = (MONTHS, MONTH, 0.0) if group == "month" else (WEEKDAYS, WEEKDAY, 0.5)
            yield Quantity(*span, span, (Decimal(1 + names.index(word.title())),), unit, weight, "words")
        elif group in ("quarter", "half_year"):
            unit = QUARTER if group == "quarter" else HALF
            form: Form = "figures" if word.isdigit() else "ordinal"  # Q3, the third quarter
            yield Quantity(*span, match.span(group), (Decimal(_PLACES.get(word) or word),), unit, 0.5, form)
        elif group == "scale":
            value = Decimal(_SCALES[word] * _FEW.get((match["few"] or "").lower(), 1))
            yield Quantity(*span, span, (value,), NONE, 0.3, "vague", is_hedged=True)
        elif group == "tens":
            yield Quantity(*span, span, (Decimal(10), Decimal(20)), NONE, 0.3, "vague", is_hedged=True)
        elif group == "twenties":  # of a life, or of a century
            tens = _TWENTIES[word[:4]]
            yield Quantity(*span, span, (Decimal(tens), Decimal(1900 + tens)), NONE, 0.5, "words", is_hedged=True)
        elif group == "years":
            yield Quantity(*span, span, (Decimal(_YEARS[word[:5]]),), UNITS["years"], 0.5, "words")
        elif group in ("roman", "part_number"):
            weight = 0.4 if group == "part_number" else 0.0
            yield Quantity(
                *match.span(group), match.span(group), (Decimal(_roman(match[group])),), NONE, weight, "words"
            )
        elif group == "fold":
            yield Quantity(*span, span, (en_numbers(word)[0][2],), UNITS["times"], 0.4, "words")
        elif group == "clock":
            values = (Decimal(30), Decimal("0.5")) if word == "half" else (Decimal(15), Decimal(45), Decimal("0.25"))
            yield Quantity(*span, span, values, NONE, 0.0, "words")
        elif group == "score":
            yield Quantity(*span, span, (Decimal(20),), NONE, 0.3, "words", is_hedged=True)
        elif group == "one_half":
            yield Quantity(*span, span, (Decimal("1.5"),), en_unit(word) or NONE, 0.5, "words")
        elif group == "often":
            yield Quantity(*span, span, (Decimal(_OFTEN[word]),), NONE, 0.4 if word != "once" else 0.3, "words")
        elif group in ("half_scale", "quarter_scale"):
            parts = 2 if group == "half_scale" else 4
            yield Quantity(*span, span, (Decimal(_SCALES[word]) / parts,), NONE, 0.6, "words")
        elif group == "figures":  # as many, or a number of that length
            places = _FIGURES.get(word) or int(en_numbers(word)[0][2])
            yield Quantity(*span, span, (Decimal(places), Decimal(10) ** (places - 1)), NONE, 0.5, "words")
        elif group == "half_dozen":
            yield Quantity(*span, span, (Decimal(6),), NONE, 0.0, "words")
        elif group == "dozens":
            yield Quantity(*span, span, (12 * en_numbers(word)[0][2],), NONE, 0.5, "words")
        elif group == "magnitudes":
            value = Decimal(10) ** (1 if word == "an" else int(en_numbers(word)[0][2]))
            span = match.start(group), match.end()
            yield Quantity(*span, span, (value,), UNITS["times"], 0.5, "words")
        elif group == "decades":
            upwards = tuple(map(Decimal, range(30, 100, 10)))
            yield Quantity(*span, span, upwards, UNITS["years"], 0.4, "vague", is_hedged=True)
        elif group == "part":
            share = match["share"].lower().replace("-", " ")
            value = Decimal("0.5") if share == "half" else Decimal("0.75" if share.startswith("three") else "0.25")
            weight = 0.5 if share.startswith("three") else 0.1
            yield Quantity(*span, span, (value,), en_unit(word) or NONE, weight, "words")
        elif group == "grown":
            yield Quantity(*span, span, (Decimal(_GROWN[word]),), GROWN, 0.5, "words")
        elif group == "fraction":
            share = ARITHMETIC.divide(Decimal(1), Decimal(_PARTS[word.split()[-1]]))
            yield Quantity(*span, span, (share,), UNITS["times"], 0.5, "words")
        else:
            yield _weak(word.replace("-", " ").split()[-1], span)


def _roman(figures: str) -> int:
    """The value of Roman figures."""
    values = [{"I": 1, "V": 5, "X": 10}[figure] for figure in figures]
    return sum(-one if one < other else one for one, other in zip_longest(values, values[1:], fillvalue=0))


def _weak(word: str, span: tuple[int, int]) -> Quantity:
    if word in _SHARES:
        return Quantity(*span, span, (Decimal(_SHARES[word]),), UNITS["times"], 0.0, "words")
    return Quantity(
        *span, span, tuple(map(Decimal, _WEAK.get(word, "2").split())), NONE, 0.2 if word == "dozen" else 0.0, "words"
    )
