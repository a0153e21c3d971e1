"""Beads and files to try the evaluation on."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from toolkit.bitext import Bead

Ids = tuple[int, ...]


def beads(*pairs: tuple[Ids, Ids]) -> list[Bead]:
    return [Bead(src, tgt) for src, tgt in pairs]


@st.composite
def tilings(draw: st.DrawFn) -> list[Bead]:
    out, i, j = [], 0, 0
    for m, n in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), max_size=12)):
        out.append(Bead(tuple(range(i, i + m)), tuple(range(j, j + n))))
        i, j = i + m, j + n
    return out


def write(path: Path, text: str) -> Path:
    """Write a file in a folder that need not exist yet."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path
