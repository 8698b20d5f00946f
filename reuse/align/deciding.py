"""Which grown fragments hold, and what remains of them where they overlap."""

from __future__ import annotations

from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

from reuse.align.evidence import Grid
from reuse.align.growing import STRONG, Cells, Values, cover, extents, split_groups
from reuse.align.lines import Lines
from reuse.compiled import kernel

FEATURES = (
    "best",
    "evidence",
    "covered_less",
    "covered_more",
    "cosine",
    "run",
    "shared_isf",
    "containment",
    "containment_longer",
    "sentences",
    "length_ratio",
)
"""Evidence for a fragment, in order; the shipped weights name the same."""
LONE = 0.75
"""Surety from which on a single sentence pair is reported even where the passage around it is
too short to say anything as a whole."""
LONE_TERMS = 6
"""Content terms that such a pair must share: headings and names with a title share fewer."""
LONE_PLAIN = 4
"""Those of them that must be neither names nor numbers."""
# Log-odds beyond which a probability is 0 or 1 for every purpose.
_STEEPEST = 35.0


@kernel
def probability(features: NDArray[np.float64], weights: NDArray[np.float64], bias: float) -> float:
    """Logistic model of one row of features; both of shape (f,)."""
    odds = bias
    for k in range(len(features)):
        odds += features[k] * weights[k]
    return 1.0 / (1.0 + exp(-min(max(odds, -_STEEPEST), _STEEPEST)))


@kernel
def _stands(places: NDArray[np.int32], a: int, b: int, first: int, last: int) -> bool:
    """Whether one of the sentences ``places[a:b]`` lies in ``[first, last)``."""
    found = False
    for at in range(a, b):
        found = found or first <= places[at] < last
    return found


@kernel
def _common(left: Lines, right: Lines, grid: Grid, span: NDArray[np.int64]) -> tuple[float, float]:
    """Terms that stand on both sides of a fragment, and their summed idf."""
    count, weight = 0.0, 0.0
    for k in range(len(grid.idf)):
        if _stands(left.places, grid.common[k, 0], grid.common[k, 1], span[4], span[5]) and _stands(
            right.places, grid.common[k, 2], grid.common[k, 3], span[6], span[7]
        ):
            count += 1.0
            weight += grid.idf[k]
    return count, weight


@kernel
def describe(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    grid: Grid,
    cells: Cells,
    values: Values,
    groups: NDArray[np.int64],
    group: int,
    out: NDArray[np.float64],
) -> None:
    """Evidence for a fragment as a whole; `out` has shape (len(FEATURES),)."""
    span = np.zeros(8, np.int64)
    extents(cells, groups, group, span)
    best, cosine, longest, evidence = 0.0, 0.0, 0.0, 0.0
    for cell in range(len(cells)):
        if groups[cell] == group:
            best, evidence = max(best, values[cell, 0]), evidence + values[cell, 0]
            cosine, longest = max(cosine, values[cell, 1]), max(longest, values[cell, 2])
    sizes, covers = np.zeros(2, np.float64), np.zeros(2, np.float64)
    for at in range(span[4], span[5]):
        sizes[0] += left.sizes[at]
    for at in range(span[6], span[7]):
        sizes[1] += right.sizes[at]
    for side in range(2):
        first, last = span[4 + 2 * side], span[5 + 2 * side]
        scratch = np.zeros(last - first, np.float64)
        covers[side] = cover(cells, values, groups, group, side, first, scratch) / (last - first)
    common, weight = _common(left, right, grid, span)
    tokens = span[1] - span[0], span[3] - span[2]
    best = min(max(best, 1e-6), 1 - 1e-6)
    out[0] = log(best / (1 - best))
    out[1] = log1p(evidence)
    out[2], out[3] = min(covers[0], covers[1]), max(covers[0], covers[1])
    out[4] = cosine
    out[5] = log1p(longest)
    out[6] = log1p(weight)
    out[7] = common / max(min(sizes[0], sizes[1]), 1.0)
    out[8] = common / max(sizes[0], sizes[1], 1.0)
    out[9] = log1p(float(min(span[5] - span[4], span[7] - span[6])))
    out[10] = min(tokens[0], tokens[1]) / max(tokens[0], tokens[1], 1)


@kernel
def _lone(cells: Cells, values: Values, groups: NDArray[np.int64], group: int) -> float:
    """Surety of the best run or sentence pair that can stand by itself, 0 where none can."""
    best = 0.0
    for cell in range(len(cells)):
        if groups[cell] != group:
            continue
        if cells[cell, 8]:
            return 1.0
        able = values[cell, 0] >= LONE and cells[cell, 9] >= LONE_TERMS
        if able and cells[cell, 10] >= LONE_PLAIN:
            best = max(best, values[cell, 0])
    return best


@kernel
def validate(  # noqa: PLR0913, PLR0917  arrays of both texts
    left: Lines,
    right: Lines,
    grid: Grid,
    cells: Cells,
    values: Values,
    groups: NDArray[np.int64],
    count: int,
    model: tuple[NDArray[np.float64], float, float],
    sure: NDArray[np.float64],
) -> int:
    """Keep the fragments that hold as a whole, with their surety.

    Of a fragment that does not, its strongest parts may hold by themselves: a verified run, or
    sentence pairs of which one can stand alone.

    Args:
        left: one text.
        right: the other.
        grid: what their sentences share.
        cells: the evidence.
        values: the evidence.
        groups: shape (c,): fragment of each cell; overwritten by the ones kept.
        count: fragments.
        model: weights, bias (what is known from elsewhere included) and threshold.
        sure: shape (c,), overwritten: surety of each fragment that is kept.

    Returns:
        Fragments kept.
    """
    features = np.zeros(len(FEATURES), np.float64)
    kept, found = np.full(len(cells), -1, np.int64), 0
    part = np.zeros(len(cells), np.int64)
    for group in range(count):
        describe(left, right, grid, cells, values, groups, group, features)
        surety = probability(features, model[0], model[1])
        if surety >= model[2]:
            for cell in range(len(cells)):
                if groups[cell] == group:
                    kept[cell] = found
            sure[found] = surety
            found += 1
            continue
        for cell in range(len(cells)):
            strong = groups[cell] == group and values[cell, 0] >= STRONG
            part[cell] = 0 if strong else -1
        for k in range(split_groups(cells, part, 1, 0)):
            alone = _lone(cells, values, part, k)
            if alone > 0.0:
                for cell in range(len(cells)):
                    if part[cell] == k:
                        kept[cell] = found
                sure[found] = alone
                found += 1
    groups[:] = kept
    return found


@kernel
def _goes_before(
    masses: NDArray[np.float64], spans: NDArray[np.int64], one: int, other: int
) -> bool:
    """Whether one fragment is settled before another: by evidence, then by place."""
    if masses[one] != masses[other]:
        return bool(masses[one] > masses[other])
    for k in range(4):
        if spans[one, k] != spans[other, k]:
            return bool(spans[one, k] < spans[other, k])
    return one < other


@kernel
def _is_free(
    tokens: NDArray[np.int64], taken_left: NDArray[np.bool_], taken_right: NDArray[np.bool_]
) -> bool:
    return not (taken_left[tokens[0] : tokens[1]].any() or taken_right[tokens[2] : tokens[3]].any())


@kernel
def _weigh(
    cells: Cells, values: Values, groups: NDArray[np.int64],
    masses: NDArray[np.float64], spans: NDArray[np.int64],
) -> None:  # fmt: skip
    """Tokens that the evidence of each fragment covers, weighted by surety; and its extents."""
    for cell in range(len(cells)):
        if groups[cell] >= 0:
            size = min(cells[cell, 1] - cells[cell, 0], cells[cell, 3] - cells[cell, 2])
            masses[groups[cell]] += size * values[cell, 0]
    for group in range(len(masses)):
        extents(cells, groups, group, spans[group])


@kernel
def settle(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    cells: Cells, values: Values, groups: NDArray[np.int64], count: int,
    sure: NDArray[np.float64], lengths: tuple[int, int],
    tokens: NDArray[np.int64], surety: NDArray[np.float64],
) -> int:  # fmt: skip
    """Make the fragments disjoint on both sides; the one with the most evidence goes first.

    Args:
        cells: the evidence.
        values: the evidence.
        groups: shape (c,): fragment of each cell; overwritten.
        count: fragments.
        sure: surety of each fragment.
        lengths: tokens of both texts.
        tokens: shape (count, 8), overwritten: token ranges of the passages in the first four.
        surety: shape (count,), overwritten.

    Returns:
        Passages.
    """
    masses, spans = np.zeros(count, np.float64), np.zeros((count, 8), np.int64)
    _weigh(cells, values, groups, masses, spans)
    taken = np.zeros(lengths[0], np.bool_), np.zeros(lengths[1], np.bool_)
    done = np.zeros(count, np.bool_)
    found = 0
    for _ in range(count):
        best = -1
        for group in range(count):
            if not done[group] and (best < 0 or _goes_before(masses, spans, group, best)):
                best = group
        done[best] = True
        free = 0
        for cell in range(len(cells)):
            if groups[cell] == best:
                if _is_free(cells[cell], taken[0], taken[1]):
                    free += 1
                else:
                    groups[cell] = -1
        if not free:
            continue
        extents(cells, groups, best, tokens[found])
        if _is_free(tokens[found], taken[0], taken[1]):
            taken[0][tokens[found, 0] : tokens[found, 1]] = True
            taken[1][tokens[found, 2] : tokens[found, 3]] = True
            surety[found] = sure[best]
            found += 1
    return found
