from __future__ import annotations

from pathlib import Path

import pytest

from corpora.beads import read
from corpora.flags import clean, marot
from toolkit.errors import DataError
from toolkit.marot import read_marot

HEADER = "# genre: news\n# title: t\n# zh: txt\n# en: txt\n# note: n\n"
BEADS = """
ZH 投资1.2亿元。
zh 很快。
EN It invested 12 million yuan, and it it was fast.
! Accuracy/Number | critical | 1.2亿元 | 12 million yuan | 120 million yuan
! Fluency/Duplication | minor |  | it it | it

zh 漏了一句，又漏了一句。
en One was lost.
! Accuracy/Omission | major | 又漏了一句 |  | and then another

zh 全漏。
! Accuracy/Omission | major | 全漏。 |  | All lost.

EN Added.
! Accuracy/Addition | minor |  | Added. | {}

EN By admin
@ furniture

ZH 好。
EN Good.
""".format("")


def bead_file(tmp_path: Path, beads: str = BEADS) -> Path:
    path = tmp_path / "pair.txt"
    path.write_text(HEADER + beads, "utf-8")
    return path


def test_faults_become_the_rows_of_an_mqm_table(tmp_path: Path) -> None:
    (tmp_path / "m.tsv").write_bytes(marot(read(bead_file(tmp_path))))
    segments = read_marot(tmp_path / "m.tsv")
    assert [segment.id for segment in segments] == [f"pair-00{i}" for i in range(1, 6)]
    assert [(f.src_text, f.tgt_text) for f in segments[0].faults] == [("1.2亿元", "12 million yuan"), ("", "it it")]
    assert (segments[2].tgt, segments[2].faults[0].src_text) == ("", "全漏。")
    assert segments[4].faults == ()


def test_a_clean_pair_has_every_fault_put_right(tmp_path: Path) -> None:
    lines = clean(read(bead_file(tmp_path))).decode().split("\n")
    assert lines == [
        "src\ttgt",
        "投资1.2亿元。很快。\tIt invested 120 million yuan, and it was fast.",
        "全漏。\tAll lost.",
        "好。\tGood.",
        "",
    ]


def test_a_span_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = bead_file(tmp_path, "\nZH 好好。\nEN Good.\n! Style/Awkward | minor | 好 | Good | Fine\n")
    with pytest.raises(DataError, match=r"pair\.txt: the span '好' is in its bead twice"):
        marot(read(path))
