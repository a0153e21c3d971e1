from __future__ import annotations

import pytest

from tests.detectors.surface import MONSTERS, english, found, pair
from toolkit.detectors.repetition import make

DETECT = make()


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("他走进了房间。", "He walked into the the room.", [("the the", "the")]),
        ("他坐下看书。", "He sat down and and read.", [("and and", "and")]),
        ("节目青春洋溢。", "It is a show full of youth youth.", [("youth youth", "youth")]),
        ("村里的路修好了。", "The road in the in the village was mended.", [("in the in the", "in the")]),
        ("新西兰的公司参展。", "Firms from New Zealand New Zealand took part.", [("New Zealand New Zealand", "New Zealand")]),
        ("他说了几句话。", "He said he said he said a few words.", [("He said he said he said", "He said")]),
        ("他脸色苍白。", "His face was was pale.", [("was was", "was")]),
        ("安全保障落实到位。", "Safety safety work is done.", [("Safety safety", "Safety")]),
        ("法律监督、民主监督和社会监督。", "Legal supervision and supervision supervision.",
         [("supervision supervision", "supervision")]),
        ("他走进屋里。", "He went into the room, he went into the room.",
         [("He went into the room, he went into the room", "He went into the room")]),
        ("部门发布了通知。", "The office, the office issued a notice.", [("The office, the office", "The office")]),
    ],
)  # fmt: skip
def test_what_is_said_twice_in_a_row(zh: str, en: str, expected: list[tuple[str, str]]) -> None:
    findings = found(DETECT, zh, en)
    assert english(findings, en) == expected
    assert {finding.category for finding in findings} == {"Fluency/Duplication"}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("他早就走了。", "He had had his supper and left."),
        ("高高的山。", "It is a high high mountain."),
        ("李丽来了。", "Li Li came, and so did Lang Lang."),
        ("她面对面地和他谈，时不时点头。", "She talked face to face to him, and nodded from time to time to agree."),
        ("越来越多、越来越快。", "There were more and more and more of them, faster and faster and faster."),
        ("不行，不行，我不去。", "I won't go, I won't go."),
        ("“走了，走了。”他说。", '"Gone, gone," he said.'),
        ("哈哈，真好。", "Ha ha, how nice."),
        ("电话是12 12 34。", "The number is 12 12 34."),
        ("他走了。他走了？", "He left. He left?"),
        ("他说那本书是他的。", "He said that that book was his."),
        ("他们问她有什么事。", "They asked her her business."),
        ("雨下得慢，慢得像牛。", "The rain is slow, as slow as an ox."),
    ],
)
def test_what_may_be_said_twice(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []


def test_grammar_words_are_surer_than_what_a_mark_parts() -> None:
    sure, unsure = (
        found(DETECT, "他去了。", en)[0].strength for en in ("Off of of it.", "Grey stones, grey stones lay there.")
    )
    assert sure > 0.9
    assert unsure < 0.5


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    assert len(DETECT([pair("看看。" * 50_000, text)])) <= 20
