"""What the sentences of one text have to do with another text, as seen from one side.

A pair of texts has two views, one from each side; a loop over one of them serves both.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.common_terms import own_share, weight_of
from reuse.align.evidence import Grid
from reuse.align.lines import Lines
from reuse.compiled import kernel
from reuse.searching import first_at_least


class View(NamedTuple):
    """One text, `lines`, beside the `other`; h and w sentences, n and m tokens."""

    lines: Lines
    other: Lines
    sure: NDArray[np.float64]
    """Shape (h, w): how surely each pair of sentences says one thing."""
    cosine: NDArray[np.float64]
    """Shape (h, w)."""
    common: NDArray[np.int64]
    """Shape (t, 4): for each term of both texts its entries here and there, half-open."""
    idf: NDArray[np.float64]
    """Shape (t,): weight of each of these terms."""
    totals: NDArray[np.float64]
    """Shape (h,): summed weight of the terms of each sentence, shared or not."""
    places: NDArray[np.int64]
    """Shape (m - 1,): pairs of neighbouring stems of the other text, by what they are, then by
    place."""
    first: NDArray[np.int64]
    """Shape (n,): where in `places` those begin that equal the pair at each token."""
    last: NDArray[np.int64]
    """Shape (n,): where they end."""
    best: NDArray[np.float64]
    """Shape (2, h): the highest `sure` and `cosine` of each sentence."""


@kernel
def _totals(
    lines: Lines, common: NDArray[np.int64], idf: NDArray[np.float64], sentences: int, share: float
) -> NDArray[np.float64]:
    """`View.totals`.

    `common` as seen from `lines`, `sentences` those of both texts, `share` their `own_share`.
    """
    out = np.zeros(len(lines.bounds), np.float64)
    at, k = 0, 0
    while at < len(lines.terms):
        last = at + 1
        while last < len(lines.terms) and lines.terms[last] == lines.terms[at]:
            last += 1
        while k < len(idf) and common[k, 0] < at:
            k += 1
        if k < len(idf) and common[k, 0] == at:
            weight = idf[k]
        else:
            weight = weight_of(sentences, last - at, lines.rarity[at], share)
        for entry in range(at, last):
            out[lines.places[entry]] += weight
        at = last
    return out


@kernel
def _key(stems: NDArray[np.int32], at: int) -> int:
    return int((np.int64(stems[at]) << 32) | np.int64(stems[at + 1]))


@kernel
def _sorted_pairs(lines: Lines) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of neighbouring stems, sorted, and the token at which each stands; shape (n - 1,)."""
    keys = np.zeros(max(len(lines.stems) - 1, 0), np.int64)
    for at in range(len(keys)):
        keys[at] = _key(lines.stems, at)
    places = np.argsort(keys, kind="mergesort")
    return keys[places], places


@kernel
def _ranges(
    own: tuple[NDArray[np.int64], NDArray[np.int64]], keys: NDArray[np.int64], tokens: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where among sorted `keys` the pair at each token stands: `View.first` and `View.last`.

    `own` is what `_sorted_pairs` gives of the text, which has `tokens` tokens.
    """
    first, last = np.zeros(tokens, np.int64), np.zeros(tokens, np.int64)
    low, high = 0, 0
    for k in range(len(own[0])):
        key = own[0][k]
        if k == 0 or key != own[0][k - 1]:
            low = high
            while low < len(keys) and keys[low] < key:
                low += 1
            high = low
            while high < len(keys) and keys[high] == key:
                high += 1
        first[own[1][k]], last[own[1][k]] = low, high
    return first, last


@kernel
def _row_bests(sure: NDArray[np.float64], cosine: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.zeros((2, sure.shape[0]), np.float64)
    for i in range(sure.shape[0]):
        for j in range(sure.shape[1]):
            out[0, i] = max(out[0, i], sure[i, j])
            out[1, i] = max(out[1, i], cosine[i, j])
    return out


@kernel
def views(left: Lines, right: Lines, grid: Grid, sure: NDArray[np.float64]) -> tuple[View, View]:
    """The pair as seen from the left text, and from the right."""
    sentences, share = (
        len(left.bounds) + len(right.bounds),
        own_share(len(left.bounds), len(right.bounds)),
    )
    mirrored = np.zeros((len(grid.common), 4), np.int64)
    mirrored[:, :2], mirrored[:, 2:] = grid.common[:, 2:], grid.common[:, :2]
    one, other = _sorted_pairs(left), _sorted_pairs(right)
    forth = _ranges(one, other[0], len(left.stems))
    back = _ranges(other, one[0], len(right.stems))
    turned, cosine = np.ascontiguousarray(sure.T), np.ascontiguousarray(grid.cosine.T)
    return (
        View(
            left, right, sure, grid.cosine, grid.common, grid.idf,
            _totals(left, grid.common, grid.idf, sentences, share), other[1], forth[0], forth[1],
            _row_bests(sure, grid.cosine),
        ),
        View(
            right, left, turned, cosine, mirrored, grid.idf,
            _totals(right, mirrored, grid.idf, sentences, share), one[1], back[0], back[1],
            _row_bests(turned, cosine),
        ),
    )  # fmt: skip


@kernel
def _is_between(values: NDArray[Any], first: int, last: int, low: int, high: int) -> bool:
    """Whether one of the rising ``values[first:last]`` lies in ``[low, high)``."""
    place = first_at_least(values, low, first, last)
    return bool(place < last and values[place] < high)


@kernel
def weigh_held(
    view: View, low: int, high: int, weights: NDArray[np.float64], counts: NDArray[np.float64]
) -> None:
    """Of each sentence, the terms that stand in sentences ``[low, high)`` of the other text.

    Args:
        view: the pair.
        low: first sentence of the other text.
        high: one past the last.
        weights: shape (h,), overwritten: their summed weight.
        counts: shape (h,), overwritten: their number.
    """
    weights[:] = 0.0
    counts[:] = 0.0
    for k in range(len(view.idf)):
        common = view.common[k]
        if _is_between(view.other.places, common[2], common[3], low, high):
            for entry in range(common[0], common[1]):
                weights[view.lines.places[entry]] += view.idf[k]
                counts[view.lines.places[entry]] += 1.0


@kernel
def is_held_pair(view: View, at: int, low: int, high: int) -> bool:
    """Whether the pair of stems at a token stands in tokens ``[low, high)`` of the other text."""
    return _is_between(view.places, view.first[at], view.last[at], low, high)


@kernel
def share_of_pairs(view: View, sentence: int, low: int, high: int) -> float:
    """Share of a sentence's pairs of neighbouring stems that stand in tokens ``[low, high)``."""
    a, b = view.lines.bounds[sentence, 0], view.lines.bounds[sentence, 1]
    count = 0
    for at in range(a, b - 1):
        count += 1 if is_held_pair(view, at, low, high) else 0
    return float(count / max(b - 1 - a, 1))


@kernel
def common_weight(view: View, span: tuple[int, int, int, int]) -> float:
    """Summed weight of the terms that stand in both windows of a span."""
    a, b, c, d = span
    out = 0.0
    for k in range(len(view.idf)):
        common = view.common[k]
        if _is_between(view.lines.places, common[0], common[1], a, b) and _is_between(
            view.other.places, common[2], common[3], c, d
        ):
            out += view.idf[k]
    return out
