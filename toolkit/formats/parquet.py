"""Parquet: a row a unit, with all that is known of it, for pandas, polars, Spark and DuckDB."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.formats import Format
from toolkit.formats._parquet import Parquet


def make(metadata: Mapping[str, str] | None = None) -> Format:
    """Columns by the names of a unit's fields; `flags` and `more` are lists of structs. Needs the extra `corpus`.

    Read, too, is any file with the columns src and tgt, or `translation` with zh and en; what else is there goes into
    `more`.

    Args:
        metadata: what the footer of a file that is written says beside the schema, by key.
    """
    return Parquet(has_translation=False, metadata=metadata)
