"""What each kind of evidence measures, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log, log1p, log2

import numpy as np
import pytest

from toolkit.aligners._lattice import KINDS, LARGEST, Candidates
from toolkit.aligners._terms import Matches, Terms, find_terms
from toolkit.aligners.beads import evidence
from toolkit.aligners.evidence import Pair, Side
from toolkit.aligners.evidence.length import USUAL_RATIO, usual_ratio


def bead(src: tuple[int, int], tgt: tuple[int, int]) -> Candidates:
    """One candidate: its sentences from the first to the one before the last, on either side."""
    row = src[0], src[1] - src[0], tgt[0], tgt[1] - tgt[0]
    kind = KINDS.tolist().index([row[1], row[3]])
    return Candidates(*(np.array([value]) for value in (kind, *row, 0, 0)))


def values(name: str, src: tuple[int, int], tgt: tuple[int, int], pair: Pair) -> dict[str, float]:
    module = evidence(name)
    return dict(zip(module.NAMES, module.features(bead(src, tgt), pair)[0].tolist(), strict=True))


def unit(*numbers: float) -> list[float]:
    return (np.array(numbers) / np.linalg.norm(numbers)).tolist()


def side(
    texts: Sequence[str] = (),
    clauses: Sequence[Sequence[Sequence[float]]] = (),
    terms: Sequence[Sequence[str]] = (),
    paragraphs: Sequence[bool] = (),
) -> Side:
    """A side of which only what is given matters; `clauses` are each sentence's vectors."""
    size = max(map(len, (texts, clauses, terms, paragraphs)))
    clauses = clauses or [[[1.0, 0.0]]] * size
    flat = np.array([clause for sentence in clauses for clause in sentence], dtype=np.float32)
    sums = [np.sum(sentence, axis=0) for sentence in clauses]
    vectors = np.zeros((LARGEST - 1, size, flat.shape[1]), dtype=np.float32)
    for k in range(1, LARGEST):
        for i in range(size - k + 1):
            total = np.sum(sums[i : i + k], axis=0)
            vectors[k - 1, i] = total / max(1e-9, np.linalg.norm(total))
    terms = terms or [[]] * size
    return Side(
        texts or [""] * size,
        vectors,
        flat,
        np.concatenate([[0], np.cumsum([len(sentence) for sentence in clauses])]).astype(np.int64),
        Terms.of(terms),
        np.zeros(flat.shape[1], dtype=np.float32),
        np.array(paragraphs or [False] * size),
    )


def pair_of(src: Side, tgt: Side, ratio: float = 1.0, literalness: float = 0.0, agreement: float = 1.0) -> Pair:
    return Pair(src, tgt, Matches.of(src.terms.vocabulary, tgt.terms.vocabulary), ratio, literalness, agreement)


def test_kind() -> None:
    two = pair_of(side(["甲"] * 4), side(["a"] * 4), literalness=0.5)
    assert {name: x for name, x in values("kind", (0, 1), (0, 2), two).items() if x} == {
        "1-2": 1, "sentences": 1, "1-2 x literalness": 0.5, "sentences x literalness": 0.5,
    }  # fmt: skip
    assert {name: x for name, x in values("kind", (0, 3), (0, 2), two).items() if x and "x" not in name} == {
        "other": 1, "beyond three": 2, "both sides several": 1, "sentences": 3,
    }  # fmt: skip
    null = values("kind", (0, 0), (0, 1), two)
    assert (null["0-1"], null["sentences"]) == (1, -1)


def test_length() -> None:
    two = pair_of(side(["甲" * 10, "乙" * 5]), side(["a" * 30, "b" * 10]), ratio=2.0)
    found = values("length", (0, 1), (0, 1), two)
    difference = log(33 / 23)
    assert found["log ratio"] == pytest.approx(difference)
    assert found["squared log ratio"] == pytest.approx(difference**2)
    assert found["surprise"] == pytest.approx(10**2 / 60 / 10)
    assert found["balance"] == pytest.approx(log2(1 + 20 / 30))
    assert found["null length"] == 0
    assert values("length", (0, 2), (0, 2), two)["log ratio"] == pytest.approx(log(43 / 33))
    assert values("length", (0, 1), (0, 0), two)["null length"] == pytest.approx(log1p(20))
    assert values("length", (0, 0), (1, 2), two)["null length"] == pytest.approx(log1p(10))


PAIRS = [("甲" * 10, "a" * 32), ("乙" * 20, "b" * 80), ("丙" * 30, "c" * 100)]


@pytest.mark.parametrize(
    ("rows", "ratio"),
    [
        (PAIRS, 212 / 60),
        ([*PAIRS, ("丁" * 900, "")], 212 / 60),
        ([*PAIRS, ("", "d" * 900)], 212 / 60),
        ([*PAIRS[:2], ("丙" * 30 + "丁" * 900, "c" * 100)], 112 / 30),
        ([("甲" * 10, "a" * 32), ("乙" * 20, "b" * 400), ("丙" * 30, "c" * 100)], 132 / 40),
        ([("甲" * 10, "a" * 900)], USUAL_RATIO),
        ([("甲" * 900, "a" * 32)] * 3, USUAL_RATIO),
        ([("", ""), ("", "")], USUAL_RATIO),
        ([("甲" * 9, "")], USUAL_RATIO),
    ],
)
def test_the_ratio_is_that_of_what_both_sides_have(rows: list[tuple[str, str]], ratio: float) -> None:
    src, tgt = zip(*rows, strict=True)
    anchors = np.array([(k, k) for k in range(len(rows))])
    assert usual_ratio(src, tgt, anchors) == pytest.approx(ratio)


def test_the_ratio_without_anchors_is_that_of_the_documents() -> None:
    src, tgt = zip(*PAIRS, strict=True)
    assert usual_ratio(src, tgt, np.empty((0, 2), dtype=np.int64)) == pytest.approx(212 / 60)


def test_marks() -> None:
    zh = side(["“你从哪里来？”", "我走了。", "走吗？"])
    en = side(["“Where do you come from?”", "“I left.”", "I left.", "Shall we go?) "])
    both = pair_of(zh, en)
    assert list(values("marks", (0, 1), (0, 1), both).values()) == [0, 1, 0, 1, 0, 1]
    assert list(values("marks", (1, 2), (1, 2), both).values()) == [0, 0, 1, 0, 1, 0]
    assert list(values("marks", (1, 2), (2, 3), both).values()) == [0, 0, 0, 0, 0, 0]
    assert list(values("marks", (2, 3), (2, 4), both).values()) == [0, 1, 0, 0, 0, 0]
    assert list(values("marks", (0, 2), (0, 3), both).values()) == [0, 0, 0, 0, 0, 1]


def test_terms_covered_uncovered_and_leaking() -> None:
    zh = [["会议", "#22"], ["@keqing"], ["飞机"]]
    en = [["meet"], ["#22", "keqing", "@keqing"], ["x"]]
    two = pair_of(side(terms=zh), side(terms=en))
    weight = log(4 / 1)  # of a term that one of three sentences has
    found = values("terms", (0, 1), (0, 1), two)
    assert found["source covered"] == pytest.approx(weight)
    assert found["source uncovered"] == found["source leaking"] == pytest.approx(weight)
    assert (found["target covered"], found["target uncovered"]) == (pytest.approx(weight), 0)
    assert values("terms", (0, 2), (0, 2), two)["source covered"] == pytest.approx(3 * weight)
    assert values("terms", (2, 3), (2, 3), two)["source uncovered"] == pytest.approx(weight)
    assert values("terms", (2, 3), (2, 3), two)["source leaking"] == 0
    null = values("terms", (1, 2), (2, 2), two)
    assert (null["source covered"], null["source uncovered"], null["source leaking"]) == (
        0, pytest.approx(weight), pytest.approx(weight),
    )  # fmt: skip


def test_terms_leak_only_near() -> None:
    zh, en = [["会议"], *[["飞机"]] * 5], [*[["x"]] * 5, ["meet"]]
    two = pair_of(side(terms=zh), side(terms=en))
    leaks = [values("terms", (0, 1), (j, j + 1), two)["source leaking"] > 0 for j in range(6)]
    assert leaks == [False, False, False, True, True, False]


def test_a_common_term_weighs_less() -> None:
    terms = Terms.of([["a", "a"], ["a", "b"], ["a"]])
    assert terms.vocabulary == ["a", "b"]
    assert terms.weight == pytest.approx([log(4 / 3), log(4)])


def test_terms_are_words_numbers_and_the_names_that_both_sides_have() -> None:
    zh, en = find_terms(["市长林克庆投资3.5亿元。"], ["Mayor Lin Keqing of Paris invested 350 million."])
    assert {"市长", "#3.5E+8", "@keqing"} <= set(zh.vocabulary)
    assert {"mayor", "invest", "#3.5E+8", "@keqing", "pari"} <= set(en.vocabulary)
    assert "@paris" not in en.vocabulary


def test_edges() -> None:
    a, b, c, d = np.eye(4).tolist()
    two = pair_of(side(clauses=[[a], [b, c], [d]]), side(clauses=[[a], [b], [c], [d]]))
    right = values("edges", (1, 2), (1, 3), two)
    assert (right["begins alike"], right["ends alike"]) == (1, 1)
    assert not any(x for name, x in right.items() if "more" in name)
    short = values("edges", (1, 2), (1, 2), two)
    assert (short["begins alike"], short["ends alike"]) == (1, 0)
    assert (short["begins alike in a 1-1"], short["ends alike in a 1-1"]) == (1, 0)
    assert right["begins alike in a 1-1"] == right["ends alike in a 1-1"] == 0
    assert short["source ends more like target after"] == 1
    late = values("edges", (1, 2), (2, 3), two)
    assert late["source begins more like target before"] == 1
    early = values("edges", (1, 2), (0, 3), two)
    assert early["target begins more like source before"] == 1
    long = values("edges", (1, 2), (1, 4), two)
    assert long["target ends more like source after"] == 1


def test_edges_of_two_clauses() -> None:
    a, b, c, d = np.eye(4).tolist()
    two = pair_of(side(clauses=[[a, b], [c, d]]), side(clauses=[[b, a], [c], [d]]))
    found = values("edges", (0, 1), (0, 1), two)
    assert found["begins alike"] == 0
    assert found["begins alike, two clauses"] == pytest.approx(1)
    assert found["ends alike, two clauses"] == pytest.approx(1)


def test_embedding() -> None:
    up, right = unit(0, 1), unit(1, 0)
    src, tgt = side(clauses=[[up], [right]]), side(clauses=[[up], [right]])
    tgt = replace(tgt, mean_vector=np.array([0.0, 0.4], dtype=np.float32))
    src = replace(src, mean_vector=np.array([0.6, 0.0], dtype=np.float32))
    two = pair_of(src, tgt)
    found = values("embedding", (0, 1), (0, 1), two)
    assert list(found.values()) == pytest.approx([1, 1, 0.8, 0.8, 0.8])
    root = np.sqrt(0.5)
    margin = root - 0.5 * (0.4 * root + 0.6 * 0)
    assert list(values("embedding", (0, 2), (0, 1), two).values()) == pytest.approx(
        [root, 1.5 * root, margin, 1.5 * margin, 0]
    )


def test_growth() -> None:
    up, right = unit(0, 1), unit(1, 0)
    two = pair_of(side(clauses=[[up], [right], [up]]), side(clauses=[[up, right], [right]]))
    root = np.sqrt(0.5)
    small = values("growth", (0, 1), (0, 1), two)
    assert small["gain by shrinking"] == 0
    assert small["gain by growing"] == small["gain by growing, if any"] == pytest.approx(1 - root)
    fit = values("growth", (0, 2), (0, 1), two)
    assert fit["gain by shrinking"] == pytest.approx(root - 1)
    assert fit["gain by shrinking, if any"] == fit["gain by growing, if any"] == 0
    alone = pair_of(side(clauses=[[up]]), side(clauses=[[up]]))
    assert values("growth", (0, 1), (0, 1), alone)["gain by growing"] == pytest.approx(-1)


def test_paragraphs() -> None:
    two = pair_of(side(paragraphs=[True, False, True, True]), side(paragraphs=[True, True, False, True]), agreement=0.5)
    rows = {
        ((0, 1), (0, 1)): [1, 0, 0, 0, 0],
        ((1, 2), (1, 2)): [0, 1, 0, 0, 0],
        ((1, 3), (1, 3)): [0, 1, 1, 0, 0],
        ((0, 3), (0, 3)): [1, 0, 0, 1, 0],
        ((0, 4), (0, 2)): [1, 0, 1, 1, 0],
        ((2, 3), (3, 3)): [0, 0, 0, 0, 1],
        ((4, 4), (2, 3)): [0, 0, 0, 0, 0],
        ((4, 4), (3, 4)): [0, 0, 0, 0, 1],
    }
    for (src, tgt), expected in rows.items():
        assert list(values("paragraphs", src, tgt, two).values()) == [0.5 * x for x in expected], (src, tgt)
    assert not any(values("paragraphs", (0, 1), (0, 1), replace(two, paragraph_agreement=0)).values())
