"""Equal stretches in arrays of hashes: shingle hashes, groups."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

ODD, MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
HALF = np.uint64(32)
"""What `shingle_hashes` multiplies with and shifts by; compiled loops that make the same hashes
read them here."""

T = TypeVar("T", bound="np.generic[Any]")


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
        out *= ODD
        out ^= out >> HALF
        out += codes[step:][places]
    out *= MIX
    out ^= out >> HALF
    return out


def firsts(keys: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of some sorted keys are the first of their group of equal ones, shape (n,)."""
    out = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=out[1:])
    return out


def group_starts(keys: NDArray[Any]) -> NDArray[np.int64]:
    """Where each group of equal keys begins in a sorted array; shape (groups,)."""
    return np.flatnonzero(firsts(keys))


def distinct(values: NDArray[T]) -> NDArray[T]:
    """Values in rising order without repeats.

    For two million values a sort takes a hundredth of the time that ``np.unique`` needs, which
    hashes them (numpy 2.4).
    """
    ordered = np.sort(values)
    return ordered[firsts(ordered)]
