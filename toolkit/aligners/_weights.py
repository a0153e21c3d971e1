"""The weights of the bead aligner as a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from toolkit.aligners._lattice import Floats
from toolkit.errors import DataError, ToolkitError
from toolkit.files import read_bytes

Weights = Mapping[str, Mapping[str, float]]
"""The weights of the coarse and the fine pass: "coarse" and "fine" to "evidence.feature" to weight."""


def read_weights(path: str | Path | None) -> Weights:
    """The weights in a file that `bitext train-aligner` wrote; those that ship where there is no path.

    Raises:
        DataError: the file cannot be read or holds something else.
    """
    if path is None:
        return _parse(files("toolkit.aligners").joinpath("weights.json").read_bytes(), "weights.json")
    return _parse(read_bytes(path), path)


def _parse(data: bytes, path: str | Path) -> Weights:
    try:
        loaded = json.loads(data)
        return {name: {key: float(value) for key, value in loaded[name].items()} for name in ("coarse", "fine")}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DataError("holds no weights; give a file that `bitext train-aligner` wrote", path) from None


def digest(weights: Weights) -> str:
    """A few characters that tell these weights from others."""
    return hashlib.sha256(json.dumps(weights, sort_keys=True).encode()).hexdigest()[:12]


def vector(weights: Mapping[str, float], names: Sequence[str]) -> Floats:
    """(f,) float32: the weights of these features.

    Raises:
        ToolkitError: one of them has none.
    """
    missing = [name for name in names if name not in weights]
    if missing:
        raise ToolkitError(
            f"the weights know nothing of the evidence {missing[0]!r}; learn them anew: bitext train-aligner"
        )
    return np.array([weights[name] for name in names], dtype=np.float32)
