"""Parquet as the translation sets of the Hugging Face hub have it."""

from __future__ import annotations

from toolkit.formats import Format
from toolkit.formats._parquet import Parquet


def make() -> Format:
    """As `parquet`, with the texts in one column: `translation`, a struct of `zh` and `en`. Needs the extra `corpus`."""
    return Parquet(has_translation=True)
