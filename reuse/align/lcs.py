"""Which words of two passages stand on both sides in the same order.

A longest common subsequence, bit-parallel (Hyyrö 2004, "Bit-parallel LCS-length computation
revisited"), with the rows kept so that the matches can be read back. Where several are
equally long, words are left out on the left side first, from the end on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel

BLOCK = 2048
"""Words that are compared at once; longer passages go block by block along the diagonal, so
that memory and time stay bounded. A token run drifts little from its diagonal."""
# Bits of a word of 64 that hold the state; one is left for the carry, one for the sign.
_BITS = 62
_FULL = (1 << _BITS) - 1
# A prime that spreads word numbers over a table.
_SPREAD = 40_503


@kernel
def _word_masks(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: NDArray[np.int32],
    first: int,
    last: int,
    keys: NDArray[np.int64],
    rows: NDArray[np.int64],
    masks: NDArray[np.int64],
) -> int:
    """Note where each word of ``left[first:last]`` stands; the number of distinct words.

    `keys` and `rows` are an open hash table of a power of two of slots, -1 where empty;
    row r of `masks` has a bit for each place of the word.
    """
    count, most = 0, len(keys) - 1
    for at in range(first, last):
        word = left[at]
        slot = (word * _SPREAD) & most
        while keys[slot] >= 0 and keys[slot] != word:
            slot = (slot + 1) & most
        if keys[slot] < 0:
            keys[slot], rows[slot] = word, count
            count += 1
        place = at - first
        masks[rows[slot], place // _BITS] |= 1 << (place % _BITS)
    return count


@kernel
def _state_rows(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    right: NDArray[np.int32],
    first: int,
    last: int,
    keys: NDArray[np.int64],
    rows: NDArray[np.int64],
    masks: NDArray[np.int64],
    states: NDArray[np.int64],
) -> None:
    """Row r of `states`: 0 where the subsequence with r + 1 words of the right side grows."""
    blocks, most = states.shape[1], len(keys) - 1
    now = np.full(blocks, _FULL, np.int64)
    for at in range(first, last):
        word = right[at]
        slot = (word * _SPREAD) & most
        while keys[slot] >= 0 and keys[slot] != word:
            slot = (slot + 1) & most
        if keys[slot] >= 0:
            carry, row = 0, rows[slot]
            for k in range(blocks):
                both = now[k] & masks[row, k]
                total = now[k] + both + carry
                carry = total >> _BITS
                now[k] = (total & _FULL) | (now[k] & ~masks[row, k])
        for k in range(blocks):
            states[at - first, k] = now[k]


@kernel
def _match_middle(  # noqa: PLR0913, PLR0917  two ranges in two arrays
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    a: int,
    b: int,
    c: int,
    d: int,
    places: NDArray[np.int64],
    count: int,
) -> int:
    """`_match_block` for parts that neither begin nor end alike."""
    blocks, slots = -(-(b - a) // _BITS), 4
    while slots < 2 * (b - a):
        slots *= 2
    keys, rows = np.full(slots, -1, np.int64), np.zeros(slots, np.int64)
    masks = np.zeros((b - a, blocks), np.int64)
    _word_masks(left, a, b, keys, rows, masks)
    states = np.zeros((d - c, blocks), np.int64)
    _state_rows(right, c, d, keys, rows, masks, states)
    column, row, first = b - a, d - c, count
    while row > 0 and column > 0:
        place = column - 1
        if (states[row - 1, place // _BITS] >> (place % _BITS)) & 1:
            column -= 1
            continue
        row -= 1
        if row > 0 and not (states[row - 1, place // _BITS] >> (place % _BITS)) & 1:
            continue
        column -= 1
        places[0, count], places[1, count] = a + column, c + row
        count += 1
    for k in range((count - first) // 2):
        for side in range(2):
            other = places[side, count - 1 - k]
            places[side, count - 1 - k] = places[side, first + k]
            places[side, first + k] = other
    return count


@kernel
def _match_block(  # noqa: PLR0913, PLR0917  two ranges in two arrays
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    a: int,
    b: int,
    c: int,
    d: int,
    places: NDArray[np.int64],
    count: int,
) -> int:
    """Add the matches of ``left[a:b]`` and ``right[c:d]`` to `places`; the new count."""
    while a < b and c < d and left[a] == right[c]:
        places[0, count], places[1, count] = a, c
        count, a, c = count + 1, a + 1, c + 1
    tail = 0
    while b - tail > a and d - tail > c and left[b - 1 - tail] == right[d - 1 - tail]:
        tail += 1
    if b - tail > a and d - tail > c:
        count = _match_middle(left, right, a, b - tail, c, d - tail, places, count)
    for k in range(tail):
        places[0, count], places[1, count] = b - tail + k, d - tail + k
        count += 1
    return count


@kernel
def match_words(
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    tokens: tuple[int, int, int, int],
    places: NDArray[np.int64],
) -> int:
    """Longest common subsequence of ``left[a:b]`` and ``right[c:d]``, tokens ``(a, b, c, d)``.

    Args:
        left: word numbers, 0 or more.
        right: the same of the other text.
        tokens: the ranges.
        places: shape (2, m) with room for the shorter range; overwritten with the positions
            in `left` and in `right`, in order.

    Returns:
        Words matched.
    """
    a, b, c, d = tokens
    count = 0
    blocks = max(1, -(-max(b - a, d - c) // BLOCK))
    for k in range(blocks):
        count = _match_block(
            left,
            right,
            a + k * (b - a) // blocks,
            a + (k + 1) * (b - a) // blocks,
            c + k * (d - c) // blocks,
            c + (k + 1) * (d - c) // blocks,
            places,
            count,
        )
    return count
