"""Which archived passages that share a key with a text may share a longer run with it.

Most share keys by chance, far apart. A run shares another key nearby that was looked up, or other
words right beside the one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.archive.checked import OF_EIGHT, OF_FOUR
from reuse.archive.holdings import Holdings
from reuse.archive.layout import GRAM, STRIDE
from reuse.archive.lookup import Hits
from reuse.compiled import kernel
from reuse.grouping import HALF, ODD

# Hits whose tokens are looked at together.
_AT_ONCE = 16_384
# Tokens between two keys of one run.
_APART = 30
# Words before and behind a lone key of which so many must match, at most so far out of line.
_NEAR, _BESIDE, _SHIFT = 6, 3, 2
_AROUND = _NEAR + GRAM
Mask = NDArray[np.bool_]


def promising(
    holdings: Holdings,
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    hits: Hits,
    lone: Mask,
) -> Mask:
    """Which hits may belong to a longer run; shape (k,).

    Args:
        holdings: the archive.
        codes: token codes of all texts, shape (N,).
        bounds: first token of each text, then N; shape (D + 1,).
        hits: as they were looked up.
        lone: which hits may be all that is found of a run, shape (k,).

    Raises:
        ArchiveError: what was read is damaged.
    """
    if mark_near.at_hand:
        return _promising_compiled(holdings, codes, bounds, hits, lone)
    out = _near(bounds, hits)
    alone = np.flatnonzero(~out & lone)
    # The order in which windows are read.
    alone = alone[np.lexsort((hits.tokens[alone], hits.documents[alone]))]
    for first in range(0, len(alone), _AT_ONCE):
        some = alone[first : first + _AT_ONCE]
        out[some] = _continued(holdings, codes, bounds, hits.part(some))
    return out


def _near(bounds: NDArray[np.int64], hits: Hits) -> Mask:
    """Which hits have another one of the same text and document nearby; shape (k,)."""
    texts = np.searchsorted(bounds, hits.places, "right") - 1
    order = np.lexsort((hits.documents, texts))
    ordered = texts[order], hits.documents[order]
    places, tokens = hits.places[order], hits.tokens[order]
    near = (ordered[0][1:] == ordered[0][:-1]) & (ordered[1][1:] == ordered[1][:-1])
    near &= places[1:] - places[:-1] <= _APART
    near &= np.abs(tokens[1:] - tokens[:-1]) <= _APART + STRIDE
    # One key in two passages is one key.
    near &= places[1:] > places[:-1]
    out = np.zeros(len(places), np.bool_)
    out[order[1:]] |= near
    out[order[:-1]] |= near
    return out


def _continued(
    holdings: Holdings, codes: NDArray[np.uint32], bounds: NDArray[np.int64], hits: Hits
) -> Mask:
    """Whether words near the key of each hit, by document and token, match on both sides."""
    held, edges, heads = holdings.windows(hits.documents, hits.tokens, _AROUND)
    padded = np.append(held, np.uint32(0))
    last = len(held)
    # Where in the passage the key stands: the first place at which all its tokens match.
    starts, ends = edges[:-1] + heads, edges[1:]
    found, at = np.zeros(len(starts), np.bool_), starts.copy()
    again = np.zeros(len(starts), np.bool_)
    for step in range(STRIDE):
        place = starts + step
        here = place + GRAM <= ends
        for ahead in range(GRAM):
            here &= padded[np.minimum(place + ahead, last)] == codes[hits.places + ahead]
        again |= found & here
        here &= ~found
        at[here] = place[here]
        found |= here
    texts = np.searchsorted(bounds, hits.places, "right")
    low, high = bounds[texts - 1], bounds[texts]
    matched = np.zeros(len(starts), np.int64)
    # A word that was left out or put in moves what stands behind it.
    for step in (*range(-_NEAR, 0), *range(GRAM, GRAM + _NEAR)):
        own = hits.places + step
        inside = (own >= low) & (own < high)
        code = codes[np.clip(own, 0, len(codes) - 1)]
        same = np.zeros(len(starts), np.bool_)
        for shift in range(-_SHIFT, _SHIFT + 1):
            other = at + step + shift
            there = (other >= edges[:-1]) & (other < ends)
            same |= there & (padded[np.clip(other, 0, last)] == code)
        matched += inside & same
    # A key that stands there more than once is looked at in full.
    return again | found & (matched >= _BESIDE)


def _promising_compiled(
    holdings: Holdings,
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    hits: Hits,
    lone: Mask,
) -> Mask:
    out = np.zeros(len(hits.places), np.bool_)
    mark_near.native(bounds, hits.places, hits.documents, hits.tokens, out)
    alone = np.flatnonzero(~out & lone)
    owners = holdings.owners(hits.documents[alone])
    for number, segment in enumerate(holdings.segments):
        some = alone[owners == number]
        with segment.laid_open(Stored) as (stored, used):
            sound = mark_continued.native(
                stored, some, hits.documents, hits.tokens, hits.places, codes, bounds, used, out
            )
        if not sound:
            # One of all the blocks is damaged, and says so.
            segment.numbers.check_all()
    return out


class Stored(NamedTuple):
    """What `mark_continued` reads of a segment with D documents and N tokens."""

    numbers: NDArray[np.uint64]
    """Shape (D,), rising."""
    bounds: NDArray[np.uint64]
    """Shape (D + 1,)."""
    codes: NDArray[np.uint32]
    """Shape (N,)."""


@kernel
def mark_near(
    bounds: NDArray[np.int64],
    places: NDArray[np.int64],
    documents: NDArray[np.int64],
    tokens: NDArray[np.int64],
    out: Mask,
) -> None:
    """Mark hits that have another one of the same text and document nearby.

    Args:
        bounds: first token of each text, then N; shape (D + 1,).
        places: of the hits, rising; shape (k,).
        documents: the same.
        tokens: the same.
        out: shape (k,), nothing marked.
    """
    size = 16
    while size < 2 * len(places):
        size *= 2
    # The last hit of each document so far, in an open hash table.
    known, slots = np.empty(size, np.int64), np.empty(size, np.int64)
    first = 0
    for text in range(len(bounds) - 1):
        last = first
        while last < len(places) and places[last] < bounds[text + 1]:
            last += 1
        room = 16
        while room < 2 * (last - first):
            room *= 2
        known[:room] = -1
        for hit in range(first, last):
            slot = np.int64((np.uint64(documents[hit]) * ODD) >> HALF) & (room - 1)
            while known[slot] >= 0 and known[slot] != documents[hit]:
                slot = (slot + 1) & (room - 1)
            if known[slot] >= 0:
                before = slots[slot]
                ahead = places[hit] - places[before]
                moved = abs(tokens[hit] - tokens[before])
                # One key in two passages is one key.
                if 0 < ahead <= _APART and moved <= _APART + STRIDE:
                    out[hit], out[before] = True, True
            known[slot], slots[slot] = documents[hit], hit
        first = last


@kernel
def holds_key(codes: NDArray[np.uint32], at: int, own: NDArray[np.uint32], place: int) -> bool:
    """Whether the key at a place of a text stands at some token."""
    step = 0
    while step < GRAM and codes[at + step] == own[place + step]:
        step += 1
    return step == GRAM


@kernel
def is_continued(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    codes: NDArray[np.uint32],
    low: int,
    high: int,
    passage: int,
    own: NDArray[np.uint32],
    first: int,
    last: int,
    place: int,
) -> bool:
    """Whether words near a key match on both sides.

    Args:
        codes: of a segment.
        low: where the window begins that is looked at.
        high: where it ends.
        passage: where the passage that holds the key begins.
        own: codes of all texts.
        first: where the text begins.
        last: where it ends.
        place: where the key begins in it.
    """
    at = -1
    for step in range(STRIDE):
        here = passage + step
        if here + GRAM <= high and holds_key(codes, here, own, place):
            if at >= 0:
                # A key that stands there more than once is looked at in full.
                return True
            at = here
    if at < 0:
        return False
    matched = 0
    for step in range(-_NEAR, GRAM + _NEAR):
        # A word that was left out or put in moves what stands behind it.
        if not 0 <= step < GRAM and first <= place + step < last:
            for other in range(max(low, at + step - _SHIFT), min(high, at + step + _SHIFT + 1)):
                if codes[other] == own[place + step]:
                    matched += 1
                    break
    return matched >= _BESIDE


@kernel
def mark_continued(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    stored: Stored,
    some: NDArray[np.int64],
    documents: NDArray[np.int64],
    tokens: NDArray[np.int64],
    places: NDArray[np.int64],
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    used: tuple[Mask, ...],
    out: Mask,
) -> bool:
    """Mark those of some hits near whose key words match on both sides.

    Args:
        stored: the segment that holds their documents.
        some: numbers of the hits, shape (m,).
        documents: of all hits, shape (k,).
        tokens: the same.
        places: the same.
        codes: token codes of all texts, shape (N,).
        bounds: first token of each text, then N; shape (D + 1,).
        used: a block each of the segment's arrays; those that decided are set.
        out: shape (k,).

    Returns:
        Whether all documents were there: else their numbers are damaged.
    """
    sound = True
    for hit in some:
        number = np.uint64(documents[hit])
        local = np.searchsorted(stored.numbers, number)
        if local > 0:
            used[0][(local - 1) // OF_EIGHT] = True
        if local >= len(stored.numbers) or stored.numbers[local] != number:
            sound = False
            continue
        used[0][local // OF_EIGHT] = True
        used[1][local // OF_EIGHT], used[1][(local + 1) // OF_EIGHT] = True, True
        # What is damaged may be any number.
        end = min(max(np.int64(stored.bounds[local + 1]), 0), len(stored.codes))
        begin = min(max(np.int64(stored.bounds[local]), 0), end)
        passage = min(begin + max(tokens[hit], 0), end)
        low, high = max(begin, passage - _AROUND), min(end, passage + STRIDE + _AROUND)
        if low >= high:
            continue
        used[2][low // OF_FOUR], used[2][(high - 1) // OF_FOUR] = True, True
        text = np.searchsorted(bounds, places[hit], "right")
        out[hit] = is_continued(
            stored.codes, low, high, passage, codes, bounds[text - 1], bounds[text], places[hit]
        )
    return sound


def arguments() -> tuple[Any, ...]:
    """Nothing, of the types that `mark_near` and `mark_continued` are called with."""
    wide, narrow = np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    codes, numbers, marks = narrow.copy(), np.zeros(0, np.int64), np.zeros(0, np.bool_)
    # What is mapped from a file cannot be written to.
    wide.setflags(write=False)
    narrow.setflags(write=False)
    stored = Stored(wide, wide, narrow)
    used = marks, marks, marks
    return (
        (np.zeros(1, np.int64), numbers, numbers, numbers, marks),
        (stored, numbers, numbers, numbers, numbers, codes, numbers, used, marks),
    )
