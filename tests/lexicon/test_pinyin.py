from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lexicon.pinyin import spellings, spelt, split, surnames, syllables


def test_syllables() -> None:
    assert 400 < len(syllables()) < 430
    assert {"a", "zhuang", "lv", "er"} <= syllables()
    assert not {"m", "hm", "v", "the"} & syllables()


@pytest.mark.parametrize(
    ("surname", "read"),
    [("陆", "lu"), ("单", "shan"), ("曾", "zeng"), ("端木", "duan mu"), ("夏侯", "xia hou"), ("吕", "lv")],
)
def test_surnames_have_a_reading_of_their_own(surname: str, read: str) -> None:
    assert surnames()[surname] == tuple(read.split())


def test_words_that_are_no_surnames() -> None:
    assert not {"的", "我们", "北京"} & surnames().keys()


def test_spellings() -> None:
    assert spellings("吕") == {"lv", "lu", "lyu"}
    assert spellings("重") == {"chong", "zhong"}
    assert spellings("a") == frozenset()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("keqing", ["ke qing"]),
        ("xian", ["xi an", "xian"]),
        ("lyu", ["lyu"]),
        ("the", []),
        ("obama", ["o ba ma"]),
        ("", []),
        ("a" * 25, []),
        ("zhuangzhuangzhuangzhuang", ["zhuang zhuang zhuang zhuang"]),
    ],
)
def test_split(word: str, expected: list[str]) -> None:
    assert [" ".join(each) for each in split(word)] == expected


@given(st.lists(st.sampled_from(sorted(syllables())), min_size=1, max_size=4))
def test_what_is_spelt_can_be_split(name: list[str]) -> None:
    assert tuple(name) in split(spelt(name).lower().replace("'", "").replace("ü", "v"))


def test_spelt() -> None:
    assert spelt(["xi", "an"]) == "Xi'an"
    assert spelt(["lv"]) == "Lü"
    assert spelt(["ke", "qing"]) == "Keqing"
