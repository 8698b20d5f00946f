"""What two sentences share in order: subsequence, runs, bigrams; many pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.align.terms import Pair, Side

_WIDEST = 60
"""Tokens of a sentence that are looked at."""
_CELLS = 4_000_000
"""Cells of the comparison held at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunFeatures:
    """Parallel arrays of shape (b,), in tokens."""

    common: NDArray[np.float64]
    """Length of the longest common subsequence of stems."""
    longest: NDArray[np.float64]
    """Length of the longest common run of stems."""
    bigrams: NDArray[np.float64]
    """Common runs of two, counted on the side where they are fewer."""
    left_length: NDArray[np.float64]
    right_length: NDArray[np.float64]


def run_features(pair: Pair, rows: NDArray[np.int64], cols: NDArray[np.int64]) -> RunFeatures:
    """Compare the stems of each sentence pair ``(rows[k], cols[k])`` in order."""
    left, right = _padded(pair.left, -1), _padded(pair.right, -2)
    total = len(rows)
    out = np.zeros((3, total))
    step = max(1, _CELLS // (left.shape[1] * right.shape[1]))
    for first in range(0, total, step):
        part = slice(first, first + step)
        out[:, part] = _compare(left[rows[part]], right[cols[part]])
    return RunFeatures(
        common=out[0],
        longest=out[1],
        bigrams=out[2],
        left_length=_lengths(pair.left)[rows],
        right_length=_lengths(pair.right)[cols],
    )


def _lengths(side: Side) -> NDArray[np.float64]:
    ranges = side.text.sentences
    return np.asarray(np.minimum(ranges[:, 1] - ranges[:, 0], _WIDEST), np.float64)


def _padded(side: Side, filler: int) -> NDArray[np.int32]:
    """Stems by sentence, shape (sentences, width); `filler` where a sentence is shorter."""
    lengths = _lengths(side).astype(np.int64)
    width = int(lengths.max(initial=1))
    places = side.text.sentences[:, :1] + np.arange(width)
    inside = np.arange(width) < lengths[:, None]
    safe = np.minimum(places, max(len(side) - 1, 0))
    return np.where(inside, side.stems[safe], filler).astype(np.int32)


def _compare(left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.float64]:
    """Subsequence, longest run and bigrams of each row of `left` with that of `right`."""
    count, width = right.shape
    common = np.zeros((count, width + 1), np.uint8)
    run = np.zeros((count, width + 1), np.uint8)
    longest = np.zeros((count, width), np.uint8)
    paired = np.zeros((count, width), bool)
    left_pairs = np.zeros(count)
    for i in range(left.shape[1]):
        equal = left[:, i : i + 1] == right
        taken = np.maximum(common[:, 1:], common[:, :-1] + equal)
        common[:, 1:] = np.maximum.accumulate(taken, axis=1)
        run[:, 1:] = (run[:, :-1] + np.uint8(1)) * equal
        np.maximum(longest, run[:, 1:], out=longest)
        two = run[:, 1:] >= 2
        paired |= two
        left_pairs += two.any(axis=1)
    return np.stack(
        (common[:, -1], longest.max(axis=1), np.minimum(left_pairs, paired.sum(axis=1)))
    ).astype(np.float64)
