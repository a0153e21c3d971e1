"""Boundary precision, recall and F1 on the rows: `python -m tests.segmenters.compare [--errors]`.

A boundary is the place of an inner sentence end, counted in characters that are not white space; the end of a paragraph
is no boundary. The other segmenters get the rows with line breaks folded, as they take a line break for a boundary.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from toolkit.registry import load

Split = Callable[[str], list[str]]
HERE = Path(__file__).parent
MARK, BREAK = "¦", "⏎"


def rows(lang: str) -> list[list[str]]:
    """The rows of a language, each a list of the sentences wanted (their white space kept)."""
    lines = (HERE / f"{lang}_rows.txt").read_text("utf-8").split("\n")
    return [line.replace(BREAK, "\n").split(MARK) for line in lines if line and not line.startswith("# ")]


def boundaries(sentences: Iterable[str]) -> set[int]:
    """The inner ends of sentences, in characters that are not white space."""
    ends, seen = set(), 0
    for sentence in sentences:
        seen += len("".join(sentence.split()))
        ends.add(seen)
    return ends - {0, seen}


def score(wanted: Iterable[list[str]], split: Split) -> tuple[float, float, float, list[tuple[list[str], list[str]]]]:
    """Precision, recall and F1 of inner boundaries, and the rows that differ as (wanted, found)."""
    right = found = gold = 0
    wrong = []
    for row in wanted:
        pieces = split("".join(row))
        got, want = boundaries(pieces), boundaries(row)
        right, found, gold = right + len(got & want), found + len(got), gold + len(want)
        if got != want:
            wrong.append((row, pieces))
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return precision, recall, 2 * right / max(found + gold, 1), wrong


def ours(lang: str) -> Split:
    segment = load("segmenters", lang)
    return lambda paragraph: [paragraph[start:end] for start, end in segment(paragraph)]


def others(lang: str) -> dict[str, Split]:
    """The segmenters of other packages that are installed for development."""
    import nupunkt
    import pysbd

    joiner = "" if lang == "zh" else " "

    def folded(split: Callable[[str], Iterable[str]]) -> Split:
        return lambda paragraph: list(split(joiner.join(paragraph.split("\n"))))

    found = {"pysbd": folded(pysbd.Segmenter(lang, clean=False).segment)}
    if lang == "en":
        found["nupunkt"] = folded(nupunkt.sent_tokenize)
        found["punkt"] = folded(_punkt())
    return found


def _punkt() -> Callable[[str], Iterable[str]]:
    """nltk's Punkt with our abbreviations and sentence starters as its parameters."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    from toolkit.segmenters import _abbreviations as known

    parameters = PunktParameters()
    parameters.abbrev_types = {word.lower() for word in known.TITLES | known.NUMBERED | known.OPEN | known.CLOCK} | {
        "u.s", "u.k", "u.n", "d.c", "b.c", "a.d"
    }  # fmt: skip
    parameters.sent_starters = {word.lower() for word in known.STARTERS}
    split: Callable[[str], Iterable[str]] = PunktSentenceTokenizer(parameters).tokenize
    return split


def main() -> None:
    show = "--errors" in sys.argv
    for lang in ("zh", "en"):
        wanted = rows(lang)
        print(f"{lang}: {len(wanted)} rows, {sum(len(row) - 1 for row in wanted)} boundaries")
        for name, split in {"ours": ours(lang), **others(lang)}.items():
            began = time.perf_counter()
            precision, recall, f1, wrong = score(wanted, split)
            speed = sum(map(len, wanted)) / (time.perf_counter() - began)
            print(f"  {name:8} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  {speed:9,.0f} sentences/s")
            if show and name == "ours":
                for row, pieces in wrong:
                    print(f"    want {MARK.join(row)!r}\n    got  {MARK.join(pieces)!r}")


if __name__ == "__main__":
    main()
