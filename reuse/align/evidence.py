"""What sentences of two texts share, and how sure each pair of them is to say one thing.

The weighting is that of scikit-learn's ``TfidfTransformer`` with ``smooth_idf`` (a unit test
holds it against that), with the sentences of both texts as the documents: tf * (ln((1 + n) /
(1 + df)) + 1), rows scaled to unit length.
"""

from __future__ import annotations

from math import log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.lines import Lines
from reuse.compiled import kernel

MIN_COSINE = 0.1
MIN_SHARED = 2
WIDEST = 60
"""Tokens of a sentence that are looked at in order."""

FEATURES = (
    "cosine",
    "dice",
    "bigrams",
    "lcs_shorter",
    "lcs_longer",
    "run",
    "length_ratio",
    "shared",
    "shared_isf",
    "shorter_length",
    "numbers_agree",
    "numbers_conflict",
    "names_agree",
    "names_conflict",
    "negation_conflict",
    "antonyms",
    "lead",
    "chances",
    "plain",
)
"""Evidence for a pair of sentences, in order; the shipped weights name the same."""


class Grid(NamedTuple):
    """What each pair of sentences shares; matrices of shape (left, right sentences)."""

    cosine: NDArray[np.float64]
    shared: NDArray[np.int32]
    """Distinct content terms on both sides."""
    weight: NDArray[np.float64]
    """Their summed idf."""
    plain: NDArray[np.int32]
    """Those of the shared terms that are neither names nor numbers: a topic brings its names
    with it, wording it does not."""
    common: NDArray[np.int64]
    """Shape (t, 4): for each term of both texts, its entries on the left and on the right,
    half-open."""
    idf: NDArray[np.float64]
    """Shape (t,): weight of each of these terms."""


@kernel
def _last_entry(terms: NDArray[np.int64], first: int) -> int:
    """End of the entries of the term that begins at `first`."""
    last = first + 1
    while last < len(terms) and terms[last] == terms[first]:
        last += 1
    return last


@kernel
def _add_squares(
    lines: Lines, first: int, last: int, idf: float, squares: NDArray[np.float64]
) -> None:
    for at in range(first, last):
        value = lines.counts[at] * idf
        squares[lines.places[at]] += value * value


@kernel
def _common_terms(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, common: NDArray[np.int64], idf: NDArray[np.float64],
    left_squares: NDArray[np.float64], right_squares: NDArray[np.float64],
) -> int:  # fmt: skip
    """Weigh every term, find those of both texts, and sum the squares of each sentence."""
    total = 1.0 + len(left.sizes) + len(right.sizes)
    i, j, count = 0, 0, 0
    while i < len(left.terms) or j < len(right.terms):
        has_left = j >= len(right.terms) or (
            i < len(left.terms) and left.terms[i] <= right.terms[j]
        )
        has_right = i >= len(left.terms) or (
            j < len(right.terms) and right.terms[j] <= left.terms[i]
        )
        end_i = _last_entry(left.terms, i) if has_left else i
        end_j = _last_entry(right.terms, j) if has_right else j
        weight = log(total / (1.0 + (end_i - i) + (end_j - j))) + 1.0
        _add_squares(left, i, end_i, weight, left_squares)
        _add_squares(right, j, end_j, weight, right_squares)
        if has_left and has_right:
            common[count, 0], common[count, 1] = i, end_i
            common[count, 2], common[count, 3] = j, end_j
            idf[count] = weight
            count += 1
        i, j = end_i, end_j
    return count


@kernel
def build_grid(left: Lines, right: Lines) -> Grid:
    """Compare every sentence with every sentence by what they share."""
    shape = (len(left.sizes), len(right.sizes))
    cosine, weight = np.zeros(shape, np.float64), np.zeros(shape, np.float64)
    shared, plain = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    room = min(len(left.terms), len(right.terms))
    common, idf = np.zeros((room, 4), np.int64), np.zeros(room, np.float64)
    norms = np.zeros(shape[0], np.float64), np.zeros(shape[1], np.float64)
    count = _common_terms(left, right, common, idf, norms[0], norms[1])
    for k in range(count):
        a, b, c, d = common[k, 0], common[k, 1], common[k, 2], common[k, 3]
        is_plain = 0 if left.marked[a] or right.marked[c] else 1
        squared = idf[k] * idf[k]
        for i in range(a, b):
            row = left.places[i]
            value = left.counts[i] * squared / np.sqrt(norms[0][row])
            for j in range(c, d):
                column = right.places[j]
                cosine[row, column] += value * right.counts[j] / np.sqrt(norms[1][column])
                weight[row, column] += idf[k]
                shared[row, column] += 1
                plain[row, column] += is_plain
    return Grid(cosine, shared, weight, plain, common[:count], idf[:count])


@kernel
def _in_order(
    left: Lines, right: Lines, row: int, column: int, run: NDArray[np.int64]
) -> tuple[int, int, int]:
    """Longest common subsequence, longest common run and common bigrams of two sentences."""
    a, c = left.bounds[row, 0], right.bounds[column, 0]
    rows = int(min(left.bounds[row, 1] - a, WIDEST))
    width = int(min(right.bounds[column, 1] - c, WIDEST))
    full = (1 << width) - 1
    state, before, pairs, left_pairs, longest = full, 0, 0, 0, 0
    run[: width + 1] = 0
    for i in range(rows):
        stem, mask = left.stems[a + i], 0
        for j in range(width - 1, -1, -1):
            if right.stems[c + j] == stem:
                mask |= 1 << j
                run[j + 1] = run[j] + 1
                longest = max(longest, run[j + 1])
            else:
                run[j + 1] = 0
        both = state & mask
        state = ((state + both) | (state & ~mask)) & full
        two = mask & (before << 1)
        pairs |= two
        left_pairs += 1 if two else 0
        before = mask
    common, right_pairs = width, 0
    for j in range(width):
        common -= (state >> j) & 1
        right_pairs += (pairs >> j) & 1
    return common, longest, min(left_pairs, right_pairs)


@kernel
def _agreement(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: NDArray[np.int32], a: int, b: int, right: NDArray[np.int32], c: int, d: int
) -> tuple[float, float]:
    """Shared words of two ordered lists over all, and whether both have some and share none."""
    shared, i, j = 0, a, c
    while i < b and j < d:
        if left[i] == right[j]:
            shared, i, j = shared + 1, i + 1, j + 1
        elif left[i] < right[j]:
            i += 1
        else:
            j += 1
    conflict = 1.0 if b > a and d > c and not shared else 0.0
    return shared / max(b - a + d - c - shared, 1), conflict


@kernel
def _best_two(cosine: NDArray[np.float64], best: NDArray[np.float64]) -> None:
    """Fill shape (4, m): the two best cells of each row (0, 1) and of each column (2, 3)."""
    best[:, :] = 0.0
    for row in range(cosine.shape[0]):
        for column in range(cosine.shape[1]):
            value = cosine[row, column]
            if value > best[1, row]:
                best[1, row] = min(value, best[0, row])
                best[0, row] = max(value, best[0, row])
            if value > best[3, column]:
                best[3, column] = min(value, best[2, column])
                best[2, column] = max(value, best[2, column])


@kernel
def describe_beads(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    grid: Grid,
    rows: NDArray[np.int32],
    columns: NDArray[np.int32],
    token_words: float,
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
    features: NDArray[np.float64],
    runs: NDArray[np.float64],
) -> None:
    """Evidence for sentence pairs.

    Args:
        left: one text.
        right: the other.
        grid: what their sentences share.
        rows: shape (b,): sentence of the left text.
        columns: shape (b,): sentence of the right text.
        token_words: words that a token is worth.
        opposed: whether antonyms are looked for.
        features: shape (b, len(FEATURES)), overwritten.
        runs: shape (b,), overwritten: longest common run, in tokens.
    """
    if not len(rows):
        return
    best = np.zeros((4, max(grid.cosine.shape)), np.float64)
    _best_two(grid.cosine, best)
    run = np.zeros(WIDEST + 1, np.int64)
    chances = log(float(grid.cosine.shape[0]) * grid.cosine.shape[1])
    for k in range(len(rows)):
        i, j = rows[k], columns[k]
        cosine, shared = grid.cosine[i, j], grid.shared[i, j]
        common, longest, bigrams = _in_order(left, right, i, j, run)
        lengths = (
            min(left.bounds[i, 1] - left.bounds[i, 0], WIDEST),
            min(right.bounds[j, 1] - right.bounds[j, 0], WIDEST),
        )
        short, long = min(lengths[0], lengths[1]), max(lengths[0], lengths[1])
        runs[k] = longest
        out = features[k]
        out[0] = cosine
        out[1] = 2.0 * shared / (left.sizes[i] + right.sizes[j])
        out[2] = 2.0 * bigrams / max(short + long - 2, 1)
        out[3], out[4] = common / short, common / long
        out[5] = log1p(longest * token_words)
        out[6] = short / long
        out[7] = log1p(float(shared))
        out[8] = log1p(grid.weight[i, j])
        out[9] = log1p(short * token_words)
        out[10], out[11] = _agreement(
            left.numbers, left.number_bounds[i], left.number_bounds[i + 1],
            right.numbers, right.number_bounds[j], right.number_bounds[j + 1],
        )  # fmt: skip
        out[12], out[13] = _agreement(
            left.names, left.name_bounds[i], left.name_bounds[i + 1],
            right.names, right.name_bounds[j], right.name_bounds[j + 1],
        )  # fmt: skip
        out[14] = 1.0 if left.negated[i] != right.negated[j] else 0.0
        a, b = left.opposites[i, 0], left.opposites[i, 1]
        c, d = right.opposites[j, 0], right.opposites[j, 1]
        out[15] = 1.0 if opposed and (a & ~b & d & ~c) | (b & ~a & c & ~d) else 0.0
        # One topic makes every sentence resemble many; a counterpart stands out from them.
        rival_row = best[1, i] if cosine == best[0, i] else best[0, i]
        rival_column = best[3, j] if cosine == best[2, j] else best[2, j]
        out[16] = cosine - max(rival_row, rival_column)
        out[17] = chances
        out[18] = log1p(float(grid.plain[i, j]))
