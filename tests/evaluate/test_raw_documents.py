"""The documents that raw alignment is measured on are their segments, and what is left out is what was asked for."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.raw_documents import LANGS, ROOT, omit, samples, talks, write
from toolkit.evaluate.files import read_genres
from toolkit.reading import read_document
from toolkit.tables import read_table


def dense(text: str) -> str:
    return "".join(text.split())


@given(st.integers(0, 60), st.floats(0, 1), st.integers(0, 9))
def test_half_of_what_is_left_out_is_from_either_side(size: int, share: float, seed: int) -> None:
    whole = [(f"甲{k}", f"A{k}") for k in range(size)]
    left = omit(whole, share, random.Random(seed))
    no_src, no_tgt = ([k for k, pair in enumerate(left) if not pair[side]] for side in (0, 1))
    assert len(no_src) + len(no_tgt) == round(share * size)
    assert len(no_src) - len(no_tgt) in (0, 1)
    assert not set(no_src) & set(no_tgt)
    assert all(
        text in ("", old) for pair, kept in zip(whole, left, strict=True) for old, text in zip(pair, kept, strict=True)
    )
    assert left == omit(whole, share, random.Random(seed))


def test_a_segment_that_a_side_lacks_is_not_left_out_of_the_other() -> None:
    assert omit([("甲", ""), ("", "A")], 1.0, random.Random(1)) == [("甲", ""), ("", "A")]


def test_the_paragraph_of_an_omitted_segment_begins_with_the_next() -> None:
    left = omit([("\n甲", "\nA"), ("乙", "")], 0.5, random.Random(1))
    assert left == [("", "\nA"), ("\n乙", "")]


def test_the_samples_as_raw_documents(tmp_path: Path) -> None:
    documents = list(samples())
    write(documents, tmp_path / "lines", paragraphs=True)
    write(documents, tmp_path)
    for document in documents:
        rows = [row for _, row in read_table(tmp_path / "segments" / f"{document.name}.tsv", ("src", "tgt"))]
        for lang, column in zip(LANGS, ("src", "tgt"), strict=True):
            text = (tmp_path / lang / f"{document.name}.txt").read_text("utf-8")
            assert text.count("\n") == 1, "one line"
            assert dense(text) == dense("".join(row[column] for row in rows))
            assert len(read_document(tmp_path / "lines" / lang / f"{document.name}.txt", lang).blocks) > 5
    assert len(read_genres(None, tmp_path / "segments")) == len(documents) >= 10


def test_the_talks(shared: Path) -> None:
    documents = list(talks(shared / "mqm-ted-zhen.tsv", systems=2))
    assert len(documents) == 10
    assert sum(len(document.segments) for document in documents) == 2 * 529
    assert "<v>" not in "".join(text for document in documents for pair in document.segments for text in pair)


def test_the_talks_are_kept_out_of_the_project() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.raw_documents", str(ROOT / "corpora" / "talks")]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert "is inside the project" in result.stderr
    assert not (ROOT / "corpora" / "talks").exists()
