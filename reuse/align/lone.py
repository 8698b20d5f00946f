"""Sentences that are alike outside any passage: judged by themselves, strictly.

What the two texts were already found to share counts: a sentence told alike says more where whole
paragraphs beside it are copied than between two accounts of one event.
"""

from __future__ import annotations

from math import log1p

import numpy as np
from numpy.typing import NDArray

from reuse.align.evidence import Grid
from reuse.align.fragments import ALIKE_FEATURES, describe_alike, find_clusters
from reuse.align.views import View
from reuse.compiled import kernel

WEAK = 0.22
"""Surety from which on a pair of sentences can belong to a lone match."""
STRONG = 0.35
"""Surety that the best of them must have."""
GAP = 1
"""Sentences that such a match may bridge on either side."""
LONGEST = 4
"""Sentences of a side that such a match may have; a longer one is a passage that did not hold."""
FEATURES = (
    *ALIKE_FEATURES,
    "established",
    "is_established",
    "lead",
    "lead_cosine",
    "shared",
    "plain_words",
    "weight",
)
"""Evidence for a lone match, in order; the shipped weights name the same."""
_FIRST = len(ALIKE_FEATURES)
_SPAN = tuple[int, int, int, int]


@kernel
def find_lone(
    sure: NDArray[np.float64], rows: NDArray[np.bool_], columns: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Windows around pairs of sentences that no passage has taken, shape (k, 4); by place.

    Args:
        sure: shape (h, w).
        rows: shape (h,): left sentences that are taken.
        columns: shape (w,): right ones.
    """
    free = sure.copy()
    for i in range(len(rows)):
        for j in range(len(columns)):
            if rows[i] or columns[j]:
                free[i, j] = 0.0
    clusters = find_clusters(free, WEAK, GAP)
    kept = 0
    for k in range(len(clusters)):
        one, other = clusters[k, 1] - clusters[k, 0], clusters[k, 3] - clusters[k, 2]
        if max(one, other) > LONGEST:
            continue
        top = 0.0
        for i in range(clusters[k, 0], clusters[k, 1]):
            for j in range(clusters[k, 2], clusters[k, 3]):
                top = max(top, free[i, j])
        if top >= STRONG:
            clusters[kept] = clusters[k]
            kept += 1
    return clusters[:kept]


@kernel
def _rival(values: NDArray[np.float64], row: int, column: int) -> float:
    """The highest other value in the row or column of a cell."""
    out = 0.0
    for j in range(values.shape[1]):
        out = max(out, values[row, j] if j != column else 0.0)
    for i in range(values.shape[0]):
        out = max(out, values[i, column] if i != row else 0.0)
    return out


@kernel
def describe_lone(  # noqa: PLR0913, PLR0917  arrays of both texts
    here: View,
    there: View,
    grid: Grid,
    span: _SPAN,
    established: float,
    out: NDArray[np.float64],
) -> None:
    """Evidence for a lone match.

    Args:
        here: the pair as seen from the left.
        there: the same from the right.
        grid: what the sentences share.
        span: left and right window in sentences, half-open.
        established: words of the left text in passages that were found before.
        out: shape (len(FEATURES),), overwritten.
    """
    describe_alike(here, there, grid.shared, grid.plain, span, (0.0, 0.0), out[:_FIRST])
    row, column, best = span[0], span[2], -1.0
    for i in range(span[0], span[1]):
        for j in range(span[2], span[3]):
            if here.sure[i, j] > best:
                best, row, column = here.sure[i, j], i, j
    out[_FIRST] = log1p(established)
    out[_FIRST + 1] = 1.0 if established > 0.0 else 0.0
    out[_FIRST + 2] = best - _rival(here.sure, row, column)
    out[_FIRST + 3] = grid.cosine[row, column] - _rival(grid.cosine, row, column)
    out[_FIRST + 4] = log1p(float(grid.shared[row, column]))
    out[_FIRST + 5] = log1p(float(grid.plain[row, column]))
    out[_FIRST + 6] = log1p(grid.weight[row, column])
