from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from toolkit.aligners._constraints import constraints
from toolkit.aligners._documents import prepare
from toolkit.aligners._gold import allowed
from toolkit.aligners._lattice import posteriors
from toolkit.aligners._pieces import pieces
from toolkit.aligners._training import Example, fit, hold_out, log_loss, train
from toolkit.aligners.beads import COARSE, FINE, BeadAligner, feature_names, features
from toolkit.encoders import Encoder
from toolkit.errors import MissingExtra
from toolkit.gold import GoldDocument, GoldSpan, spans_of_links
from toolkit.registry import load


def encoder() -> Encoder:
    made: Encoder = load("encoders", "hashed")
    return made


def document(seed: int, size: int = 12) -> GoldDocument:
    """Sentences with numbers of their own: some of one side have two, or none, on the other."""
    rng = np.random.default_rng(seed)
    src: list[str] = []
    tgt: list[str] = []
    links = []
    for kind in rng.choice(4, size, p=[0.5, 0.2, 0.2, 0.1]):
        a, b = rng.integers(1000, 9999, 2)
        here, there = [f"第{a}号和第{b}号。"], [f"Numbers {a} and {b}."]
        if kind == 1:
            there = [f"Number {a}.", f"And {b}."]
        if kind == 2:
            here = [f"第{a}号。", f"第{b}号。"]
        if kind == 3:
            there = []
        links.append((range(len(src), len(src) + len(here)), range(len(tgt), len(tgt) + len(there))))
        src, tgt = src + here, tgt + there
    return GoldDocument(f"made-{seed}", src, tgt, spans_of_links(links))


@cache
def example(kinds: tuple[str, ...] = FINE) -> Example:
    made = document(1, size=5)
    whole = prepare(made.src, made.tgt, None, None, encoder())
    (piece,) = pieces(whole, constraints(len(made.src), len(made.tgt), (), (), ()))
    (block,) = piece
    rows = features(kinds, block.found, block.pair)
    return Example(block.found, piece.nodes, rows, allowed(made.spans, block.found, piece.nodes))


def test_the_gradient_is_that_of_the_loss() -> None:
    found = example()
    weights = np.random.default_rng(2).normal(0, 0.1, found.features.shape[1])
    loss, gradient = log_loss(found, weights)
    assert loss > 0
    step = 1e-2
    for k in range(len(weights)):
        moved = [weights.copy(), weights.copy()]
        moved[0][k] += step
        moved[1][k] -= step
        slope = (log_loss(found, moved[0])[0] - log_loss(found, moved[1])[0]) / (2 * step)
        assert gradient[k] == pytest.approx(slope, rel=0.02, abs=0.02), feature_names(FINE)[k]


def test_the_loss_is_the_probability_of_the_gold() -> None:
    found = example()
    weights = np.random.default_rng(3).normal(0, 0.1, found.features.shape[1])
    score = (found.features @ weights.astype(np.float32)).astype(np.float64)
    start, end = found.found.start, found.found.end
    _, gold = posteriors(start, end, np.where(found.allowed, score, -np.inf), found.nodes)
    _, everything = posteriors(start, end, score, found.nodes)
    assert log_loss(found, weights)[0] == pytest.approx(everything - gold)


def test_where_gold_says_nothing_there_is_nothing_to_learn() -> None:
    found = example()
    everything = replace(found, allowed=np.ones_like(found.allowed))
    loss, gradient = log_loss(everything, np.full(found.features.shape[1], 0.1))
    assert loss == pytest.approx(0)
    assert gradient == pytest.approx(np.zeros(len(gradient)), abs=1e-4)


def test_fitting_makes_the_gold_likelier() -> None:
    found = example(COARSE)
    weights = fit([found], feature_names(COARSE))
    assert list(weights) == feature_names(COARSE)
    vector = np.array(list(weights.values()))
    assert log_loss(found, vector)[0] < 0.5 * log_loss(found, np.zeros(len(vector)))[0]


def test_fitting_is_the_same_each_time() -> None:
    assert fit([example(COARSE)], feature_names(COARSE)) == fit([example(COARSE)], feature_names(COARSE))


def test_what_is_learned_aligns_another_document() -> None:
    weights = train([document(seed) for seed in range(6)], encoder())
    assert set(weights) == {"coarse", "fine"}
    assert set(weights["fine"]) == set(feature_names(FINE))
    assert all(np.isfinite(value) for group in weights.values() for value in group.values())
    aligner, new = BeadAligner(encoder(), weights), document(99, size=40)
    hyp = {(bead.src, bead.tgt) for bead in aligner(new.src, new.tgt) if not bead.is_null}
    gold = {(tuple(span.src), tuple(span.tgt)) for span in new.spans}
    assert 2 * len(hyp & gold) / (len(hyp) + len(gold)) > 0.8


def test_a_document_that_gold_has_no_path_through_teaches_nothing() -> None:
    wide = GoldDocument("wide", ["甲"] * 5, ["a"] * 5, [GoldSpan(range(5), range(5), True)])
    assert train([document(1), wide], encoder()) == train([document(1)], encoder())


@pytest.mark.parametrize("is_ablating", [False, True])
def test_held_out_documents_are_aligned_without_their_gold(is_ablating: bool) -> None:
    made = [document(seed) for seed in range(3)]
    found = dict(hold_out(made, ["made-1", "made-2"], is_ablating, encoder()))
    assert set(found) == {"made-1", "made-2"}
    for name, by_kind in found.items():
        assert set(by_kind) == {"", *(FINE if is_ablating else ())}
        (own,) = (d for d in made if d.name == name)
        for beads in by_kind.values():
            assert [i for bead in beads for i in bead.src] == list(range(len(own.src)))
            assert [j for bead in beads for j in bead.tgt] == list(range(len(own.tgt)))


def test_what_is_held_out_does_not_depend_on_its_gold() -> None:
    made = [document(seed) for seed in range(3)]
    (right,) = hold_out(made, ["made-1"], False, encoder())
    # The first pass sees all gold, but it only sorts out what has no chance.
    (other,) = hold_out([made[0], replace(made[1], spans=made[1].spans[:-1]), made[2]], ["made-1"], False, encoder())
    assert [(b.src, b.tgt) for b in right[1][""]] == [(b.src, b.tgt) for b in other[1][""]]


def test_training_without_scipy_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(MissingExtra, match=r"\[train\]"):
        fit([example(COARSE)], feature_names(COARSE))
