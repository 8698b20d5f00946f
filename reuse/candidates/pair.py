"""All exact runs of one pair of documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.extension import extend_seeds, matching_tokens
from reuse.compiled import kernel
from reuse.config import CandidateConfig
from reuse.model.prepared import Tokens

# A shingle that stands more often than this in one document says nothing about where.
_MOST_REPEATS = 8
# Tokens from which on the compiled loop pays, about one second of plain Python.
_ENOUGH = 50_000
_FACTOR = 1_000_003
_HASH = (1 << 40) - 1


def pair_runs(
    left: Tokens, right: Tokens, config: CandidateConfig, *, many: bool = False
) -> NDArray[np.int32]:
    """Verified runs of tokens that two documents share.

    Args:
        left: tokens of one document.
        right: tokens of the other, hashed under the same key.
        config: shingle size and X-drop.
        many: whether this is one of many pairs, for which the compiled loop pays.

    Returns:
        Shape (k, 5): left first, left last, right first, right last (half-open token
        ranges), matched tokens; sorted.
    """
    codes = np.concatenate([left.codes, right.codes])
    bounds = np.array([0, len(left), len(codes)], np.int64)
    run = runs_of_pair.form(len(codes), enough=0 if many else _ENOUGH)
    return run(
        codes, bounds, 0, 1, config.shingle, _MOST_REPEATS, config.xdrop, config.min_matches
    ).astype(np.int32)


def pair_runs_many(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    pairs: NDArray[np.int64],
    config: CandidateConfig,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Verified runs of many pairs of documents; compiled, and free of the interpreter lock.

    Args:
        codes: token codes of all documents, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        pairs: documents, shape (p, 2).
        config: shingle size and X-drop.

    Returns:
        What `pair_runs` gives for each pair, one after the other, shape (k, 5); and the first
        row of each pair, then k; shape (p + 1,).
    """
    first = np.zeros(len(pairs) + 1, np.int64)
    found = runs_of_pairs.native(
        codes, bounds, pairs, config.shingle, _MOST_REPEATS, config.xdrop, config.min_matches,
        first,
    )  # fmt: skip
    return found.astype(np.int32), first


@kernel
def _slot_of(
    codes: NDArray[np.uint32],
    place: int,
    start: int,
    end: int,
    size: int,
    heads: NDArray[np.int64],
) -> int:
    """Slot of the shingle at a place: where its like from `start` on is, or a free one."""
    key = np.int64(0)
    for step in range(size):
        key = (key * _FACTOR + np.int64(codes[place + step])) & _HASH
    slot = ((key >> 20) ^ key) & (len(heads) - 1)
    while heads[slot] >= 0 and not matching_tokens(
        codes, place, start + heads[slot], size, place + size, end
    ):
        slot = (slot + 1) & (len(heads) - 1)
    return int(slot)


@kernel
def pair_seeds(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    left: int,
    right: int,
    size: int,
    most: int,
) -> NDArray[np.int64]:
    """Every pair of places with equal shingles in two documents.

    Args:
        codes: token codes of all documents, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        left: number of one document.
        right: number of the other.
        size: tokens a shingle.
        most: a shingle that stands more often than this on either side is left out.

    Returns:
        Rows as `extend_seeds` takes them, shape (k, 5).
    """
    first, start, end = bounds[left], bounds[right], bounds[right + 1]
    ours = max(0, bounds[left + 1] - first - size + 1)
    theirs = max(0, end - start - size + 1)
    width = 16
    while width < 2 * theirs:
        width *= 2
    heads, counts = np.full(width, -1, np.int64), np.zeros((width, 2), np.int64)
    after = np.full(theirs, -1, np.int64)
    for back in range(1, theirs + 1):
        at = theirs - back
        slot = _slot_of(codes, start + at, start, end, size, heads)
        after[at], heads[slot] = heads[slot], at
        counts[slot, 1] += 1
    slots = np.full(ours, -1, np.int64)
    for at in range(ours):
        slot = _slot_of(codes, first + at, start, end, size, heads)
        if heads[slot] >= 0:
            slots[at] = slot
            counts[slot, 0] += 1
    total = 0
    for at in range(ours):
        if slots[at] >= 0 and max(counts[slots[at], 0], counts[slots[at], 1]) > most:
            slots[at] = -1
        total += counts[slots[at], 1] if slots[at] >= 0 else 0
    rows = np.zeros((total, 5), np.int64)
    count = 0
    for at in range(ours):
        other = heads[slots[at]] if slots[at] >= 0 else -1
        while other >= 0:
            rows[count, 0], rows[count, 1] = left, right
            rows[count, 2], rows[count, 3] = first + at, start + other
            other = after[other]
            count += 1
    return rows


@kernel
def _comes_first(
    codes: NDArray[np.uint32], bounds: NDArray[np.int64], left: int, right: int
) -> bool:
    """Whether a document stands left of another: the shorter one, or the lower codes."""
    size, other = bounds[left + 1] - bounds[left], bounds[right + 1] - bounds[right]
    if size != other:
        return bool(size < other)
    for at in range(size):
        one, two = codes[bounds[left] + at], codes[bounds[right] + at]
        if one != two:
            return bool(one < two)
    return True


@kernel
def _is_behind(rows: NDArray[np.int64], one: int, other: int) -> bool:
    for column in range(rows.shape[1]):
        if rows[one, column] != rows[other, column]:
            return bool(rows[one, column] > rows[other, column])
    return False


@kernel
def runs_of_pair(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    left: int,
    right: int,
    size: int,
    most: int,
    xdrop: int,
    fewest: int,
) -> NDArray[np.int64]:
    """Verified runs of two documents, shape (k, 5), sorted; ranges count from their starts.

    Args:
        codes: token codes of all documents, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        left: number of one document.
        right: number of the other.
        size: tokens a shingle.
        most: a shingle that stands more often than this on either side is left out.
        xdrop: fall below the best score at which growth stops.
        fewest: matched tokens of the shortest run kept.
    """
    # Where two runs are equally good the order of the sides would choose.
    in_order = _comes_first(codes, bounds, left, right)
    one, other = (left, right) if in_order else (right, left)
    seeds = pair_seeds(codes, bounds, one, other, size, most)
    out = np.zeros((len(seeds), 8), np.int64)
    found, _ = extend_seeds(codes, bounds, seeds, size, xdrop, False, out)
    runs = np.zeros((found, 5), np.int64)
    count = 0
    for at in range(found):
        if out[at, 6] < fewest:
            continue
        for side in range(2):
            column = 2 * side if in_order else 2 - 2 * side
            runs[count, column] = out[at, 2 + 2 * side] - bounds[out[at, side]]
            runs[count, column + 1] = out[at, 3 + 2 * side] - bounds[out[at, side]]
        runs[count, 4] = out[at, 6]
        # There are few runs, and nearly in order.
        place = count
        while place > 0 and _is_behind(runs, place - 1, place):
            for column in range(5):
                runs[place - 1, column], runs[place, column] = (
                    runs[place, column], runs[place - 1, column],
                )  # fmt: skip
            place -= 1
        count += 1
    return runs[:count]


@kernel
def runs_of_pairs(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    pairs: NDArray[np.int64],
    size: int,
    most: int,
    xdrop: int,
    fewest: int,
    first: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Runs of many pairs, one after the other, as `runs_of_pair` gives them.

    Args:
        codes: token codes of all documents, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        pairs: documents, shape (p, 2).
        size: tokens a shingle.
        most: a shingle that stands more often than this on either side is left out.
        xdrop: fall below the best score at which growth stops.
        fewest: matched tokens of the shortest run kept.
        first: shape (p + 1,), overwritten: first row of each pair, then their number.
    """
    out, count = np.zeros((64, 5), np.int64), 0
    for k in range(len(pairs)):
        first[k] = count
        runs = runs_of_pair(codes, bounds, pairs[k, 0], pairs[k, 1], size, most, xdrop, fewest)
        if count + len(runs) > len(out):
            wider = np.zeros((2 * (count + len(runs)), 5), np.int64)
            wider[:count] = out[:count]
            out = wider
        out[count : count + len(runs)] = runs
        count += len(runs)
    first[len(pairs)] = count
    return out[:count]
