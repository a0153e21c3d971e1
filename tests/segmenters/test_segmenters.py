from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.segmenters.compare import others, ours, rows, score
from tests.segmenters.joined import SHARED, mac
from toolkit.registry import load

LANGS = ("zh", "en")

_PIECES = [
    "他说",
    "好",
    "走了",
    "Mr",
    "Inc",
    "U.S",
    "e.g",
    "No",
    "yes",
    "The",
    "he",
    "I",
    "3",
    "5",
    "p.m",
    "a",
    "一",
    "Laughter",
]
_MARKS = [
    *"。！？!?.…；：，,:;“”‘’「」『』《》〈〉（）()[]【】\"'—-",
    "……",
    "...",
    ". . .",
    "[1]",
    "。。。",
    "(Laughter)",
]
_SPACES = [" ", "\n", "\r\n", "\t", "\u3000", "\u2028", "\x85", "\x1c", "  "]
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*_PIECES, *_MARKS, *_SPACES, "\ud800", "𠀀", "é", "１"]), max_size=40).map("".join),
)


@pytest.mark.parametrize(("lang", "least"), [("zh", 0.995), ("en", 0.999)])
def test_rows_reach_the_reported_f1(lang: str, least: float) -> None:
    wanted = rows(lang)
    assert len(wanted) >= 300
    assert len({"".join(row) for row in wanted}) == len(wanted)
    *_, f1, wrong = score(wanted, ours(lang))
    assert f1 >= least, wrong


@pytest.mark.parametrize("lang", LANGS)
def test_no_other_segmenter_does_better_on_the_rows(lang: str) -> None:
    pytest.importorskip("pysbd")
    pytest.importorskip("nupunkt")
    wanted = rows(lang)
    mine = score(wanted, ours(lang))[2]
    for name, split in others(lang).items():
        assert score(wanted, split)[2] <= mine, name


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
@pytest.mark.parametrize(("lang", "least"), [("zh", 0.987), ("en", 0.993)])
def test_joined_novels_are_split_where_their_lines_end(lang: str, least: float) -> None:
    assert score(mac(SHARED, lang), ours(lang))[2] >= least


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("blank", ["", " ", "\n", "\u3000\t\r\n", "\x1c\x85\u2028"])
def test_a_blank_paragraph_has_no_sentence(lang: str, blank: str) -> None:
    assert load("segmenters", lang)(blank) == []


@pytest.mark.parametrize("lang", LANGS)
@given(text=texts)
@settings(max_examples=400, deadline=None)
def test_spans_are_ordered_trimmed_and_hold_every_visible_character(lang: str, text: str) -> None:
    segment = load("segmenters", lang)
    spans = segment(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert segment(text) == spans


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_of_the_rows_is_one_sentence_alone(lang: str) -> None:
    segment = load("segmenters", lang)
    for row in rows(lang):
        text = "".join(row)
        sentences = [text[start:end] for start, end in segment(text)]
        # A cut may need its neighbours: half a quotation, or the sentence after "…!" that stands alone.
        whole = [s for s in sentences if not any(mark in s for mark in "“”‘’「」『』\"'()（）[]《》")]
        assert [s for s in whole if segment(s) != [(0, len(s))]] == []


@pytest.mark.parametrize("lang", LANGS)
def test_line_breaks_are_white_space(lang: str) -> None:
    segment = load("segmenters", lang)
    for row in rows(lang):
        spaced = " ".join("".join(row).split("\n"))
        broken = spaced.replace(" ", "\n")
        assert segment(broken) == segment(spaced), spaced


_UNITS = [
    "字",
    "a",
    ".",
    "。",
    "!",
    "…",
    "“",
    "”",
    "(",
    ")",
    '"',
    "'",
    "（好。",
    "“好。",
    "a.b",
    "...A",
    "《",
    "。”",
    "!(",
    "，",
]
_MORE_UNITS = [
    "他说",
    "“好！”他说",
    "[1]",
    "(Laughter)",
    "a;1.",
    " ",
    ". ",
    " .",
    ".\n",
    "a. ",
    "A. ",
    "1. ",
    '"a. ',
    "Mr. ",
    "— ",
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", [*_UNITS, *_MORE_UNITS])
def test_time_is_linear_whatever_is_repeated(lang: str, unit: str) -> None:
    segment = load("segmenters", lang)
    text = unit * (100_000 // len(unit))
    began = time.perf_counter()
    segment(text)
    segment(" " * 50_000 + text[:50_000])
    assert time.perf_counter() - began < 8


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", ["字", "。", "a", ". "])
def test_a_megabyte_on_one_line_is_split_in_seconds(lang: str, unit: str) -> None:
    began = time.perf_counter()
    load("segmenters", lang)(unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - began < 30
