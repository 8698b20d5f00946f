"""In how many documents single tokens stand, for the tokens that somebody asks about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import distinct
from reuse.model.corpus import TokenTable

# Tokens from which on the compiled loop pays for its compiler.
_ENOUGH = 2_000_000
_SPREAD = np.uint32(0x9E3779B1)


@kernel
def _count(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    asked: NDArray[np.uint32],
    slots: NDArray[np.int32],
    shift: int,
    counts: NDArray[np.int32],
    last: NDArray[np.int32],
) -> None:
    """Count the documents of each asked code in one pass over the table."""
    mask = len(slots) - 1
    for k in range(len(asked)):
        slot = np.int64(np.uint32(asked[k] * _SPREAD)) >> shift
        while slots[slot] >= 0:
            slot = (slot + 1) & mask
        slots[slot] = k
    for d in range(len(bounds) - 1):
        for at in range(bounds[d], bounds[d + 1]):
            slot = np.int64(np.uint32(codes[at] * _SPREAD)) >> shift
            while slots[slot] >= 0:
                k = slots[slot]
                if asked[k] == codes[at]:
                    if last[k] != d:
                        last[k] = d
                        counts[k] += 1
                    break
                slot = (slot + 1) & mask


def document_counts(
    table: TokenTable, asked: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """In how many documents each of some token codes stands.

    Args:
        table: all documents.
        asked: token codes, in any order, repeats allowed.

    Returns:
        The distinct codes, rising, and the documents that hold each; both of shape (k,).
    """
    known = distinct(asked)
    counts = np.zeros(len(known), np.int32)
    if len(table.codes) >= _ENOUGH:
        bits = max(4, (2 * len(known)).bit_length())
        _count.native(
            np.asarray(table.codes), table.bounds, known, np.full(1 << bits, -1, np.int32),
            32 - bits, counts, np.full(len(known), -1, np.int32),
        )  # fmt: skip
        return known, counts
    for first, last in zip(table.bounds[:-1].tolist(), table.bounds[1:].tolist(), strict=True):
        own = distinct(table.codes[first:last])
        at = np.searchsorted(known, own)
        at[at == len(known)] = 0
        counts[at[known[at] == own] if len(known) else at[:0]] += 1
    return known, counts
