from __future__ import annotations

from xml.etree import ElementTree

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.made import TEXTS, lists_of_units, read, spans, there_and_back, written
from toolkit.elements import xml_text
from toolkit.formats._markers import marked, unmarked
from toolkit.quality import Flag
from toolkit.registry import load
from toolkit.units import Unit

X, M = "{urn:oasis:names:tc:xliff:document:2.0}", "{urn:oasis:names:tc:xliff:metadata:2.0}"
FLAG = Flag(
    "u1", "numbers", "Accuracy/Number", "major", (0, 2), (0, 3), "三亿", "30,", "三亿 is 300 million", "300", 0.875
)
UNIT = Unit(
    "u1", "三亿人。", "30, million.", "d1", (0,), (0, 1), 1.5, 0.9, "", 0.5, (FLAG,), "reviewed", {"genre": "news"}
)
STATES = {"initial", "translated", "reviewed", "final"}
NAME = regex.compile(r"[\w.:-]+")


def check(data: bytes) -> None:
    """The structure that the specification of XLIFF 2.1 demands, of the elements that are written here."""
    root = ElementTree.fromstring(data)
    assert root.tag == f"{X}xliff"
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "zh", "en")
    files = list(root)
    assert files, "there is a file"
    assert {file.tag for file in files} == {f"{X}file"}
    assert len({file.attrib["id"] for file in files}) == len(files)
    for file in files:
        assert len(file), "a file has a unit or a group"
        ids = [unit.attrib["id"] for unit in file]
        assert len(set(ids)) == len(ids)
        for unit in file:
            if unit.tag == f"{X}unit":
                check_unit(unit)
            else:
                assert unit.tag == f"{X}group"


def check_unit(unit: ElementTree.Element) -> None:
    assert NAME.fullmatch(unit.attrib["id"])
    assert [child.tag for child in unit if child.tag != f"{X}notes"] == [f"{M}metadata", f"{X}segment"]
    for group in unit.iter(f"{M}metaGroup"):
        assert len(group), "a group has metadata"
        assert all(meta.tag == f"{M}meta" and "type" in meta.attrib for meta in group)
    notes = [note.attrib["id"] for note in unit.iter(f"{X}note")]
    assert len(set(notes)) == len(notes)
    assert all(
        note.get("appliesTo") == "target" and 1 <= int(note.attrib["priority"]) <= 10 for note in unit.iter(f"{X}note")
    )
    assert unit.find(f"{X}notes") is None or notes, "there is no empty list of notes"
    segment = unit.find(f"{X}segment")
    assert segment is not None
    assert segment.get("state") in STATES
    assert ":" in segment.get("subState", "a:b")
    assert [child.tag for child in segment] in ([f"{X}source"], [f"{X}source", f"{X}target"])
    for side in segment:
        marks = [mark for mark in side.iter() if mark.tag in (f"{X}mrk", f"{X}sm")]
        assert len({mark.attrib["id"] for mark in marks}) == len(marks)
        assert all(mark.get("type") == "comment" and mark.attrib["ref"].removeprefix("#n=") in notes for mark in marks)
        begun = {mark.attrib["id"] for mark in side.iter(f"{X}sm")}
        assert begun == {mark.attrib["startRef"] for mark in side.iter(f"{X}em")}


@settings(max_examples=80, deadline=None)
@given(units=lists_of_units())
def test_the_structure_is_that_of_the_specification(units: list[Unit]) -> None:
    check(written(load("formats", "xliff"), units)[0])


def test_a_unit_as_it_is_written() -> None:
    [data] = written(load("formats", "xliff"), [UNIT])
    text = data.decode()
    assert '<file id="f1" original="d1" canResegment="no" xml:space="preserve">\n<unit id="u1" name="u1">' in text
    assert (
        '<note id="n1" appliesTo="target" category="Accuracy/Number" priority="2">三亿 is 300 million → 300</note>'
        in text
    )
    assert (
        '<segment state="reviewed"><source><mrk id="m1" type="comment" ref="#n=n1">三亿</mrk>人。</source>'
        '<target><mrk id="m1" type="comment" ref="#n=n1">30,</mrk> million.</target></segment>' in text
    )
    assert there_and_back("xliff", [UNIT]) == [UNIT]


def test_spans_that_cross_are_marked_by_points() -> None:
    text = marked("abcdef", [(1, (0, 3)), (2, (2, 5)), (3, (3, 3))])
    assert text == (
        '<mrk id="m1" type="comment" ref="#n=n1">ab<sm id="m2" type="comment" ref="#n=n2"/>c</mrk>'
        '<mrk id="m3" type="comment" ref="#n=n3"></mrk>de<em startRef="m2"/>f'
    )


@settings(deadline=None)
@given(st.data(), TEXTS)
def test_marked_spans_are_found_again(data: st.DataObject, text: str) -> None:
    text = xml_text(text)
    found = [(n, span) for n in range(6) if (span := data.draw(spans(text)))]
    element = ElementTree.fromstring(f"<source>{marked(text, found)}</source>")
    back = unmarked(element)
    assert back.text == text
    assert back.spans == {f"#n=n{n}": span for n, span in found}


def test_what_other_tools_write_in_version_2() -> None:
    data = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en-GB" trgLang="zh-Hans">
<file id="f1"><notes><note>of the file</note></notes><group id="g"><unit id="7"><notes><note id="1">Look.</note></notes>
<originalData><data id="d1">&lt;br/></data></originalData>
<segment state="final"><source>A<ph id="1" dataRef="d1"/> <pc id="2">b</pc><cp hex="0007"/>.</source><target>甲</target></segment>
<ignorable><source> </source></ignorable>
<segment><source>C.</source></segment></unit></group></file><file id="f2"><unit id="7"><segment><source/></segment></unit></file>
</xliff>"""
    one, two, three = read(load("formats", "xliff"), [data.encode()])
    assert (one.id, one.src, one.tgt, one.state, one.document) == ("7.1", "甲", "A b\x07.", "reviewed", "")
    assert one.more == {"note": "Look.", "inline_codes": "1"}
    assert (two.id, two.src, two.tgt, two.state) == ("7.2", "", "C.", "")
    assert (three.id, three.document) == ("7", "f2")


def test_what_other_tools_write_in_version_1_2() -> None:
    data = """<xliff version="1.2"><file original="a.txt" source-language="zh-CN" target-language="en">
<body><trans-unit id="1" approved="yes"><source>甲<g id="1">乙</g></source><target>A <bpt id="1">{b}</bpt>b</target>
<note>n</note><alt-trans><source>丙</source><target>no</target></alt-trans></trans-unit></body></file></xliff>"""
    [unit] = read(load("formats", "xliff"), [data.encode()])
    assert (unit.id, unit.src, unit.tgt, unit.state, unit.document) == ("1", "甲乙", "A b", "reviewed", "a.txt")
    assert unit.more == {"note": "n", "inline_codes": "1"}


@settings(max_examples=25, deadline=None)
@given(units=lists_of_units())
def test_another_program_reads_the_same(units: list[Unit]) -> None:
    xliff2 = pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is not installed")
    units = [unit for unit in units if unit.src and unit.tgt]
    [data] = written(load("formats", "xliff"), units)
    store = xliff2.Xliff2File.parsestring(data) if units else None
    found = [(unit.source, unit.target) for unit in store.units] if store else []
    assert [tuple(" ".join(side.split()) for side in pair) for pair in found] == [
        tuple(" ".join(xml_text(side).split()) for side in (unit.src, unit.tgt)) for unit in units
    ]
