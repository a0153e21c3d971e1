"""The sentences of beads: the very ones of the documents, or found anew, or honestly one."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import export
from toolkit.bitext import Alignment, Bead, Document
from toolkit.converting import units_in
from toolkit.pipeline import align
from toolkit.reading import read_document
from toolkit.review.rows import rows_of
from toolkit.review.sentences import paragraphs, signature, with_sentences

ZH = "第一段的第一句。第一段的第二句；还没完\n\n第二段没有句号\n第三段。"
EN = "The first sentence of the first paragraph. The second one, and\n\nthe second paragraph has no stop\n\nThe third."


def aligned(folder: Path, *, pre_split: bool = False) -> tuple[Path, Document, Document]:
    """A TSV, with its sidecar, of one bead with all sentences."""
    (folder / "zh.txt").write_text(ZH, "utf-8")
    (folder / "en.txt").write_text(EN, "utf-8")
    src = read_document(folder / "zh.txt", "zh", pre_split=pre_split)
    tgt = read_document(folder / "en.txt", "en", pre_split=pre_split)
    bead = Bead(tuple(range(len(src))), tuple(range(len(tgt))))
    out = folder / "pair.tsv"
    export.writer(out)(Alignment(src, tgt, (bead,), {"pre_split": pre_split}))
    return out, src, tgt


def sentences_in(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    [row] = with_sentences(rows_of(units_in(path), (), str(path)), path)
    return row.src.sentences, row.tgt.sentences


@pytest.mark.parametrize("pre_split", [False, True])
def test_the_documents_tell_the_sentences(tmp_path: Path, pre_split: bool) -> None:
    path, src, tgt = aligned(tmp_path, pre_split=pre_split)
    assert sentences_in(path) == (tuple(src.texts), tuple(tgt.texts))
    assert paragraphs(path)[0] == [sentence.paragraph for sentence in src.sentences]


def test_documents_that_moved_along_are_found(tmp_path: Path) -> None:
    _, src, tgt = aligned(tmp_path)
    other = tmp_path / "elsewhere"
    other.mkdir()
    for name in ("pair.tsv", "pair.tsv.json", "zh.txt", "en.txt"):
        (tmp_path / name).rename(other / name)
    assert sentences_in(other / "pair.tsv") == (tuple(src.texts), tuple(tgt.texts))


@pytest.mark.parametrize("is_changed", [True, False])
def test_without_the_documents_they_are_found_anew_where_the_number_is_right(tmp_path: Path, is_changed: bool) -> None:
    path, _, _ = aligned(tmp_path)
    for name in ("zh.txt", "en.txt"):
        if is_changed:
            (tmp_path / name).write_text("别的。Other.", "utf-8")
        else:
            (tmp_path / name).unlink()
    text = path.read_text("utf-8").replace("\t0,1,2,3\t0,1,2,3\t", "\t0,1\t0,1,2,3\t")
    path.write_text(text, "utf-8")
    src, tgt = sentences_in(path)
    assert src == ("第一段的第一句。", "第一段的第二句；还没完第二段没有句号第三段。")
    assert len(tgt) == 1  # Splitting finds three, where four are wanted.


def test_any_other_table_is_split_anew(tmp_path: Path) -> None:
    path = tmp_path / "pair.tsv"
    path.write_text("src\ttgt\n一。二。\tOne. Two.\n三。\t\n", "utf-8")
    rows = with_sentences(rows_of(units_in(path), (), str(path)), path)
    assert [(row.src.sentences, row.tgt.sentences) for row in rows] == [
        (("一。", "二。"), ("One.", "Two.")),
        (("三。",), ()),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"signature": 3}', b'{"signature": {}, "src": {"path": 1}}', b"\xff"]
)
def test_a_sidecar_that_is_none_of_ours_counts_for_nothing(tmp_path: Path, content: bytes) -> None:
    path, _, _ = aligned(tmp_path)
    Path(f"{path}.json").write_bytes(content)
    assert signature(path) == {}
    assert paragraphs(path) == [None, None]
    assert len(sentences_in(path)[0]) == 1


def test_standard_input_is_not_read_again(tmp_path: Path) -> None:
    path, _, _ = aligned(tmp_path)
    sidecar = Path(f"{path}.json")
    sidecar.write_text(sidecar.read_text("utf-8").replace(str(tmp_path / "zh.txt"), "-"), "utf-8")
    assert len(sentences_in(path)[0]) == 1


def test_the_aligner_that_made_it_is_known(tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    (tmp_path / "en.txt").write_text(EN, "utf-8")
    export.writer(tmp_path / "pair.tsv")(align(tmp_path / "zh.txt", tmp_path / "en.txt", aligner="gale_church"))
    assert signature(tmp_path / "pair.tsv")["aligner"] == "gale_church"
