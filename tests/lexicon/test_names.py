from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lexicon.names import capitalised, pinyin_runs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Xi'an and Xi’an", "xian xian"),
        ("Xi'an's walls, the Wangs' house, Lin’s", "xian wangs lin"),
        ("Lin Keqing, Lin Ke-qing", "lin keqing lin keqing"),
        ("Lü Bu, Lu\u0308 Bu, Lǚ Bù, Nüwa", "lv bu lv bu lv bu nvwa"),
        ("Lǐ Bái of Ōsaka", "li bai osaka"),
        ("McDonald's and O'Brien", "mcdonald obrien"),
        ("iPhone, NASA, the U.S.", ""),
        ("meeting 会议", ""),
        ("", ""),
    ],
)
def test_capitalised(text: str, words: str) -> None:
    assert capitalised(text) == words.split()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("林克庆出席", {"keqing"}),
        ("吕布到西安", {"lvbu", "xian"}),
        ("石家庄市", {"shijiazhuang"}),
        ("重庆，银行", {"chongqing", "yinhang"}),
        ("克，庆", set()),
        ("克", set()),
        ("呼和浩特市", set()),
        ("ke qing", set()),
        ("", set()),
    ],
)
def test_pinyin_runs(text: str, names: set[str]) -> None:
    wanted = {"keqing", "lvbu", "xian", "shijiazhuang", "chongqing", "yinhang", "huhehaote", "an"}
    assert set(pinyin_runs(text, wanted)) == names


def test_a_run_is_found_each_time() -> None:
    assert pinyin_runs("西安在西安", {"xian"}) == ["xian", "xian"]


@given(st.text(st.one_of(st.characters(), st.sampled_from("Ab’'-Üü\u0308\ud800会"))))
def test_any_text_may_be_given(text: str) -> None:
    words = capitalised(text)
    assert not any(mark in word for word in words for mark in "'’-ü")
    assert set(pinyin_runs(text, set(words))) <= set(words)


@pytest.mark.parametrize("unit", ["A'", "Aa", "a", "A-", "行", "A\u0308", "国 "])
def test_long_text_is_quick(unit: str) -> None:
    text = "A" + unit * (2 * 10**5 // len(unit))
    began = time.monotonic()
    pinyin_runs(text, set(capitalised(text)))
    assert time.monotonic() - began < 5
