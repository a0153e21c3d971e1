"""The weights of the bead aligner, learned by maximum likelihood.

The gradient is the features that the gold expects less those that the model expects. Where gold leaves open how a span's
sentences pair, what it expects is itself an expectation, over the paths inside its spans (latent-variable conditional
random field; Quattoni et al. 2007).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from toolkit.aligners._constraints import constraints
from toolkit.aligners._documents import prepare
from toolkit.aligners._gold import allowed
from toolkit.aligners._lattice import Candidates, Doubles, Floats, Mask, best_beads, posteriors
from toolkit.aligners._pieces import Block, Piece, pieces
from toolkit.aligners._weights import Weights
from toolkit.aligners.beads import COARSE, FINE, BeadAligner, feature_names, features
from toolkit.bitext import Bead
from toolkit.errors import MissingExtra, ToolkitError
from toolkit.gold import GoldDocument

if TYPE_CHECKING:
    from toolkit.encoders import Encoder

REGULARISATION = 2.0
"""Of the squared weights, on features that are scaled to variance 1."""


@dataclass(frozen=True)
class Example:
    """The candidates of a piece of the lattice with its number of nodes, the features (b, f), and what gold allows (b,),
    None where gold has no path through it."""

    found: Candidates
    nodes: int
    features: Floats
    allowed: Mask | None


def train(documents: Sequence[GoldDocument], encoder: Encoder) -> Weights:
    """The weights of both passes that make the gold of these documents most likely.

    Raises:
        MissingExtra: scipy is not installed.
    """
    _minimize()
    lattices = [list(_lattice(document, encoder)) for document in documents]
    coarse, pruned = _first_pass(documents, lattices, encoder)
    return {"coarse": coarse, "fine": fit(_flat(pruned), feature_names(FINE))}


def hold_out(
    documents: Sequence[GoldDocument], names: Sequence[str], is_ablating: bool, encoder: Encoder
) -> Iterator[tuple[str, dict[str, list[Bead]]]]:
    """The beads of each named document by weights learned without it: with all evidence (""), and without each kind.

    A document that shares a name up to the first dot counts as the same. The first pass, which only sorts out what has no
    chance, is learned from all documents.
    """
    lattices = [list(_lattice(document, encoder)) for document in documents]
    _, pruned = _first_pass(documents, lattices, encoder)
    columns = {
        kind: [i for i, name in enumerate(feature_names(FINE)) if not name.startswith(f"{kind}.")] for kind in FINE
    }
    columns = {"": list(range(len(feature_names(FINE))))} | (columns if is_ablating else {})
    bases = [document.name.partition(".")[0] for document in documents]
    for name in names:
        others = _flat(own for own, base in zip(pruned, bases, strict=True) if base != name.partition(".")[0])
        tested = pruned[[document.name for document in documents].index(name)]
        found: dict[str, list[Bead]] = {}
        for kind, kept in columns.items():
            learned = fit([_restrict(example, kept) for example in others], [str(column) for column in kept])
            weights = np.array(list(learned.values()), dtype=np.float32)
            found[kind] = [
                bead for own in tested for bead in best_beads(own.found, own.features[:, kept] @ weights, own.nodes)
            ]
        yield name, found


def _first_pass(
    documents: Sequence[GoldDocument], lattices: Sequence[Sequence[Piece]], encoder: Encoder
) -> tuple[dict[str, float], list[list[Example]]]:
    """The weights of the first pass, and the examples that it leaves for the second, by document."""
    pairs = list(zip(documents, lattices, strict=True))
    coarse = fit(_flat([_example(COARSE, d, piece, piece) for piece in own] for d, own in pairs), feature_names(COARSE))
    pruner = BeadAligner(encoder, {"coarse": coarse, "fine": dict.fromkeys(feature_names(FINE), 0.0)})
    return coarse, [[_example(FINE, d, piece, [*pruner.prune(piece)][::-1]) for piece in own] for d, own in pairs]


def _flat(examples: Iterable[Sequence[Example]]) -> list[Example]:
    return [example for own in examples for example in own if example.allowed is not None]


def _restrict(example: Example, columns: Sequence[int]) -> Example:
    return replace(example, features=np.ascontiguousarray(example.features[:, columns]))


def _lattice(document: GoldDocument, encoder: Encoder) -> Iterable[Piece]:
    whole = prepare(document.src, document.tgt, document.src_paragraphs, document.tgt_paragraphs, encoder)
    return pieces(whole, constraints(len(document.src), len(document.tgt), (), (), ()))


def _example(kinds: Sequence[str], document: GoldDocument, piece: Piece, blocks: Iterable[Block]) -> Example:
    """The candidates in these blocks of a piece as an example."""
    parts = [(block.numbered, features(kinds, block.found, block.pair)) for block in blocks]
    found = Candidates.joined([found for found, _ in parts])
    rows = np.concatenate([rows for _, rows in parts])
    return Example(found, piece.nodes, rows, allowed(document.spans, found, piece.nodes))


def fit(found: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The weights by L-BFGS.

    Raises:
        ToolkitError: there is nothing to learn from.
    """
    if not found:
        raise ToolkitError(
            "there is nothing to learn from: no document but the one held out, or none whose gold is an alignment"
        )
    variance = np.mean([example.features.var(axis=0) for example in found], axis=0)
    scale = np.sqrt(variance).astype(np.float64) + 1e-6

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        total = 0.5 * REGULARISATION * float(weights @ weights)
        gradient = REGULARISATION * weights
        for example in found:
            own, slope = log_loss(example, weights / scale)
            total, gradient = total + own, gradient + slope / scale
        return total, gradient

    result = _minimize()(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return dict(zip(names, (result.x / scale).tolist(), strict=True))


def _minimize() -> Callable[..., Any]:
    try:
        from scipy.optimize import minimize
    except ImportError:
        raise MissingExtra("training", "scipy", "train") from None
    return minimize  # type: ignore[no-any-return]


def log_loss(example: Example, weights: NDArray[np.floating]) -> tuple[float, Doubles]:
    """The negative log probability of the gold, and its gradient (f,) by the weights."""
    found, nodes, mask = example.found, example.nodes, example.allowed
    score = (example.features @ weights.astype(np.float32)).astype(np.float64)
    model, all_paths = posteriors(found.start, found.end, score, nodes)
    gold, gold_paths = posteriors(found.start[mask], found.end[mask], score[mask], nodes)
    model[mask] -= gold
    return all_paths - gold_paths, (model.astype(np.float32) @ example.features).astype(np.float64)
