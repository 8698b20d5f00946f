"""Verified token runs made disjoint on both sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.lcs import match_words
from reuse.align.lines import Lines
from reuse.compiled import kernel

SOLID_WORDS = 20
"""Matched words from which on a run stands for itself. Shorter ones are mostly a name with a
title, so they count as evidence for the sentences that they are in, no more."""
DENSE = (0.72, 0.55)
"""Shares of the shorter and of the longer stretch that match in a dense run: one sentence with
some words changed."""


@kernel
def _by_size(runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Order of the runs: the longest first, then by left first, right first, and ends."""
    order = np.arange(len(runs))
    for column in (3, 1, 2, 0):
        order = order[np.argsort(runs[order, column], kind="mergesort")]
    sizes = np.minimum(runs[:, 1] - runs[:, 0], runs[:, 3] - runs[:, 2])
    return order[np.argsort(-sizes[order], kind="mergesort")]


@kernel
def _any(taken: NDArray[np.bool_], first: int, last: int) -> bool:
    found = False
    for at in range(first, last):
        found = found or bool(taken[at])
    return found


@kernel
def _free_part(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, run: NDArray[np.int64],
    taken_left: NDArray[np.bool_], taken_right: NDArray[np.bool_], out: NDArray[np.int64],
) -> int:  # fmt: skip
    """The longest part of a run that no other run has taken: its matches, 0 for none.

    `out`, shape (4,), is overwritten with its token ranges.
    """
    a, b, c, d = run[0], run[1], run[2], run[3]
    if taken_left[a:b].all() or taken_right[c:d].all():
        return 0
    places = np.zeros((2, min(b - a, d - c)), np.int64)
    matched = match_words(left.words, right.words, (a, b, c, d), places)
    best, count, first, last_i, last_j = 0, 0, 0, 0, 0
    for k in range(matched):
        i, j = places[0, k], places[1, k]
        if taken_left[i] or taken_right[j]:
            continue
        # Tokens that another run has taken interrupt a stretch of matches.
        if count and (_any(taken_left, last_i + 1, i) or _any(taken_right, last_j + 1, j)):
            count = 0
        if not count:
            first = k
        count, last_i, last_j = count + 1, i, j
        if count > best:
            best = count
            out[0], out[1], out[2], out[3] = places[0, first], i + 1, places[1, first], j + 1
    return best


@kernel
def _is_dense(part: NDArray[np.int64], size: int, shares: tuple[float, float]) -> bool:
    one, other = part[1] - part[0], part[3] - part[2]
    return bool(size >= shares[0] * min(one, other) and size >= shares[1] * max(one, other))


@kernel
def settle_runs(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, runs: NDArray[np.int64],
    least: float, shares: tuple[float, float],
    taken_left: NDArray[np.bool_], taken_right: NDArray[np.bool_],
    solid: NDArray[np.int64], matched: NDArray[np.int64],
) -> int:  # fmt: skip
    """Keep the solid runs, the longest first, cut to what longer ones leave free.

    Args:
        left: one text.
        right: the other.
        runs: shape (k, 4), half-open token ranges.
        least: matched tokens that a run must have.
        shares: share of the shorter, and of the longer stretch that must match.
        taken_left: shape (n,), where no run may lie; set where one that is kept does.
        taken_right: the same for the right text.
        solid: shape (k, 4), overwritten: the runs that are kept, disjoint on both sides.
        matched: shape (k,), overwritten: matched tokens of each.

    Returns:
        Runs kept.
    """
    count = 0
    part = np.zeros(4, np.int64)
    order = _by_size(runs)
    for k in range(len(order)):
        run = runs[order[k]]
        if min(run[1] - run[0], run[3] - run[2]) < least:
            break
        size = _free_part(left, right, run, taken_left, taken_right, part)
        if size == 0 or size < least or not _is_dense(part, size, shares):
            continue
        solid[count], matched[count] = part, size
        taken_left[part[0] : part[1]] = True
        taken_right[part[2] : part[3]] = True
        count += 1
    return count


JOINED = 4
"""Sentences of either side that two neighbouring runs may leave between them to be one passage."""


@kernel
def join_runs(left: Lines, right: Lines, runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Runs that follow each other closely on both sides made one passage.

    Args:
        left: one text.
        right: the other.
        runs: shape (k, 4), disjoint on both sides.

    Returns:
        Shape (p, 4), by left place.
    """
    order = np.argsort(runs[:, 0], kind="mergesort")
    ranks = np.zeros(len(runs), np.int64)
    ranks[np.argsort(runs[:, 2], kind="mergesort")] = np.arange(len(runs))
    out, count = np.zeros((len(runs), 4), np.int64), 0
    for at in range(len(order)):
        run = runs[order[at]]
        if at and ranks[order[at]] == ranks[order[at - 1]] + 1:
            last = out[count - 1]
            one = left.sentence[run[0]] - left.sentence[last[1] - 1]
            other = right.sentence[run[2]] - right.sentence[last[3] - 1]
            if max(one, other) <= JOINED + 1:
                last[1], last[3] = run[1], run[3]
                continue
        out[count] = run
        count += 1
    return out[:count]


@kernel
def covered_sentences(lines: Lines, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Sentences of which runs cover half or more, shape (s,)."""
    out = np.zeros(len(lines.bounds), np.bool_)
    for k in range(len(lines.bounds)):
        first, last = lines.bounds[k, 0], lines.bounds[k, 1]
        inside = 0
        for at in range(first, last):
            inside += 1 if taken[at] else 0
        out[k] = 2 * inside >= last - first
    return out
