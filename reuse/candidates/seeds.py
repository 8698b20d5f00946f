"""Places where two documents hold the same shingle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import firsts
from reuse.model.corpus import TokenTable
from reuse.ngrams import document_at

MOST_TOKENS = 1 << 31
"""Tokens of a table, since two places and the channels share one word."""
_LEFT, _RIGHT = np.uint64(33), np.uint64(2)
# Seeds from which on the compiled loop pays for its compiler.
_MANY = 20_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seeds:
    """Places of two documents with equal tokens."""

    words: NDArray[np.uint64]
    """Shape (k,): place in the first document in the upper 31 bits, place in the second one in
    the next 31, a bit for each channel in the lowest two. Places count through all documents."""
    tried: int = 0
    """Pairs of places that were looked at."""
    dropped: int = 0
    """Pairs that a cap left out."""


def gathered(parts: Sequence[Seeds]) -> Seeds:
    """All seeds of some parts, sorted and each once."""
    words = np.concatenate([*(part.words for part in parts), np.zeros(0, np.uint64)])
    words.sort()
    words = words[firsts(words)]
    tried, dropped = sum(part.tried for part in parts), sum(part.dropped for part in parts)
    return Seeds(words=words, tried=tried, dropped=dropped)


@kernel
def left_place(word: np.uint64) -> np.int64:
    """Place of a seed in the first document."""
    return np.int64(word >> _LEFT)


@kernel
def right_place(word: np.uint64) -> np.int64:
    """Place of a seed in the second document."""
    return np.int64(word >> _RIGHT) & (MOST_TOKENS - 1)


@kernel
def seed_word(left: int | np.int64, right: int | np.int64, channel: int) -> np.uint64:
    """Two places and a channel as one word of `Seeds`."""
    return np.uint64(left) << _LEFT | np.uint64(right) << _RIGHT | np.uint64(channel)


def seed_words(
    lefts: NDArray[np.int64], rights: NDArray[np.int64], channel: int
) -> NDArray[np.uint64]:
    """As `seed_word`, of arrays of places of one shape."""
    shifted: NDArray[np.uint64] = lefts.astype(np.uint64) << _LEFT
    return shifted | rights.astype(np.uint64) << _RIGHT | np.uint64(channel)


def left_places(words: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Place of each seed in the first document."""
    return (words >> _LEFT).astype(np.int64)


def right_places(words: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Place of each seed in the second document."""
    return (words >> _RIGHT).astype(np.int64) & (MOST_TOKENS - 1)


def seed_rows(table: TokenTable, words: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Sorted seeds as the rows that `extend_seeds` takes, by pair of documents."""
    if len(words) < _MANY:
        return few_rows(table.bounds, words)
    rows = np.zeros((len(words), 5), np.int64)
    fill_rows.native(words, table.bounds, table.landmarks, rows)
    return rows


def few_rows(bounds: NDArray[np.int64], words: NDArray[np.uint64]) -> NDArray[np.int64]:
    """As `fill_rows`, for few seeds; many take it two to six times as long."""
    lefts, rights = left_places(words), right_places(words)
    left, right = (np.searchsorted(bounds, places, "right") - 1 for places in (lefts, rights))
    order = np.argsort(left << 32 | right, kind="stable")
    columns = left, right, lefts, rights, (words & np.uint64(3)).astype(np.int64)
    return np.stack([column[order] for column in columns], axis=1)


@kernel
def fill_rows(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    marks: NDArray[np.int32],
    rows: NDArray[np.int64],
) -> None:
    """Unpack sorted seeds, sorted by left document, right document, left and right token.

    Args:
        words: as in `Seeds`, sorted, shape (k,).
        bounds: first token of each document, then N; shape (D + 1,).
        marks: `TokenTable.landmarks`.
        rows: shape (k, 5), overwritten.
    """
    start = 0
    while start < len(words):
        left = document_at(bounds, marks, left_place(words[start]))
        end = start
        while end < len(words) and left_place(words[end]) < bounds[left + 1]:
            end += 1
        partners = np.zeros(end - start, np.int64)
        for at in range(start, end):
            place = right_place(words[at])
            partners[at - start] = (document_at(bounds, marks, place) << 32) + at
        # No quicksort, which takes a square of the time for some orders.
        partners = partners[np.argsort(partners, kind="mergesort")]
        for at in range(start, end):
            seed = words[partners[at - start] & 0xFFFFFFFF]
            rows[at, 0], rows[at, 1] = left, partners[at - start] >> 32
            rows[at, 2] = left_place(seed)
            rows[at, 3] = right_place(seed)
            rows[at, 4] = np.int64(seed) & 3
        start = end
