"""Quantities in Chinese and English text: numbers with their units, and words that stand for one (一半, "twice", "decade").

`numerals` reads the plain numbers; here they are read as a translator would: with unit, share, multiple, date and hedge.
"""

from __future__ import annotations

from toolkit.lexicon._en_quantities import en_quantities
from toolkit.lexicon._figures import ARITHMETIC
from toolkit.lexicon._quantity import CALENDAR, Quantity, agree, digits, is_other_magnitude
from toolkit.lexicon._units import GROWN, MONTH, NONE, WEEKDAY, Unit, en_unit, zh_unit
from toolkit.lexicon._zh_quantities import zh_quantities

__all__ = [
    "ARITHMETIC",
    "CALENDAR",
    "GROWN",
    "MONTH",
    "NONE",
    "WEEKDAY",
    "Quantity",
    "Unit",
    "agree",
    "digits",
    "en_quantities",
    "en_unit",
    "is_other_magnitude",
    "zh_quantities",
    "zh_unit",
]
