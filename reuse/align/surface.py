"""How surely each sentence of one text says the same as each of another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.evidence import (
    FEATURES,
    GLANCE_FEATURES,
    MIN_COSINE,
    MIN_SHARED,
    Grid,
    glance,
    read_beads,
)
from reuse.align.judging import judge
from reuse.align.lcs import match_words
from reuse.align.lines import Lines
from reuse.align.model import Model
from reuse.align.solid import covered_sentences
from reuse.compiled import kernel

EQUAL = 5
"""Tokens from which on sentences whose stems are the same in order say one thing for sure, however
often both texts repeat them."""
_IN_ORDER = FEATURES.index("lcs_longer")
_ALL_ALIKE = 0.999
_MAX_BEADS = 20_000
_BEST_A_LINE = 6


@kernel
def _best_of_line(values: NDArray[np.float64], wanted: NDArray[np.bool_]) -> float:
    """The lowest of the best wanted values of a line, minus infinity where all are."""
    best = np.full(_BEST_A_LINE, -np.inf, np.float64)
    for at in range(len(values)):
        if wanted[at] and values[at] > best[0]:
            k = 0
            while k + 1 < _BEST_A_LINE and best[k + 1] < values[at]:
                best[k] = best[k + 1]
                k += 1
            best[k] = values[at]
    return float(best[0])


@kernel
def _keep_best(cosine: NDArray[np.float64], wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Keep the cells that are among the best of their row or column."""
    out = np.zeros(wanted.shape, np.bool_)
    for row in range(wanted.shape[0]):
        least = _best_of_line(cosine[row], wanted[row])
        for column in range(wanted.shape[1]):
            out[row, column] = wanted[row, column] and cosine[row, column] >= least
    for column in range(wanted.shape[1]):
        least = _best_of_line(
            np.ascontiguousarray(cosine[:, column]), np.ascontiguousarray(wanted[:, column])
        )
        for row in range(wanted.shape[0]):
            if wanted[row, column] and cosine[row, column] >= least:
                out[row, column] = True
    return out


@kernel
def choose_beads(
    grid: Grid, left_done: NDArray[np.bool_], right_done: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Pairs of sentences that share enough for a close look, sorted; none of a done sentence."""
    height, width = len(left_done), len(right_done)
    wanted = np.zeros((height, width), np.bool_)
    count = 0
    for row in range(height):
        for column in range(width):
            if (
                grid.shared[row, column] >= MIN_SHARED
                and grid.cosine[row, column] > MIN_COSINE
                and not left_done[row]
                and not right_done[column]
            ):
                wanted[row, column] = True
                count += 1
    if count > _MAX_BEADS:
        wanted = _keep_best(grid.cosine, wanted)
        count = min(wanted.sum(), _MAX_BEADS)
    rows, columns = np.zeros(count, np.int32), np.zeros(count, np.int32)
    found = 0
    for row in range(height):
        for column in range(width):
            if wanted[row, column] and found < count:
                rows[found], columns[found] = row, column
                found += 1
    return rows, columns


@kernel
def _spread_run(
    left: Lines, right: Lines, run: NDArray[np.int64], sure: NDArray[np.float64]
) -> None:
    """Raise what a token run says of the sentences it crosses: the share of the shorter one."""
    places = np.zeros((2, min(run[1] - run[0], run[3] - run[2])), np.int64)
    matched = match_words(left.words, right.words, (run[0], run[1], run[2], run[3]), places)
    at = 0
    while at < matched:
        i, j = left.sentence[places[0, at]], right.sentence[places[1, at]]
        count = 0
        while (
            at < matched
            and left.sentence[places[0, at]] == i
            and right.sentence[places[1, at]] == j
        ):
            count, at = count + 1, at + 1
        shorter = min(
            left.bounds[i, 1] - left.bounds[i, 0], right.bounds[j, 1] - right.bounds[j, 0]
        )
        sure[i, j] = max(sure[i, j], count / shorter)


@kernel
def _promising(
    left: Lines, right: Lines, grid: Grid, taken: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    glances: Model,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:  # fmt: skip
    """Pairs of sentences that are worth reading, with rows of evidence that `glance` began."""
    rows, columns = choose_beads(
        grid, covered_sentences(left, taken[0]), covered_sentences(right, taken[1])
    )
    seen = np.zeros((len(rows), len(GLANCE_FEATURES)), np.float64)
    glance(left, right, grid, rows, columns, seen)
    count = 0
    for k in range(len(rows)):
        # Equal sentences have a cosine of 1, but for rounding.
        equal = grid.cosine[rows[k], columns[k]] > _ALL_ALIKE
        if equal or judge(seen[k], glances[0], glances[1]) >= glances[2]:
            rows[count], columns[count], seen[count] = rows[k], columns[k], seen[k]
            count += 1
    features = np.zeros((count, len(FEATURES)), np.float64)
    features[:, : len(GLANCE_FEATURES)] = seen[:count]
    return rows[:count], columns[:count], features


@kernel
def lay_surface(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    grid: Grid,
    solid: NDArray[np.int64],
    taken: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    models: tuple[Model, Model],
    token_words: float,
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
) -> NDArray[np.float64]:
    """How surely each pair of sentences says one thing, 0 below the threshold; shape (h, w).

    Args:
        left: one text.
        right: the other.
        grid: what their sentences share.
        solid: verified token runs, disjoint on both sides, shape (k, 4).
        taken: tokens of either side that they cover.
        models: of sentence pairs that were read, and of those that were glanced at; those of
            sentences that runs cover are not asked for.
        token_words: words that a token is worth.
        opposed: whether antonyms are looked for.
    """
    sure = np.zeros((len(left.bounds), len(right.bounds)), np.float64)
    rows, columns, features = _promising(left, right, grid, taken, models[1])
    seeds = models[0]
    read_beads(left, right, grid, rows, columns, token_words, opposed, features)
    for k in range(len(rows)):
        value = judge(features[k], seeds[0], seeds[1])
        size = left.bounds[rows[k], 1] - left.bounds[rows[k], 0]
        if size * token_words >= EQUAL and features[k, _IN_ORDER] >= 1.0:
            value = 1.0
        if value >= seeds[2]:
            sure[rows[k], columns[k]] = value
    for k in range(len(solid)):
        _spread_run(left, right, solid[k], sure)
    return sure
