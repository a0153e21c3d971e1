"""Whether both sides end in a question mark, end in a quotation mark, and begin with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from toolkit.aligners._lattice import Candidates, Floats, Mask
from toolkit.aligners.evidence import Pair

OPENING, CLOSING = "“‘「『\"'", "”’」』\"'"
NAMES = tuple(
    f"{name} on {sides}"
    for name in ("question at the end", "quotation mark at the end", "quotation mark at the beginning")
    for sides in ("one side", "both sides")
)


def _is_question(text: str) -> bool:
    return text.rstrip(CLOSING + ")） ").endswith(("?", "？"))


def _is_quote_end(text: str) -> bool:
    return text.rstrip().endswith(tuple(CLOSING))


def _is_quote_start(text: str) -> bool:
    return text.lstrip().startswith(tuple(OPENING))


def features(candidates: Candidates, pair: Pair) -> Floats:
    """See the package's docstring."""
    out = np.zeros((len(candidates), len(NAMES)), dtype=np.float32)
    full = ~candidates.is_null
    c = candidates.select(full)
    src_last, tgt_last = c.src + c.src_size - 1, c.tgt + c.tgt_size - 1
    for column, (test, src, tgt) in enumerate(
        ((_is_question, src_last, tgt_last), (_is_quote_end, src_last, tgt_last), (_is_quote_start, c.src, c.tgt))
    ):
        here, there = _mask(pair.src.texts, test)[src], _mask(pair.tgt.texts, test)[tgt]
        out[full, 2 * column] = here != there
        out[full, 2 * column + 1] = here & there
    return out


def _mask(texts: Sequence[str], test: Callable[[str], bool]) -> Mask:
    return np.fromiter(map(test, texts), dtype=bool, count=len(texts))
