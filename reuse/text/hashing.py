"""Keyed hashes of tokens."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.text.scanning import PIECE

_MASK = (1 << 64) - 1

# Powers that are kept, a megabyte with their inverses: more would hold as much memory as the
# longest text needs once.
_MOST_KEPT = 1 << 16


def hash_tokens(
    folded: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
    key: int,
) -> NDArray[np.uint64]:
    """Keyed hash of each token, shape (n,): a polynomial in 2^64, then mixed.

    The prefix sums of c_i * p^i give every token's polynomial by one subtraction and one
    multiplication with the inverse power (Karp and Rabin 1987, arithmetic mod 2^64). A token
    of more than `PIECE` letters is cut into pieces of so many, and the mixed hash of one is
    added to the polynomial of the next: mod 2^64, a word of 1,024 letters and its inverse in
    the Thue-Morse sequence have one polynomial under every key.
    Equal hashes do not prove equal tokens: what is shown is verified on the text.
    """
    if not len(firsts):
        return np.zeros(0, np.uint64)
    rising, inverses = powers(key, 1 << max(12, (len(folded)).bit_length()))
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.cumsum((folded.astype(np.uint64) + np.uint64(1)) * rising[: len(folded)], out=sums[1:])
    chain = np.zeros(len(firsts), np.uint64)
    left = np.arange(len(firsts))
    begins = firsts
    while len(left):
        ends = np.minimum(lasts[left], begins + PIECE)
        values = (sums[ends] - sums[begins]) * inverses[begins] + chain[left]
        chain[left] = mix(values ^ (ends - begins).astype(np.uint64), key)
        more = ends < lasts[left]
        left, begins = left[more], ends[more]
    return chain


def salt(key: int) -> np.uint64:
    """What a key adds to a value before it is mixed."""
    return np.uint64((key * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & _MASK)


def mix(values: NDArray[np.uint64], key: int) -> NDArray[np.uint64]:
    """Spread 64-bit values under a key (the finaliser of SplitMix64, Steele et al. 2014)."""
    x = values + salt(key)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(x ^ (x >> np.uint64(31)), np.uint64)


def powers(key: int, size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of an odd base drawn from the key, and their inverses mod 2^64.

    Shape (size,) each; kept for the next text, unless they are many.
    """
    return _kept_powers(key, size) if size <= _MOST_KEPT else _powers(key, size)


def _powers(key: int, size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    base = int(mix(np.array([key], np.uint64), 1)[0]) | 1
    inverse = pow(base, -1, 1 << 64)
    out = []
    for factor in (base, inverse):
        steps = np.full(size, factor, np.uint64)
        steps[0] = 1
        out.append(np.multiply.accumulate(steps))
    return out[0], out[1]


_kept_powers = lru_cache(maxsize=4)(_powers)
