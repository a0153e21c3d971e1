"""What Chinese and English numerals share: figures, and arithmetic that never raises."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

Found = tuple[int, int, Decimal]
"""Start and end of a number in the text, in characters, and its value."""

ARITHMETIC = Context(prec=28, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
"""Exponents without end and no traps, since text may hold a number of any length."""

FIGURES = (
    r"(?:\d{1,2}(?:,\d\d(?!\d))++,\d{3}(?!\d)|\d{1,3}(?:,\d{3}(?!\d))++|[０-９]{1,3}(?:，[０-９]{3}(?!\d))++|\d++)"
    r"(?:[.．]\d++)?+"
)
"""A pattern of figures of any script, with or without separators of thousands and decimals."""

_SEPARATORS = str.maketrans({",": "", "，": "", "．": "."})


def figures_value(figures: str) -> Decimal:
    """The value of what `FIGURES` matches; 0 for digits of a script that is newer than this Python."""
    value = ARITHMETIC.create_decimal(figures.translate(_SEPARATORS))
    return value if value.is_finite() else Decimal(0)
