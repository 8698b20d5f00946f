"""Stretches of two texts that are alike as wholes, and what speaks for each."""

from __future__ import annotations

from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from reuse.align.borders import NEAR
from reuse.align.owning import WINDOW_FEATURES as OWNED
from reuse.align.owning import describe_owned
from reuse.align.views import View, common_weight, is_held_pair, weigh_held
from reuse.compiled import kernel

START = 0.15
"""Surety from which on a pair of sentences can be part of a start."""
START_GAP = 3
"""Sentences without such a pair that a start may bridge on either side."""
START_EVIDENCE = 0.6
"""Summed surety of the sentences of a side that a start must have."""
MOST = 200
"""Starts that are looked at; the ones with the most evidence."""
ALIKE_FEATURES = (
    "sure_less",
    "sure_more",
    "covered_less",
    "covered_more",
    "evidence",
    "best",
    "shared_weight",
    "containment_less",
    "containment_more",
    "noise_less",
    "noise_more",
    "lead_less",
    "lead_more",
    "background",
    "background_cosine",
    "sentences",
    "length_ratio",
    "pairs_less",
    "pairs_more",
    "pairs_noise_less",
    "pairs_noise_more",
    "run",
    "order",
    "plain",
    "quoted",
    "border_less",
    "border_more",
    "cosine",
    "strong",
    "chances",
)
"""How alike a pair of windows is, in order."""
FEATURES = ALIKE_FEATURES + OWNED
"""Evidence for a fragment, in order; the shipped weights name the same."""
STRONG = 0.4
"""Surety from which on a sentence counts as strongly matched."""
# What unrelated texts show where too little of them is left to tell.
_NOISE, _PAIRS_NOISE, _BACKGROUND, _COSINE = 0.1, 0.02, 0.03, 0.12
_WEIGHT, _PAIRS, _SENTENCES = 20.0, 30.0, 3
_SPAN = tuple[int, int, int, int]


@kernel
def _split(
    rows: NDArray[np.int64], groups: NDArray[np.int64], count: int, order: NDArray[np.int64],
    gap: int,
) -> int:  # fmt: skip
    """Split groups where more than `gap` sentences of one side hold none of their points."""
    reach, now = np.full(len(rows) + 1, -1, np.int64), np.zeros(len(rows) + 1, np.int64)
    for at in range(len(order)):
        point = order[at]
        group = groups[point]
        if reach[group] < 0:
            now[group] = group
        elif rows[point] - reach[group] > gap:
            # Groups made on the way are told apart in the next turn.
            now[group] = count
            count += 1
        reach[group] = rows[point] + 1
        groups[point] = now[group]
    return count


@kernel
def find_clusters(sure: NDArray[np.float64], least: float, gap: int) -> NDArray[np.int64]:
    """Windows around pairs of sentences that lie near each other on both sides.

    Args:
        sure: shape (h, w).
        least: surety that a pair must have.
        gap: sentences without one that a window may bridge on either side.

    Returns:
        Shape (k, 4): half-open windows in sentences, left and right; in the order of their first
        pair.
    """
    count = 0
    for i in range(sure.shape[0]):
        for j in range(sure.shape[1]):
            count += 1 if sure[i, j] >= least else 0
    points = np.zeros((2, count), np.int64)
    at = 0
    for i in range(sure.shape[0]):
        for j in range(sure.shape[1]):
            if sure[i, j] >= least:
                points[0, at], points[1, at] = i, j
                at += 1
    groups = np.zeros(count, np.int64)
    orders = np.arange(count), np.argsort(points[1], kind="mergesort")
    found, before = min(count, 1), 0
    while found != before:
        before = found
        found = _split(points[0], groups, found, orders[0], gap)
        found = _split(points[1], groups, found, orders[1], gap)
    out, number = np.zeros((found, 4), np.int64), np.full(found, -1, np.int64)
    seen = 0
    for at in range(count):
        i, j = points[0, at], points[1, at]
        k = number[groups[at]]
        if k < 0:
            k = number[groups[at]] = seen
            seen += 1
            out[k, 0], out[k, 1], out[k, 2], out[k, 3] = i, i + 1, j, j + 1
        out[k, 0], out[k, 1] = min(out[k, 0], i), max(out[k, 1], i + 1)
        out[k, 2], out[k, 3] = min(out[k, 2], j), max(out[k, 3], j + 1)
    return out[:seen]


@kernel
def evidence_within(sure: NDArray[np.float64], span: NDArray[np.int64]) -> float:
    """The lesser of both sides' sums of the best surety of each sentence in a pair of windows."""
    a, b, c, d = span[0], span[1], span[2], span[3]
    best = np.zeros(d - c, np.float64)
    here, there = 0.0, 0.0
    for i in range(a, b):
        top = 0.0
        for j in range(c, d):
            top, best[j - c] = max(top, sure[i, j]), max(best[j - c], sure[i, j])
        here += top
    for j in range(d - c):
        there += best[j]
    return min(here, there)


@kernel
def find_starts(sure: NDArray[np.float64]) -> NDArray[np.int64]:
    """Windows that may become passages, shape (k, 4); the one with the most evidence first."""
    clusters = find_clusters(sure, START, START_GAP)
    evidence = np.zeros(len(clusters), np.float64)
    kept = 0
    for k in range(len(clusters)):
        value = evidence_within(sure, clusters[k])
        if value >= START_EVIDENCE:
            clusters[kept], evidence[kept] = clusters[k], value
            kept += 1
    order = np.argsort(-evidence[:kept], kind="mergesort")[:MOST]
    return clusters[:kept][order]


@kernel
def _side(view: View, span: _SPAN, out: NDArray[np.float64]) -> None:
    """What one side shows; `out` has shape (9,).

    Mean surety and covered share by tokens, summed surety, containment here and its noise,
    share of pairs and its noise, tokens, and the longest run of pairs.
    """
    a, b, c, d = span
    bounds, count = view.lines.bounds, len(view.lines.bounds)
    tokens = view.other.bounds[c, 0], view.other.bounds[d - 1, 1]
    held, shared = np.zeros(count, np.float64), np.zeros(count, np.float64)
    weigh_held(view, c, d, held, shared)
    inside, outside = np.zeros(4, np.float64), np.zeros(4, np.float64)
    size, sure, covered, total, longest = 0.0, 0.0, 0.0, 0.0, 0
    for i in range(count):
        is_inside = a <= i < b
        sums = inside if is_inside else outside
        sums[0] += held[i]
        sums[1] += view.totals[i]
        run = 0
        for at in range(bounds[i, 0], bounds[i, 1] - 1):
            hit = is_held_pair(view, at, tokens[0], tokens[1])
            run = run + 1 if hit else 0
            sums[2] += 1.0 if hit else 0.0
            sums[3] += 1.0
            longest = max(longest, run if is_inside else 0)
        if is_inside:
            best = 0.0
            for j in range(c, d):
                best = max(best, view.sure[i, j])
            length = bounds[i, 1] - bounds[i, 0]
            size += length
            sure, total = sure + length * best, total + best
            covered += length if best >= NEAR else 0
    out[0], out[1], out[2] = sure / size, covered / size, total
    out[3] = inside[0] / max(inside[1], 1e-9)
    out[4] = outside[0] / outside[1] if outside[1] > _WEIGHT else _NOISE
    out[5] = inside[2] / max(inside[3], 1.0)
    out[6] = outside[2] / outside[3] if outside[3] > _PAIRS else _PAIRS_NOISE
    out[7], out[8] = size, longest


@kernel
def _matches(
    view: View, shared: NDArray[np.int32], plain: NDArray[np.int32], span: _SPAN,
    out: NDArray[np.float64],
) -> None:  # fmt: skip
    """What the best matches of a window's sentences show; `out` has shape (5,).

    Highest surety and cosine, share of matches in order, sentences that are strongly matched, and
    share of plain words among those that the best matches share.
    """
    a, b, c, d = span
    some, total = 0.0, 0.0
    top, cosine, strong, rising, steps, last = 0.0, 0.0, 0.0, 0.0, 0.0, -1
    for i in range(a, b):
        best, where = 0.0, -1
        for j in range(c, d):
            cosine = max(cosine, view.cosine[i, j])
            if view.sure[i, j] > best:
                best, where = view.sure[i, j], j
        if where >= 0:
            some, total = some + plain[i, where], total + shared[i, where]
        top = max(top, best)
        strong += 1.0 if best >= STRONG else 0.0
        if best >= START:
            if last >= 0:
                steps += 1.0
                rising += 1.0 if where >= last else 0.0
            last = where
    out[0], out[1], out[2], out[3] = top, cosine, rising / steps if steps else 1.0, strong
    out[4] = some / max(total, 1.0)


@kernel
def _quoted_share(view: View, first: int, last: int) -> float:
    a, b = view.lines.bounds[first, 0], view.lines.bounds[last - 1, 1]
    count = 0
    for at in range(a, b):
        count += 1 if view.lines.quoted[at] else 0
    return float(count / (b - a))


@kernel
def _background(view: View, first: int, last: int, row: int) -> float:
    """Mean of the best surety (row 0) or cosine (row 1) of the sentences outside a window."""
    total, count = 0.0, 0
    for i in range(len(view.lines.bounds)):
        if i < first or i >= last:
            total, count = total + view.best[row, i], count + 1
    if count < _SENTENCES:
        return _COSINE if row else _BACKGROUND
    return total / count


@kernel
def _put_both(one: float, other: float, out: NDArray[np.float64]) -> None:
    """The lesser of both sides' values, then the greater: which text is the left one is chance."""
    out[0], out[1] = min(one, other), max(one, other)


@kernel
def describe_alike(  # noqa: PLR0913, PLR0917  arrays of both texts
    here: View,
    there: View,
    shared: NDArray[np.int32],
    plain: NDArray[np.int32],
    span: _SPAN,
    borders: tuple[float, float],
    out: NDArray[np.float64],
) -> None:
    """How alike a pair of windows is as a whole.

    Args:
        here: the pair as seen from the left.
        there: the same from the right.
        shared: `Grid.shared`.
        plain: `Grid.plain`.
        span: left and right window in sentences, half-open.
        borders: mean probability of the sentences on either side, see `borders.draw_borders`.
        out: shape (len(ALIKE_FEATURES),), overwritten.
    """
    a, b, c, d = span
    one, other, match = np.zeros(9, np.float64), np.zeros(9, np.float64), np.zeros(5, np.float64)
    _side(here, span, one)
    _side(there, (c, d, a, b), other)
    _matches(here, shared, plain, span, match)
    _put_both(one[0], other[0], out[0:2])
    _put_both(one[1], other[1], out[2:4])
    out[4] = log1p(min(one[2], other[2]))
    out[5] = match[0]
    out[6] = log1p(common_weight(here, span))
    _put_both(one[3], other[3], out[7:9])
    _put_both(one[4], other[4], out[9:11])
    _put_both(one[3] - one[4], other[3] - other[4], out[11:13])
    out[13] = (_background(here, a, b, 0) + _background(there, c, d, 0)) / 2
    out[14] = (_background(here, a, b, 1) + _background(there, c, d, 1)) / 2
    out[15] = log1p(float(min(b - a, d - c)))
    out[16] = min(one[7], other[7]) / max(one[7], other[7])
    _put_both(one[5], other[5], out[17:19])
    _put_both(one[6], other[6], out[19:21])
    out[21] = log1p(max(one[8], other[8]))
    out[22] = match[2]
    out[23] = match[4]
    out[24] = max(_quoted_share(here, a, b), _quoted_share(there, c, d))
    _put_both(borders[0], borders[1], out[25:27])
    out[27] = match[1]
    out[28] = log1p(match[3])
    out[29] = log(float(len(here.lines.bounds)) * len(there.lines.bounds))


@kernel
def describe_fragment(  # noqa: PLR0913, PLR0917  arrays of both texts
    here: View,
    there: View,
    shared: NDArray[np.int32],
    plain: NDArray[np.int32],
    span: _SPAN,
    borders: tuple[float, float],
    out: NDArray[np.float64],
) -> None:
    """Evidence for a fragment; `out` has shape (len(FEATURES),), the rest is `describe_alike`'s."""
    describe_alike(here, there, shared, plain, span, borders, out[: len(ALIKE_FEATURES)])
    describe_owned(here, span, out[len(ALIKE_FEATURES) :])
