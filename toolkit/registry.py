"""Plug-ins: the file is the registration.

`load("detectors", "numbers", window=3)` imports `toolkit.detectors.numbers` and calls its `make(window=3)`. Another
package adds a plug-in with an entry point in the group `bitext_toolkit.ROOM`, whose value is the module.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from toolkit.errors import BadParameter, UnknownPlugin

ROOMS = ("readers", "segmenters", "encoders", "aligners", "detectors", "formats", "filters", "executors")


def names(room: str) -> list[str]:
    """The names of the plug-ins in a room, sorted. A folder, or a module whose name begins with "_", is no plug-in."""
    package = importlib.import_module(f"toolkit.{room}")
    modules = pkgutil.iter_modules(package.__path__)
    own = {module.name for module in modules if not module.ispkg and not module.name.startswith("_")}
    return sorted(own | {entry.name for entry in _entries(room)})


def load(room: str, name: str, **parameters: Any) -> Any:
    """The plug-in `name` of `room`, made with `parameters`.

    Raises:
        UnknownPlugin: no plug-in has that name.
        BadParameter: `make` has no such parameter.
    """
    make = _module(room, name).make
    known = inspect.signature(make).parameters
    for parameter in parameters:
        if parameter not in known:
            valid = ", ".join(known) or "none"
            raise BadParameter(f"{room}/{name} has no parameter {parameter!r}; it has: {valid}")
    return make(**parameters)


def parameters(room: str, name: str) -> list[str]:
    """The names of the parameters that the plug-in `name` of `room` can be made with.

    Raises:
        UnknownPlugin: no plug-in has that name.
    """
    return list(inspect.signature(_module(room, name).make).parameters)


def _module(room: str, name: str) -> ModuleType:
    if room not in ROOMS or name not in names(room):
        raise UnknownPlugin(room, name, names(room) if room in ROOMS else ROOMS)
    for entry in _entries(room):
        if entry.name == name:
            module = entry.load()
            assert isinstance(module, ModuleType), f"the entry point {entry.value} is not a module"
            return module
    return importlib.import_module(f"toolkit.{room}.{name}")


@cache  # What is installed stays the same, and to look through all of it takes milliseconds.
def _entries(room: str) -> Any:
    return entry_points(group=f"bitext_toolkit.{room}")
