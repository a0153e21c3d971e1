"""How well the segmenters find the line ends of joined lines: `python -m tests.segmenters.joined [../shared/data]`.

Twelve lines make a paragraph. MAC-Dev has a sentence a line. A line of the other sets may hold several sentences, or
none that ends in a stop, so that precision and recall there are lower bounds.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.segmenters.compare import others, ours, score

SHARED = Path(__file__).parents[3] / "shared" / "data"
_LINES = 12


def paragraphs(lines: Iterable[str], joiner: str) -> list[list[str]]:
    """Lines joined to paragraphs of `_LINES`; a row is the lines of one."""
    kept = [line.strip() + joiner for line in lines if line.strip()]
    return [kept[i : i + _LINES] for i in range(0, len(kept), _LINES)]


def mac(data: Path, lang: str) -> list[list[str]]:
    """The novels of MAC-Dev, chapter by chapter."""
    texts = [path.read_text("utf-8") for path in sorted((data / "mac-dev" / lang).glob("*.txt"))]
    return [row for text in texts for row in paragraphs(text.split("\n"), "" if lang == "zh" else " ")]


def wmt(data: Path, lang: str) -> list[list[str]]:
    """The WMT test sets."""
    rows = [line.split("\t") for line in (data / "wmt" / "bitext.tsv").read_text("utf-8").split("\n")[1:] if line]
    return paragraphs((row[1 if lang == "zh" else 2] for row in rows), "" if lang == "zh" else " ")


def ted(data: Path) -> list[list[str]]:
    """The English of every system for every talk."""
    talks: dict[tuple[str, str], dict[int, str]] = {}
    for line in (data / "mqm-ted-zhen.tsv").read_text("utf-8").split("\n")[1:]:
        cells = line.split("\t")
        if len(cells) > 6:
            talks.setdefault((cells[0], cells[1]), {})[int(cells[3])] = re.sub("</?v>", "", cells[6])
    return [row for talk in talks.values() for row in paragraphs((talk[i] for i in sorted(talk)), " ")]


def sets(data: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    """(name, language, paragraphs) of every set."""
    for lang in ("zh", "en"):
        yield "MAC-Dev", lang, mac(data, lang)
        yield "WMT", lang, wmt(data, lang)
    yield "TED", "en", ted(data)


def main() -> None:
    for name, lang, rows in sets(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED):
        print(f"{name} {lang}: {sum(map(len, rows))} lines")
        for splitter, split in {"ours": ours(lang), **others(lang)}.items():
            precision, recall, f1, _ = score(rows, split)
            print(f"  {splitter:8} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}")


if __name__ == "__main__":
    main()
