from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lexicon.tokens import en_tokens, zh_tokens


def test_chinese_words_have_their_places() -> None:
    text = "𠀀 科技自立自强，12.5%。"
    tokens = zh_tokens(text)
    assert [token.text for token in tokens][1:] == ["科技", "自立自强"]
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(st.text(alphabet=st.sampled_from("我们的会议 a1，。\ud800\udc00\u2028𠀀é'’-\n")))
def test_places_hold_in_any_text(text: str) -> None:
    for token in en_tokens(text):
        assert text[token.start : token.end] == token.text
    for token in zh_tokens(text):
        assert len(token.text) == token.end - token.start
        assert 0 <= token.start < token.end <= len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't stop: well-known, 22nd's 3.5%", ["Don't", "stop", "well-known", "22nd's", "3", "5"]),
        ("中文abc中文", ["abc"]),
        ("café ’tis -x-", ["café", "tis", "x"]),
        ("", []),
    ],
)
def test_english_words(text: str, words: list[str]) -> None:
    assert [token.text for token in en_tokens(text)] == words
