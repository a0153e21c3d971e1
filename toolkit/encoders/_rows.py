"""Rows of length 1."""

from __future__ import annotations

import numpy as np

from toolkit.encoders import Vectors


def unit_rows(rows: Vectors) -> Vectors:
    """(n, d) float32: the rows at length 1; a row of zeros, which has no direction, points along the first axis."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    first = np.eye(1, rows.shape[1], dtype=np.float32)
    return np.asarray(np.where(norms > 0, rows / np.maximum(norms, np.finfo(np.float32).tiny), first), dtype=np.float32)
