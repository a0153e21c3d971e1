from __future__ import annotations

import io

import pytest
from hypothesis import given, settings

from tests.formats.made import lists_of_units, read, there_and_back, written
from toolkit.elements import xml_text
from toolkit.errors import DataError
from toolkit.quality import Flag
from toolkit.registry import load
from toolkit.units import Unit

# The elements and attributes of TMX 1.4b, by the specification's chapter on them.
DTD = """
<!ENTITY % inline "#PCDATA|bpt|ept|it|ph|hi|ut">
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note|prop|ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED o-encoding CDATA #IMPLIED creationdate CDATA #IMPLIED
  creationid CDATA #IMPLIED changedate CDATA #IMPLIED changeid CDATA #IMPLIED>
<!ELEMENT body (tu)*>
<!ELEMENT note (#PCDATA)>
<!ATTLIST note o-encoding CDATA #IMPLIED xml:lang CDATA #IMPLIED lang CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED xml:lang CDATA #IMPLIED o-encoding CDATA #IMPLIED lang CDATA #IMPLIED>
<!ELEMENT ude (map+)>
<!ELEMENT map EMPTY>
<!ELEMENT tu ((note|prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED o-encoding CDATA #IMPLIED datatype CDATA #IMPLIED usagecount CDATA #IMPLIED
  lastusagedate CDATA #IMPLIED creationtool CDATA #IMPLIED creationtoolversion CDATA #IMPLIED creationdate CDATA #IMPLIED
  creationid CDATA #IMPLIED changedate CDATA #IMPLIED segtype (block|paragraph|sentence|phrase) #IMPLIED
  changeid CDATA #IMPLIED o-tmf CDATA #IMPLIED srclang CDATA #IMPLIED>
<!ELEMENT tuv ((note|prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED creationdate CDATA #IMPLIED>
<!ELEMENT seg (%inline;)*>
<!ELEMENT bpt (#PCDATA)*> <!ELEMENT ept (#PCDATA)*> <!ELEMENT it (#PCDATA)*> <!ELEMENT ph (#PCDATA)*>
<!ELEMENT hi (%inline;)*> <!ELEMENT ut (#PCDATA)*>
"""
FLAG = Flag(
    "u1", "numbers", "Accuracy/Number", "major", (0, 2), (0, 3), "三亿", "30,", "三亿 is 300 million", "300", 0.875
)
UNIT = Unit(
    "u1",
    "三亿人。",
    "30, million people.",
    "d1",
    (0,),
    (0, 1),
    1.5,
    0.9,
    "",
    0.5,
    (FLAG,),
    "reviewed",
    {"genre": "news"},
)


def test_a_unit_as_it_is_written() -> None:
    [data] = written(load("formats", "tmx"), [UNIT, Unit("u2", "", "only\nhere")])
    text = data.decode()
    assert '<tu tuid="u1">\n<prop type="x-document">d1</prop>\n<prop type="x-score">1.5000</prop>' in text
    assert (
        '<prop type="x-genre">news</prop>\n<prop type="x-flag">{"detector":"numbers","category":"Accuracy/Number"'
        in text
    )
    assert (
        '<tuv xml:lang="zh"><seg>三亿人。</seg></tuv>\n<tuv xml:lang="en"><seg>30, million people.</seg></tuv>\n</tu>'
        in text
    )
    assert '<tu tuid="u2">\n<tuv xml:lang="en"><seg>only\nhere</seg></tuv>\n</tu>' in text
    assert there_and_back("tmx", [UNIT]) == [UNIT]


@settings(max_examples=50, deadline=None)
@given(units=lists_of_units())
def test_it_is_valid_by_the_definition(units: list[Unit]) -> None:
    etree = pytest.importorskip("lxml.etree")
    definition = etree.DTD(io.StringIO(DTD))
    [data] = written(load("formats", "tmx"), units)
    assert definition.validate(etree.fromstring(data)), definition.error_log


def test_what_other_tools_write() -> None:
    data = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="EN-US" segtype="sentence"><prop type="client">x</prop></header><body>
<tu creationdate="20240101T000000Z" creationid="me" unknown="1">
  <note>one</note><note>two</note><prop type="x-Domain">law</prop><prop type="client">A</prop>
  <tuv xml:lang="en-US"><prop type="x">y</prop>
  <seg>Press <bpt i="1">{b <sub>in</sub>}</bpt>OK<ept i="1"/> <hi>now</hi>.<ph/></seg></tuv>
  <tuv lang="ZH_CN"><seg>请按“确定”。</seg></tuv>
  <tuv xml:lang="zh-TW"><seg>請按「確定」。</seg></tuv>
  <tuv xml:lang="de"><seg>OK</seg></tuv>
</tu>
</body></tmx>"""
    [unit] = read(load("formats", "tmx"), [data.encode()])
    assert (unit.id, unit.src, unit.tgt) == ("1", "请按“确定”。", "Press OK now.")
    assert unit.more == {
        "creationdate": "20240101T000000Z",
        "creationid": "me",
        "note": "one\ntwo",
        "Domain": "law",
        "client": "A",
        "inline_codes": "3",
        "seg zh-TW": "請按「確定」。",
        "seg de": "OK",
    }
    [again] = written(load("formats", "tmx"), [unit])
    assert b'<tu tuid="1" creationdate="20240101T000000Z" creationid="me">\n<note>one\ntwo</note>' in again
    assert read(load("formats", "tmx"), [again]) == [unit]


@pytest.mark.parametrize(("name", "text"), [("confidence", "85%"), ("src_ids", "a"), ("state", "final")])
def test_properties_that_another_tool_means_otherwise(name: str, text: str) -> None:
    data = f'<tmx><body><tu><prop type="x-{name}">{text}</prop><tuv xml:lang="zh"><seg>甲</seg></tuv></tu></body></tmx>'
    [unit] = read(load("formats", "tmx"), [data.encode()])
    assert unit == Unit("1", "甲", "", more={name: text})
    assert there_and_back("tmx", [unit]) == [unit]


@pytest.mark.parametrize(
    ("prop", "message"),
    [
        ('<prop type="x-flag">{}</prop>', ":3: is no flag"),
        ('<prop type="x-flag">{"category":"x","severity":"dire"}</prop>', ":3: 'dire' is no severity"),
        ('<prop type="x-flag">' + "[" * 100_000 + "</prop>", ":3: is no JSON"),
    ],
)
def test_what_is_wrong_is_said(prop: str, message: str) -> None:
    data = f'<tmx version="1.4">\n<body>\n<tu>{prop}<tuv xml:lang="zh"><seg/></tuv></tu></body></tmx>'
    with pytest.raises(DataError) as caught:
        read(load("formats", "tmx"), [data.encode()])
    assert message in str(caught.value)


@settings(max_examples=25, deadline=None)
@given(units=lists_of_units())
def test_another_program_reads_the_same(units: list[Unit]) -> None:
    tmx = pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")
    units = [unit for unit in units if unit.src and unit.tgt]
    [data] = written(load("formats", "tmx"), units)
    store = tmx.tmxfile.parsestring(data, sourcelanguage="zh", targetlanguage="en") if units else None
    found = [(unit.source, unit.target) for unit in store.units] if store else []
    # It takes white space for layout, as it may.
    assert [tuple(" ".join(side.split()) for side in pair) for pair in found] == [
        tuple(" ".join(xml_text(side).split()) for side in (unit.src, unit.tgt)) for unit in units
    ]
