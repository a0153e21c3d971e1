"""The numbers in Chinese and English text as values, so that 3.5亿 and "350 million" are seen to be one.

A value has 28 significant digits. Halves and vague numbers (几十, "dozens") are left to the dictionary.
"""

from __future__ import annotations

from toolkit.lexicon._en_numerals import en_numbers
from toolkit.lexicon._zh_numerals import zh_numbers

__all__ = ["en_numbers", "zh_numbers"]
