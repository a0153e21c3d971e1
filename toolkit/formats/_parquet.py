"""Units in Parquet, a row group at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from toolkit.errors import DataError, MissingExtra
from toolkit.formats._fields import FLAG_KEYS, Place
from toolkit.formats._records import record_of, unit_of
from toolkit.text import replace_surrogates
from toolkit.units import FIELDS, Unit, held

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP = 10_000  # units that are in memory at once


class Parquet:
    """The format, with the texts as src and tgt or as `translation`; `metadata` goes into the footer."""

    suffixes = ("",)
    carries = FIELDS

    def __init__(self, *, has_translation: bool, metadata: Mapping[str, str] | None = None) -> None:
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError:
            raise MissingExtra("Parquet", "pyarrow", "corpus") from None
        self._has_translation, self._metadata = has_translation, dict(metadata or {})

    def clean(self, text: str) -> str:
        """The text without lone surrogates, which UTF-8 cannot hold."""
        return replace_surrogates(text)

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        """Write all units, a row group for each `_GROUP` of them."""
        import pyarrow as pa
        from pyarrow import parquet

        [stream] = streams
        schema = _schema(self._has_translation).with_metadata(self._metadata or None)
        rows = (self._row(held(unit, FIELDS, replace_surrogates)) for unit in units)
        with parquet.ParquetWriter(stream, schema, compression="zstd", write_page_checksum=True) as writer:
            while group := list(islice(rows, _GROUP)):
                writer.write_table(pa.Table.from_pylist(group, schema))

    def _row(self, unit: Unit) -> dict[str, Any]:
        row = record_of(unit)
        row["more"] = [{"name": name, "text": text} for name, text in unit.more.items()]
        if self._has_translation:
            row["translation"] = {"zh": row.pop("src"), "en": row.pop("tgt")}
        return row

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        """The units, a batch of rows in memory at a time."""
        from pyarrow import ArrowException, parquet

        [stream] = streams
        if not stream.seekable():
            raise DataError("is Parquet, which cannot be read from a pipe; save it as a file", source)
        number = 0
        try:
            for batch in parquet.ParquetFile(stream).iter_batches(_GROUP):
                for row in batch.to_pylist():
                    number += 1
                    yield unit_of(_with_more(row), number, Place(source))
        except (ArrowException, OSError) as error:
            raise DataError(f"is no Parquet file, or is damaged: {str(error)[:200]}", source) from None


def _with_more(row: dict[str, Any]) -> dict[str, Any]:
    more = row.get("more")
    if isinstance(more, list):  # of structs, or of what Arrow makes of a map
        pairs = (tuple(pair.values()) if isinstance(pair, dict) else pair for pair in more)
        row["more"] = {str(name): text for name, text in pairs}
    return row


def _schema(has_translation: bool) -> pa.Schema:
    import pyarrow as pa

    text, number, ids = pa.string(), pa.float64(), pa.list_(pa.int64())
    offsets = {"src_start", "src_end", "tgt_start", "tgt_end"}
    flag = pa.struct(
        [(key, pa.int64() if key in offsets else number if key == "confidence" else text) for key in FLAG_KEYS]
    )
    texts = (
        [("translation", pa.struct([("zh", text), ("en", text)]))]
        if has_translation
        else [("src", text), ("tgt", text)]
    )
    return pa.schema(
        [
            ("id", text),
            *texts,
            ("document", text),
            ("src_ids", ids),
            ("tgt_ids", ids),
            ("score", number),
            ("confidence", number),
            ("label", text),
            ("risk", number),
            ("flags", pa.list_(flag)),
            ("state", text),
            ("more", pa.list_(pa.struct([("name", text), ("text", text)]))),
        ]
    )
