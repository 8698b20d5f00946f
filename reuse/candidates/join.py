"""Pairs inside groups of equal keys, without a dictionary and without a square.

A group up to the cap gives all its pairs. In a larger one each member is linked to the next
few of other owners only: a text that thousands carry stays connected, at a cost linear in its
size.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.grouping import distinct, group_starts

Index = NDArray[np.int64]


def group_pairs(
    keys: NDArray[np.uint64],
    *,
    cap: int,
    link_ahead: int,
    owners: NDArray[np.int32] | None = None,
) -> tuple[Index, Index, int]:
    """Pairs of indices with equal keys.

    Args:
        keys: sorted, shape (n,).
        cap: size of the largest group whose pairs are all returned.
        link_ahead: members of other owners to which each member of a larger group is linked.
        owners: who each member belongs to, shape (n,); each to itself when None. Within a
            large group members of one owner are neither linked nor counted as left out.

    Returns:
        Indices of the two members, first < second, both of shape (pairs,), and the number of
        pairs that the cap left out.
    """
    starts = group_starts(keys)
    sizes = np.diff(np.append(starts, len(keys)))
    ends = np.repeat(starts + sizes, sizes)
    left = np.flatnonzero(np.repeat(sizes <= cap, sizes))
    firsts, seconds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    step = 0
    while len(left):
        step += 1
        left = left[left + step < ends[left]]
        firsts.append(left)
        seconds.append(left + step)
    dropped = 0
    for group in np.flatnonzero(sizes > cap).tolist():
        start, end = int(starts[group]), int(starts[group] + sizes[group])
        of = np.arange(end - start) if owners is None else owners[start:end]
        one, other, left_out = ring_links(of, link_ahead)
        firsts.append(one + start)
        seconds.append(other + start)
        dropped += left_out
    return np.concatenate(firsts), np.concatenate(seconds), dropped


def ring_links(owners: NDArray[np.integer[Any]], ahead: int) -> tuple[Index, Index, int]:
    """Link each member of a large group to the next few members of other owners.

    The members stand in a ring, so that the last ones find partners too.

    Args:
        owners: who each member belongs to, shape (n,).
        ahead: members to which each is linked.

    Returns:
        Indices of the two members, first < second, both of shape (links,); and the number of
        pairs of different owners that are not linked.
    """
    count = len(owners)
    places = np.arange(count)
    ring = np.concatenate([owners, owners, owners[:1]])
    # For each place the next one with another owner; far beyond the ring where there is none.
    far = 4 * count
    changes = np.where(ring[1:] != ring[:-1], np.arange(1, 2 * count + 1), far)
    following = np.append(np.minimum.accumulate(changes[::-1])[::-1], [far, far])
    ones, others = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    to = following[places]
    for _ in range(ahead):
        able = to < places + count
        one, other = places[able], to[able] % count
        ones.append(np.minimum(one, other))
        others.append(np.maximum(one, other))
        after = np.minimum(to + 1, 2 * count)
        to = np.where(ring[after] != owners, after, following[after])
        to[~able] = far
    both = np.concatenate(ones) * count + np.concatenate(others)
    links = distinct(both.astype(np.uint64)).astype(np.int64)
    _, shares = np.unique(owners, return_counts=True)
    pairs = (count * count - int((shares.astype(np.int64) ** 2).sum())) // 2
    return links // max(1, count), links % max(1, count), pairs - len(links)
