"""Equal stretches in arrays of hashes: shingle hashes, groups."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


def shingle_hashes(codes: NDArray[np.unsignedinteger[Any]], size: int) -> NDArray[np.uint64]:
    """Hash of the `size` tokens that begin at each token.

    Args:
        codes: token codes or hashes, shape (n,).
        size: tokens a shingle, 1 or more.

    Returns:
        Shape (max(0, n - size + 1),). Order counts: "a b" and "b a" differ. Equal hashes do
        not prove equal shingles; whoever uses them verifies the tokens.
    """
    return hashes_at(codes, slice(0, max(0, len(codes) - size + 1)), size)


def hashes_at(
    codes: NDArray[np.unsignedinteger[Any]], places: NDArray[np.int64] | slice, size: int
) -> NDArray[np.uint64]:
    """Hash of the `size` tokens that begin at each of some places, as in `shingle_hashes`."""
    out = codes[places].astype(np.uint64)
    for step in range(1, size):
        out *= _ODD
        out ^= out >> _HALF
        out += codes[step:][places]
    out *= _MIX
    out ^= out >> _HALF
    return out


def group_starts(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each group of equal keys begins in a sorted array; shape (groups,)."""
    if not len(keys):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))


def distinct(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Values in rising order without repeats.

    For two million values a sort takes a hundredth of the time that ``np.unique`` needs, which
    hashes them (numpy 2.4).
    """
    ordered = np.sort(values)
    return ordered[group_starts(ordered)]
