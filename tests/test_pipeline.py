from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import EN, ZH, Pairwise, make_document
from toolkit import __version__, align, pipeline
from toolkit.bitext import Bead, Block, Text
from toolkit.errors import BadParameter, DataError, ToolkitError, UnknownPlugin
from toolkit.export import sidecar
from toolkit.reading import segment
from toolkit.registry import load

pytestmark = pytest.mark.usefixtures("pairwise")


def test_two_files_to_an_alignment(pair: tuple[Path, Path], pairwise: Pairwise) -> None:
    steps: list[tuple[str, int, int]] = []
    alignment = align(*pair, aligner="pairwise", progress=lambda *step: steps.append(step))
    assert alignment.src.texts == ["会议昨天在广州举行。", "市长出席了会议。", "第二天他们去了北京。"]
    assert alignment.tgt.texts[2] == "The next day they went to Beijing."
    assert [bead.kind for bead in alignment.beads] == ["1-1"] * 3
    assert (alignment.src.id, alignment.src.lang, alignment.src.encoding) == (str(pair[0]), "zh", "utf-8")
    assert pairwise.seen["src_paragraphs"] == [0, 0, 1]
    assert alignment.signature == {
        "toolkit": __version__,
        "aligner": "pairwise",
        "parameters": {"by": "position"},
        "pre_split": False,
        "traditional": False,
        "pins": [],
        "swapped": False,
    }
    assert [number for _, number, _ in steps] == [0, 1, 2, 3]
    assert steps[-1][0] == "aligning 3 and 3 sentences"
    assert len(alignment.to_frame()) == 3


def test_offsets_lead_back_into_the_file(pair: tuple[Path, Path]) -> None:
    alignment = align(*pair, aligner="pairwise")
    for document, text in ((alignment.src, ZH), (alignment.tgt, EN)):
        for sentence in document.sentences:
            assert text[sentence.start : sentence.end] == sentence.text
            block = document.blocks[sentence.paragraph]
            assert block.start <= sentence.start < sentence.end <= block.end


def test_sides_the_wrong_way_round_are_put_right(pair: tuple[Path, Path]) -> None:
    alignment = align(pair[1], pair[0], aligner="pairwise")
    assert alignment.signature["swapped"] is True
    assert (alignment.src.id, alignment.tgt.id) == (str(pair[0]), str(pair[1]))
    assert "zh.txt is the Chinese one" in pipeline.summary(alignment)
    assert [bead.kind for bead in alignment.beads] == ["1-1"] * 3


@pytest.mark.parametrize(("one", "other", "message"), [(0, 0, "both are Chinese"), (1, 1, "neither is Chinese")])
def test_one_language_twice(pair: tuple[Path, Path], one: int, other: int, message: str) -> None:
    with pytest.raises(DataError, match=rf"{pair[one].name}, .*{pair[other].name}: {message}"):
        align(pair[one], pair[other], aligner="pairwise")


def test_mixed_text_keeps_its_language(tmp_path: Path) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("请安装 Python 3.11 与 NumPy，然后运行 make test 命令。", "utf-8")
    en.write_text(
        "The Municipal Committee (市委) met in Guangzhou (广州) and passed the Work Plan (工作安排).", "utf-8"
    )
    assert align(zh, en, aligner="pairwise").signature["swapped"] is False


def test_standard_input_is_one_side(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.reading.read_bytes", lambda source: ZH.encode() if source == "-" else EN.encode())
    assert align("-", pair[1], aligner="pairwise").src.id == "-"
    with pytest.raises(ToolkitError, match="only one file can come from standard input"):
        align("-", "-", aligner="pairwise")


def test_names_and_encodings_that_there_are_not(pair: tuple[Path, Path]) -> None:
    with pytest.raises(UnknownPlugin, match="no aligner is called 'none'"):
        align(*pair, aligner="none")
    with pytest.raises(BadParameter, match="pairwise uses no encoder"):
        align(*pair, aligner="pairwise", encoder="use")
    for encoding in ("klingon", "hex", "a\0b"):
        with pytest.raises(BadParameter, match="no text encoding is called"):
            align(*pair, aligner="pairwise", encoding=encoding)
    assert align(*pair, aligner="pairwise", encoding="utf-8").tgt.encoding == "utf-8"


def test_bad_files_are_named(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "white.txt").write_bytes(b" \n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    for name in ("empty.txt", "white.txt", "binary.txt", "none.txt"):
        for sides in ((pair[0], tmp_path / name), (tmp_path / name, pair[1])):
            with pytest.raises(DataError, match=rf"{name}"):
                align(*sides, aligner="pairwise")


def test_pre_split_lines_are_taken_as_they_stand(tmp_path: Path, pairwise: Pairwise) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_bytes("  会议。市长\u2028。\r\n\n首页 » 新闻\n".encode())
    en.write_bytes(b"A meeting. The mayor.\r\nB\rb\n  Home \xc2\xbb News\n\n")
    alignment = align(zh, en, pre_split=True, encoding="utf-8", aligner="pairwise")
    assert alignment.src.texts == ["  会议。市长\u2028。", "", "首页 » 新闻"]
    assert alignment.tgt.texts == ["A meeting. The mayor.", "B\rb", "  Home » News", ""]
    assert pairwise.seen["src_null"] == {1}
    assert pairwise.seen["tgt_null"] == {3}
    assert pairwise.seen["src_paragraphs"] is None
    assert {bead.label for bead in alignment.beads} == {""}
    assert [(bead.src, bead.tgt) for bead in alignment.beads] == [
        ((0,), (0,)),
        ((1,), ()),
        ((2,), (1,)),
        ((), (2,)),
        ((), (3,)),
    ]


def test_pre_split_is_plain_text(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    (tmp_path / "a.html").write_text("<p>会议</p>", "utf-8")
    with pytest.raises(DataError, match=r"a\.html: is HTML; pre-split input is plain text"):
        align(tmp_path / "a.html", pair[1], pre_split=True, aligner="pairwise")


def test_traditional_is_aligned_through_simplified(tmp_path: Path, pair: tuple[Path, Path], pairwise: Pairwise) -> None:
    path = tmp_path / "t.txt"
    path.write_text("會議昨天在廣州舉行。\n市長說頭髮與發展。", "utf-8")
    alignment = align(path, pair[1], aligner="pairwise")
    assert alignment.src.texts[0] == "會議昨天在廣州舉行。"
    assert pairwise.seen["src"] == ["会议昨天在广州举行。", "市长说头发与发展。"]
    assert alignment.signature["traditional"] is True


def test_furniture_is_kept_apart_and_labelled(pairwise: Pairwise) -> None:
    src = make_document(["会议昨天举行。", "市长出席。"], "zh")
    tgt = make_document(["Home » News", "The meeting was yesterday.", "The mayor was there."], "en")
    alignment = pipeline.align_documents(src, tgt, pairwise)
    assert pairwise.seen["tgt_null"] == {0}
    assert [(bead.kind, bead.label) for bead in alignment.beads] == [("0-1", "furniture"), ("1-1", ""), ("1-1", "")]
    assert "null beads: 0, and 1 of page furniture" in pipeline.summary(alignment)
    alignment = pipeline.align_documents(src, tgt, pairwise, pre_split=True)
    assert {bead.label for bead in alignment.beads} == {""}


def test_a_null_bead_with_furniture_is_taken_apart() -> None:
    beads = [Bead((0, 1), (), 2.0, 0.5), Bead((2,), (0, 1)), Bead((3, 4), ()), Bead((), (2, 3))]
    src, tgt = [True, False, True, False, False], [True, False, False, True]
    assert pipeline.label_furniture(beads, src, tgt) == [
        Bead((0,), (), 2.0, 0.5, "furniture"),
        Bead((1,), (), 2.0, 0.5),
        Bead((2,), (0, 1)),
        Bead((3, 4), ()),
        Bead((), (2,)),
        Bead((), (3,), label="furniture"),
    ]


def test_a_moved_sentence_keeps_its_partner_and_is_no_furniture(pairwise: Pairwise) -> None:
    src = make_document(["首页 » 新闻", "2026年3月1日", "会议昨天举行。", "市长出席。"], "zh")
    tgt = make_document(["The meeting was yesterday.", "The mayor was there.", "March 1, 2026"], "en")
    pairwise._beads = lambda *_: iter(  # type: ignore[method-assign]
        [
            Bead((0,), ()),
            Bead((1,), (), label="moved", partner=4),
            Bead((2,), (0,)),
            Bead((3,), (1,)),
            Bead((), (2,), label="moved", partner=1),
        ]
    )
    assert [bead.label for bead in pipeline.align_documents(src, tgt, pairwise).beads] == [
        "furniture",
        "moved",
        "",
        "",
        "moved",
    ]
    beads = [Bead((0, 1), ()), Bead((2,), (), label="moved", partner=2), Bead((), (0,), label="moved", partner=1)]
    assert [bead.partner for bead in pipeline.label_furniture(beads, [True, False, False], [False])] == [
        None,
        None,
        3,
        2,
    ]


def test_an_aligner_that_loses_a_sentence_is_found_out(pair: tuple[Path, Path], pairwise: Pairwise) -> None:
    pairwise._beads = lambda *_: iter([Bead((0,), (0,))])  # type: ignore[method-assign]
    with pytest.raises(ToolkitError, match="a source sentence is in 0 beads: number 1"):
        align(*pair, aligner="pairwise")


def test_lone_surrogates_do_not_reach_the_aligner(pairwise: Pairwise) -> None:
    alignment = pipeline.align_documents(
        make_document(["會\ud800議"], "zh"), make_document(["a\udfff"], "en"), pairwise
    )
    assert pairwise.seen["src"] == ["会\ufffd议"]
    assert alignment.src.texts == ["會\ud800議"]
    sidecar(alignment).decode()


MIXED = st.text(
    st.sampled_from("甲乙會。！？；…，“”「」《》（）\n\r\t \u3000\u2028\x85.!?\"'abcAB12,()’»𠀀\ud800"), max_size=80
)


def as_text(text: str) -> Text:
    return load("readers", "txt", encoding="utf-8")(("甲" + text).encode("utf-8", "replace"), "a.txt")  # type: ignore[no-any-return]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(MIXED, MIXED)
@pytest.mark.parametrize("name", ["pairwise", "gale_church"])
def test_every_sentence_is_in_the_output_once(name: str, one: str, other: str) -> None:
    src, tgt = segment(as_text(one), "zh"), segment(as_text(other), "en")
    alignment = pipeline.align_documents(src, tgt, load("aligners", name))
    assert [src.texts[i] for bead in alignment.beads for i in bead.src] == src.texts
    assert [tgt.texts[j] for bead in alignment.beads for j in bead.tgt] == tgt.texts
    for document, text in ((src, as_text(one)), (tgt, as_text(other))):
        assert "".join("".join(document.texts).split()) == "".join(text.text.split())


def test_summary(pairwise: Pairwise) -> None:
    src = make_document(["一。", "二。", ""], "zh")
    tgt = make_document(["One.", "Two."], "en")
    assert pipeline.summary(pipeline.align_documents(src, tgt, pairwise)).split("\n") == [
        "3 Chinese and 2 English sentences in 3 beads",
        "beads: 2 1-1",
        "null beads: 1, and 0 of page furniture",
        "low confidence (under 0.5): 0",
    ]


def test_what_a_reader_left_out_is_said(pairwise: Pairwise) -> None:
    text = Text("会议。", (Block(0, 3),), "a.html", left_out=77)
    alignment = pipeline.align_documents(segment(text, "zh"), make_document(["A."], "en"), pairwise)
    assert "77 characters left out around the text of a.html" in pipeline.summary(alignment)
    assert b'"left_out": 77' in sidecar(alignment)


def test_a_web_page(pair: tuple[Path, Path], tmp_path: Path) -> None:
    page = "".join(f"<p>{line}</p>" for line in EN.split("\n") if line)
    (tmp_path / "en.html").write_text(f"<html><body><article>{page}</article></body></html>", "utf-8")
    alignment = align(pair[0], tmp_path / "en.html", aligner="pairwise")
    assert alignment.tgt.texts == align(*pair, aligner="pairwise").tgt.texts


def test_documents_that_are_no_translation_of_each_other_are_doubted(pairwise: Pairwise) -> None:
    right = pipeline.align_documents(make_document(["甲。", "乙。"]), make_document(["A.", "B."], "en"), pairwise)
    wrong = pipeline.align_documents(make_document(["甲。"]), make_document(["A.", "B.", "C."], "en"), pairwise)
    assert "are these the right files?" not in pipeline.summary(right)
    assert "are these the right files?" in pipeline.summary(wrong)
