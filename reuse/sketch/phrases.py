"""How often words and short phrases stand in a corpus, for those that somebody asks about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import HALF, MIX, ODD, distinct, shingle_hashes
from reuse.model.corpus import TokenTable
from reuse.ngrams import Spread

LONGEST = 4
"""Tokens of the longest phrase."""
# Tokens from which on the compiled loop pays for its compiler.
_ENOUGH = 2_000_000
# Parts of the table that are counted side by side.
_PARTS = 2
# Bits of a filter for each phrase asked for: most phrases of a corpus end there.
_BITS = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PhraseCounts:
    """Counts of some phrases; all arrays of shape (k,)."""

    keys: NDArray[np.uint64]
    """As `reuse.grouping.shingle_hashes` makes them, rising."""
    documents: NDArray[np.int32]
    """Documents that hold each."""
    places: NDArray[np.int64]
    """Places where each begins."""

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Number of each of some phrases, all of which were asked for; shape (n,)."""
        return np.searchsorted(self.keys, keys)


def phrase_counts(
    table: TokenTable, asked: Sequence[NDArray[np.uint64]], spread: Spread = map
) -> PhraseCounts:
    """Count words and phrases of up to four tokens.

    Args:
        table: all documents.
        asked: keys of phrases, in any order, repeats allowed. What begins a phrase that is asked
            for, down to its first word, must be asked for as well.
        spread: runs the parts of the work.
    """
    known = distinct(np.concatenate([*asked, np.zeros(0, np.uint64)]))
    if len(table.codes) < _ENOUGH:
        return _plainly(table, known)
    bits = max(4, (2 * len(known)).bit_length())
    filtered = max(6, (_BITS * len(known)).bit_length())
    marks = np.zeros(1 << (filtered - 6), np.uint64)
    empty = np.zeros((1 << bits, 4), np.uint64)
    enter_phrases.native(known, empty, marks)
    codes = np.asarray(table.codes)
    step = len(codes) // _PARTS
    cuts = np.searchsorted(table.bounds, [step * part for part in range(1, _PARTS)])

    def part(ends: tuple[int, int]) -> NDArray[np.uint64]:
        rows = empty.copy()
        count_phrases.native(codes, table.bounds, ends[0], ends[1], marks, rows)
        return rows[:, 1:3]

    edges = [0, *cuts.tolist(), len(table.bounds) - 1]
    sums = np.sum(list(spread(part, pairwise(edges))), axis=0)
    taken = np.flatnonzero(empty[:, 3])
    order = taken[np.argsort(empty[taken, 0])]
    return PhraseCounts(
        keys=known,
        documents=sums[order, 0].astype(np.int32),
        places=sums[order, 1].astype(np.int64),
    )


def _plainly(table: TokenTable, known: NDArray[np.uint64]) -> PhraseCounts:
    """Count by whole arrays: for small tables."""
    documents, places = np.zeros(len(known), np.int32), np.zeros(len(known), np.int64)
    holders = table.documents
    ends = table.bounds[1:][holders]
    for size in range(1, LONGEST + 1):
        keys = shingle_hashes(table.codes, size)
        at = np.minimum(np.searchsorted(known, keys), max(0, len(known) - 1))
        whole = np.arange(len(keys)) + size <= ends[: len(keys)]
        found = np.flatnonzero(whole & (known[at] == keys)) if len(known) else at[:0]
        places += np.bincount(at[found], minlength=len(known))
        held = at[found].astype(np.uint64) << np.uint64(32) | holders[found].astype(np.uint64)
        of = (distinct(held) >> np.uint64(32)).astype(np.int64)
        documents += np.bincount(of, minlength=len(known)).astype(np.int32)
    return PhraseCounts(keys=known, documents=documents, places=places)


@kernel
def enter_phrases(
    known: NDArray[np.uint64], rows: NDArray[np.uint64], marks: NDArray[np.uint64]
) -> None:
    """Enter distinct keys in an empty hash table, as `count_phrases` takes it, and in a filter."""
    most, wide = len(rows) - 1, 64 * len(marks) - 1
    for k in range(len(known)):
        bit = np.int64(known[k] >> np.uint64(8)) & wide
        marks[bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)
        slot = np.int64(known[k]) & most
        while rows[slot, 3]:
            slot = (slot + 1) & most
        rows[slot, 0], rows[slot, 3] = known[k], 1


@kernel
def count_phrases(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    first: int,
    last: int,
    marks: NDArray[np.uint64],
    rows: NDArray[np.uint64],
) -> None:
    """Count the known phrases of the documents from `first` up to `last`.

    Args:
        codes: token codes, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        first: first document.
        last: one past the last document.
        marks: a bit for each known key, by its bits from the ninth on; a power of two long.
        rows: shape (m, 4), m a power of two: an open hash table by the lowest bits of a key. Key;
            documents and places, both added to; 0 where empty, 1 at first, else the last document
            with the phrase plus 2.
    """
    most, wide = len(rows) - 1, 64 * len(marks) - 1
    one = np.uint64(1)
    for document in range(first, last):
        now, end = np.uint64(document + 2), bounds[document + 1]
        for at in range(bounds[document], end):
            raw = np.uint64(codes[at])
            for size in range(min(LONGEST, end - at)):
                if size:
                    raw *= ODD
                    raw ^= raw >> HALF
                    raw += np.uint64(codes[at + size])
                key = raw * MIX
                key ^= key >> HALF
                bit = np.int64(key >> np.uint64(8)) & wide
                # Nearly all words are known, few phrases.
                if size and (marks[bit >> 6] >> np.uint64(bit & 63)) & one == 0:
                    break
                slot = np.int64(key) & most
                while rows[slot, 3] and rows[slot, 0] != key:
                    slot = (slot + 1) & most
                if rows[slot, 3] == 0:
                    break
                rows[slot, 2] += one
                if rows[slot, 3] != now:
                    rows[slot, 3] = now
                    rows[slot, 1] += one
