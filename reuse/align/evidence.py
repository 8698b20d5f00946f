"""What sentences of two texts share, and how sure each pair of them is to say one thing.

The weighting is that of scikit-learn's ``TfidfTransformer`` with ``smooth_idf`` (a unit test
holds it against that), with the sentences of both texts as the documents: tf * (ln((1 + n) /
(1 + df)) + 1), rows scaled to unit length. In short texts every word is rare, so that there the
weights come in part from the language, see `common_terms`.
"""

from __future__ import annotations

from math import log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.common_terms import own_share, weight_of
from reuse.align.likeness import FEATURES as LIKENESS
from reuse.align.likeness import OTHER, WIDEST, describe_likeness
from reuse.align.lines import Lines
from reuse.compiled import kernel

MIN_COSINE = 0.1
MIN_SHARED = 2
OTHER_WEIGHT = 2.0
"""Weight of a word that is no content word, beside the idf of those that are."""

GLANCE_FEATURES = (
    "cosine",
    "dice",
    "shared",
    "shared_isf",
    "lead",
    "chances",
    "plain",
    "isf_less",
    "isf_more",
)
"""What the grid says of a pair of sentences before anyone reads them."""
OWN_FEATURES = (
    *GLANCE_FEATURES,
    "bigrams",
    "lcs_shorter",
    "lcs_longer",
    "run",
    "length_ratio",
    "shorter_length",
    "numbers_agree",
    "numbers_conflict",
    "names_agree",
    "names_conflict",
    "negation_conflict",
    "antonyms",
    "numbers_less",
    "numbers_more",
    "numbers_equal",
    "names_less",
    "names_more",
    "names_equal",
    "longer_length",
    "length_difference",
    "quoted_conflict",
    "all_less",
    "all_more",
    "alone_less",
    "alone_more",
    "numbers_shared",
    "numbers_within",
    "names_shared",
    "names_within",
)
FEATURES = OWN_FEATURES + LIKENESS
"""Evidence for a pair of sentences, in order; the shipped weights name the same."""


Sums = NDArray[np.float64]


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
    left_weight: NDArray[np.float64]
    """Shape (left sentences,): summed idf of the distinct terms of each."""
    right_weight: NDArray[np.float64]
    """The same of the right sentences."""


@kernel
def _last_entry(terms: NDArray[np.int64], first: int) -> int:
    """End of the entries of the term that begins at `first`."""
    last = first + 1
    while last < len(terms) and terms[last] == terms[first]:
        last += 1
    return last


@kernel
def _add_term(lines: Lines, first: int, last: int, idf: float, sums: tuple[Sums, Sums]) -> None:
    """Add a term to the squared length and to the weight of each sentence it stands in."""
    for at in range(first, last):
        value = lines.counts[at] * idf
        sums[0][lines.places[at]] += value * value
        sums[1][lines.places[at]] += idf


@kernel
def _common_terms(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines, right: Lines, common: NDArray[np.int64], idf: NDArray[np.float64],
    left_sums: tuple[Sums, Sums], right_sums: tuple[Sums, Sums],
) -> int:  # fmt: skip
    """Weigh every term, find those of both texts, and sum up each sentence."""
    total, share = (
        len(left.sizes) + len(right.sizes),
        own_share(len(left.bounds), len(right.bounds)),
    )
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
        rarity = max(left.rarity[i] if has_left else 0.0, right.rarity[j] if has_right else 0.0)
        weight = weight_of(total, (end_i - i) + (end_j - j), rarity, share)
        _add_term(left, i, end_i, weight, left_sums)
        _add_term(right, j, end_j, weight, right_sums)
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
    weights = np.zeros(shape[0], np.float64), np.zeros(shape[1], np.float64)
    count = _common_terms(left, right, common, idf, (norms[0], weights[0]), (norms[1], weights[1]))
    for k in range(count):
        a, b, c, d = common[k, 0], common[k, 1], common[k, 2], common[k, 3]
        is_plain = 0 if left.marked[a] or right.marked[c] else 1
        squared = idf[k] * idf[k]
        for i in range(a, b):
            row = left.places[i]
            value = left.counts[i] / np.sqrt(norms[0][row])
            for j in range(c, d):
                column = right.places[j]
                # In this order, exchanging the sides changes no rounding.
                cosine[row, column] += (
                    value * (right.counts[j] / np.sqrt(norms[1][column])) * squared
                )
                weight[row, column] += idf[k]
                shared[row, column] += 1
                plain[row, column] += is_plain
    return Grid(cosine, shared, weight, plain, common[:count], idf[:count], weights[0], weights[1])


@kernel
def _compare_words(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: NDArray[np.int32], a: int, b: int, right: NDArray[np.int32], c: int, d: int,
    first: NDArray[np.float64], rest: NDArray[np.float64], last: NDArray[np.float64],
) -> None:  # fmt: skip
    """Compare two ordered lists of distinct words.

    Args:
        left: words of one text.
        a: the first of the list.
        b: the end of the list.
        right: words of the other text.
        c: the first of the list.
        d: the end of the list.
        first: shape (2,), overwritten: shared words over all, and whether both have some and
            share none.
        rest: shape (3,), overwritten: words of one side alone, in logarithms, the fewer and the
            more, and whether the lists are equal.
        last: shape (2,), overwritten: shared words in logarithms, and whether one list is part
            of the other.
    """
    shared, i, j = 0, a, c
    while i < b and j < d:
        if left[i] == right[j]:
            shared, i, j = shared + 1, i + 1, j + 1
        elif left[i] < right[j]:
            i += 1
        else:
            j += 1
    alone = b - a - shared, d - c - shared
    first[0] = shared / max(alone[0] + alone[1] + shared, 1)
    first[1] = 1.0 if b > a and d > c and not shared else 0.0
    rest[0] = log1p(float(min(alone[0], alone[1])))
    rest[1] = log1p(float(max(alone[0], alone[1])))
    rest[2] = 0.0 if alone[0] or alone[1] else 1.0
    last[0], last[1] = log1p(float(shared)), 0.0 if alone[0] and alone[1] else 1.0


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
def _weigh_all(
    weights: tuple[float, float], shared: float, sizes: NDArray[np.int64], others: int,
    out: NDArray[np.float64],
) -> None:  # fmt: skip
    """Weight that two sentences share, of the one with more and with less, and what each has alone.

    Args:
        weights: idf of the content terms of each.
        shared: that of those in both.
        sizes: shape (2,): other words of each.
        others: other words of both.
        out: shape (4,), overwritten.
    """
    left = weights[0] + OTHER_WEIGHT * sizes[0]
    right = weights[1] + OTHER_WEIGHT * sizes[1]
    both = shared + OTHER_WEIGHT * others
    less, more = min(left, right), max(left, right)
    out[0], out[1] = both / max(more, 1e-9), both / max(less, 1e-9)
    # Sums in another order may fall short by their rounding.
    out[2], out[3] = log1p(max(less - both, 0.0)), log1p(max(more - both, 0.0))


@kernel
def _is_quoted(lines: Lines, sentence: int) -> bool:
    """Whether a sentence has a token inside a quotation."""
    found = False
    for at in range(lines.bounds[sentence, 0], lines.bounds[sentence, 1]):
        found = found or bool(lines.quoted[at])
    return found


@kernel
def _compare_facts(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: Lines,
    right: Lines,
    i: int,
    j: int,
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
    out: NDArray[np.float64],
) -> None:
    """Numbers, names, negation, antonyms and quotation marks of two sentences.

    `out` has shape (len(OWN_FEATURES),) or more; the places of these features are overwritten.
    """
    _compare_words(
        left.numbers, left.number_bounds[i], left.number_bounds[i + 1],
        right.numbers, right.number_bounds[j], right.number_bounds[j + 1],
        out[15:17], out[21:24], out[34:36],
    )  # fmt: skip
    _compare_words(
        left.names, left.name_bounds[i], left.name_bounds[i + 1],
        right.names, right.name_bounds[j], right.name_bounds[j + 1],
        out[17:19], out[24:27], out[36:38],
    )  # fmt: skip
    out[19] = 1.0 if left.negated[i] != right.negated[j] else 0.0
    a, b = left.opposites[i, 0], left.opposites[i, 1]
    c, d = right.opposites[j, 0], right.opposites[j, 1]
    out[20] = 1.0 if opposed and (a & ~b & d & ~c) | (b & ~a & c & ~d) else 0.0
    out[29] = 1.0 if _is_quoted(left, i) != _is_quoted(right, j) else 0.0


@kernel
def glance(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    grid: Grid,
    rows: NDArray[np.int32],
    columns: NDArray[np.int32],
    features: NDArray[np.float64],
) -> None:
    """Fill the first `GLANCE_FEATURES` of rows of `describe_beads`, which takes the same."""
    if not len(rows):
        return
    best = np.zeros((4, max(grid.cosine.shape)), np.float64)
    _best_two(grid.cosine, best)
    chances = log(float(grid.cosine.shape[0]) * grid.cosine.shape[1])
    for k in range(len(rows)):
        i, j, out = rows[k], columns[k], features[k]
        cosine, shared = grid.cosine[i, j], grid.shared[i, j]
        out[0] = cosine
        out[1] = 2.0 * shared / max(left.sizes[i] + right.sizes[j], 1)
        out[2] = log1p(float(shared))
        out[3] = log1p(grid.weight[i, j])
        # One topic makes every sentence resemble many; a counterpart stands out from them.
        rival_row = best[1, i] if cosine == best[0, i] else best[0, i]
        rival_column = best[3, j] if cosine == best[2, j] else best[2, j]
        out[4] = cosine - max(rival_row, rival_column)
        out[5] = chances
        out[6] = log1p(float(grid.plain[i, j]))
        weights = grid.left_weight[i], grid.right_weight[j]
        out[7] = grid.weight[i, j] / max(weights[0], weights[1], 1e-9)
        out[8] = grid.weight[i, j] / max(min(weights[0], weights[1]), 1e-9)


@kernel
def read_beads(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    grid: Grid,
    rows: NDArray[np.int32],
    columns: NDArray[np.int32],
    token_words: float,
    opposed: bool,  # noqa: FBT001  a compiled loop takes no keywords
    features: NDArray[np.float64],
) -> None:
    """Fill what `glance` leaves of rows of `describe_beads`, which takes the same."""
    masks, sizes = np.zeros((6, WIDEST), np.int64), np.zeros((5, 2), np.int64)
    scratch, best_alike = np.zeros((3, WIDEST + 2), np.int64), np.zeros((2, WIDEST), np.float64)
    for k in range(len(rows)):
        i, j, out = rows[k], columns[k], features[k]
        common, longest, bigrams, others = describe_likeness(
            left, right, i, j, masks, sizes, scratch, best_alike, out[len(OWN_FEATURES) :]
        )
        short, long = min(sizes[1, 0], sizes[1, 1]), max(sizes[1, 0], sizes[1, 1])
        out[9] = 2.0 * bigrams / max(short + long - 2, 1)
        out[10], out[11] = common / short, common / long
        out[12] = log1p(longest * token_words)
        out[13] = short / long
        out[14] = log1p(short * token_words)
        _compare_facts(left, right, i, j, opposed, out)
        out[27], out[28] = log1p(float(long)), log1p(float(long - short))
        weights = grid.left_weight[i], grid.right_weight[j]
        _weigh_all(weights, grid.weight[i, j], sizes[OTHER], others, out[30:34])


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
    """
    glance(left, right, grid, rows, columns, features)
    read_beads(left, right, grid, rows, columns, token_words, opposed, features)
