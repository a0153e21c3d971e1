"""The loops of the encoder `use`, compiled: two over tokens, between which stands one matrix product a convolution, and a product.

Channels are looped over by hand: numba's own array expressions take twice as long here.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Shorts = NDArray[np.int16]
Ints = NDArray[np.int64]


@njit(cache=True, nogil=True, fastmath={"contract"})
def product(left: Floats, right: Floats) -> Floats:
    """(n, w) float32: the matrix product of (n, d) and (d, w), each row of which depends on its row of `left` alone.

    The last bits of a row of numpy's product depend on where it stands and on how many there are, too. Two rows and four terms
    at a time make it about as fast; d is a multiple of 4.
    """
    rows, width = len(left), right.shape[1]
    out = np.zeros((rows + rows % 2, width), dtype=np.float32)
    for row in range(0, rows, 2):
        a, b = left[row], left[min(row + 1, rows - 1)]
        for k in range(0, len(a), 4):
            for column in range(width):
                r, s, t, u = right[k, column], right[k + 1, column], right[k + 2, column], right[k + 3, column]
                out[row, column] += a[k] * r + a[k + 1] * s + a[k + 2] * t + a[k + 3] * u
                out[row + 1, column] += b[k] * r + b[k + 1] * s + b[k + 2] * t + b[k + 3] * u
    return out[:rows]


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc", "nsz"})
def first_convolution(
    slots: Ints,
    bounds: Ints,
    projected: Floats,
    convolved: Shorts,
    steps: Floats,
    bias: Floats,
    widths: Ints,
    lefts: Ints,
) -> Floats:
    """The residual output of the first convolutions, by adding up what was computed once a piece.

    Args:
        slots: (t,) row of each token in the caches.
        bounds: (s + 1,) where the token sequences begin; n-grams do not reach across.
        projected: (p, o * c) projected and normalised embedding of each piece, for each of o orders.
        convolved: (p, Σ widths, c) its product with every slot of every order's kernel, in steps.
        steps: (p,) the size of a piece's steps.
        bias: (o * c,).
        widths, lefts: (o,) n-gram width and left context of the orders.

    Returns:
        (o, t, c) float32.
    """
    channels = convolved.shape[2]
    hidden = np.empty((len(widths), len(slots), channels), dtype=np.float32)
    for sequence in range(len(bounds) - 1):
        first, last = bounds[sequence], bounds[sequence + 1]
        for order in range(len(widths)):
            for t in range(first, last):
                row = hidden[order, t]
                for c in range(channels):
                    row[c] = bias[order * channels + c]
        for t in range(first, last):  # All that is known of a piece is read in one go.
            piece, slot = slots[t], 0
            step = steps[piece]
            for order in range(len(widths)):
                for k in range(widths[order]):
                    other = t - k + lefts[order]
                    if first <= other < last:
                        row = hidden[order, other]
                        for c in range(channels):
                            row[c] += np.float32(convolved[piece, slot, c]) * step
                    slot += 1
        for order in range(len(widths)):
            for t in range(first, last):
                row, piece = hidden[order, t], slots[t]
                for c in range(channels):
                    row[c] = max(row[c], np.float32(0.0)) + projected[piece, order * channels + c]
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
        hidden: (o, t, c) from `first_convolution`.
        products: for each order (t, width * c): hidden times every slot of its second kernel.
        bias: (o * c,).
        embedding: (p, e) raw embedding of each piece.
        eps: added to the variance.

    Returns:
        (s, e + o * c) float32.
    """
    size, channels = embedding.shape[1], hidden.shape[2]
    sums = np.zeros((len(bounds) - 1, size + len(lefts) * channels), dtype=np.float32)
    features = np.empty(sums.shape[1], dtype=np.float32)
    for sequence in range(len(bounds) - 1):
        first, last = bounds[sequence], bounds[sequence + 1]
        shift = np.float32(0.0)
        for t in range(first, last):
            total, squares, piece = np.float32(0.0), np.float32(0.0), slots[t]
            for c in range(size):
                value = embedding[piece, c]
                features[c] = value
                total += value
                squares += value * value
            for order in range(len(lefts)):
                product, base = products[order], order * channels
                row = features[size + base : size + base + channels]
                for c in range(channels):
                    row[c] = bias[base + c]
                for k in range(product.shape[1] // channels):
                    other = t + k - lefts[order]
                    if first <= other < last:
                        for c in range(channels):
                            row[c] += product[other, k * channels + c]
                for c in range(channels):
                    value = max(row[c], np.float32(0.0)) + hidden[order, t, c]
                    row[c] = value
                    total += value
                    squares += value * value
            mean = total / np.float32(len(features))
            variance = max(np.float32(0.0), squares / np.float32(len(features)) - mean * mean)
            scale = np.float32(1.0 / np.sqrt(variance + eps))
            shift += mean * scale
            for c in range(len(features)):
                sums[sequence, c] += features[c] * scale
        for c in range(len(features)):
            sums[sequence, c] -= shift
    return sums
