"""The table of the sample pairs in their README."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from corpora.beads import BeadFile
from toolkit.errors import DataError

START, END = "<!-- the table: python -m corpora.build -->", "<!-- end of the table -->"
_HEAD = (
    "name",
    "genre",
    "zh",
    "en",
    "beads by kind",
    "null",
    "faults",
    "Chinese file",
    "English file",
    "what is special",
)


def with_table(readme: str, files: Iterable[BeadFile], forms: Mapping[str, str]) -> str:
    """The README with the table between its two marks made anew; `forms` tells how "NAME.zh" and "NAME.en" are written.

    Raises:
        DataError: the README lacks the marks.
    """
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise DataError(f"lacks the lines {START} and {END}", "README.md")
    return "\n".join([before + START, *_table(files, forms), end + after])


def _table(files: Iterable[BeadFile], forms: Mapping[str, str]) -> list[str]:
    rows = [_HEAD, ("---",) * len(_HEAD)]
    total: Counter[str] = Counter()
    for file in files:
        kinds = Counter(bead.kind for bead in file.beads)
        labels = Counter(bead.label for bead in file.beads if not (bead.zh and bead.en))
        zh, en, faults = (
            len(file.sentences("zh")),
            len(file.sentences("en")),
            sum(len(bead.faults) for bead in file.beads),
        )
        total += Counter({"zh": zh, "en": en, "faults": faults, "null": labels.total()}) + kinds
        rows.append(
            (
                file.name,
                file.header["genre"],
                str(zh),
                str(en),
                _counts({kind: count for kind, count in kinds.items() if "0" not in kind}),
                _counts({label or "plain": count for label, count in labels.items()}),
                str(faults),
                forms[f"{file.name}.zh"],
                forms[f"{file.name}.en"],
                file.header["note"].replace("|", r"\|"),
            )
        )
    kinds = Counter({kind: count for kind, count in total.items() if kind[0].isdigit() and "0" not in kind})
    sums = [str(total[key]) for key in ("zh", "en")]
    rows.append(("**all**", "", *sums, _counts(kinds), str(total["null"]), str(total["faults"]), "", "", ""))
    return [f"| {' | '.join(row)} |" for row in rows]


def _counts(counts: Mapping[str, int]) -> str:
    """ "1-1 × 20, 1-2 × 3", the commonest first."""
    return ", ".join(f"{key} × {count}" for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
