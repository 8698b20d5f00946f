"""MinHash signatures of sparse windows, with the shingle that won each slot.

A window's signature holds, for each permutation, the least permuted hash of its shingles
(Broder 1997). Each slot also keeps *which* shingle was least: two windows that agree in a
slot then hand over a seed, the two places where the same shingle stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.model.corpus import Band

EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
"""Slot of a window without shingles; never equal to another slot."""
_HALF = np.uint64(32)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HIGH = np.uint64(0xFFFFFFFF00000000)
_LOW = np.uint64(0xFFFFFFFF)
# Permuted hashes from which on the compiled loop pays for its compiler.
_ENOUGH = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blocks:
    """Shingles grouped into blocks of consecutive tokens; a window is two blocks."""

    shingles: NDArray[np.uint64]
    """Shape (e,): hashes of the shingles that take part, in text order."""
    positions: NDArray[np.int64]
    """Shape (e,): token at which each begins."""
    starts: NDArray[np.int64]
    """Shape (b,): first shingle of each block that holds any."""
    documents: NDArray[np.int32]
    """Shape (b,): document of each block."""
    follows: NDArray[np.bool_]
    """Shape (b,): whether the next block of this list directly follows in the document."""


def multipliers(count: int, key: int) -> NDArray[np.uint64]:
    """Odd 64-bit multipliers drawn from a key, shape (count,).

    Multiply-shift hashing (Dietzfelbinger et al. 1997): the upper 32 bits of x * a.
    """
    draw = np.random.default_rng(np.random.SeedSequence(key))
    return draw.integers(0, 2**63, count, dtype=np.uint64) * np.uint64(2) + np.uint64(1)


def window_slots(blocks: Blocks, multiplier: np.uint64) -> NDArray[np.uint64]:
    """One signature slot of every window.

    Returns:
        Shape (b,): the least permuted hash in the upper 32 bits, the index of its shingle in
        ``blocks.shingles`` in the lower 32. Of equal hashes the first shingle wins.
    """
    values = blocks.shingles * multiplier
    values &= _HIGH
    values |= np.arange(len(values), dtype=np.uint64)
    least = np.minimum.reduceat(values, blocks.starts)
    following = np.where(blocks.follows[:-1], least[1:], EMPTY)
    least[:-1] = np.minimum(least[:-1], following)
    return least


def slot_hash(slots: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The 32-bit permuted hash of each slot."""
    return slots >> _HALF


def slot_shingle(slots: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The index of the shingle that won each slot."""
    return (slots & np.uint64(0xFFFFFFFF)).astype(np.int64)


def signatures(blocks: Blocks, permutations: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Signatures of all windows, shape (b, len(permutations)).

    A scan never holds them whole, see `band`; this is the reference that tests compare with.
    """
    columns = [slot_hash(window_slots(blocks, a)).astype(np.uint32) for a in permutations]
    return np.stack(columns, axis=1)


def draws(count: int, rows: int, key: int) -> NDArray[np.uint64]:
    """Multipliers of every band, shape (count, rows)."""
    return multipliers(count * rows, key).reshape(count, rows)


def band(blocks: Blocks, row_multipliers: NDArray[np.uint64], *, many: bool = False) -> Band:
    """One band of all windows; bands are made one at a time, so that no signature is held whole.

    Args:
        blocks: the telling shingles, in blocks.
        row_multipliers: one multiplier a row, shape (rows,).
        many: whether these are the blocks of one of many parts, for which the compiled loop pays.
    """
    if not many and len(blocks.shingles) * len(row_multipliers) < _ENOUGH:
        return band_by_arrays(blocks, row_multipliers)
    keys = np.empty(len(blocks.starts), np.uint64)
    places = np.empty(len(blocks.starts), np.int64)
    band_windows.native(
        blocks.shingles, blocks.positions, blocks.starts, blocks.follows, row_multipliers,
        keys, places,
    )  # fmt: skip
    return Band(keys=keys, places=places)


def band_by_arrays(blocks: Blocks, row_multipliers: NDArray[np.uint64]) -> Band:
    """The form of `band` for few shingles."""
    keys = np.zeros(len(blocks.starts), np.uint64)
    places = np.zeros(len(blocks.starts), np.int64)
    for row, multiplier in enumerate(row_multipliers if len(keys) else ()):
        slots = window_slots(blocks, multiplier)
        if row == 0:
            places = blocks.positions[slot_shingle(slots)]
        keys = keys * _SPREAD ^ slot_hash(slots)
        keys *= _SPREAD
    return Band(keys=keys, places=places)


@kernel
def band_windows(
    shingles: NDArray[np.uint64],
    positions: NDArray[np.int64],
    starts: NDArray[np.int64],
    follows: NDArray[np.bool_],
    row_multipliers: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    places: NDArray[np.int64],
) -> None:
    """The compiled form of `band`; the first five as in `Blocks`, the last two overwritten."""
    # From the last block to the first, so that each knows the least values of the next one.
    after = np.empty(len(row_multipliers), np.uint64)
    end = len(shingles)
    for block in range(len(starts) - 1, -1, -1):
        key = np.uint64(0)
        for row in range(len(row_multipliers)):
            multiplier = row_multipliers[row]
            least = EMPTY
            for at in range(starts[block], end):
                least = min(least, shingles[at] * multiplier & _HIGH | np.uint64(at))
            window = min(least, after[row]) if follows[block] else least
            after[row] = least
            key = (key * _SPREAD ^ window >> _HALF) * _SPREAD
            if row == 0:
                places[block] = positions[np.int64(window & _LOW)]
        keys[block] = key
        end = starts[block]


def bands(blocks: Blocks, *, count: int, rows: int, key: int) -> Iterator[Band]:
    """The bands of all windows, one after the other; none where there is no window.

    The reference for tests; a scan makes each `band` in its own turn.
    """
    return (band(blocks, draw) for draw in draws(count, rows, key) if len(blocks.starts))
