from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from toolkit.registry import load
from toolkit.text import clauses

ENCODER = load("encoders", "hashed")
ZH = ["2024年，广州市有1,873万人。", "他说：“好。”", "标题 A", ""]


def test_numbers_and_latin_names_are_common_to_a_translation() -> None:
    zh = ENCODER.encode(["2024年广州有１８７３名学生。", "第35条", "请安装Python。"])
    en = ENCODER.encode(["There were 1,873 pupils in 2024.", "Article 35", "Install python."])
    assert (zh @ en.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_other_text_has_another_vector() -> None:
    a, b, c = ENCODER.encode(["市政府召开会议。", "市政府召开了会议！", "天气很冷"])
    assert a @ b > 0.6 > 0.3 > a @ c


def test_a_text_without_letters_has_a_vector_too() -> None:
    vectors = ENCODER.encode(["", "。", "\u2028\ud800"])
    assert np.array_equal(vectors, np.tile(np.eye(1, 64, dtype=np.float32), (3, 1)))


@given(st.lists(st.lists(st.text("甲乙a1.5， "), max_size=3).map(lambda parts: [*parts, "。"]), max_size=5))
def test_overlaps_are_the_vectors_of_the_joined_text(sentences: list[list[str]]) -> None:
    sentences = [clauses("".join(sentence), "zh") for sentence in sentences]
    overlaps = ENCODER.encode_overlaps(sentences, "")
    assert len(overlaps) == len(sentences)
    assert np.array_equal(overlaps.clauses, ENCODER.encode([clause for parts in sentences for clause in parts]))
    for size in (1, 2, 4):
        vectors = overlaps.vectors(size, 0, len(sentences) + 1)
        filled = max(0, len(sentences) - size + 1)
        joined = ["".join("".join(parts) for parts in sentences[i : i + size]) for i in range(filled)]
        assert np.allclose(vectors[:filled], ENCODER.encode(joined), atol=1e-5)
        assert not vectors[filled:].any(), "a run past the end is zero"
        assert np.array_equal(overlaps.vectors(size, 1, 3)[: max(0, filled - 1)], vectors[1:filled][:2])


def test_no_sentences() -> None:
    overlaps = ENCODER.encode_overlaps([], "")
    assert (len(overlaps), overlaps.clauses.shape, overlaps.vectors(1, 0, 0).shape) == (0, (0, 64), (0, 64))


def test_the_same_in_another_process() -> None:
    code = f"from toolkit.encoders.hashed import make; print(make().encode({ZH!r}).tobytes().hex())"
    command = [sys.executable, "-c", code]
    other = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert other.stdout.strip() == ENCODER.encode(ZH).tobytes().hex()
