from __future__ import annotations

import pytest

from tests.readers.pdf_writer import ENCRYPTED, Print, pdf
from toolkit.bitext import Text
from toolkit.errors import DataError
from toolkit.readers import pdf as reader


def read(data: bytes) -> Text:
    return reader.make()(data, "a.pdf")


def blocks(*pages: list[Print]) -> list[tuple[str, str]]:
    found = read(pdf(list(pages)))
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def lines(*texts: str, y: float = 700) -> list[Print]:
    return [Print(72, y - 16 * i, text) for i, text in enumerate(texts)]


ENGLISH = lines(
    "The town council voted on Tuesday to build a second bridge across the river, after",
    "many years of complaints about the traffic and the slow progress that the commit-",
    "tee had made. Work is to begin in spring.",
)


def test_english_lines_are_joined_and_words_mended() -> None:
    more = lines("A second paragraph begins behind a gap.", y=630)
    assert blocks([Print(72, 740, "What it will cost", 16), *ENGLISH, *more]) == [
        ("heading", "What it will cost"),
        (
            "text",
            "The town council voted on Tuesday to build a second bridge across the river, after many years of "
            "complaints about the traffic and the slow progress that the committee had made. "
            "Work is to begin in spring.",
        ),
        ("text", "A second paragraph begins behind a gap."),
    ]


def test_chinese_lines_are_joined_without_a_space() -> None:
    page = lines(
        "　　三月十日，青河市召开春季植树工作会议，总结去年的造林绿化工作，研究",
        "部署今年的任务。市长王建国强调，要把植树造林作为一项长期任务来抓，不能",
        "只图一时的热闹。",
        "　　会议提出三点要求。一要选好树种。二要管好苗木。三要护好成果。各县区负",
        "责同志参加会议。",
    )
    found = blocks([Print(72, 740, "青河市召开春季植树工作会议", 18), *page])
    assert [kind for kind, _ in found] == ["heading", "text", "text"]
    assert "研究部署今年的任务。" in found[1][1]
    assert found[2][1].startswith("会议提出三点要求。")
    assert found[2][1].endswith("各县区负责同志参加会议。")


def test_running_lines_and_page_numbers_are_left_out_and_counted() -> None:
    pages = [
        [Print(72, 810, f"River Daily, no. {n}"), *lines(f"The text of page {n} is short."), Print(290, 30, str(n))]
        for n in (1, 2, 3)
    ]
    found = read(pdf(pages))
    assert found.text.split("\n") == [f"The text of page {n} is short." for n in (1, 2, 3)]
    assert found.left_out == 3 * (len("RiverDaily,no.1") + 1)


def test_a_line_in_the_margin_that_does_not_come_again_is_text() -> None:
    found = blocks([Print(72, 810, "A title at the very top"), *lines("Then the text.")])
    assert [text for _, text in found] == ["A title at the very top", "Then the text."]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = lines(
        "This paragraph begins on the first page and it does go on over the end of the page,",
        "as it has been written to be long, and so the following page has the rest of what the",
        y=200,
    )
    assert len(blocks(first, lines("author wanted to say about it.", y=700))) == 1


def test_list_items_stay_apart() -> None:
    found = blocks(lines("1. Two lanes for cars and lorries", "2. A path for cyclists and for walkers"))
    assert [kind for kind, _ in found] == ["item", "item"]


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (pdf([ENGLISH], ENCRYPTED), "password: remove it"),
        (pdf([[], []]), "run OCR"),
        (pdf([[Print(290, 30, "1")], [Print(290, 30, "2")]]), "run OCR"),
        (pdf([ENGLISH])[:600], "damaged"),
        (b"%PDF-1.7\n" + b"\0" * 100, "damaged"),
        (b"", "damaged"),
    ],
    ids=["encrypted", "scan", "scan with page numbers", "truncated", "garbage", "empty"],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, remedy: str) -> None:
    with pytest.raises(DataError, match=r"^a\.pdf: ") as caught:
        read(data)
    assert remedy in str(caught.value)
    assert "\n" not in str(caught.value)
