"""Windows of sentences made disjoint on both sides, and split where they fall apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.fragments import START, evidence_within, find_clusters
from reuse.compiled import kernel

APART = 0.35
"""Surety that pairs of sentences must have to hold a passage together."""
APART_GAP = 5
"""Sentences of a side without such a pair beyond which a passage is two."""
PART_EVIDENCE = 0.6
"""Summed surety of the sentences of a side that a part, or what is left of a window, must have."""


@kernel
def _is_met(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """Whether two windows share sentences on both sides."""
    left = one[0] < other[1] and other[0] < one[1]
    return bool(left and one[2] < other[3] and other[2] < one[3])


@kernel
def join_met(spans: NDArray[np.int64], means: NDArray[np.float64]) -> int:
    """Make one of all windows that share sentences on both sides.

    Args:
        spans: shape (k, 4); the ones that are left come first, in their order.
        means: shape (k, 2): of joined windows the higher ones are kept.

    Returns:
        Windows left.
    """
    kept = 0
    for k in range(len(spans)):
        spans[kept], means[kept] = spans[k].copy(), means[k].copy()
        at = 0
        while at < kept:
            if not _is_met(spans[at], spans[kept]):
                at += 1
                continue
            # The joined window may meet others, so that it is looked at again, in the place of
            # the last one.
            for side in range(2):
                spans[kept, 2 * side] = min(spans[at, 2 * side], spans[kept, 2 * side])
                end = max(spans[at, 2 * side + 1], spans[kept, 2 * side + 1])
                spans[kept, 2 * side + 1] = end
                means[kept, side] = max(means[at, side], means[kept, side])
            spans[at:kept], means[at:kept] = (
                spans[at + 1 : kept + 1].copy(),
                means[at + 1 : kept + 1].copy(),
            )
            kept -= 1
            at = 0
        kept += 1
    return kept


@kernel
def _longest_free(taken: NDArray[np.bool_], first: int, last: int) -> tuple[int, int]:
    """The longest stretch of ``[first, last)`` that is not taken; the first of equals."""
    begin, end, start = first, first, first
    for at in range(first, last + 1):
        if at == last or taken[at]:
            if at - start > end - begin:
                begin, end = start, at
            start = at + 1
    return begin, end


@kernel
def _shrink(sure: NDArray[np.float64], window: NDArray[np.int64]) -> bool:
    """Cut a window to the pairs of sentences in it; False where there is none."""
    a, b, c, d = window[0], window[1], window[2], window[3]
    window[0], window[1], window[2], window[3] = b, a, d, c
    for i in range(a, b):
        for j in range(c, d):
            if sure[i, j] >= START:
                window[0], window[1] = min(window[0], i), max(window[1], i + 1)
                window[2], window[3] = min(window[2], j), max(window[3], j + 1)
    return bool(window[0] < window[1])


@kernel
def cut_free(
    sure: NDArray[np.float64],
    window: NDArray[np.int64],
    rows: NDArray[np.bool_],
    columns: NDArray[np.bool_],
) -> bool:
    """Cut a window to what is not taken yet.

    Args:
        sure: shape (h, w).
        window: shape (4,): left and right window, half-open; changed in place.
        rows: shape (h,): left sentences that are taken.
        columns: shape (w,): right ones.

    Returns:
        Whether enough of it is left.
    """
    a, b = _longest_free(rows, window[0], window[1])
    c, d = _longest_free(columns, window[2], window[3])
    if a == window[0] and b == window[1] and c == window[2] and d == window[3]:
        return True
    window[0], window[1], window[2], window[3] = a, b, c, d
    if a >= b or c >= d or not _shrink(sure, window):
        return False
    return evidence_within(sure, window) >= PART_EVIDENCE


@kernel
def take(window: NDArray[np.int64], rows: NDArray[np.bool_], columns: NDArray[np.bool_]) -> None:
    """Note that the sentences of a window are taken."""
    rows[window[0] : window[1]] = True
    columns[window[2] : window[3]] = True


@kernel
def split_apart(sure: NDArray[np.float64], window: NDArray[np.int64]) -> NDArray[np.int64]:
    """The parts of a window that are too far from each other to be one passage.

    Args:
        sure: shape (h, w).
        window: shape (4,).

    Returns:
        Shape (k, 4), k at least 1, disjoint on both sides; the window itself where it holds
        together.
    """
    a, b, c, d = window[0], window[1], window[2], window[3]
    parts = find_clusters(np.ascontiguousarray(sure[a:b, c:d]), APART, APART_GAP)
    whole = window.reshape((1, 4)).copy()
    if len(parts) < 2:
        return whole
    parts[:, 0] += a
    parts[:, 1] += a
    parts[:, 2] += c
    parts[:, 3] += c
    order = np.argsort(parts[:, 0] - parts[:, 1], kind="mergesort")
    out, kept = np.zeros((len(parts), 4), np.int64), 0
    for at in range(len(order)):
        part = parts[order[at]]
        free = evidence_within(sure, part) >= PART_EVIDENCE
        for k in range(kept):
            apart = out[k, 1] <= part[0] or part[1] <= out[k, 0]
            free = free and apart and (out[k, 3] <= part[2] or part[3] <= out[k, 2])
        if free:
            out[kept] = part
            kept += 1
    return out[:kept] if kept else whole
