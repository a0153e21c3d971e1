"""Align an English translation with its Chinese original, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.pipeline import align

    __version__: str

__all__ = ["__version__", "align"]


def __getattr__(name: str) -> object:
    """Find `align` and `__version__` when they are first asked for: importing the package does no work."""
    if name == "align":
        from toolkit.pipeline import align

        return align
    if name == "__version__":
        from importlib.metadata import version

        return version("bitext-toolkit")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
