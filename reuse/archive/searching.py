"""Searches in the arrays of a segment, in compiled loops.

They read arrays that may be damaged, and mark the blocks that decided: what they found counts once
those have been checked. Damage leads none of them out of an array or round in circles.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.archive.checked import OF_EIGHT, OF_FOUR
from reuse.archive.summing import BLOCK
from reuse.compiled import kernel
from reuse.searching import first_at_least

# Rows of four items in a block.
_OF_EXTENTS = BLOCK // 16
# Entries beside a guess that are looked at first, as a power of two.
_NEAR = 5
_SPACE = 2.0**-64
Mask = NDArray[np.bool_]


class HolderArrays(NamedTuple):
    """What `count_holders` reads of a segment with P postings, Q passages and D documents."""

    passages: NDArray[np.uint32]
    """Shape (P,)."""
    owners: NDArray[np.uint32]
    """Shape (Q,)."""
    numbers: NDArray[np.uint64]
    """Shape (D,)."""
    sites: NDArray[np.uint64]
    """Shape (D,)."""


@kernel
def first_from(keys: NDArray[np.uint64], value: np.uint64, low: int, guess: int) -> int:
    """First place from `low` on with a key of `value` or more, keys rising; found from a guess."""
    count, step = len(keys), 1 << _NEAR
    at = min(max(guess, low), count)
    if at < count and keys[at] < value:
        low, high = at + 1, min(at + step, count)
        while high < count and keys[high] < value:
            low, step = high + 1, step * 2
            high = min(high + step, count)
    else:
        high, below = at, max(at - step, low)
        while below > low and keys[below] >= value:
            high, step = below, step * 2
            below = max(below - step, low)
        if below < high and keys[below] < value:
            low = below + 1
    return first_at_least(keys, value, low, high)


@kernel
def find_keys(
    keys: NDArray[np.uint64],
    wanted: NDArray[np.uint64],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
    used: Mask,
) -> bool:
    """First and end place of each wanted key.

    Args:
        keys: rising, of all 64-bit values about as many in each range: they are hashes.
        wanted: rising, shape (k,).
        firsts: shape (k,), overwritten.
        lasts: the same.
        used: a block of keys each; those that decided are set.

    Returns:
        Whether the keys beside each place found say that it is the one: else some are damaged.
    """
    sound, count, low = True, len(keys), 0
    density = count * _SPACE
    for at in range(len(wanted)):
        value = wanted[at]
        low = first_from(keys, value, low, int(np.float64(value) * density))
        end = low
        if low > 0:
            used[(low - 1) // OF_EIGHT] = True
            sound = sound and keys[low - 1] < value
        if low < count and keys[low] == value:
            end = low + 1
            if value == np.uint64(0xFFFFFFFFFFFFFFFF):
                end = count
            elif end < count and keys[end] == value:
                end = first_from(keys, value + np.uint64(1), end, end)
            used[(end - 1) // OF_EIGHT] = True
            sound = sound and keys[end - 1] == value
        if low < count:
            used[low // OF_EIGHT] = True
            sound = sound and keys[low] >= value
        if end < count:
            used[end // OF_EIGHT] = True
            sound = sound and (end == low or keys[end] > value)
        firsts[at], lasts[at] = low, end
    return sound


@kernel
def is_among(values: NDArray[Any], value: np.int64, low: int, high: int, used: Mask) -> bool:
    """Whether a passage, or the next, is among ``values[low:high]``, which rise."""
    end = high
    while low < high:
        middle = (low + high) // 2
        used[middle // OF_FOUR] = True
        if np.int64(values[middle]) < value:
            low = middle + 1
        else:
            high = middle
    if low < end:
        used[low // OF_FOUR] = True
        return bool(np.int64(values[low]) <= value + 1)
    return False


@kernel
def stands(gone: NDArray[np.int64], number: np.uint64) -> bool:
    """Whether a document is not among those that are gone, which rise."""
    at = np.searchsorted(gone, np.int64(number))
    return not (at < len(gone) and gone[at] == np.int64(number))


@kernel
def count_holders(  # noqa: C901, PLR0913, PLR0917  a compiled loop takes arrays
    segment: HolderArrays,
    gone: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    rows: NDArray[np.int64],
    offsets: NDArray[np.int64],
    most: int,
    by_site: bool,  # noqa: FBT001  as compiled loops take it
    sites: NDArray[np.uint64],
    used: tuple[Mask, ...],
    out: NDArray[np.float64],
) -> None:
    """Documents of a segment that hold runs of tokens, added to those of others.

    Args:
        segment: its arrays.
        gone: numbers of documents that stand no more, rising.
        first: first posting of each key.
        last: end of its postings.
        rows: keys of each run, shape (n, w).
        offsets: token of the run at which each of its keys begins, shape (w,).
        most: postings of one key that are looked at; of more a sample, evenly spread.
        by_site: whether documents of the run's own site count alone.
        sites: shape (n,); without `by_site` none is read.
        used: a block each of passages, owners, numbers and sites; those that decided are set.
        out: shape (n,), added to.
    """
    for run in range(len(rows)):
        base, size = 0, last[rows[run, 0]] - first[rows[run, 0]]
        for column in range(1, len(offsets)):
            key = rows[run, column]
            if last[key] - first[key] < size:
                base, size = column, last[key] - first[key]
        taken, start = min(size, most), first[rows[run, base]]
        count, before = 0, np.int64(-1)
        for step in range(taken):
            place = start + step * size // taken
            used[0][place // OF_FOUR] = True
            passage = np.int64(segment.passages[place])
            held, column = True, 0
            while held and column < len(offsets):
                if column != base:
                    key = rows[run, column]
                    early = passage - (1 if offsets[column] < offsets[base] else 0)
                    held = is_among(
                        segment.passages, early, int(first[key]), int(last[key]), used[0]
                    )
                column += 1
            if not held or passage >= len(segment.owners):
                continue
            used[1][passage // OF_FOUR] = True
            owner = np.int64(segment.owners[passage])
            if owner == before or owner >= len(segment.numbers):
                continue
            before = owner
            used[2][owner // OF_EIGHT] = True
            used[3][owner // OF_EIGHT] = True
            there = not by_site or segment.sites[owner] == sites[run]
            if there and stands(gone, segment.numbers[owner]):
                count += 1
        if taken:
            out[run] += size / taken * count


class PostingArrays(NamedTuple):
    """What `gather_hits` reads of a segment with P postings, Q passages and D documents."""

    passages: NDArray[np.uint32]
    """Shape (P,)."""
    owners: NDArray[np.uint32]
    """Shape (Q,)."""
    extents: NDArray[np.uint32]
    """Shape (Q, 4)."""
    numbers: NDArray[np.uint64]
    """Shape (D,)."""
    outlets: NDArray[np.uint64]
    """Shape (D,)."""


@kernel
def gather_hits(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    segment: PostingArrays,
    gone: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    of: NDArray[np.int64],
    own: NDArray[np.uint64],
    used: tuple[Mask, ...],
    ends: NDArray[np.int64],
    documents: NDArray[np.int64],
    tokens: NDArray[np.int64],
) -> None:
    """Passages of a segment that hold some keys, of documents that stand.

    Args:
        segment: its arrays.
        gone: numbers of documents that stand no more, rising.
        first: first posting of each key.
        last: end of its postings.
        of: the key of each place that is asked for, shape (k,).
        own: an outlet of which no document counts for the place, 0 for none; shape (k,).
        used: a block each of the segment's arrays; those that decided are set.
        ends: end of what was written for each place so far, shape (k,); moved on.
        documents: numbers of the documents, written from there on.
        tokens: first token of each passage, the same.
    """
    for at in range(len(of)):
        for place in range(first[of[at]], last[of[at]]):
            used[0][place // OF_FOUR] = True
            passage = np.int64(segment.passages[place])
            if passage >= len(segment.owners):
                continue
            used[1][passage // OF_FOUR] = True
            owner = np.int64(segment.owners[passage])
            if owner >= len(segment.numbers):
                continue
            used[3][owner // OF_EIGHT] = True
            if not stands(gone, segment.numbers[owner]):
                continue
            if own[at]:
                used[4][owner // OF_EIGHT] = True
                if segment.outlets[owner] == own[at]:
                    continue
            used[2][passage // _OF_EXTENTS] = True
            documents[ends[at]] = np.int64(segment.numbers[owner])
            tokens[ends[at]] = np.int64(segment.extents[passage, 0])
            ends[at] += 1


@kernel
def keep_written(
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    documents: NDArray[np.int64],
    tokens: NDArray[np.int64],
) -> int:
    """Move what was written for each place together, and say how much it is.

    Args:
        starts: where the room of each place begins, shape (k,).
        ends: end of what was written there, shape (k,).
        documents: overwritten from the start.
        tokens: the same.
    """
    count = 0
    for at in range(len(starts)):
        for place in range(starts[at], ends[at]):
            documents[count], tokens[count] = documents[place], tokens[place]
            count += 1
    return count


def arguments() -> tuple[Any, ...]:
    """Nothing, of the types that the four searches are called with."""
    wide, narrow, wider = (
        np.zeros(0, np.uint64),
        np.zeros(0, np.uint32),
        np.zeros((0, 4), np.uint32),
    )
    asked, sites = wide.copy(), wide.copy()
    # What is mapped from a file cannot be written to.
    for array in (wide, narrow, wider):
        array.setflags(write=False)
    numbers, marks = np.zeros(0, np.int64), np.zeros(0, np.bool_)
    holders = HolderArrays(narrow, narrow, wide, wide)
    postings = PostingArrays(narrow, narrow, wider, wide, wide)
    rows, out = np.zeros((0, 1), np.int64), np.zeros(0, np.float64)
    some = marks, marks, marks, marks
    return (
        (wide, asked, numbers, numbers, marks),
        (holders, numbers, numbers, numbers, rows, numbers, 0, False, sites, some, out),
        (
            postings,
            numbers,
            numbers,
            numbers,
            numbers,
            sites,
            (*some, marks),
            numbers,
            numbers,
            numbers,
        ),
        (numbers, numbers, numbers, numbers),
    )
