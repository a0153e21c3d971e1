from __future__ import annotations

import io

from tests.conftest import make_alignment
from toolkit.bitext import Bead
from toolkit.exporters.links import make


def written(beads: list[Bead], m: int, n: int) -> bytes:
    stream = io.BytesIO()
    make()(make_alignment(["中"] * m, ["a"] * n, beads), stream)
    return stream.getvalue()


def test_lines() -> None:
    beads = [Bead((0, 1), (0,), 7, 0.93125), Bead((), (1,), 0, 1), Bead((2,), (2, 3, 4))]
    assert written(beads, 3, 5) == b"[0, 1]:[0]:0.9313\n[]:[1]:1.0000\n[2]:[2, 3, 4]:1.0000\n"


def test_no_beads() -> None:
    assert written([], 0, 0) == b""
