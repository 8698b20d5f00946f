"""Pairs of sentences that may say one thing, and the evidence for each.

A cheap look at every pair of sentences (one matrix product) leaves the few that share enough;
only those are looked at closely, all at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.align.polarity import antonym_pairs
from reuse.align.runs_within import RunFeatures, run_features
from reuse.align.terms import Pair, Side
from reuse.align.weighting import Vectors, count_terms, dense, pair_idf, unit_values

MIN_COSINE = 0.1
MIN_SHARED = 2
MAX_CELLS = 6_250_000
"""Sentence pairs beyond which only token runs are compared."""
_MAX_BEADS = 20_000
_BEST_A_LINE = 6

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
"""Names of the columns of `Beads.features`, in order; the shipped weights name the same."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beads:
    """Candidate sentence pairs; parallel arrays of shape (b,), sorted by left, then right."""

    left: NDArray[np.int64]
    """Sentence of the left text."""
    right: NDArray[np.int64]
    """Sentence of the right text."""
    features: NDArray[np.float64]
    """Shape (b, len(FEATURES))."""
    runs: NDArray[np.float64]
    """Longest common run, in tokens."""
    shared: NDArray[np.int64]
    """Distinct content terms that stand on both sides."""
    plain: NDArray[np.int64]
    """Those of them that are neither names nor numbers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """What each pair of sentences shares; matrices of shape (left, right sentences)."""

    cosine: NDArray[np.float32]
    shared: NDArray[np.float32]
    """Distinct content terms on both sides."""
    weight: NDArray[np.float32]
    """Their summed idf."""
    plain: NDArray[np.float32]
    """Those of the shared terms that are neither names nor numbers: a topic brings its names
    with it, wording it does not."""
    left_terms: NDArray[np.float32]
    """Shape (left sentences,): distinct content terms of each."""
    right_terms: NDArray[np.float32]
    left_matrix: NDArray[np.float32]
    """Shape (left sentences, shared terms): 1 where the term stands."""
    right_matrix: NDArray[np.float32]
    columns: NDArray[np.int64]
    """Column of each term of the vocabulary, -1 when it is not in both texts."""
    idf: NDArray[np.float32]
    """Shape (shared terms,): weight of each."""

    @property
    def chances(self) -> float:
        """Log of the number of sentence pairs: the more, the likelier an accident."""
        return float(np.log(self.cosine.size))


def build_grid(pair: Pair, idf: NDArray[np.float64] | None = None) -> Grid:
    """Compare every sentence with every sentence by what they share.

    Args:
        pair: both texts.
        idf: weight of each term of the vocabulary; by default that of `pair_idf`. Training
            gives its own where a pair is two lone sentences, which weigh nothing themselves.
    """
    width = len(pair.vocabulary)
    left, right = (count_terms(side, width) for side in (pair.left, pair.right))
    if idf is None:
        idf = pair_idf(left, right, width)
    both = np.zeros(width, np.int8)
    both[left.columns] |= 1
    both[right.columns] |= 2
    common = np.flatnonzero(both == 3)
    columns = np.full(width, -1, np.int64)
    columns[common] = np.arange(len(common))
    ones = [dense(v, np.ones(len(v.rows)), columns, len(common)) for v in (left, right)]
    values = [dense(v, unit_values(v, idf), columns, len(common)) for v in (left, right)]
    scaled = ones[0] * idf[common].astype(np.float32)
    return Grid(
        cosine=values[0] @ values[1].T,
        shared=ones[0] @ ones[1].T,
        weight=scaled @ ones[1].T,
        plain=np.asarray((ones[0] * _plain(pair)[common]) @ ones[1].T, np.float32),
        left_terms=_distinct(left),
        right_terms=_distinct(right),
        left_matrix=ones[0],
        right_matrix=ones[1],
        columns=columns,
        idf=idf[common].astype(np.float32),
    )


def _plain(pair: Pair) -> NDArray[np.float32]:
    """1 for each term of the vocabulary that never stands as a name or number, else 0."""
    out = np.ones(len(pair.vocabulary), np.float32)
    for side in (pair.left, pair.right):
        marked = side.terms[side.names | side.numbers]
        out[marked[marked >= 0]] = 0
    return out


def _distinct(vectors: Vectors) -> NDArray[np.float32]:
    return np.bincount(vectors.rows, minlength=vectors.sentences).astype(np.float32)


def find_beads(pair: Pair, grid: Grid, masked: NDArray[np.bool_] | None = None) -> Beads:
    """Candidate sentence pairs with their evidence.

    Args:
        pair: both texts.
        grid: what their sentences share.
        masked: shape (left, right sentences), True where a pair needs no look.
    """
    wanted = (grid.cosine > MIN_COSINE) & (grid.shared >= MIN_SHARED)
    if masked is not None:
        wanted &= ~masked
    if np.count_nonzero(wanted) > _MAX_BEADS:
        wanted &= _among_best(np.where(wanted, grid.cosine, 0))
    rows, cols = np.nonzero(wanted)
    rows, cols = rows[:_MAX_BEADS], cols[:_MAX_BEADS]
    close = run_features(pair, rows, cols)
    return Beads(
        left=rows,
        right=cols,
        features=_features(pair, grid, rows, cols, close),
        runs=close.longest,
        shared=grid.shared[rows, cols].astype(np.int64),
        plain=grid.plain[rows, cols].astype(np.int64),
    )


def _among_best(cosine: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether a cell is among the best of its row or column."""
    out = np.zeros(cosine.shape, bool)
    for axis in (0, 1):
        count = min(_BEST_A_LINE, cosine.shape[axis])
        best = np.argpartition(-cosine, count - 1, axis=axis)
        best = np.take(best, np.arange(count), axis=axis)
        np.put_along_axis(out, best, True, axis=axis)
    return out


def _features(
    pair: Pair,
    grid: Grid,
    rows: NDArray[np.int64],
    cols: NDArray[np.int64],
    close: RunFeatures,
) -> NDArray[np.float64]:
    cosine, shared = grid.cosine[rows, cols], grid.shared[rows, cols]
    sizes = (grid.left_terms[rows], grid.right_terms[cols])
    short = np.minimum(close.left_length, close.right_length)
    long = np.maximum(close.left_length, close.right_length)
    numbers, names = _agreement(pair, rows, cols, "numbers"), _agreement(pair, rows, cols, "names")
    columns = {
        "cosine": cosine,
        "dice": 2 * shared / (sizes[0] + sizes[1]),
        "bigrams": 2 * close.bigrams / np.maximum(short + long - 2, 1),
        "lcs_shorter": close.common / short,
        "lcs_longer": close.common / long,
        "run": np.log1p(close.longest * pair.token_words),
        "length_ratio": short / long,
        "shared": np.log1p(shared),
        "shared_isf": np.log1p(grid.weight[rows, cols]),
        "shorter_length": np.log1p(short * pair.token_words),
        "numbers_agree": numbers[0],
        "numbers_conflict": numbers[1],
        "names_agree": names[0],
        "names_conflict": names[1],
        "negation_conflict": _negation(pair, rows, cols),
        "antonyms": _antonyms(pair, rows, cols),
        "lead": _lead(grid, rows, cols),
        "chances": np.full(len(rows), grid.chances),
        "plain": np.log1p(grid.plain[rows, cols]),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float64)


def _agreement(
    pair: Pair, rows: NDArray[np.int64], cols: NDArray[np.int64], kind: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shared marked words over all of them, and whether both have some and share none."""
    masks = [getattr(side, kind) for side in (pair.left, pair.right)]
    words = [side.words[mask] for side, mask in zip((pair.left, pair.right), masks, strict=True)]
    if not len(words[0]) or not len(words[1]):
        none = np.zeros(len(rows))
        return none, none
    known = np.unique(np.concatenate(words))
    matrices = []
    for side, mask, own in zip((pair.left, pair.right), masks, words, strict=True):
        matrix = np.zeros((len(side.text.sentences), len(known)), np.float32)
        matrix[side.sentence[mask], np.searchsorted(known, own)] = 1
        matrices.append(matrix)
    shared = (matrices[0] @ matrices[1].T)[rows, cols].astype(np.float64)
    counts = [matrix.sum(axis=1) for matrix in matrices]
    left, right = counts[0][rows].astype(np.float64), counts[1][cols].astype(np.float64)
    agree = shared / np.maximum(left + right - shared, 1)
    return agree, ((left > 0) & (right > 0) & (shared == 0)).astype(np.float64)


def _negation(pair: Pair, rows: NDArray[np.int64], cols: NDArray[np.int64]) -> NDArray[np.float64]:
    """1 where one sentence negates and the other does not."""
    flags = []
    for side in (pair.left, pair.right):
        flag = np.zeros(len(side.text.sentences), bool)
        flag[side.sentence[side.negations]] = True
        flags.append(flag)
    return np.asarray(flags[0][rows] != flags[1][cols], np.float64)


def _antonyms(pair: Pair, rows: NDArray[np.int64], cols: NDArray[np.int64]) -> NDArray[np.float64]:
    """1 where one sentence has a word and the other its opposite, and not both have both."""
    out = np.zeros(len(rows))
    if pair.left.text.language != "en":
        return out
    places = {term: i for i, term in enumerate(pair.vocabulary)}
    for first, second in antonym_pairs():
        if first not in places or second not in places:
            continue
        a, b = (_holds(pair.left, places[word])[rows] for word in (first, second))
        c, d = (_holds(pair.right, places[word])[cols] for word in (first, second))
        out[(a & ~b & d & ~c) | (b & ~a & c & ~d)] = 1
    return out


def _holds(side: Side, term: int) -> NDArray[np.bool_]:
    flag = np.zeros(len(side.text.sentences), bool)
    flag[side.sentence[side.terms == term]] = True
    return flag


def _lead(grid: Grid, rows: NDArray[np.int64], cols: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far the cosine of a cell leads the other cells of its row and column.

    One topic makes every sentence resemble many; a counterpart stands out from them.
    """
    if not len(rows):
        return np.zeros(0)
    own = grid.cosine[rows, cols]
    rivals = np.maximum(
        _best_other(grid.cosine, rows, cols), _best_other(grid.cosine.T, cols, rows)
    )
    return (own - rivals).astype(np.float64)


def _best_other(
    cosine: NDArray[np.float32], rows: NDArray[np.int64], cols: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Best cosine of each cell's row outside the cell."""
    if cosine.shape[1] < 2:
        return np.zeros(len(rows), np.float32)
    top = np.argmax(cosine, axis=1)
    best = cosine[np.arange(len(top)), top]
    second = np.partition(cosine, -2, axis=1)[:, -2]
    return np.where(top[rows] == cols, second[rows], best[rows])
