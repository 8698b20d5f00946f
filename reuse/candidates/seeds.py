"""Places where two documents hold the same shingle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.grouping import shingle_hashes


def common_shingle_seeds(
    left: NDArray[np.uint32], right: NDArray[np.uint32], size: int, most_repeats: int
) -> NDArray[np.int64]:
    """Every pair of places with equal shingles.

    Args:
        left: token codes, shape (n,).
        right: token codes, shape (m,).
        size: tokens a shingle.
        most_repeats: a shingle that stands more often than this on either side is left out.

    Returns:
        Shape (k, 2): token in `left`, token in `right`; sorted.
    """
    a, b = shingle_hashes(left, size), shingle_hashes(right, size)
    order_a, order_b = np.argsort(a, kind="stable"), np.argsort(b, kind="stable")
    a, b = a[order_a], b[order_b]
    low, high = np.searchsorted(b, a, "left"), np.searchsorted(b, a, "right")
    repeats = np.searchsorted(a, a, "right") - np.searchsorted(a, a, "left")
    hits = high - low
    hits[(hits > most_repeats) | (repeats > most_repeats)] = 0
    total = int(hits.sum())
    if not total:
        return np.zeros((0, 2), np.int64)
    within = np.arange(total) - np.repeat(np.cumsum(hits) - hits, hits)
    out = np.stack(
        [np.repeat(order_a, hits), order_b[np.repeat(low, hits) + within]], axis=1
    ).astype(np.int64)
    return out[np.lexsort((out[:, 1], out[:, 0]))]
