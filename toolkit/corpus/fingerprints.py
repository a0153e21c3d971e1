"""Fingerprints of texts, by which copies are found without comparing every text with every other.

Near-duplicates are found by MinHash over runs of characters: the share of places at which two signatures agree estimates the
Jaccard similarity of the sets of runs (Broder, "On the resemblance and containment of documents", 1997). Signatures are cut
into bands, and only texts that agree in a whole band are compared (Leskovec, Rajaraman and Ullman, "Mining of Massive
Datasets", ch. 3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Literal

import numpy as np
from numba import njit
from numpy.typing import NDArray

Likeness = Literal["exact", "normalised", "near"]
LIKENESSES: tuple[Likeness, ...] = ("exact", "normalised", "near")

SIMILAR = 0.8
"""The Jaccard similarity of near-duplicates, as estimated."""

_RUN = {"zh": 3, "en": 5}  # characters
_PLACES, _BANDS = (
    64,
    16,
)  # bands of four find a pair with a similarity of .8 with a probability of .9998, one of .3 with .12
_SEED = 20240229


class _Kept(dict[int, str]):
    """Letters, marks and digits as they are, and nothing for other characters."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if unicodedata.category(character)[0] in "LMN" else ""
        return self[code]


_KEPT = _Kept()


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints of n texts.

    `bands` (n, b) unsigned: texts that agree in none are not alike. `signatures` (n, p) unsigned: texts that agree in at least
    `needed` places are.
    """

    bands: NDArray[Any]
    signatures: NDArray[Any]
    needed: int

    def __len__(self) -> int:
        return len(self.bands)


def prints(texts: Sequence[str], lang: Literal["zh", "en"], likeness: Likeness) -> Prints:
    """The fingerprints of texts: two are alike if they are the same, the same but for case, width and punctuation, or similar."""
    if likeness == "exact":
        return _hashed(texts)
    plain = [normalised(text) for text in texts]
    return _hashed(plain) if likeness == "normalised" else _minhashed(plain, _RUN[lang])


def joined(parts: Sequence[Prints]) -> Prints:
    """The fingerprints of several lists of texts, at least one, as those of one list."""
    bands, signatures = ([getattr(part, name) for part in parts] for name in ("bands", "signatures"))
    return Prints(np.concatenate(bands), np.concatenate(signatures), parts[0].needed)


def normalised(text: str) -> str:
    """The letters and digits of a text, in NFKC and without case; a text that has none stays."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_KEPT) or text.strip()


def text_hash(text: str) -> int:
    """A hash of 64 bits, the same everywhere."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _hashed(texts: Sequence[str]) -> Prints:
    hashes = np.array([text_hash(text) for text in texts], np.uint64).reshape(-1, 1)
    return Prints(hashes, hashes, 1)


def _minhashed(texts: Sequence[str], run: int) -> Prints:
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    factors = np.random.default_rng(_SEED).integers(1 << 63, size=_PLACES, dtype=np.uint64) | np.uint64(1)
    minima = _minima(codes, ends, run, factors)
    bands = np.ascontiguousarray(minima.reshape(len(texts), _BANDS, _PLACES // _BANDS))
    weights = np.array([1, 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], np.uint32)
    return Prints(
        (bands * weights).sum(axis=2, dtype=np.uint32), minima.astype(np.uint16), int(np.ceil(SIMILAR * _PLACES))
    )


@njit(cache=True, nogil=True)
def _minima(
    codes: NDArray[np.uint32], ends: NDArray[np.int64], run: int, factors: NDArray[np.uint64]
) -> NDArray[np.uint32]:
    """(n, p) uint32: for each text, which are the `codes` up to its end, the least hash of its runs by each of p functions."""
    found = np.full((ends.size, factors.size), np.uint32(0xFFFFFFFF), np.uint32)
    start = 0
    for text in range(ends.size):
        end = ends[text]
        least = found[text]
        for i in range(start, max(start + 1, end - run + 1)):
            mixed = np.uint64(0xCBF29CE484222325)
            for k in range(i, min(i + run, end)):
                mixed = (mixed ^ np.uint64(codes[k])) * np.uint64(0x9E3779B97F4A7C15)
                mixed ^= mixed >> np.uint64(29)
            for j in range(factors.size):
                # The upper half of a product with an odd number, mixed once more, for it alone is too even.
                value = factors[j] * (mixed ^ factors[j])
                value = np.uint32((value ^ (value >> np.uint64(31))) >> np.uint64(16))
                least[j] = min(least[j], value)
        start = end
    return found
