"""The formats that hold sentence numbers: links, vecalign, ladder, xces and intertext."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import make_alignment
from tests.formats.made import read, there_and_back, written
from toolkit.bitext import Bead
from toolkit.errors import DataError
from toolkit.readers.links import make as reader
from toolkit.registry import load
from toolkit.units import Unit, units_of

NUMBERED = ["links", "vecalign", "ladder", "xces", "intertext"]
BEADS = [Bead((0, 1), (0,), 7, 0.93125), Bead((), (1,), 0.5, 1), Bead((2,), (2, 3, 4), -0.25, 0.5)]
UNITS = list(units_of(make_alignment(["甲", "乙", "丙"], list("abcde"), BEADS)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("links", "[0, 1]:[0]:0.9313\n[]:[1]:1.0000\n[2]:[2, 3, 4]:0.5000\n"),
        ("vecalign", "[0, 1]:[0]:7.000000\n[]:[1]:0.500000\n[2]:[2, 3, 4]:-0.250000\n"),
        ("ladder", "0\t0\t7.0000\n2\t1\t0.5000\n2\t2\t-0.2500\n3\t5\t0.0000\n"),
    ],
)
def test_lines(name: str, text: str) -> None:
    assert written(load("formats", name), UNITS) == [text.encode()]


def test_opus_has_chinese_first_and_intertext_english() -> None:
    [xces] = written(load("formats", "xces"), UNITS)
    assert (
        b'<linkGrp targType="s" fromDoc="zh.txt" toDoc="en.txt">\n<link id="SL1" xtargets="1 2;1" certainty="0.9313"/>'
        in xces
    )
    [intertext] = written(load("formats", "intertext"), UNITS)
    assert b'<linkGrp toDoc="en.txt" fromDoc="zh.txt">\n<link type="1-2" xtargets="1;1 2" status="auto"/>' in intertext
    for name in ("xces", "intertext"):
        back = there_and_back(name, UNITS)
        assert [(unit.src_ids, unit.tgt_ids, unit.document) for unit in back] == [
            (u.src_ids, u.tgt_ids, "") for u in UNITS
        ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.floats(0, 1)).filter(lambda b: b[0] + b[1] > 0)))
def test_the_reader_of_links_reads_what_is_written(kinds: list[tuple[int, int, float]]) -> None:
    beads, i, j = [], 0, 0
    for m, n, confidence in kinds:
        beads.append(Bead(tuple(range(i, i + m)), tuple(range(j, j + n)), confidence=confidence))
        i, j = i + m, j + n
    [data] = written(load("formats", "links"), units_of(make_alignment(["中"] * i, ["a"] * j, beads)))
    back = reader()(data, "a.links")
    assert [(bead.src, bead.tgt) for bead in back] == [(bead.src, bead.tgt) for bead in beads]
    assert [bead.score for bead in back] == [round(bead.confidence, 4) for bead in beads]


@pytest.mark.parametrize("name", NUMBERED)
def test_with_the_sentences_the_units_are_those_of_the_alignment(name: str, tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text("甲\n乙\n丙\n", "utf-8")
    (tmp_path / "en.txt").write_text("a\nb\nc\nd\ne\n", "utf-8")
    texts = (str(tmp_path / "zh.txt"), str(tmp_path / "en.txt"))
    data = written(load("formats", name, texts=texts), UNITS)
    back = read(load("formats", name, texts=texts), data)
    assert [(unit.id, unit.src, unit.tgt) for unit in back] == [(unit.id, unit.src, unit.tgt) for unit in UNITS]
    (tmp_path / "en.txt").write_text("a\nb\n", "utf-8")
    with pytest.raises(DataError, match=r"en\.txt|x\.file"):
        read(load("formats", name, texts=texts), data)


def test_the_sentences_of_opus_have_ids(tmp_path: Path) -> None:
    (tmp_path / "zh.xml").write_text(
        '<text><p><s id="s1.1">甲</s></p><s id="s1.2"><w>乙</w><w>丙</w></s></text>', "utf-8"
    )
    (tmp_path / "en.xml").write_text('<text><s id="s1"><w>A</w> <w>b</w></s><s id="s3">C\n d</s></text>', "utf-8")
    texts = (str(tmp_path / "zh.xml"), str(tmp_path / "en.xml"))
    links = (
        b'<cesAlign><linkGrp fromDoc="q"><link xtargets="s1.1 s1.2;s3" certainty="1.2"/><link xtargets=";s1"/>'
        b"</linkGrp></cesAlign>"
    )
    format = load("formats", "xces", texts=texts)
    one, two = read(format, [links])
    assert (one.src, one.tgt, one.src_ids, one.tgt_ids, one.score) == ("甲乙丙", "C d", (0, 1), (1,), 1.2)
    assert (two.src, two.tgt, two.confidence) == ("", "A b", None)
    assert b'xtargets="s1.1 s1.2;s3"' in written(format, [one])[0]
    with pytest.raises(DataError, match=r"speaks of the sentence 's9', which the text does not have"):
        read(format, [links.replace(b";s1", b";s9")])
    with pytest.raises(DataError, match="links of several documents"):
        read(format, [links.replace(b"</linkGrp>", b"</linkGrp><linkGrp/>")])


@pytest.mark.parametrize(
    ("names", "is_from_english"),
    [
        ('fromDoc="en/2000/1.xml.gz" toDoc="zh_cn/2000/1.xml.gz"', True),
        ('fromDoc="a.en.xml" toDoc="a.zh.xml"', True),
        ('fromDoc="1.xml" toDoc="zh-TW/1.xml"', True),
        ('fromDoc="zh/en.xml" toDoc="en/zh.xml"', False),
        ('fromDoc="a" toDoc="b"', False),
        ("", False),
    ],
)
def test_the_names_of_the_documents_say_which_is_chinese(names: str, is_from_english: bool) -> None:
    links = f'<linkGrp {names}><link xtargets="1 2;1"/></linkGrp>'
    wide, narrow = (0, 1), (0,)
    [xces] = read(load("formats", "xces"), [f"<cesAlign>{links}</cesAlign>".encode()])
    assert (xces.src_ids, xces.tgt_ids) == ((narrow, wide) if is_from_english else (wide, narrow))
    [intertext] = read(load("formats", "intertext"), [links.encode()])
    assert (intertext.src_ids, intertext.tgt_ids) == ((wide, narrow) if is_from_english else (narrow, wide))


def test_a_document_of_ours_may_have_any_name() -> None:
    for name in ("en/a", "zh", "a.en.b", "x.zh.en"):
        [unit] = there_and_back("xces", [Unit("1", "", "", name, (0, 1), (0,))])
        assert (unit.document, unit.src_ids, unit.tgt_ids) == (name, (0, 1), (0,))


def test_intertext_numbers_by_paragraph() -> None:
    links = (
        b'<linkGrp><link xtargets="1:1;1:1" status="man"/><link xtargets="2:1 2:2;"/><link xtargets=";1:2"/></linkGrp>'
    )
    units = read(load("formats", "intertext"), [links])
    assert [(unit.src_ids, unit.tgt_ids, unit.state) for unit in units] == [
        ((0,), (0,), "reviewed"),
        ((), (1, 2), ""),
        ((1,), (), ""),
    ]


@pytest.mark.parametrize("name", NUMBERED)
def test_units_without_numbers_are_a_sentence_a_side(name: str) -> None:
    back = there_and_back(name, [Unit("a", "甲", "x"), Unit("b", "", "y"), Unit("c", "", ""), Unit("d", "乙", "z")])
    assert [(unit.src_ids, unit.tgt_ids) for unit in back] == [((0,), (0,)), ((), (1,)), ((1,), (2,))]


@pytest.mark.parametrize("name", NUMBERED)
def test_units_that_cannot_be_numbered(name: str) -> None:
    with pytest.raises(DataError, match="some units have sentence numbers and others none, as 'b'"):
        written(load("formats", name), [UNITS[0], Unit("b", "甲", "")])
    two = [Unit("a", "甲", "x", "d1"), Unit("b", "乙", "y", "d2")]
    if name == "xces":
        assert [(unit.document, unit.src_ids) for unit in there_and_back(name, two)] == [("d1", (0,)), ("d2", (0,))]
    else:
        with pytest.raises(DataError, match="several documents, 'd1' and 'd2'"):
            written(load("formats", name), two)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\t1\n", "x.file:1: expected two sentence numbers and a score"),
        ("a\tb\t0.1\n", "expected two sentence numbers"),
        ("0\t0\tx\n", "'x' is no score"),
        ("0\t0\t1\n\n0\t0\t1\n", "x.file:3: a rung must be above the one before it"),
        ("2\t0\t1\n1\t1\t1\n", "x.file:2: a rung must be above"),
        ("0\t0\t1\n99999999\t1\t1\n", "x.file:2: the bead before this rung has more than 10,000 sentences"),
    ],
)
def test_a_bad_rung_is_named(text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(load("formats", "ladder"), [text.encode()])
    assert message in str(caught.value)


def test_a_ladder_needs_every_sentence() -> None:
    with pytest.raises(DataError, match="sentence 0 of the source is not where 'a' is"):
        written(load("formats", "ladder"), [Unit("a", "", "", src_ids=(1,), tgt_ids=())])


def test_a_cost_is_no_confidence() -> None:
    with pytest.raises(
        DataError, match=r"x\.file:1: 1\.3 is no confidence; if the numbers are costs, read it as vecalign"
    ):
        read(load("formats", "links"), [b"[0]:[0]:1.3\n"])
    assert read(load("formats", "vecalign"), [b"[0]:[0]:1.3\n"])[0].score == 1.3
    assert read(load("formats", "links"), [b"[0]:[0]\n"])[0].confidence is None
