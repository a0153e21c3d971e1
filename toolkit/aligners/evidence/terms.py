"""Which words, numbers and names of either side find their rendering inside the bead.

What a term is, and which match, is told by `_terms`. A term weighs its inverse document frequency: what is everywhere says nothing.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from toolkit.aligners._lattice import Candidates, Floats, Ints
from toolkit.aligners._terms import Matches, Terms
from toolkit.aligners.evidence import Pair, _coverage

NAMES = _coverage.NAMES


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    src, tgt = _Index(pair.src.terms), _Index(pair.tgt.terms)
    forward, backward = _links(src, tgt, pair.matches)
    c = candidates
    return _coverage.coverage(
        c,
        src.items(tgt, forward, *_coverage.windows(c.src, c.src_size, c.tgt, c.tgt_size, len(pair.src))),
        tgt.items(src, backward, *_coverage.windows(c.tgt, c.tgt_size, c.src, c.src_size, len(pair.tgt))),
    )


class _Index:
    """The terms of a stretch of n sentences, with the sentences of each term.

    Attributes:
        known: (k,) the numbers, in ascending order, of the terms that the stretch has.
        terms: (t,) int64, which of them each is.
        start: (n + 1,) int64, where each sentence's terms begin.
        weight: (k,) float32.
        first: (k + 1,) int64, where in `sentences` those of each term begin.
    """

    def __init__(self, found: Terms) -> None:
        self.known, self.terms = np.unique(found.numbers, return_inverse=True)
        self.start, self.weight = found.start, found.weight[self.known]
        order = np.argsort(self.terms, kind="stable")
        holder = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))[order]
        terms = self.terms[order]
        # A sentence that holds a term a thousand times holds it.
        is_new = (np.diff(terms, prepend=-1) != 0) | (np.diff(holder, prepend=-1) != 0)
        self.sentences = holder[is_new]
        self.first = np.searchsorted(terms[is_new], np.arange(len(self.known) + 1))

    def items(self, other: _Index, links: tuple[Ints, Ints, Floats], low: Ints, width: int) -> _coverage.Items:
        """This side's items, matched with the other side through `links`: where each term's links begin, their terms and
        their strengths."""
        match = _match(self.terms, self.start, *links, other.first, other.sentences, low, width)
        return _coverage.Items(self.start, self.weight[self.terms], low, match)


def _links(src: _Index, tgt: _Index, matches: Matches) -> tuple[tuple[Ints, Ints, Floats], tuple[Ints, Ints, Floats]]:
    """For each term the terms of the other side that it matches, and how well: source to target, and back."""
    start = matches.start[src.known]
    counts = matches.start[src.known + 1] - start
    own = np.repeat(np.arange(len(counts)), counts)
    which = np.arange(len(own)) + np.repeat(start - np.cumsum(counts) + counts, counts)
    found, strength = matches.term[which], matches.strength[which]
    other = np.searchsorted(tgt.known, found)
    is_here = np.append(tgt.known, -1)[other] == found
    own, other, strength = own[is_here], other[is_here], strength[is_here]
    return _grouped(own, other, strength, len(src.known)), _grouped(other, own, strength, len(tgt.known))


def _grouped(by: Ints, to: Ints, strength: Floats, groups: int) -> tuple[Ints, Ints, Floats]:
    order = np.argsort(by, kind="stable")
    return np.searchsorted(by[order], np.arange(groups + 1)), to[order], strength[order]


@njit(cache=True, nogil=True)
def _match(
    terms: Ints,
    start: Ints,
    link_start: Ints,
    link_term: Ints,
    link_strength: Floats,
    first: Ints,
    sentences: Ints,
    low: Ints,
    width: int,
) -> Floats:
    """(i, width) each item's best match with the sentences of its window."""
    out = np.zeros((len(terms), width), dtype=np.float32)
    for sentence in range(len(start) - 1):
        for item in range(start[sentence], start[sentence + 1]):
            for link in range(link_start[terms[item]], link_start[terms[item] + 1]):
                other = link_term[link]
                run = sentences[first[other] : first[other + 1]]
                for p in range(np.searchsorted(run, low[sentence]), len(run)):
                    k = run[p] - low[sentence]
                    if k >= width:
                        break
                    out[item, k] = max(out[item, k], link_strength[link])
    return out
