from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.conftest import ROOT
from toolkit.aligners._documents import MOST_CLAUSES, WholePair, prepare
from toolkit.aligners._lattice import Band, Candidates, candidates
from toolkit.aligners.beads import FINE, evidence, feature_names, features
from toolkit.aligners.evidence import Pair
from toolkit.aligners.evidence.terms import _Index
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
RATIO = sum(map(len, EN)) / sum(map(len, ZH))


def lattice(n: int, m: int) -> Candidates:
    nobody = np.zeros(n, dtype=bool), np.zeros(m, dtype=bool)
    return candidates(Band(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64)), *nobody)


@pytest.fixture(scope="module")
def whole() -> WholePair:
    return prepare(ZH, EN, PARAGRAPHS, PARAGRAPHS, load("encoders", "hashed"))


@pytest.fixture(scope="module")
def pair(whole: WholePair) -> Pair:
    return replace(whole.stretch((0, len(ZH)), (0, len(EN)), RATIO), literalness=0.7)


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
    rows = module.features(found.shifted(4, 3), whole.stretch((0, len(ZH)), (0, len(EN)), RATIO))
    cut = module.features(found.shifted(3, 2), whole.stretch((1, len(ZH)), (1, len(EN)), RATIO))
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
    assert np.isfinite(evidence(name).features(lattice(n, m), small.stretch((0, n), (0, m), RATIO))).all()


def test_all_features_side_by_side(pair: Pair) -> None:
    found = lattice(3, 3)
    rows = features(FINE, found, pair)
    assert rows.shape == (len(found), len(feature_names(FINE)))
    assert (rows[:, : len(evidence("kind").NAMES)] == evidence("kind").features(found, pair)).all()


def test_the_features_are_the_same_each_time(pair: Pair) -> None:
    found = lattice(len(ZH), len(EN))
    assert (features(FINE, found, pair) == features(FINE, found, pair)).all()


# Sentences of any length take bounded room.


def test_of_very_many_clauses_only_the_outer_ones_are_told_apart() -> None:
    short, long = "会议昨天举行，" * 3 + "市长出席。", "会议昨天举行，" * 500 + "市长出席。"
    whole = prepare([short, long], EN[:1], None, None, load("encoders", "hashed"))
    first, second = np.diff(whole.src.clause_start).tolist()
    assert first == 4
    assert second == MOST_CLAUSES + 1
    outer = whole.src.overlaps.clauses[[first, -1]]
    assert outer == pytest.approx(whole.src.overlaps.clauses[[0, first - 1]], abs=1e-6)


def test_a_term_that_recurs_in_a_sentence_is_looked_up_once() -> None:
    whole = prepare(["会议" * 500, "会议"], ["meeting " * 500, "A dog."], None, None, load("encoders", "hashed"))
    index = _Index(whole.src.terms.stretch(0, 2))
    assert index.sentences.tolist() == [0, 1]
    assert index.first.tolist() == [0, 2]


# Paragraphs, from the documents to the evidence.


@pytest.mark.parametrize(
    ("src", "tgt", "agreement"),
    [
        ([0] * 4, [0] * 3, 1),
        ([0, 0, 1, 1], [0, 1, 1], 1),
        ([0, 1, 2, 3], [0, 0, 1], 0.5),
        ([0, 0, 1, 1], [7, 8, 9], 2 / 3),
        ([0, 0, 1, 1], None, 0),
        (None, None, 0),
    ],
)
def test_how_far_the_numbers_of_paragraphs_agree(
    src: list[int] | None, tgt: list[int] | None, agreement: float
) -> None:
    whole = prepare(ZH[:4], EN[:3], src, tgt, load("encoders", "hashed"))
    assert whole.paragraph_agreement == pytest.approx(agreement)
    rows = evidence("paragraphs").features(lattice(4, 3), whole.stretch((0, 4), (0, 3), RATIO))
    assert rows.any() == bool(agreement)


def test_where_paragraphs_begin() -> None:
    whole = prepare(ZH[:5], EN[:5], [0, 0, 2, 3, 3], [1, 1, 1, 1, 4], load("encoders", "hashed"))
    assert whole.src.begins_paragraph.tolist() == [True, False, True, True, False]
    assert whole.tgt.begins_paragraph.tolist() == [True, False, False, False, True]
    assert whole.stretch((2, 5), (1, 3), RATIO).src.begins_paragraph.tolist() == [True, True, False]
    assert not prepare(ZH[:5], EN[:5], None, None, load("encoders", "hashed")).src.begins_paragraph.any()


def test_paragraphs_tell_which_of_two_equal_sentences_was_left_out() -> None:
    warning = "清洁前请先关机并拔下电源插头，否则会有危险。"
    src = ["会议昨天在广州结束。", warning, warning, "水箱的容积是三升。"]
    tgt = [
        "The meeting ended in Guangzhou yesterday.",
        "Turn the machine off and unplug it before cleaning, otherwise it is dangerous.",
        "The tank holds three litres.",
    ]
    aligner = load("aligners", "beads", encoder=load("encoders", "use"))
    for tgt_paragraphs, kept in (([0, 1, 1], 2), ([0, 0, 1], 1)):
        beads = aligner(src, tgt, src_paragraphs=[0, 0, 1, 1], tgt_paragraphs=tgt_paragraphs)
        assert ((kept,), (1,)) in [(bead.src, bead.tgt) for bead in beads]
