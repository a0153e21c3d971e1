"""The weights of the bead aligner, learned by maximum likelihood.

The gradient is the features that the gold expects less those that the model expects. Where gold leaves open how a span's
sentences pair, what it expects is itself an expectation, over the paths inside its spans (latent-variable conditional
random field; Quattoni et al. 2007).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.aligners._gold import Gold, allowed
from toolkit.aligners._lattice import Doubles, Floats, Mask, posteriors
from toolkit.aligners.beads import COARSE, FINE, BeadAligner, Block, Weights, feature_names, features
from toolkit.errors import MissingExtra

if TYPE_CHECKING:
    from toolkit.encoders import Encoder

REGULARISATION = 2.0
"""Of the squared weights, on features that are scaled to variance 1."""


@dataclass(frozen=True)
class GoldDocument:
    """A document pair with its gold, for training. `src` is Chinese."""

    name: str
    genre: str
    src: Sequence[str]
    tgt: Sequence[str]
    gold: Gold


@dataclass(frozen=True)
class Example:
    """A block with its features (b, f) and what gold allows (b,)."""

    block: Block
    features: Floats
    allowed: Mask


def train(documents: Sequence[GoldDocument], encoder: Encoder) -> Weights:
    """The weights of both passes that make the gold of these documents most likely.

    Raises:
        MissingExtra: scipy is not installed.
    """
    zero = dict.fromkeys(feature_names(FINE), 0.0)
    untrained = BeadAligner(encoder, {"coarse": zero, "fine": zero})
    blocks = [(document, block) for document in documents for block in blocks_of(document, untrained)]
    coarse = fit(examples(COARSE, blocks), feature_names(COARSE))
    pruner = BeadAligner(encoder, {"coarse": coarse, "fine": zero})
    pruned = [(document, pruner.prune(block)) for document, block in blocks]
    del blocks
    return {"coarse": coarse, "fine": fit(examples(FINE, pruned), feature_names(FINE))}


def blocks_of(document: GoldDocument, aligner: BeadAligner) -> Iterable[Block]:
    """The unpruned lattice of a document."""
    return aligner.blocks(document.src, document.tgt, frozenset(), frozenset())


def examples(kinds: Sequence[str], blocks: Iterable[tuple[GoldDocument, Block]]) -> list[Example]:
    """The blocks that gold has a path through, with these features."""
    found = []
    for document, block in blocks:
        mask = allowed(document.gold, block.found, block.nodes, block.src_offset, block.tgt_offset)
        if mask is not None:
            found.append(Example(block, features(kinds, block.found, block.pair), mask))
    return found


def fit(found: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The weights by L-BFGS."""
    try:
        from scipy.optimize import minimize
    except ImportError:
        raise MissingExtra("training", "scipy", "train") from None
    variance = np.mean([example.features.var(axis=0) for example in found], axis=0)
    scale = np.sqrt(variance).astype(np.float64) + 1e-6

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        total = 0.5 * REGULARISATION * float(weights @ weights)
        gradient = REGULARISATION * weights
        for example in found:
            own, slope = log_loss(example, weights / scale)
            total, gradient = total + own, gradient + slope / scale
        return total, gradient

    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return dict(zip(names, (result.x / scale).tolist(), strict=True))


def log_loss(example: Example, weights: NDArray[np.floating]) -> tuple[float, Doubles]:
    """The negative log probability of the gold, and its gradient (f,) by the weights."""
    found, nodes, mask = example.block.found, example.block.nodes, example.allowed
    score = (example.features @ weights.astype(np.float32)).astype(np.float64)
    model, all_paths = posteriors(found.start, found.end, score, nodes)
    gold, gold_paths = posteriors(found.start[mask], found.end[mask], score[mask], nodes)
    model[mask] -= gold
    return all_paths - gold_paths, (model.astype(np.float32) @ example.features).astype(np.float64)
