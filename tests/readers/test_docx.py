from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.bitext import Text
from toolkit.errors import DataError
from toolkit.readers import docx as reader

NAMESPACES = (
    nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def save(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Text:
    return reader.make()(data, "a.docx")


def blocks(fill: Callable[[Any], None]) -> list[tuple[str, str]]:
    document = docx.Document()
    fill(document)
    found = read(save(document))
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def paragraph(xml: str) -> Callable[[Any], None]:
    return lambda document: document.element.body.insert(0, parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>"))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_the_body_in_order_with_its_kinds() -> None:
    def fill(document: Any) -> None:
        document.add_heading("植树工作会议", 1)
        document.add_paragraph("会议昨天召开。")
        document.add_paragraph("第一项", style="List Bullet")
        table = document.add_table(2, 2)
        for cell, text in zip((c for row in table.rows for c in row.cells), "甲乙丙丁", strict=True):
            cell.text = text
        document.add_paragraph("会议结束。")

    assert blocks(fill) == [
        ("heading", "植树工作会议"),
        ("text", "会议昨天召开。"),
        ("item", "第一项"),
        ("text", "甲\t乙"),
        ("text", "丙\t丁"),
        ("text", "会议结束。"),
    ]


def test_cells_with_paragraphs_of_their_own_are_read_one_by_one() -> None:
    def fill(document: Any) -> None:
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text = "一"
        cells[0].add_paragraph("二")
        cells[1].text = "三"

    assert [text for _, text in blocks(fill)] == ["一", "二", "三"]


def test_tracked_changes_hyperlinks_fields_and_breaks() -> None:
    xml = (
        run("The ")
        + "<w:ins w:id='1' w:author='a'>" + run("new ") + "</w:ins>"
        + "<w:del w:id='2' w:author='a'><w:r><w:delText>old </w:delText></w:r></w:del>"
        + "<w:moveFrom w:id='3' w:author='a'>" + run("gone ") + "</w:moveFrom>"
        + "<w:hyperlink w:anchor='x'>" + run("bridge") + "</w:hyperlink>"
        + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        + "<w:r><w:noBreakHyphen/><w:t>like</w:t><w:tab/><w:t>thing</w:t><w:br/><w:t>stays.</w:t></w:r>"
    )  # fmt: skip
    assert [text for _, text in blocks(paragraph(xml))] == ["The new bridge-like thing", "stays."]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('in the box')}</w:p></w:txbxContent>"
    xml = (
        run("before") + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" + box
        + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run(" and after")
    )  # fmt: skip
    assert [text for _, text in blocks(paragraph(xml))] == ["before and after", "in the box"]


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr>", "item"),
        ("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='0'/></w:numPr>", "text"),
        ("<w:outlineLvl w:val='1'/>", "heading"),
        ("<w:pStyle w:val='Heading2'/><w:numPr><w:numId w:val='5'/></w:numPr>", "heading"),
        ("<w:pStyle w:val='Unheard'/>", "text"),
    ],
)
def test_kinds_from_numbering_outline_and_style(properties: str, kind: str) -> None:
    assert blocks(paragraph(f"<w:pPr>{properties}</w:pPr>{run('some words')}")) == [(kind, "some words")]


def test_a_style_that_is_based_on_a_heading_is_one() -> None:
    def fill(document: Any) -> None:
        style = document.styles.add_style("House", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Heading 1"]
        document.add_paragraph("some words", style=style)

    assert blocks(fill) == [("heading", "some words")]


def test_headers_and_footers_are_left_out_and_counted() -> None:
    document = docx.Document()
    document.add_paragraph("The text.")
    document.sections[0].header.paragraphs[0].text = "River Daily"
    document.sections[0].footer.paragraphs[0].text = "page 1"
    found = read(save(document))
    assert (found.text, found.left_out) == ("The text.", len("RiverDailypage1"))


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (save(docx.Document()), "nothing readable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old .doc or has a password"),
        (b"PK\x03\x04 not really a zip", "damaged"),
        (save(docx.Document())[:3000], "damaged"),
        (zipped(word__document=b"<w/>"), "damaged"),
        (b"", "damaged"),
    ],
    ids=["empty document", "ole", "no zip", "truncated", "no word file", "no bytes"],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, remedy: str) -> None:
    with pytest.raises(DataError, match=r"^a\.docx: ") as caught:
        read(data)
    assert remedy in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_zip_bomb_is_not_unpacked() -> None:
    with pytest.raises(DataError, match="unpacks to 300 MB"):
        read(zipped(word__document=b" " * (300 << 20)))


def test_entities_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 9))
    body = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&l8;</w:t></w:r></w:p></w:body></w:document>"
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "leak">{lol}]>{body}'
    source, stream = zipfile.ZipFile(io.BytesIO(save(docx.Document()))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for entry in source.infolist():
            is_body = entry.filename == "word/document.xml"
            archive.writestr(entry, bomb.encode() if is_body else source.read(entry))
    with pytest.raises(DataError, match=r"^a\.docx: "):
        read(stream.getvalue())
