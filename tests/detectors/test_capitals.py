from __future__ import annotations

import pytest

from tests.detectors.surface import MONSTERS, english, found, pair
from toolkit.detectors.capitals import make

DETECT = make()


@pytest.mark.parametrize(
    ("en", "expected"),
    [
        ("We grasp the basic and important The leading measures.", [("The", "the")]),
        ("With its snowy roofs, It looked like a postcard.", [("It", "it")]),
        ("The water was clear , And the fish were fat.", [("And", "and")]),
        ("We saw a shadow A dog had left behind.", [("A", "a")]),
        ("They studied the file. documents were sent on.", [("documents", "Documents")]),
        ("They weighed the risks. the whole course of it.", [("the", "The")]),
    ],
)
def test_a_capital_too_many_or_too_few(en: str, expected: list[tuple[str, str]]) -> None:
    findings = found(DETECT, "一句话。", en)
    assert english(findings, en) == expected
    assert {finding.category for finding in findings} == {"Fluency/Capitalization"}
    assert all(finding.strength > 0.5 for finding in findings)


@pytest.mark.parametrize(
    "en",
    [
        "The Way to Shu Is Hard",
        "A Day in the Life of a Village: Notes",
        "He said, The sun is up. I know; It Happened One Night.",
        "As shown at A in Figure 1, a straight A student eats vitamin A daily.",
        "They met Liu He in The Hague on a trip to At Turaif.",
        "We paid rent, heating etc. in advance at 4 p.m. on Monday, Fig. 3 vs. fig. 4.",
        "Mr. Smith lives at St. John's. iPhone sales rose.",
        "“Stop!” she cried. “Who is it?” he asked... and left.",
        "See example.com. www.example.org is another.",
        "",
    ],
)
def test_names_headings_and_speech_stay(en: str) -> None:
    assert found(DETECT, "一句话。", en) == []


def test_a_bead_begins_small_where_the_others_do_not() -> None:
    document = [pair("他来了。", "He came.")] * 20
    small = pair("他又走了。", "then he left.")
    (finding,) = DETECT([*document, small])
    assert (finding.row, finding.tgt, finding.suggestion) == (20, (0, 4), "Then")
    assert DETECT([small] * 20) == [], "subtitles, say, may all begin so"
    assert DETECT([*document, pair("他来，", "He came,"), small]) == [], "it goes on with the bead before"


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    DETECT([pair("甲。", text)] * 2)
