"""Filters by name, from a preset or a file, and what they say of units."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import BadParameter, DataError, ToolkitError
from toolkit.files import read_bytes
from toolkit.registry import load, names
from toolkit.units import Unit

if TYPE_CHECKING:
    from toolkit.filters import Filter, Score

Settings = dict[str, dict[str, Any]]
"""The parameters of each filter, in the order in which they are asked."""

_PRESETS = ("default", "strict")
_BASE = "base"


def read_settings(filters: str | Path) -> Settings:
    """The filters of a preset, `default` or `strict`; none for `none`; else those of a TOML file, tried out.

    Such a file has a table for each filter. `base = "default"` takes over a preset, whose parameters the tables change;
    `NAME = false` takes a filter out.

    Raises:
        BadParameter: there is neither such a preset nor such a file.
        DataError: the file cannot be read, or has a filter or parameter that there is not.
    """
    if str(filters) == "none":
        return {}
    if str(filters) in _PRESETS:
        return _preset(str(filters))
    if not Path(filters).exists():
        raise BadParameter(
            f"no filters are called {str(filters)!r}; there are none, {', '.join(_PRESETS)}, and TOML files of your own"
        )
    try:
        tables = tomllib.loads(read_bytes(filters).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"is no TOML in UTF-8: {error}", filters) from error
    try:
        settings = _merged(tables)
        load_filters(settings)
    except ToolkitError as error:
        raise DataError(str(error), filters) from error
    return settings


def _preset(name: str) -> Settings:
    return tomllib.loads((Path(__file__).parent / "presets" / f"{name}.toml").read_text("utf-8"))


def _merged(tables: Mapping[str, Any]) -> Settings:
    base = tables.get(_BASE)
    if base is not None and base not in _PRESETS:
        raise BadParameter(f"{_BASE} is {base!r}; there are: {', '.join(_PRESETS)}")
    settings = _preset(base) if base else {}
    for name, table in tables.items():
        if name == _BASE:
            continue
        if name not in names("filters"):
            raise BadParameter(f"no filter is called {name!r}; there are: {', '.join(names('filters'))}")
        if table is False:
            settings.pop(name, None)
        elif isinstance(table, dict):
            settings[name] = {**settings.get(name, {}), **table}
        else:
            raise BadParameter(f"write [{name}] and its parameters below, or {name} = false")
    return settings


def load_filters(settings: Settings) -> dict[str, Filter]:
    """The filters; an encoder that one wants is loaded, too.

    Raises:
        BadParameter: a filter has no such parameter.
    """
    made = {}
    for name, parameters in settings.items():
        encoder = parameters.get("encoder")
        wanted = parameters if encoder is None else {**parameters, "encoder": load("encoders", encoder)}
        made[name] = load("filters", name, **wanted)
    return made


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a unit was left out: the name of a filter or another reason, and the score of the filter."""

    reason: str
    score: Score = ()


def rejections(units: Sequence[Unit], filters: Mapping[str, Filter]) -> list[Rejection | None]:
    """Why each unit is left out, None for those that stay: null, rejected by a reviewer, or the first filter that it fails.

    A filter is asked about the units only that those before it let pass.
    """
    found = [_plain_rejection(unit) for unit in units]
    left = [number for number, rejection in enumerate(found) if rejection is None]
    for name, each in filters.items():
        scores = each.score([units[number] for number in left])
        passed = []
        for number, score in zip(left, scores, strict=True):
            if each.accept(score):
                passed.append(number)
            else:
                found[number] = Rejection(name, score)
        left = passed
    return found


def _plain_rejection(unit: Unit) -> Rejection | None:
    if not unit.src.strip() or not unit.tgt.strip():
        return Rejection("null")
    return Rejection("rejected") if unit.state == "rejected" else None
