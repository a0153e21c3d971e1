"""Test sets that no pair of a corpus may be like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.duplicates import NONE, alike_on_any
from toolkit.corpus.fingerprints import Prints, joined, prints
from toolkit.corpus.inputs import Source
from toolkit.errors import DataError
from toolkit.files import read_bytes
from toolkit.lines import lines
from toolkit.packed import blaming, unpacked
from toolkit.text import is_chinese

if TYPE_CHECKING:
    from toolkit.corpus.judging import Judged

_SAMPLE = 1000  # lines by which the language of a file is told


@dataclass(frozen=True)
class Tests:
    """The texts of test sets, as many of either language as there happen to be."""

    zh: list[str]
    en: list[str]


def read_tests(sources: Sequence[Source]) -> Tests:
    """The texts of test sets: of a file of Chinese or of English sentences, one a line, or of a bitext.

    Raises:
        DataError: a file cannot be read.
    """
    found = Tests([], [])
    for source in sources:
        if _is_bitext(source):
            from toolkit.converting import units_in

            for unit in units_in(source):
                found.zh.append(unit.src)
                found.en.append(unit.tgt)
        else:
            texts = _lines(source)
            (found.zh if is_chinese("".join(texts[:_SAMPLE])) else found.en).extend(texts)
    return Tests([text for text in found.zh if text.strip()], [text for text in found.en if text.strip()])


def _is_bitext(source: Source) -> bool:
    """Whether a file is no plain text; what has no suffix of a format, as newstest.zh, is some."""
    from toolkit.sniffing import format_named

    return format_named(source) is not None


def _lines(source: Source) -> list[str]:
    import io

    data = read_bytes(source)
    if not data:
        raise DataError("is empty", source)
    with blaming(source):
        return [line for _, line in lines(unpacked(io.BytesIO(data)), source)]


def contaminated(judged: Judged, tests: Tests) -> NDArray[np.bool_]:
    """(n,) bool: which pairs have a text that is like one of the test sets."""
    count = len(judged.hashes)
    found = np.zeros(count, np.bool_)
    sides: tuple[tuple[int, Literal["zh", "en"], list[str]], ...] = ((0, "zh", tests.zh), (1, "en", tests.en))
    for side, lang, texts in sides:
        if not texts:
            continue
        own = joined([judged.prints["near"][side], _prints(texts, lang)])
        part = np.concatenate([np.ones(count, np.int64), np.zeros(len(texts), np.int64)])
        order = np.concatenate([np.arange(count, count + len(texts)), judged.order])
        found |= alike_on_any([own], order, part)[:count] != NONE
    return found


def _prints(texts: Sequence[str], lang: Literal["zh", "en"]) -> Prints:
    batches, rest = [], iter(texts)
    while batch := list(islice(rest, 2000)):
        batches.append(prints(batch, lang, "near"))
    return joined(batches)
