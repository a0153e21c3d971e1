"""A unit as a record of plain values, as JSON and Parquet have it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from toolkit.formats._fields import Place, flag_object
from toolkit.units import FIELDS, Unit


def record_of(unit: Unit) -> dict[str, Any]:
    """The fields of a unit by their names: flags as objects, all else as it is."""
    record = {name: getattr(unit, name) for name in _ORDER}
    record["flags"] = [flag_object(flag) for flag in unit.flags]
    record["more"] = dict(unit.more)
    return record


def unit_of(record: Mapping[str, Any], number: int, place: Place) -> Unit:
    """The unit of a record; names that no field has go into `more`, and without an id the number serves.

    A record may have the texts as `translation`, with the keys zh and en.

    Raises:
        DataError: a text is missing, or a value is not what its name says.
    """
    texts = {"src": record.get("src"), "tgt": record.get("tgt")}
    translation = record.get("translation")
    if isinstance(translation, Mapping):
        texts = {"src": translation.get("zh"), "tgt": translation.get("en")}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise place.error(f"has no text {name!r}; needed are src and tgt, or translation with zh and en")
    unit_id = _text(record.get("id", record.get("bead_id"))) or str(number)
    more = {name: _text(value) for name, value in record.items() if name not in _NAMES and value is not None}
    for name, text in _as(dict, "more", record, place).items():
        more[str(name)] = _text(text)
    return Unit(
        unit_id,
        str(texts["src"]),
        str(texts["tgt"]),
        document=_text(record.get("document")),
        src_ids=_ids(record.get("src_ids"), place),
        tgt_ids=_ids(record.get("tgt_ids"), place),
        score=place.number(_text(record.get("score")), "score"),
        confidence=place.share(_text(record.get("confidence")), "confidence"),
        label=_text(record.get("label")),
        risk=place.share(_text(record.get("risk")), "risk"),
        flags=tuple(place.flag(flag, unit_id) for flag in _as(list, "flags", record, place)),
        state=place.state(_text(record.get("state"))),
        more=more,
    )


_ORDER = (
    "id", "src", "tgt", "document", "src_ids", "tgt_ids", "score", "confidence", "label", "risk", "flags", "state", "more",
)  # fmt: skip
_NAMES = FIELDS | {"bead_id", "translation"}


def _text(value: object) -> str:
    return (
        "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    )


def _as(kind: type, name: str, record: Mapping[str, Any], place: Place) -> Any:
    value = record.get(name)
    if value is not None and not isinstance(value, kind):
        raise place.error(f"{name} is no {'object' if kind is dict else 'list'}: {str(value)[:60]!r}")
    return value or kind()


def _ids(value: object, place: Place) -> tuple[int, ...] | None:
    if value is None:
        return None
    if isinstance(value, list | tuple) and all(isinstance(i, int) and i >= 0 for i in value):
        return tuple(value)
    raise place.error(f"{str(value)[:60]!r} are no sentence numbers; they look so: [3, 4]")
