"""JSON lines: an object a unit, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import BinaryIO

from toolkit.formats import Format
from toolkit.formats._fields import Place, to_json
from toolkit.formats._records import record_of, unit_of
from toolkit.lines import lines
from toolkit.text import replace_surrogates
from toolkit.units import FIELDS, Unit, held


def make() -> Format:
    """Objects by the names of a unit's fields, without those of which nothing is known; in UTF-8."""
    return _Jsonl()


class _Jsonl:
    suffixes = ("",)
    carries = FIELDS

    def clean(self, text: str) -> str:
        return replace_surrogates(text)

    def write(self, units: Iterable[Unit], streams: Sequence[BinaryIO]) -> None:
        [stream] = streams
        for unit in units:
            record = record_of(held(unit, FIELDS, replace_surrogates))
            known = {
                name: value if not isinstance(value, float) or isfinite(value) else str(value)
                for name, value in record.items()
                if name in ("src", "tgt") or (value is not None and value not in ("", [], {}))
            }
            stream.write(to_json(known).encode() + b"\n")

    def read(self, streams: Sequence[BinaryIO], source: str) -> Iterator[Unit]:
        [stream] = streams
        number = 0
        for line, text in lines(stream, source, "JSON"):
            if text.strip():
                number += 1
                place = Place(source, line)
                yield unit_of(place.json(text, dict), number, place)
