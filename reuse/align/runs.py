"""Verified token runs made disjoint on both sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.matching import matched_words
from reuse.align.terms import Pair

SOLID_WORDS = 20
"""Matched words from which on a run stands for itself. Shorter ones are mostly a name with a
title, so they count as evidence for the sentences that they are in, no more."""


def settle_runs(
    pair: Pair, runs: NDArray[np.int64], min_words: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keep the solid runs, the longest first, cut to what longer ones leave free.

    Args:
        pair: both texts.
        runs: shape (k, 4), half-open token ranges.
        min_words: matched words that a run must have in any case.

    Returns:
        The runs, shape (m, 4), disjoint on both sides, and the matched tokens of each.
    """
    least = max(SOLID_WORDS, min_words) / pair.token_words
    taken = (np.zeros(len(pair.left), bool), np.zeros(len(pair.right), bool))
    kept: list[tuple[int, int, int, int]] = []
    counts: list[int] = []
    sizes = np.minimum(runs[:, 1] - runs[:, 0], runs[:, 3] - runs[:, 2])
    order = np.lexsort((runs[:, 3], runs[:, 1], runs[:, 2], runs[:, 0], -sizes))
    for run in runs[order[sizes[order] >= least]].tolist():
        cut = _free_part(pair, run, taken)
        if cut is None or cut[1] < least:
            continue
        (a, b, c, d), count = cut
        taken[0][a:b] = True
        taken[1][c:d] = True
        kept.append((a, b, c, d))
        counts.append(count)
    return np.array(kept, np.int64).reshape(-1, 4), np.array(counts, np.int64)


def _free_part(
    pair: Pair, run: list[int], taken: tuple[NDArray[np.bool_], NDArray[np.bool_]]
) -> tuple[tuple[int, int, int, int], int] | None:
    """The longest part of a run that no other run has taken on either side."""
    a, b, c, d = run
    if taken[0][a:b].all() or taken[1][c:d].all():
        return None
    left, right = matched_words(pair.left.words[a:b], pair.right.words[c:d])
    left, right = left + a, right + c
    # Taken tokens seen so far change where a stretch of free matches is interrupted.
    seen = (np.cumsum(taken[0]), np.cumsum(taken[1]))
    free = ~taken[0][left] & ~taken[1][right]
    left, right = left[free], right[free]
    if not len(left):
        return None
    broken = (np.diff(seen[0][left]) > 0) | (np.diff(seen[1][right]) > 0)
    edges = np.flatnonzero(np.concatenate(([True], broken, [True])))
    best = int(np.argmax(np.diff(edges)))
    first, last = int(edges[best]), int(edges[best + 1]) - 1
    extents = int(left[first]), int(left[last]) + 1, int(right[first]), int(right[last]) + 1
    return extents, last - first + 1


def covered_sentences(
    pair: Pair, runs: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Sentences of each side of which a run covers half or more."""
    out = []
    for side, columns in ((pair.left, (0, 1)), (pair.right, (2, 3))):
        covered = np.zeros(len(side) + 1, np.int64)
        for first, last in runs[:, columns].tolist():
            covered[first + 1 : last + 1] = 1
        total = np.cumsum(covered)
        ranges = side.text.sentences
        inside = total[ranges[:, 1]] - total[ranges[:, 0]]
        out.append(2 * inside >= ranges[:, 1] - ranges[:, 0])
    return out[0], out[1]
