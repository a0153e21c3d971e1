from __future__ import annotations

import pytest

from toolkit.lexicon.alignment import cover, evidence
from toolkit.lexicon.ibm1 import joint_strengths
from toolkit.lexicon.tokens import en_tokens, zh_tokens
from toolkit.lexicon.translation import (
    RAREST,
    Table,
    rarity,
    read_table,
    stem_salience,
    translations,
    word_salience,
    write_table,
)


def covered(zh: str, en: str) -> tuple[dict[str, float], dict[str, float]]:
    found = cover(zh, en, zh_tokens(zh), en_tokens(en))
    return (
        {token.text: value for token, value in zip(zh_tokens(zh), found.src, strict=True)},
        {token.text: value for token, value in zip(en_tokens(en), found.tgt, strict=True)},
    )


@pytest.mark.parametrize(
    ("zh", "en", "zh_word", "en_word"),
    [
        ("市场很大。", "The market is large.", "市场", "market"),
        ("他们发展经济。", "They develop the economy.", "经济", "economy"),
        ("共有三百五十人。", "There were 350 people.", "三百五十", "350"),
        ("石家庄很大。", "Shijiazhuang is large.", "石家庄", "Shijiazhuang"),
    ],
)
def test_counterparts(zh: str, en: str, zh_word: str, en_word: str) -> None:
    src, tgt = covered(zh, en)
    assert max(value for word, value in src.items() if zh_word in word) > 1
    assert tgt[en_word] > 1


def test_what_is_not_there_is_missed() -> None:
    src, tgt = covered("市场很大，学生很多。", "There are many students and engineers.")
    assert src["市场"] < -1 < 1 < src["学生"]
    assert tgt["engineers"] < -0.5


def test_a_word_has_one_counterpart() -> None:
    src = cover("市场市场", "market", zh_tokens("市场市场"), en_tokens("market")).src
    assert sorted(value > 1 for value in src) == [False, True]


def test_a_wrong_number_is_missed() -> None:
    assert covered("共有350人。", "There were 360 people.")[1]["360"] < -1


def test_evidence_grows_with_probability() -> None:
    assert evidence(0.3) < 0 < evidence(0.8) < evidence(0.95) < evidence(1.0)


def test_the_table() -> None:
    assert translations("经济")["economi"] > 0.9
    assert word_salience("经济") > 1 > 0.3 > word_salience("的")
    assert stem_salience("the") < 0.3 < stem_salience("econom")
    assert rarity("的") < rarity("经济") < rarity("饕餮") < rarity("龘龘龘") == RAREST
    assert all(0 < probability <= 1 for probability in translations("市场").values())


def test_a_table_is_read_as_it_was_written() -> None:
    import numpy as np

    columns = (np.array([0, 1], np.int32), np.array([0], np.uint16), *(np.array([k], np.uint8) for k in (200, 9, 8, 7)))
    table = read_table(write_table(Table(["字"], ["word"], *columns)))
    assert table.words == ["字"]
    assert table.stems == ["word"]
    assert [column.tolist() for column in table[2:]] == [column.tolist() for column in columns]


def test_ibm1_tells_words_apart() -> None:
    bitext = [(["大", "狗"], ["big", "dog"]), (["大", "猫"], ["big", "cat"]), (["狗"], ["dog"]), (["猫"], ["cat"])] * 5
    strength = {(src, tgt): value for src, tgt, value in joint_strengths(bitext, lambda word: {})}
    assert strength["狗", "dog"] > 0.8 > 0.2 > strength["狗", "big"]
    assert strength["大", "big"] > 0.8
