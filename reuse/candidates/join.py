"""Pairs inside groups of equal keys, without a dictionary and without a square.

A group up to the cap gives all its pairs. In a larger one each member is linked to the next
few only: a text that thousands carry stays connected, at a cost linear in its size.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.grouping import group_starts


def group_pairs(
    keys: NDArray[np.uint64], *, cap: int, link_ahead: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Pairs of indices with equal keys.

    Args:
        keys: sorted, shape (n,).
        cap: size of the largest group whose pairs are all returned.
        link_ahead: members that follow to which each member of a larger group is linked.

    Returns:
        Indices of the two members, first < second, both of shape (pairs,), and the number of
        pairs that the cap left out.
    """
    none = np.zeros(0, np.int64)
    if len(keys) < 2:
        return none, none, 0
    starts = group_starts(keys)
    sizes = np.diff(np.append(starts, len(keys)))
    reach = np.where(sizes <= cap, sizes - 1, link_ahead)
    ends = np.repeat(starts + sizes, sizes)
    reaches = np.repeat(reach, sizes)
    left = np.arange(len(keys))
    lefts, rights = [], []
    for step in range(1, int(reach.max()) + 1):
        left = left[(left + step < ends[left]) & (reaches[left] >= step)]
        if not len(left):
            break
        lefts.append(left)
        rights.append(left + step)
    hot = sizes[sizes > cap].astype(np.int64)
    ahead = np.minimum(link_ahead, hot - 1)
    kept = hot * ahead - ahead * (ahead + 1) // 2
    dropped = int((hot * (hot - 1) // 2 - kept).sum())
    if not lefts:
        return none, none, dropped
    return np.concatenate(lefts), np.concatenate(rights), dropped
