from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lexicon.words import en_words, renderings, stem, zh_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("会议在广州举行。", "会议 在 广州 举行"),
        ("这里有74头牛, OK?", "这里 有 头牛"),
        ("\ud800会议\udfff", "会议"),
        ("。！", ""),
        ("abc 123", ""),
        ("", ""),
    ],
)
def test_chinese_words(text: str, words: str) -> None:
    assert zh_words(text) == words.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The company's plan", "The company plan"),
        ("James' and NASA'S ‘city’", "James and NASA city"),
        ("It’s what they've, we're, I'll, he'd, I'm", "It what they we I he I"),
        ("Don't can't won't shan’t isn't", "Do can will shall is"),
        ("o'clock rock'n'roll", "o'clock rock'n'roll"),
        ("well-known, e.g. 5G_net", "well known e g G net"),
        ("naïve nai\u0308ve", "naïve nai\u0308ve"),
        ("中文 words 会议", "words"),
        ("n't 's ’s", "n't s s"),
        ("", ""),
    ],
)
def test_english_words(text: str, words: str) -> None:
    assert en_words(text) == words.split()


def test_stems() -> None:
    assert stem("Meetings") == stem("meeting") == stem("MEET") == "meet"
    assert stem("") == ""
    assert len(stem("ing" * 10**5)) == 3 * 10**5


def test_the_renderings_of_a_word_are_the_stems_of_its_glosses() -> None:
    assert renderings("会议")["meet"] == 1.0
    assert renderings("面条儿") == {"noodl": 1.0}


def test_a_longer_gloss_gives_each_of_its_words_less() -> None:
    found = renderings("银行卡")
    assert found["bank"] == found["card"] == 0.6
    assert renderings("首都机场")["capit"] <= 0.4
    assert "the" not in found


def test_a_word_without_glosses_stands_for_its_parts() -> None:
    found = renderings("广州银行")
    assert found["bank"] == pytest.approx(0.7)
    assert 0 < found["guangzhou"] < 0.7
    assert renderings("林克庆")["lin"] == pytest.approx(0.4)


def test_a_word_that_means_nothing_has_no_rendering() -> None:
    assert renderings("") == renderings("x") == renderings("\ud800") == {}


@given(st.text(st.one_of(st.characters(), st.sampled_from("会议广州'’nts\ud800"))))
def test_any_text_may_be_given(text: str) -> None:
    assert all(zh_words(text))
    for word in en_words(text):
        assert word
        assert isinstance(stem(word), str)
    assert all(0 < strength <= 1 for strength in renderings(text).values())


@pytest.mark.parametrize("unit", ["国", "会议", "a", "a'", "ing", "n't ", "’s"])
def test_long_text_is_quick(unit: str) -> None:
    text = unit * (2 * 10**5 // len(unit))
    began = time.monotonic()
    zh_words(text)
    for word in set(en_words(text)):
        stem(word)
    renderings(text)
    assert time.monotonic() - began < 8
