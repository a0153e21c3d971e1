from __future__ import annotations

from pathlib import Path

import pytest

from corpora.beads import read
from toolkit.errors import DataError

HEADER = "# genre: test\n# title: A test\n# zh: txt\n# en: html\n# note: none\n\n"
BODY = """ZH# 标题
EN# Heading

ZH 第一句。
zh 第二句。
EN Both sentences.
! Accuracy/Omission | minor | 第二 | Both | Second

en Added.

ZH- 项目
@ moved

EN- Item
@ moved
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pair.txt"


def test_reads_a_pair(path: Path) -> None:
    path.write_text(HEADER + BODY, encoding="utf-8")
    file = read(path)
    assert file.name == "pair"
    assert file.header["en"] == "html"
    assert file.sentences("zh") == ["标题", "第一句。", "第二句。", "项目"]
    assert [(paragraph.kind, paragraph.text("zh")) for paragraph in file.paragraphs("zh")] == [
        ("heading", "标题"),
        ("text", "第一句。第二句。"),
        ("item", "项目"),
    ]
    assert [paragraph.text("en") for paragraph in file.paragraphs("en")] == [
        "Heading",
        "Both sentences. Added.",
        "Item",
    ]
    assert file.links() == [([0], [0]), ([1, 2], [1]), ([], [2]), ([3], []), ([], [3])]
    assert [bead.label for bead in file.beads] == ["", "", "", "moved", "moved"]
    assert file.beads[1].faults[0].better == "Second"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + "ZH 一。\nnonsense\n", r"pair\.txt:8: not a line"),
        (HEADER + "ZH 一。\nEN One.\n! Accuracy/Omission | minor | 二 | One | \n", r":9: the span '二' is in no line"),
        (HEADER + "ZH 一。\nEN One.\n! Accuracy/Omission | bad | 一 | One | \n", r":9: a fault is"),
        (HEADER + "ZH 一。\n! Accuracy/Omission | minor | 一\n", r":8: a fault is"),
        (HEADER + "ZH 一。\nEN One.\n@ moved\n", "only a null bead is moved"),
        (HEADER + "ZH 一。\n@ moved\n", "not as many"),
        (HEADER + "ZH 一。\n@ elsewhere\n", r":8: '@' takes"),
        (HEADER + "! Style/Awkward | minor |  |  | \n", "no sentence"),
        (HEADER + "zh 一。\n", "no paragraph to continue.*ZH"),
        (HEADER + "EN# One\n\nen Two.\n", "no paragraph to continue.*EN"),
        (HEADER + "EN By admin\n@ furniture\n\nen One.\n", "no paragraph to continue"),
        (HEADER + "ZH 一\u2028二。\n", r":7: a sentence holds"),
        (HEADER.replace("html", "rtf") + "ZH 一。\n", "'# en:' takes one of"),
        ("# genre: test\n\nZH 一。\n", "lacks title, zh, en, note"),
        ("# genre\n", r":1: a header line"),
    ],
)
def test_broken_files_are_named(path: Path, text: str, message: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read(path)


def test_a_file_that_cannot_be_read(path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read(path)
    path.write_bytes(b"\xff")
    with pytest.raises(DataError, match="cannot be read"):
        read(path)
