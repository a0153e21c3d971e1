"""From probabilities to pairs: one partner for each document."""

from __future__ import annotations

from collections.abc import Sequence

Found = tuple[int, int, float]
"""The numbers of two documents that may belong together, and the probability that they do."""


def link(found: Sequence[Found]) -> list[int]:
    """The numbers of the pairs that are left when the likeliest is taken again and again and all others with one of its
    documents fall (competitive linking, Melamed 2000); of equals the first is taken."""
    src, tgt = set[int](), set[int]()
    chosen = []
    for number in sorted(range(len(found)), key=lambda number: -found[number][2]):
        i, j, _ = found[number]
        if i not in src and j not in tgt:
            src.add(i)
            tgt.add(j)
            chosen.append(number)
    return chosen
