"""The weights of the bead aligner as a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from toolkit.aligners._lattice import Floats
from toolkit.errors import ToolkitError
from toolkit.learned import read_learned

Weights = Mapping[str, Mapping[str, float]]
"""The weights of the coarse and the fine pass: "coarse" and "fine" to "evidence.feature" to weight."""


def read_weights(path: str | Path | None) -> Weights:
    """The weights in a file that `bitext train-aligner` wrote; those that ship where there is no path.

    Raises:
        DataError: the file cannot be read or holds something else.
    """
    problem = "holds no weights; give a file that `bitext train-aligner` wrote"
    return read_learned(path, ("toolkit.aligners", "weights.json"), _weights, problem)


def _weights(content: Mapping[str, Mapping[str, float]]) -> Weights:
    return {name: {key: float(value) for key, value in content[name].items()} for name in ("coarse", "fine")}


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
