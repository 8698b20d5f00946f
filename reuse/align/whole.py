"""A pair of texts from evidence to labelled passages, in one compiled pass."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.deciding import settle, validate
from reuse.align.evidence import (
    FEATURES,
    MIN_COSINE,
    MIN_SHARED,
    Grid,
    build_grid,
    describe_beads,
)
from reuse.align.growing import STRONG, grow, is_mostly_quoted
from reuse.align.judging import judge
from reuse.align.labels import label_passage
from reuse.align.lines import Lines
from reuse.align.solid import DENSE, covered_sentences, settle_runs
from reuse.compiled import kernel

MAX_CELLS = 6_250_000
"""Sentence pairs beyond which only token runs are compared."""
_MAX_BEADS = 20_000
_BEST_A_LINE = 6

Model = tuple[NDArray[np.float64], float, float]
"""Weights, bias and threshold of a logistic model."""


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
def _run_cells(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, solid: NDArray[np.int64], matched: NDArray[np.int64],
    token_words: float, cells: NDArray[np.int64], values: NDArray[np.float64],
) -> None:  # fmt: skip
    """Fill the first cells with the verified token runs: exact borders."""
    for k in range(len(matched)):
        cells[k, :4] = solid[k]
        cells[k, 4] = left.sentence[solid[k, 0]]
        cells[k, 5] = left.sentence[solid[k, 1] - 1] + 1
        cells[k, 6] = right.sentence[solid[k, 2]]
        cells[k, 7] = right.sentence[solid[k, 3] - 1] + 1
        cells[k, 8] = matched[k]
        quoted = is_mostly_quoted(left, right, solid[k, 0], solid[k, 1], solid[k, 2], solid[k, 3])
        cells[k, 11] = 1 if quoted else 0
        values[k, 0], values[k, 1], values[k, 2] = 1.0, 1.0, matched[k] * token_words


@kernel
def _bead_cell(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, grid: Grid, row: int, column: int, cell: NDArray[np.int64]
) -> None:
    """Fill a cell with a pair of whole sentences."""
    cell[:2], cell[2:4] = left.bounds[row], right.bounds[column]
    cell[4], cell[5], cell[6], cell[7] = row, row + 1, column, column + 1
    cell[9], cell[10] = grid.shared[row, column], grid.plain[row, column]
    quoted = is_mostly_quoted(left, right, cell[0], cell[1], cell[2], cell[3])
    cell[11] = 1 if quoted else 0


@kernel
def gather(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    grid: Grid,
    solid: NDArray[np.int64],
    matched: NDArray[np.int64],
    taken: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    seeds: Model,
    token_words: float,
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Cells of the runs, and of the sentence pairs that the seed model takes for one thing."""
    rows, columns = choose_beads(
        grid, covered_sentences(left, taken[0]), covered_sentences(right, taken[1])
    )
    features = np.zeros((len(rows), len(FEATURES)), np.float64)
    longest = np.zeros(len(rows), np.float64)
    describe_beads(left, right, grid, rows, columns, token_words, opposed, features, longest)
    surety = np.zeros(len(rows), np.float64)
    count = len(matched)
    for k in range(len(rows)):
        surety[k] = judge(features[k], seeds[0], seeds[1])
        count += 1 if surety[k] >= seeds[2] else 0
    cells, values = np.zeros((count, 12), np.int64), np.zeros((count, 3), np.float64)
    _run_cells(left, right, solid, matched, token_words, cells, values)
    at = len(matched)
    for k in range(len(rows)):
        if surety[k] >= seeds[2]:
            _bead_cell(left, right, grid, rows[k], columns[k], cells[at])
            values[at, 0], values[at, 1] = surety[k], features[k, 0]
            values[at, 2] = longest[k] * token_words
            at += 1
    return cells, values


@kernel
def find_passages(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    runs: NDArray[np.int64],
    token_words: float,
    least: tuple[float, float, float],
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
    seeds: Model,
    fragments: Model,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Token ranges of the passages, shape (p, 4), and the surety of each, shape (p,).

    Args:
        left: one text.
        right: the other.
        runs: verified common token runs, shape (k, 4).
        token_words: words that a token is worth.
        least: matched tokens of the shortest run, tokens of the shortest passage, and matched
            tokens of a dense run that is a passage where nothing else was found, 0 for none.
        opposed: whether antonyms are looked for.
        seeds: model of sentence pairs.
        fragments: model of grown passages.
    """
    lengths = len(left.words), len(right.words)
    taken = np.zeros(lengths[0], np.bool_), np.zeros(lengths[1], np.bool_)
    solid, matched = np.zeros((len(runs), 4), np.int64), np.zeros(len(runs), np.int64)
    count = settle_runs(left, right, runs, least[0], (0.0, 0.0), taken[0], taken[1], solid, matched)
    solid, matched = solid[:count], matched[:count]
    coarse = len(left.bounds) * len(right.bounds) > MAX_CELLS
    if coarse:
        grid = Grid(
            np.zeros((0, 0), np.float64), np.zeros((0, 0), np.int32),
            np.zeros((0, 0), np.float64), np.zeros((0, 0), np.int32),
            np.zeros((0, 4), np.int64), np.zeros(0, np.float64),
            np.zeros(0, np.float64), np.zeros(0, np.float64),
        )  # fmt: skip
        cells, values = np.zeros((count, 12), np.int64), np.zeros((count, 3), np.float64)
        _run_cells(left, right, solid, matched, token_words, cells, values)
    else:
        grid = build_grid(left, right)
        cells, values = gather(
            left, right, grid, solid, matched, taken, seeds, token_words, opposed
        )
    groups = np.full(len(cells), -1, np.int64)
    found, strongest = 0, 0.0
    for cell in range(len(cells)):
        strongest = max(strongest, values[cell, 0])
    if strongest >= STRONG:
        found = grow(cells, values, groups)
    sure = np.ones(len(cells), np.float64)
    if found and not coarse:
        found = validate(left, right, grid, cells, values, groups, found, fragments, sure)
    tokens, surety = np.zeros((found, 8), np.int64), np.zeros(found, np.float64)
    passages = settle(cells, values, groups, found, sure, lengths, tokens, surety)
    kept = 0
    for k in range(passages):
        size = min(tokens[k, 1] - tokens[k, 0], tokens[k, 3] - tokens[k, 2])
        if coarse or size >= least[1]:
            tokens[kept], surety[kept] = tokens[k], surety[k]
            kept += 1
    if not least[2]:
        return tokens[:kept, :4].copy(), surety[:kept]
    return _with_dense(left, right, runs, least[2], tokens[:kept, :4].copy(), surety[:kept])


@kernel
def _with_dense(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines, right: Lines, runs: NDArray[np.int64], least: float,
    tokens: NDArray[np.int64], surety: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:  # fmt: skip
    """The passages, and the dense runs that meet none of them on either side."""
    taken = np.zeros(len(left.words), np.bool_), np.zeros(len(right.words), np.bool_)
    for k in range(len(tokens)):
        taken[0][tokens[k, 0] : tokens[k, 1]] = True
        taken[1][tokens[k, 2] : tokens[k, 3]] = True
    dense, matched = np.zeros((len(runs), 4), np.int64), np.zeros(len(runs), np.int64)
    count = settle_runs(left, right, runs, least, DENSE, taken[0], taken[1], dense, matched)
    out, sure = np.zeros((len(tokens) + count, 4), np.int64), np.ones(len(tokens) + count)
    out[: len(tokens)], sure[: len(tokens)] = tokens, surety
    for k in range(count):
        one, other = dense[k, 1] - dense[k, 0], dense[k, 3] - dense[k, 2]
        out[len(tokens) + k] = dense[k]
        sure[len(tokens) + k] = matched[k] / max(one, other)
    return out, sure


@kernel
def align_lines(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    runs: NDArray[np.int64],
    left_furniture: NDArray[np.bool_],
    right_furniture: NDArray[np.bool_],
    token_words: float,
    least: tuple[float, float, float],
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
    seeds: Model,
    fragments: Model,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Passages with their labels.

    Args:
        left: one text.
        right: the other.
        runs: verified common token runs, shape (k, 4).
        left_furniture: shape (n,): boilerplate of the left text.
        right_furniture: the same of the right text.
        token_words: words that a token is worth.
        least: as in `find_passages`.
        opposed: whether antonyms are looked for.
        seeds: model of sentence pairs.
        fragments: model of grown passages.

    Returns:
        Shape (p, 6): token ranges, index into `ROLES`, index into `CHANGES`; and shape
        (p, 2): surety, and share of words kept.
    """
    tokens, surety = find_passages(left, right, runs, token_words, least, opposed, seeds, fragments)
    out, shares = np.zeros((len(tokens), 6), np.int64), np.zeros((len(tokens), 2), np.float64)
    for k in range(len(tokens)):
        role, change, kept, _ = label_passage(
            left, right, tokens[k], left_furniture, right_furniture, token_words
        )
        out[k, :4] = tokens[k]
        out[k, 4], out[k, 5] = role, change
        shares[k, 0], shares[k, 1] = surety[k], kept
    return out, shares
