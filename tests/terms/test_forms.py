from __future__ import annotations

import pytest

from toolkit.lexicon.tokens import en_tokens
from toolkit.terms import Term, Words, form_of, places


def words(text: str) -> Words:
    return Words(text, en_tokens(text))


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("promising government", "We need Promising  Governments.", ["Promising  Governments"]),
        ("the two establishments", "uphold “two establishments”", ["two establishments"]),
        ("self reliance", "self-reliance, not self reliance", ["self-reliance", "self reliance"]),
        ("deepen reform", "deepening the reforms", ["deepening the reforms"]),
        ("release, control and service", "the \"release\", control and service", ['release", control and service']),
        ("party's rule", "the Party’s rules", ["Party’s rules"]),
        ("two establishments", "two. Establishments, two (establishments), two big establishments", []),
        ("art", "start of a party", []),
        ("a", "a b a b a", []),
        ("", "anything", []),
        ("22nd meeting", "at the 22nd meetings", ["22nd meetings"]),
    ],
)  # fmt: skip
def test_forms_are_found_whatever_their_inflection(form: str, text: str, expected: list[str]) -> None:
    found = words(text)
    assert [text[slice(*found.span(*at))] for at in found.find(form_of(form))] == expected


def test_matches_do_not_overlap() -> None:
    assert words("go go go go go").find(form_of("go go")) == [(0, 1), (2, 3)]


def test_a_literal_form_wants_its_very_words() -> None:
    assert words("Comprehensive deepening, comprehensively deepened").find(
        form_of("comprehensive deepening", True)
    ) == [(0, 1)]


def test_a_form_may_run_over_a_gap_but_not_a_wide_one() -> None:
    assert words("two \n establishments").find(form_of("two establishments"))
    assert not words("two" + " " * 1_000_000 + "establishments").find(form_of("two establishments"))


TERM = Term(
    "甲",
    "comprehensively deepening reform",
    ("subdistrict office",),
    ("comprehensive deepening of reform", "street office", "office"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the subdistrict office", [("subdistrict office", "")]),
        ("the street office", [("street office", "street office")]),
        ("street offices and a subdistrict office", [("street offices", "street office"), ("subdistrict office", "")]),
        ("comprehensively deepen reform", [("comprehensively deepen reform", "")]),
        ("a factory", []),
    ],
)
def test_a_bad_form_counts_only_outside_good_and_longer_bad_ones(text: str, expected: list[tuple[str, str]]) -> None:
    found = places([TERM], words(text))[TERM]
    assert [(text[slice(*place.span)], place.bad) for place in found] == expected


def test_a_bad_form_may_hold_a_good_one() -> None:
    term = Term("甲", "self-reliance", (), ("self-reliance and self-reliance",))
    text = "self-reliance and self-reliance, and self-reliance"
    assert [text[slice(*place.span)] for place in places([term], words(text))[term]] == [text[:31], text[37:]]


def test_the_good_form_of_one_term_hides_a_bad_form_of_another() -> None:
    other = Term("乙", "bureau", (), ("subdistrict office",))
    assert places([TERM, other], words("the subdistrict office"))[other] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the “two establishments”", [("two establishments", "two establishments")]),
        ("Two Establishes", [("Two Establishes", "")]),
        ("two establish", [("two establish", "")]),
        (
            "Two Establishes, two establishments",
            [("Two Establishes", ""), ("two establishments", "two establishments")],
        ),
        ("the two great establishments of old", [("two great establishments of old", "")]),
    ],
)
def test_the_very_words_of_a_bad_form_go_before_the_stems_of_a_good_one(
    text: str, expected: list[tuple[str, str]]
) -> None:
    term = Term(
        "甲", "Two Establishes", ("two great establishments of old",), ("two establishments", "great establishments")
    )
    assert [(text[slice(*place.span)], place.bad) for place in places([term], words(text))[term]] == expected
