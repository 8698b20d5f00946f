"""How probable each arc is over all trees, by the Matrix-Tree theorem.

T. Koo, A. Globerson, X. Carreras and M. Collins, "Structured prediction models via the Matrix-Tree
Theorem" (2007), of which the form with several arcs from the root is meant: the weights of all
trees sum to the determinant of a Laplacian (Tutte 1948), and its inverse gives each arc's share.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST_DOCUMENTS = 800
"""Documents of the largest family whose trees are summed: time grows with the cube, half a second
at this number. Beyond, each document's arcs are weighed by themselves."""
_RANGE = 14.0
"""Nats by which the arcs into one document may differ; a lower one counts as so much lower. No
evidence here is surer, and the inverse keeps nine decimals."""
_DECIMALS = 9


def arc_shares(weights: NDArray[np.float64], *, most: int = MOST_DOCUMENTS) -> NDArray[np.float64]:
    """Share of each arc in the weight of all trees from the root.

    Args:
        weights: logarithm of each arc's weight, shape (n + 1, n + 1), from row to column; the
            root is number 0. Minus infinity where there is no arc; each column but the first
            needs one from the root.
        most: documents beyond which cycles are overlooked.

    Returns:
        The shares, same shape, rounded to nine decimals so that machines agree; each column but
        the first sums to 1, to the rounding.
    """
    count = len(weights) - 1
    shares = np.zeros_like(weights)
    if not count:
        return shares
    # A tree takes one arc of each column, so that what a column is divided by cancels.
    inner = weights[:, 1:].copy()
    np.fill_diagonal(inner[1:], -np.inf)
    inner -= inner.max(axis=0)
    arcs = np.where(np.isneginf(inner), 0.0, np.exp(np.maximum(inner, -_RANGE)))
    arcs /= arcs.sum(axis=0)
    if count > most:
        shares[:, 1:] = arcs
    else:
        # The columns of `arcs` sum to 1, and so the diagonal of the Laplacian is all ones.
        inverse = np.linalg.inv(np.eye(count) - arcs[1:])
        own = inverse.diagonal()
        shares[0, 1:] = arcs[0] * own
        shares[1:, 1:] = arcs[1:] * (own - inverse.T)
    np.clip(shares, 0.0, 1.0, out=shares)
    return shares.round(_DECIMALS)
