"""Words of a passage that only one side has, and words that stand for each other: loops."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.derive.covering import first_token
from reuse.grouping import HALF

Numbers = NDArray[np.int64]


@kernel
def _width(tokens: int) -> int:
    """Places of a table with room for so many entries: a power of two."""
    width = 16
    while width < 2 * tokens:
        width *= 2
    return width


@kernel
def _lacking(
    hashes: NDArray[np.uint64], where: Numbers, others: NDArray[np.uint64], there: Numbers
) -> Numbers:
    """Tokens of a stretch whose word another stretch lacks, rising."""
    slots = np.full(_width(there[1] - there[0]), -1, np.int64)
    most, count = len(slots) - 1, 0
    for at in range(there[0], there[1]):
        slot = int(others[at] >> HALF) & most
        while slots[slot] >= 0 and others[slots[slot]] != others[at]:
            slot = (slot + 1) & most
        slots[slot] = at
    out = np.zeros(where[1] - where[0], np.int64)
    for at in range(where[0], where[1]):
        slot = int(hashes[at] >> HALF) & most
        while slots[slot] >= 0 and others[slots[slot]] != hashes[at]:
            slot = (slot + 1) & most
        if slots[slot] < 0:
            out[count] = at
            count += 1
    return out[:count]


@kernel
def _swaps(
    hashes: NDArray[np.uint64], ours: Numbers, others: NDArray[np.uint64], theirs: Numbers
) -> Numbers:
    """Those of some tokens that stand between the same words as one of the others, and the first.

    Shape (m, 2): token here, token there.
    """
    slots = np.full(_width(len(theirs)), -1, np.int64)
    most, count = len(slots) - 1, 0
    for at in theirs:
        if not 0 < at < len(others) - 1:
            continue
        before, behind = others[at - 1], others[at + 1]
        slot = (int(before >> HALF) * 5 + int(behind >> HALF)) & most
        while slots[slot] >= 0 and (
            others[slots[slot] - 1] != before or others[slots[slot] + 1] != behind
        ):
            slot = (slot + 1) & most
        if slots[slot] < 0:
            slots[slot] = at
    out = np.zeros((len(ours), 2), np.int64)
    for at in ours:
        if not 0 < at < len(hashes) - 1:
            continue
        before, behind = hashes[at - 1], hashes[at + 1]
        slot = (int(before >> HALF) * 5 + int(behind >> HALF)) & most
        while slots[slot] >= 0 and (
            others[slots[slot] - 1] != before or others[slots[slot] + 1] != behind
        ):
            slot = (slot + 1) & most
        if slots[slot] >= 0:
            out[count, 0], out[count, 1] = at, slots[slot]
            count += 1
    return out[:count]


@kernel
def compare_words(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: NDArray[np.uint64],
    left_starts: NDArray[np.int32],
    right: NDArray[np.uint64],
    right_starts: NDArray[np.int32],
    span: Numbers,
) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Compare the words of the two sides of a passage as sets.

    Args:
        left: tokens of a text, shape (n,).
        left_starts: first code point of each.
        right: tokens of the other.
        right_starts: first code point of each.
        span: shape (4,): first and last code point of the passage, half-open, in either text.

    Returns:
        First and last token of the passage, half-open, in either text, shape (4,); tokens of the
        left side whose word the right side lacks, and the reverse, rising; those of the left
        ones between whose neighbours the right side has one of its own too, with the first such,
        shape (m, 2), and the reverse.
    """
    where = np.zeros(4, np.int64)
    for at in range(2):
        where[at] = first_token(left_starts, span[at])
        where[2 + at] = first_token(right_starts, span[2 + at])
    here, there = where[:2], where[2:]
    ours, theirs = _lacking(left, here, right, there), _lacking(right, there, left, here)
    swaps, back = _swaps(left, ours, right, theirs), _swaps(right, theirs, left, ours)
    return where, ours, theirs, swaps, back
