"""Aligners find the beads between two lists of sentences.

A plug-in is a module with `make(...)` that returns an `Aligner`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from toolkit.bitext import Bead, Pin


class Aligner(Protocol):
    """Finds beads."""

    signature: dict[str, object]
    """What made the beads: part of the signature of every output."""

    def __call__(
        self,
        src: Sequence[str],
        tgt: Sequence[str],
        *,
        src_null: frozenset[int] = frozenset(),
        tgt_null: frozenset[int] = frozenset(),
        src_paragraphs: Sequence[int] | None = None,
        tgt_paragraphs: Sequence[int] | None = None,
        pins: Sequence[Pin] = (),
    ) -> list[Bead]:
        """The beads of Chinese `src` and English `tgt`, in order, every sentence in exactly one.

        `*_null` are sentences that are known to have no partner; `*_paragraphs` gives each sentence's paragraph, where
        that is known. `pins` are beads that must be in the result.

        Raises:
            BadParameter: a pin that no alignment can have.
        """
        ...
