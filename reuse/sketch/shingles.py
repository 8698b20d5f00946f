"""In how many documents each shingle of a token table stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.grouping import group_starts, packed_sort
from reuse.model.corpus import TokenTable


def starts_inside(table: TokenTable, size: int) -> NDArray[np.bool_]:
    """Whether the shingle that begins at each token ends in the same document.

    Returns:
        Shape (max(0, N - size + 1),).
    """
    inside = np.ones(max(0, len(table.hashes) - size + 1), np.bool_)
    ends = table.bounds[1:]
    for step in range(1, size):
        at = ends - step
        at = at[(at >= 0) & (at < len(inside))]
        inside[at] = False
    return inside


def document_frequency(
    keys: NDArray[np.uint64], documents: NDArray[np.int32]
) -> NDArray[np.uint32]:
    """In how many documents the key at each position occurs.

    Args:
        keys: shape (n,).
        documents: document of each position, shape (n,), never falling.

    Returns:
        Shape (n,), 1 or more.
    """
    out = np.zeros(len(keys), np.uint32)
    if not len(keys):
        return out
    ordered, positions = packed_sort(keys)
    starts = group_starts(ordered)
    of = documents[positions]
    new = np.concatenate([[True], of[1:] != of[:-1]])
    new[starts] = True
    counts = np.add.reduceat(new, starts, dtype=np.uint32)
    out[positions] = np.repeat(counts, np.diff(np.append(starts, len(ordered))))
    return out
