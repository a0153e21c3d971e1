from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log, log1p, log2

import numpy as np
import pytest

from tests.conftest import ROOT
from toolkit.aligners._documents import WholePair, prepare
from toolkit.aligners._lattice import KINDS, LARGEST, Band, Candidates, candidates
from toolkit.aligners.beads import FINE, evidence, feature_names, features
from toolkit.aligners.evidence import Pair, Side
from toolkit.aligners.evidence.terms import find_terms, term_weights
from toolkit.registry import load

EVIDENCE = sorted(
    path.stem for path in (ROOT / "toolkit/aligners/evidence").glob("*.py") if not path.name.startswith("_")
)
ZH = [
    "会议昨天在广州举行。", "市长林克庆出席会议，他讲了三句话，大家都听到了。", "“你从哪里来？”", "", "……",
    "2026年，全市投资3.5亿元，增长百分之八。", "他说：“好。”", "然后走了。", "第二天，下雨。", "完", "谢谢大家，再见！",
]  # fmt: skip
EN = [
    "The meeting was held in Guangzhou yesterday.", "Mayor Lin Keqing was there.", "He said three things, and all heard it.",
    "“Where do you come from?”", "* * *", "In 2026, the city invested 350 million yuan, up 8 percent.", "",
    "“Good,” he said, and left.", "It rained the next day.", "End", "Thank you all, and goodbye!",
]  # fmt: skip
PARAGRAPHS = [0, 0, 1, 2, 3, 4, 5, 5, 6, 7, 8]


def lattice(n: int, m: int) -> Candidates:
    nobody = np.zeros(n, dtype=bool), np.zeros(m, dtype=bool)
    return candidates(Band(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64)), *nobody)


def bead(src: tuple[int, int], tgt: tuple[int, int]) -> Candidates:
    """One candidate: its sentences from the first to the one before the last, on either side."""
    row = src[0], src[1] - src[0], tgt[0], tgt[1] - tgt[0]
    kind = KINDS.tolist().index([row[1], row[3]])
    return Candidates(*(np.array([value]) for value in (kind, *row, 0, 0)))


def values(name: str, src: tuple[int, int], tgt: tuple[int, int], pair: Pair) -> dict[str, float]:
    module = evidence(name)
    return dict(zip(module.NAMES, module.features(bead(src, tgt), pair)[0].tolist(), strict=True))


@pytest.fixture(scope="module")
def whole() -> WholePair:
    return prepare(ZH, EN, PARAGRAPHS, PARAGRAPHS, load("encoders", "hashed"))


@pytest.fixture(scope="module")
def pair(whole: WholePair) -> Pair:
    return replace(whole.stretch((0, len(ZH)), (0, len(EN))), literalness=0.7)


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
        np.full(len(flat), 9, dtype=np.float32),
        terms,
        term_weights(terms),
        np.zeros(flat.shape[1], dtype=np.float32),
        np.array(paragraphs or [False] * size),
    )


def pair_of(src: Side, tgt: Side, ratio: float = 1.0, literalness: float = 0.0, agreement: float = 1.0) -> Pair:
    return Pair(src, tgt, ratio, literalness, agreement)


# What holds of every kind of evidence.


def test_every_kind_is_used() -> None:
    assert set(FINE) == set(EVIDENCE)
    assert len(set(feature_names(FINE))) == len(feature_names(FINE))


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_row_a_candidate_and_a_column_a_name(name: str, pair: Pair) -> None:
    found = lattice(len(ZH), len(EN))
    module = evidence(name)
    assert module.__doc__
    for chosen in (found, found.select(np.arange(len(found)) == 7), found.select(np.zeros(len(found), dtype=bool))):
        rows = module.features(chosen, pair)
        assert rows.shape == (len(chosen), len(module.NAMES))
        assert rows.dtype == np.float32
        assert np.isfinite(rows).all()


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_candidate_has_the_same_features_alone(name: str, pair: Pair) -> None:
    found = lattice(len(ZH), len(EN))
    module, rng = evidence(name), np.random.default_rng(3)
    rows = module.features(found, pair)
    for chosen in (*([k] for k in rng.choice(len(found), 40).tolist()), rng.choice(len(found), 200, replace=False)):
        mask = np.zeros(len(found), dtype=bool)
        mask[chosen] = True
        assert module.features(found.select(mask), pair) == pytest.approx(rows[mask], abs=1e-5)


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_candidate_has_the_same_features_in_a_stretch(name: str, whole: WholePair) -> None:
    """Where a document is cut, with a few sentences around."""
    found = lattice(4, 3)
    module = evidence(name)
    rows = module.features(found.shifted(4, 3), whole.stretch((0, len(ZH)), (0, len(EN))))
    cut = module.features(found.shifted(3, 2), whole.stretch((1, len(ZH)), (1, len(EN))))
    assert cut == pytest.approx(rows, abs=1e-5)


@pytest.mark.parametrize("name", EVIDENCE)
def test_null_beads_have_features_of_null_beads_only(name: str, pair: Pair) -> None:
    found = lattice(len(ZH), len(EN))
    rows = evidence(name).features(found, pair)
    names = evidence(name).NAMES
    about_null = {
        "kind": {"1-0", "0-1", "sentences", "1-0 x literalness", "0-1 x literalness", "sentences x literalness"},
        "length": {"null length"},
        "paragraphs": {"null begins"},
        "clauses": {"source uncovered", "target uncovered", "source leaking", "target leaking"},
        "terms": {"source uncovered", "target uncovered", "source leaking", "target leaking"},
    }
    for column in range(len(names)):
        if names[column] not in about_null.get(name, set()):
            assert not rows[found.is_null, column].any(), names[column]


@pytest.mark.parametrize("name", EVIDENCE)
@pytest.mark.parametrize(("n", "m"), [(1, 1), (1, 5), (5, 1)])
@pytest.mark.parametrize("texts", [("", ""), ("。", "..."), ("\ud800", "\udfff"), ("甲", "a")])
def test_the_smallest_documents(name: str, n: int, m: int, texts: tuple[str, str]) -> None:
    small = prepare([texts[0]] * n, [texts[1]] * m, None, None, load("encoders", "hashed"))
    assert np.isfinite(evidence(name).features(lattice(n, m), small.stretch((0, n), (0, m)))).all()


def test_all_features_side_by_side(pair: Pair) -> None:
    found = lattice(3, 3)
    rows = features(FINE, found, pair)
    assert rows.shape == (len(found), len(feature_names(FINE)))
    assert (rows[:, : len(evidence("kind").NAMES)] == evidence("kind").features(found, pair)).all()


def test_the_features_are_the_same_each_time(pair: Pair) -> None:
    found = lattice(len(ZH), len(EN))
    assert (features(FINE, found, pair) == features(FINE, found, pair)).all()


# What each kind measures, by hand.


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
    weights = term_weights([["a", "a"], ["a", "b"], ["a"]])
    assert weights == {"a": pytest.approx(log(4 / 3)), "b": pytest.approx(log(4))}


def test_terms_are_words_numbers_and_the_names_that_both_sides_have() -> None:
    zh, en = find_terms(["市长林克庆投资3.5亿元。"], ["Mayor Lin Keqing of Paris invested 350 million."])
    assert {"市长", "#3.5E+8", "@keqing"} <= set(zh[0])
    assert {"mayor", "invest", "#3.5E+8", "@keqing", "pari"} <= set(en[0])
    assert "@paris" not in en[0]


def test_clauses() -> None:
    up, right, both = unit(0, 1), unit(1, 0), unit(1, 1)
    two = pair_of(side(clauses=[[up, right], [up]]), side(clauses=[[up], [both], [up]]))
    found = values("clauses", (0, 1), (0, 1), two)
    root = np.sqrt(0.5)
    assert found["source covered"] == pytest.approx(1)  # the clauses weigh sqrt(9 / 9)
    assert found["source uncovered"] == pytest.approx(1)
    assert found["source leaking"] == pytest.approx(root)
    assert found["target covered"] == pytest.approx(3 / 5)  # and sqrt(9 / 25)
    assert values("clauses", (0, 1), (0, 2), two)["source covered"] == pytest.approx(1 + root)
    assert values("clauses", (0, 1), (0, 2), two)["source leaking"] == 0


def test_edges() -> None:
    a, b, c, d = np.eye(4).tolist()
    two = pair_of(side(clauses=[[a], [b, c], [d]]), side(clauses=[[a], [b], [c], [d]]))
    right = values("edges", (1, 2), (1, 3), two)
    assert (right["begins alike"], right["ends alike"]) == (1, 1)
    assert not any(x for name, x in right.items() if "more" in name)
    short = values("edges", (1, 2), (1, 2), two)
    assert (short["begins alike"], short["ends alike"]) == (1, 0)
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
    assert list(found.values()) == pytest.approx([1, 1, 0.8, 0.8])
    root = np.sqrt(0.5)
    margin = root - 0.5 * (0.4 * root + 0.6 * 0)
    assert list(values("embedding", (0, 2), (0, 1), two).values()) == pytest.approx(
        [root, 1.5 * root, margin, 1.5 * margin]
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
