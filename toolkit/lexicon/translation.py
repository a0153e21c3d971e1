"""By which English stems a Chinese word is rendered, and how much it says if none of them is there.

The table was learned by `toolkit.lexicon_training`; see there for how.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.lexicon.words import renderings

TABLE = "translations.npz"
_GUESSED = 0.6  # What a gloss is worth where nothing was learned.
RAREST = 19.0
"""The rarity of a word that the table does not have."""
PROBABILITY_STEPS, SALIENCE_STEPS, RARITY_STEPS = 255, 100, 10


class Table(NamedTuple):
    """A row a word: `stem[start[i]:start[i + 1]]` are numbers into `stems`, with their `probability` in steps of 1/255.

    `word_salience` and `stem_salience` are in steps of 1/100, `word_rarity` in steps of 1/10.
    """

    words: list[str]
    stems: list[str]
    start: NDArray[np.int32]
    stem: NDArray[np.uint16]
    probability: NDArray[np.uint8]
    word_salience: NDArray[np.uint8]
    stem_salience: NDArray[np.uint8]
    word_rarity: NDArray[np.uint8]


def translations(word: str) -> Mapping[str, float]:
    """The stems by which a simplified Chinese word may be rendered.

    The number is the probability that a sentence that has the stem renders the word by it.
    """
    return _translations(word)


def word_salience(word: str) -> float:
    """How much it says that none of a Chinese word's `translations` is there: the logarithm of how much oftener that is so
    in an English sentence that belongs to another. 0 for a word that the table does not have."""
    row = _rows().get(word)
    return 0.0 if row is None else float(_table().word_salience[row]) / SALIENCE_STEPS


def stem_salience(stem: str) -> float:
    """How much it says that an English stem is among the `translations` of no Chinese word that is there, as `word_salience`."""
    row = _stem_rows().get(stem)
    return 0.0 if row is None else float(_table().stem_salience[row]) / SALIENCE_STEPS


def rarity(word: str) -> float:
    """How rare a Chinese word is in Chinese text: minus the natural logarithm of its share of all words."""
    row = _rows().get(word)
    return RAREST if row is None else float(_table().word_rarity[row]) / RARITY_STEPS


@lru_cache(maxsize=100_000)
def _translations(word: str) -> Mapping[str, float]:
    row = _rows().get(word)
    if row is None:
        return {stem: _GUESSED * strength for stem, strength in renderings(word).items()}
    table = _table()
    places = slice(table.start[row], table.start[row + 1])
    pairs = zip(table.stem[places].tolist(), table.probability[places].tolist(), strict=True)
    return {table.stems[number]: step / PROBABILITY_STEPS for number, step in pairs}


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, int]:
    return {word: row for row, word in enumerate(_table().words)}


@lru_cache(maxsize=1)
def _stem_rows() -> Mapping[str, int]:
    return {stem: row for row, stem in enumerate(_table().stems)}


@lru_cache(maxsize=1)
def _table() -> Table:
    return read_table((files("toolkit.lexicon") / "data" / TABLE).read_bytes())


def read_table(data: bytes) -> Table:
    """The table in a file that `write_table` made."""
    with np.load(BytesIO(data)) as file:
        words, stems = (bytes(file[name]).decode().split("\n") for name in ("words", "stems"))
        return Table(words, stems, *(file[name] for name in Table._fields[2:]))


def write_table(table: Table) -> bytes:
    """The table as a file."""
    arrays = {name: np.frombuffer("\n".join(getattr(table, name)).encode(), np.uint8) for name in ("words", "stems")}
    out = BytesIO()
    np.savez_compressed(out, **arrays, **{name: getattr(table, name) for name in Table._fields[2:]})  # type: ignore[arg-type]
    return out.getvalue()
