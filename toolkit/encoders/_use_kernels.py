"""The two loops over tokens of the encoder `use`, compiled. Between them stands one matrix product a convolution."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc", "nsz"})
def first_convolution(
    slots: Ints, bounds: Ints, projected: Floats, convolved: Floats, bias: Floats, widths: Ints, lefts: Ints
) -> Floats:
    """The residual output of the first convolutions, by adding up what was computed once a piece.

    Args:
        slots: (t,) row of each token in the caches.
        bounds: (s + 1,) where the token sequences begin; n-grams do not reach across.
        projected: (p, o * c) projected and normalised embedding of each piece, for each of o orders.
        convolved: (p, Σ widths, c) its product with every slot of every order's kernel.
        bias: (o * c,).
        widths, lefts: (o,) n-gram width and left context of the orders.

    Returns:
        (t, o * c) float32.
    """
    channels = convolved.shape[2]
    hidden = np.empty((len(slots), projected.shape[1]), dtype=np.float32)
    for sequence in range(len(bounds) - 1):
        first, last = bounds[sequence], bounds[sequence + 1]
        for t in range(first, last):
            slot_offset = 0
            for order in range(len(widths)):
                row = hidden[t, order * channels : (order + 1) * channels]
                row[:] = bias[order * channels : (order + 1) * channels]
                for k in range(widths[order]):
                    other = t + k - lefts[order]
                    if first <= other < last:
                        row += convolved[slots[other], slot_offset + k]
                slot_offset += widths[order]
                own = projected[slots[t], order * channels : (order + 1) * channels]
                for c in range(channels):
                    row[c] = max(row[c], np.float32(0.0)) + own[c]
    return hidden


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc", "nsz"})
def token_sums(
    slots: Ints,
    bounds: Ints,
    hidden: Floats,
    products: tuple[Floats, Floats, Floats],
    bias: Floats,
    lefts: Ints,
    embedding: Floats,
    eps: float,
) -> Floats:
    """The sum over each sequence of its tokens' features, each normalised to mean 0 and variance 1.

    Args:
        slots, bounds, lefts: as above.
        hidden: (t, o * c) from `first_convolution`.
        products: for each order (t, width * c): hidden times every slot of its second kernel.
        bias: (o * c,).
        embedding: (p, e) raw embedding of each piece.
        eps: added to the variance.

    Returns:
        (s, e + o * c) float32.
    """
    size, channels = embedding.shape[1], hidden.shape[1] // len(lefts)
    sums = np.zeros((len(bounds) - 1, size + hidden.shape[1]), dtype=np.float32)
    for sequence in range(len(bounds) - 1):
        first, last = bounds[sequence], bounds[sequence + 1]
        features = np.empty(sums.shape[1], dtype=np.float32)
        for t in range(first, last):
            features[:size] = embedding[slots[t]]
            for order in range(len(lefts)):
                product = products[order]
                row = features[size + order * channels : size + (order + 1) * channels]
                row[:] = bias[order * channels : (order + 1) * channels]
                for k in range(product.shape[1] // channels):
                    other = t + k - lefts[order]
                    if first <= other < last:
                        row += product[other, k * channels : (k + 1) * channels]
                for c in range(channels):
                    row[c] = max(row[c], np.float32(0.0)) + hidden[t, order * channels + c]
            mean, square = np.float32(0.0), np.float32(0.0)
            for f in range(len(features)):
                mean += features[f]
            mean /= np.float32(len(features))
            for f in range(len(features)):
                square += (features[f] - mean) * (features[f] - mean)
            scale = np.float32(1.0 / np.sqrt(square / len(features) + eps))
            for f in range(len(features)):
                sums[sequence, f] += (features[f] - mean) * scale
    return sums
