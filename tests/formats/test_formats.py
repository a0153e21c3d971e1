"""What every format must do, whichever it is."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings

from tests.formats.made import carried, lists_of_units, read, written
from toolkit.registry import load, names
from toolkit.units import Unit

WITH_PARAMETERS: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in names("formats")),
    *(
        ("tsv", {"columns": columns})
        for columns in ("all", "plain", "bitextor", "bicleaner", "opuscleaner", "src,tgt,risk")
    ),
    ("moses", {"gzip": True}),
]
# Numbers that these write to so many decimals.
ROUNDED = {"links": 4, "vecalign": 6}


@pytest.mark.parametrize(("name", "parameters"), WITH_PARAMETERS, ids=str)
@settings(max_examples=60, deadline=None)
@given(units=lists_of_units())
def test_what_is_written_is_read_back(name: str, parameters: dict[str, Any], units: list[Unit]) -> None:
    format = load("formats", name, **parameters)
    if not {"src", "tgt"} <= format.carries:
        # Where there is no text, a unit without any sentence is none.
        units = [unit for unit in units if unit.src_ids is not None or unit.src or unit.tgt]
    data = written(format, units)
    assert data == written(format, units), "the same bytes twice"
    back = [{field.name: getattr(unit, field.name) for field in fields(Unit)} for unit in read(format, data)]
    expected = carried(format, units)
    for found, wanted in zip(back, expected, strict=True):
        for field in {name.partition(":")[0] for name in format.carries} | {"id"}:
            if isinstance(wanted[field], float) and name in ROUNDED:
                assert found[field] == pytest.approx(wanted[field], abs=10 ** -ROUNDED[name], rel=1e-12)
            elif not (field in ("src_ids", "tgt_ids") and wanted[field] is None):
                assert found[field] == wanted[field], field
