from __future__ import annotations

from collections import Counter

import pytest

from toolkit.errors import DataError
from toolkit.terms import Term
from toolkit.terms.tbx import read_tbx

DCA = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><note>no term</note></tbxHeader>
<text><body><conceptEntry id="c1">
  <descrip type="subjectField">politics</descrip><admin type="source">a book</admin><note>some <hi>bold</hi> note</note>
  <langSec xml:lang="zh-Hans"><termSec><term>有为政府</term><note>of the term</note></termSec></langSec>
  <langSec xml:lang="en-GB">
    <termSec><term>able government</term></termSec>
    <termSec><term>promising government</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
    <termSec><term>capable <hi>government</hi></term>
      <termNoteGrp><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termNoteGrp></termSec>
  </langSec>
  <langSec xml:lang="fr"><termSec><term>gouvernement</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body><conceptEntry>
  <min:subjectField>politics</min:subjectField><basic:source>a book</basic:source><note>some bold note</note>
  <langSec xml:lang="zh"><termSec><term>有为政府</term></termSec></langSec>
  <langSec xml:lang="en">
    <termSec><term>able government</term></termSec>
    <termSec><term>promising government</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>capable government</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
  </langSec></conceptEntry></body></text></tbx>"""
MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
  <descripGrp><descrip type="subjectField">politics</descrip></descripGrp><admin type="source">a book</admin>
  <note>some bold note</note>
  <langSet xml:lang="zh_CN"><tig><term>有为政府</term></tig></langSet>
  <langSet lang="en"><tig><term>able government</term></tig>
    <ntig><termGrp><term>promising government</term>
      <termNote type="normativeAuthorization">deprecatedTerm</termNote></termGrp></ntig>
    <tig><term>capable government</term><termNote type="normativeAuthorization">preferredTerm</termNote></tig>
  </langSet></termEntry></body></text></martif>"""


@pytest.mark.parametrize("text", [DCA, DCT, MARTIF], ids=["DCA", "DCT", "martif"])
def test_every_style_is_read(text: str) -> None:
    terms, dropped = read_tbx(text.encode(), "a.tbx")
    assert terms == [
        Term(
            "有为政府", "capable government", ("able government",), ("promising government",),
            "politics", "some bold note", "a book",
        )
    ]  # fmt: skip
    assert not dropped


def wrap(concepts: str, root: str = "tbx") -> bytes:
    return f"<{root}><text><body>{concepts}</body></text></{root}>".encode()


def concept(zh: list[str], en: list[str]) -> str:
    sides = (("zh", zh), ("en", en))
    sections = (
        f'<langSec xml:lang="{lang}">{"".join(f"<termSec><term>{t}</term></termSec>" for t in terms)}</langSec>'
        for lang, terms in sides
    )
    return f"<conceptEntry>{''.join(sections)}</conceptEntry>"


def test_each_chinese_term_of_a_concept_is_one() -> None:
    terms, _ = read_tbx(wrap(concept(["臺灣", "台湾"], ["Taiwan", "Taiwan"])), "a")
    assert terms == [Term("臺灣", "Taiwan"), Term("台湾", "Taiwan")]


def test_concepts_without_terms_are_counted() -> None:
    bad = concept(["乙"], ["x"]).replace(
        "</term></termSec></langSec></c",
        '</term><termNote type="administrativeStatus">forbidden</termNote></termSec></langSec></c',
    )
    terms, dropped = read_tbx(
        wrap(concept(["甲"], []) + concept([], ["a"]) + concept([], []) + bad + concept([""], [" "])), "a"
    )
    assert terms == []
    assert dropped == Counter(
        {"no English term": 1, "no Chinese term": 1, "neither language": 2, "only English terms to avoid": 1}
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.tbx:1: is not well-formed XML: no element found"),
        (b"<tbx>\n<text>", "a.tbx:2: is not well-formed XML"),
        (b"\n<html/>", "a.tbx:2: is no TBX file: its root is <html>"),
        (b'<!DOCTYPE tbx [\n<!ENTITY a "aa">]><tbx>&a;</tbx>', "a.tbx:2: declares an entity"),
        (b'<!DOCTYPE tbx [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><tbx/>', "a.tbx:1: declares an entity"),
        (b'<!DOCTYPE tbx SYSTEM "x.dtd">\n<tbx>&b;</tbx>', "a.tbx:2: uses the unknown entity &b;"),
        (b'<?xml version="1.0" encoding="gb18030"?><tbx/>', "a.tbx: cannot be read"),
        (b'<?xml version="1.0" encoding="nonsense"?><tbx/>', "unknown encoding"),
        (wrap(concept(["\x01"], ["a"])), "a.tbx:1: is not well-formed XML"),
    ],
)
def test_what_is_wrong_is_said_on_one_line(data: bytes, message: str) -> None:
    with pytest.raises(DataError) as error:
        read_tbx(data, "a.tbx")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_depth_and_length_do_no_harm() -> None:
    terms, _ = read_tbx(wrap("<x>" * 50_000 + "y" * 500_000 + "</x>" * 50_000 + concept(["甲"], ["a"])), "a")
    assert terms == [Term("甲", "a")]
