from __future__ import annotations

import pytest

from tests.detectors.surface import MONSTERS, english, found, pair
from toolkit.detectors.spacing import make

DETECT = make()


@pytest.mark.parametrize(
    ("en", "expected"),
    [
        ("It was late , so we left.", [(" ,", ",")]),
        ("Are you there ?", [(" ?", "?")]),
        ("It was late.We left.", [(".", ". ")]),
        ("It was late,so we left.", [(",", ", ")]),
        ('The so-called " hard power " counts.', [('" hard power "', '"hard power"')]),
        ("He said “ yes” twice.", [("“ ", "“")]),
        ("The factory ( the old one) closed.", [("( ", "(")]),
        ("The factory (the old one ) closed.", [(" )", ")")]),
        ("The organization(founded here) grew.", [("(", " (")]),
        ("The organization (a club)grew.", [(")", ") ")]),
        ("We met at 5: 30 p.m. on Monday.", [(": ", ":")]),
        ("It was the 300 th match.", [(" ", "")]),
        ("A state - owned firm and a high - quality product.", [(" - ", "-"), (" - ", "-")]),
        ("It 's late and they don ’t know.", [(" 's", "'s"), (" ’t", "’t")]),
    ],
)
def test_slips_of_spacing(en: str, expected: list[tuple[str, str]]) -> None:
    findings = found(DETECT, "一句话。", en)
    assert english(findings, en) == expected
    assert {finding.category for finding in findings} == {"Fluency/Spacing"}
    assert all(finding.strength > 0.5 for finding in findings)


@pytest.mark.parametrize(
    "en",
    [
        "See www.example.com, U.S.A. and e.g. this: file.txt (3.5 MB).",
        "Well . . . I don't know ... perhaps.",
        "He waited - as ever - for the bus(es).",
        "In Table 2: 15 samples; at 10:30, 1,200 people.",
        'She said "yes" and "no", then "perhaps."',
        "Node.js and f(x) are fine, aren't they?",
        "The years 2019, 2020 and 2021.",
        "The screen’s 24\" wide and 12\" tall.",
        "",
    ],
)  # fmt: skip
def test_good_spacing_stays(en: str) -> None:
    assert found(DETECT, "一句话。", en) == []


def test_a_typesetters_habit_is_weak_evidence() -> None:
    (finding,) = found(DETECT, "“好。”", "“It is good. ”")
    assert finding.suggestion == "”"
    assert finding.strength < 0.5


def test_a_stop_is_missed_where_the_others_have_theirs() -> None:
    document = [pair("他来了。", "He came.")] * 9
    lacking = pair("她也来了吗？", "Did she come too")
    (finding,) = DETECT([*document, lacking])
    assert (finding.row, finding.category, finding.suggestion) == (9, "Fluency/Punctuation", "too?")
    assert (finding.src, finding.tgt) == ((5, 6), (13, 16))
    assert DETECT([*document, pair("第一章", "Chapter One")]) == [], "a heading has no stop in Chinese either"
    assert DETECT([lacking] * 10) == [], "subtitles, say, have none at all"
    assert DETECT([*document, pair("她说：“好。”", "She said, “Good.”\u200b ")]) == []


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    DETECT([pair("甲。", "Good.")] * 9 + [pair("甲" * 50_000 + "。", text), pair("甲。", text + " b")])
