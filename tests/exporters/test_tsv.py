from __future__ import annotations

import io

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import make_alignment
from toolkit.bitext import COLUMNS, Alignment, Bead
from toolkit.exporters.tsv import make
from toolkit.text import CELL_BREAKS, escape_cell


def written(alignment: Alignment) -> bytes:
    stream = io.BytesIO()
    make()(alignment, stream)
    return stream.getvalue()


def read_back(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), sep="\t", quoting=3, keep_default_na=False, dtype=str)


def test_a_whole_file() -> None:
    beads = [Bead((0, 1), (0,), -1.5, 0.93126), Bead((), (1,), 0, 0.5, "furniture")]
    alignment = make_alignment(["你好。", "再\t见。"], ['"Hi" and\nbye.', "NA"], beads)
    one, two = alignment.bead_ids
    assert written(alignment).decode() == (
        "bead_id\tkind\tlabel\tscore\tconfidence\tsrc_ids\ttgt_ids\tsrc\ttgt\n"
        f'{one}\t2-1\t\t-1.5000\t0.9313\t0,1\t0\t你好。再 见。\t"Hi" and bye.\n'
        f"{two}\t0-1\tfurniture\t0.0000\t0.5000\t\t1\t\tNA\n"
    )


def test_no_beads_leave_the_header() -> None:
    assert written(make_alignment([], [], [])).decode() == "\t".join(COLUMNS) + "\n"


HARD = [
    "NA",
    "",
    "null",
    '"',
    '""',
    "'",
    "#",
    "\\",
    " a ",
    "𠀀’１",
    "\u2028\u2029\x85\x0b\x0c\x1c",
    "\ud800",
    "\r\n",
    "\x00",
    "1.0",
]


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=5))
@example([(text, text) for text in HARD])
def test_pandas_reads_it_back_whole(pairs: list[tuple[str, str]]) -> None:
    beads = [Bead((i,), (i,)) for i in range(len(pairs))]
    frame = read_back(written(make_alignment([p[0] for p in pairs], [p[1] for p in pairs], beads)))
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame.src) == [escape_cell(src) for src, _ in pairs]
    assert list(frame.tgt) == [escape_cell(tgt) for _, tgt in pairs]


@given(st.text(st.characters(categories=["Zl", "Zp", "Cc", "Cs", "Lo"])))
def test_a_cell_has_no_line_break(text: str) -> None:
    data = written(make_alignment([text], ["a"], [Bead((0,), (0,))]))
    assert data.count(b"\n") == 2
    assert len(CELL_BREAKS.findall(data.decode().split("\n")[1])) == len(COLUMNS) - 1
