from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import (
    CELL_BREAKS,
    clauses,
    escape_cell,
    fold_spaces,
    han_share,
    is_chinese,
    mask_surrogates,
    replace_surrogates,
)

TEXTS = st.text(st.sampled_from("甲乙，。；a b1.,\n\t\r\u2028\u3000“”\ud800"))


@pytest.mark.parametrize(
    ("text", "share"), [("", 0), ("，。!", 0), ("甲乙", 1), ("甲a1乙", 0.5), ("abc", 0), ("𠀀々a", 2 / 3)]
)
def test_han_share(text: str, share: float) -> None:
    assert han_share(text) == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("甲\n乙", "甲乙"),
        ("甲，\r\n  乙", "甲，乙"),
        ("甲\n\n乙", "甲乙"),
        ("甲\u2028乙", "甲乙"),
        ("甲：\n“乙”", "甲：“乙”"),
        ("甲 乙", "甲 乙"),
        ("one\ntwo", "one two"),
        ("one \t\u00a0two", "one two"),
        ("甲\nABC", "甲 ABC"),
        ("ABC\n甲", "ABC 甲"),
        (" \n", ""),
        ("", ""),
    ],
)
def test_fold_spaces(text: str, folded: str) -> None:
    assert fold_spaces(text) == folded


@given(TEXTS)
def test_folding_twice_is_folding_once_and_keeps_the_letters(text: str) -> None:
    folded = fold_spaces(text)
    assert fold_spaces(folded) == folded
    assert "".join(folded.split()) == "".join(text.split())
    assert "  " not in folded
    assert not CELL_BREAKS.search(folded)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a\tb", "a b"),
        ("a\r\nb", "a b"),
        ("a\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch\x1ci\x1dj\x1ek", "a b c d e f g h i j k"),
        ("a\ud800b", "a\ufffdb"),
        ("\U00020000’１", "\U00020000’１"),
        ('"a" \\n', '"a" \\n'),
        ("\ufeffa", "\ufeffa"),
        ("", ""),
    ],
)
def test_escape_cell(text: str, cell: str) -> None:
    assert escape_cell(text) == cell


@given(st.text(st.characters()))
def test_an_escaped_cell_is_one_line_that_can_be_written(text: str) -> None:
    cell = escape_cell(text)
    assert len(cell.splitlines()) <= 1
    assert "\t" not in cell
    cell.encode()
    assert escape_cell(cell) == cell


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\udc80x\ud83d", "\ufffdx\ufffd"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\U00020000’\ufffd\ufeff", "\U00020000’\ufffd\ufeff"),
        ("", ""),
    ],
)
def test_replace_surrogates(text: str, clean: str) -> None:
    assert replace_surrogates(text) == clean


@given(st.text(st.characters(categories=["Cs", "Lo", "So"])))
def test_without_surrogates_text_can_be_written(text: str) -> None:
    clean = replace_surrogates(text)
    assert clean.encode().decode() == clean
    assert replace_surrogates(clean) == clean


@given(TEXTS, st.sampled_from(["zh", "en"]))
def test_clauses_are_the_sentence(text: str, lang: str) -> None:
    parts = clauses(text, lang)
    assert parts
    assert "".join(parts) == text


@pytest.mark.parametrize(
    ("text", "lang", "parts"),
    [
        ("会议昨天举行，市长出席了会议。", "zh", "会议昨天举行，|市长出席了会议。"),
        ("他说，会议昨天举行。", "zh", "他说，会议昨天举行。"),
        ("会议昨天举行，好，市长出席了会议。", "zh", "会议昨天举行，好，|市长出席了会议。"),
        ("好，好，会议昨天举行，市长出席了。", "zh", "好，好，会议昨天举行，|市长出席了。"),
        ("“会议昨天举行。”市长对我们说道", "zh", "“会议昨天举行。”|市长对我们说道"),
        ("增长3.5亿元，下降1,000万元：都是事实！", "zh", "增长3.5亿元，|下降1,000万元：|都是事实！"),
        ("他们来了吗？！……他们没有来。", "zh", "他们来了吗？！……|他们没有来。"),
        ("中国 vs China, the big one", "zh", "中国 vs China, the big one"),
        ("In 2020, the 1,000 members met here, and they voted.", "en",
         "In 2020, the 1,000 members met here, |and they voted."),
        ("He said: “We met here.” Then they left it.", "en", "He said: “We met here.” |Then they left it."),
        ("At 10:30 it began; by noon it was over", "en", "At 10:30 it began; |by noon it was over"),
        ("Yes, sir.", "en", "Yes, sir."),
        ("", "en", ""),
        ("，，。", "zh", "，，。"),
    ],
)  # fmt: skip
def test_clauses(text: str, lang: str, parts: str) -> None:
    assert clauses(text, lang) == parts.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "甲" + "\n" * 10**6,
        "甲\u3000" * 10**5 + "\n",
        " " * 10**6,
        "，" * 10**6,
        "“" * 10**6,
        "好，" * 10**5,
        "a, " * 10**5,
    ],
)
def test_hostile_text_is_quick(text: str) -> None:
    began = time.monotonic()
    fold_spaces(text)
    escape_cell(text)
    clauses(text, "zh")
    clauses(text, "en")
    assert time.monotonic() - began < 10


def test_surrogates_are_masked_one_for_one() -> None:
    assert mask_surrogates("a\ud800\udc00b𠀀") == "a\ufffd\ufffdb𠀀"


def test_chinese_is_told_by_its_characters() -> None:
    assert is_chinese("会议由 Lin Keqing 主持。")
    assert not is_chinese("The term 短板 means weak link.")
    assert not is_chinese("")
