"""Where a passage begins and ends: a judge of each sentence around it, both sides in turn."""

from __future__ import annotations

from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from reuse.align.judging import judge
from reuse.align.model import Model
from reuse.align.owning import SENTENCE_FEATURES as OWNED
from reuse.align.owning import describe_owned_sentences
from reuse.align.views import View, share_of_pairs, weigh_held
from reuse.compiled import kernel

REACH = 5
"""Sentences that a border may move outward in one round."""
ROUNDS = 3
"""Times that either side is drawn anew, at the most."""
SEEN_FEATURES = (
    "containment",
    "shared",
    "best",
    "best_cosine",
    "rival",
    "rival_cosine",
    "evidence",
    "before",
    "after",
    "second_before",
    "second_after",
    "containment_before",
    "containment_after",
    "inside",
    "distance",
    "depth",
    "length",
    "terms",
    "noise",
    "window",
    "pairs",
    "pairs_noise",
    "lead",
    "neighbours",
    "size",
    "margin",
    "margin_containment",
    "margin_before",
    "margin_after",
)
"""Evidence that the surface and shared words give."""
_SINGLE_FEATURES = SEEN_FEATURES + OWNED
_OF_NEIGHBOURS = "lead", "owned_lead", "pairs", "single"
_NEIGHBOURS = {"second_before": -2, "before": -1, "after": 1, "second_after": 2}
_OF_WINDOW = "containment", "best", "pairs", "owned", "shared"
FEATURES = (
    *_SINGLE_FEATURES,
    *(f"{name}_{place}" for name in _OF_NEIGHBOURS for place in _NEIGHBOURS),
    *(f"{name}_window" for name in _OF_WINDOW),
)
"""Evidence for a sentence to belong to a passage, in order; the shipped weights name the same."""
MARGIN = 3
"""Sentences on either end of the other window that may still belong to it."""
NEAR = 0.3
"""Surety from which on a sentence counts as matched."""
EQUAL = 0.9
"""Surety from which on a sentence beside a window belongs to it, whatever its own terms say."""
# Places of the features that are looked up at neighbours, and of those that the window has a mean
# of; and where the neighbours are.
_LOOKED_UP = tuple(_SINGLE_FEATURES.index(name) for name in _OF_NEIGHBOURS)
_MEANT = tuple(_SINGLE_FEATURES.index(name) for name in _OF_WINDOW)
_STEPS = tuple(_NEIGHBOURS.values())
# What unrelated sentences show where no sentence tells: containment, and share of pairs.
_NOISE, _PAIRS_NOISE = 0.15, 0.05
# Log-odds of one sentence are cut off here, so that none carries a passage by itself.
_MOST = 4.0
_SPAN = tuple[int, int, int, int]


@kernel
def _window_bests(view: View, span: _SPAN, low: int, high: int) -> NDArray[np.float64]:
    """What sentences ``[low, high)`` match inside a window and outside it, shape (6, h).

    Highest surety and cosine inside, and outside; the sum of the sureties inside; and the highest
    in the window's margins.
    """
    out = np.zeros((6, len(view.lines.bounds)), np.float64)
    for i in range(low, high):
        for j in range(view.sure.shape[1]):
            value, cosine = view.sure[i, j], view.cosine[i, j]
            if span[2] <= j < span[3]:
                out[0, i], out[1, i] = max(out[0, i], value), max(out[1, i], cosine)
                out[4, i] += value
            else:
                out[2, i], out[3, i] = max(out[2, i], value), max(out[3, i], cosine)
                if span[2] - MARGIN <= j < span[3] + MARGIN:
                    out[5, i] = max(out[5, i], value)
    return out


@kernel
def _mean_outside(values: NDArray[np.float64], first: int, last: int, low: int, high: int) -> float:
    """Mean of ``values[low:high]`` without ``[first, last)``; -1 where nothing is left."""
    total, count = 0.0, 0
    for i in range(low, high):
        if (i < first or i >= last) and values[i] >= 0.0:
            total, count = total + values[i], count + 1
    return total / count if count else -1.0


@kernel
def _matched_neighbours(best: NDArray[np.float64], at: int, low: int, high: int) -> int:
    """Sentences in a row on both sides of one that have a match."""
    count, i = 0, at - 1
    while i >= low and best[i] >= NEAR:
        count, i = count + 1, i - 1
    i = at + 1
    while i < high and best[i] >= NEAR:
        count, i = count + 1, i + 1
    return count


@kernel
def _look_around(
    bounds: NDArray[np.int32], span: _SPAN, low: int, out: NDArray[np.float64]
) -> None:
    """What a sentence's neighbours show, and what its window shows on the average of its tokens.

    How much of a passage is left of each sentence of it tells what a weak sentence at its end says.
    """
    at = len(_SINGLE_FEATURES)
    for name in _LOOKED_UP:
        for step in _STEPS:
            for row in range(len(out)):
                near = row + step
                out[row, at] = out[near, name] if 0 <= near < len(out) else 0.0
            at += 1
    first, last = span[0] - low, span[1] - low
    for name in _MEANT:
        total, tokens = 0.0, 0.0
        for row in range(first, last):
            size = bounds[low + row, 1] - bounds[low + row, 0]
            total, tokens = total + size * out[row, name], tokens + size
        out[:, at] = total / tokens
        at += 1


@kernel
def describe_sentences(view: View, span: _SPAN, out: NDArray[np.float64]) -> tuple[int, int]:
    """Evidence for each sentence in and around a window.

    Args:
        view: the pair, as seen from the side that is drawn.
        span: the window here and the window on the other side, half-open, in sentences.
        out: shape (r, len(FEATURES)), r at least the window and twice `REACH`; overwritten.

    Returns:
        The sentences described, half-open; row k is about the k-th of them.
    """
    a, b = span[0], span[1]
    count = len(view.lines.bounds)
    low, high = max(a - REACH, 0), min(b + REACH, count)
    bests = _window_bests(view, span, max(low - 2, 0), min(high + 2, count))
    held, shared = np.zeros(count, np.float64), np.zeros(count, np.float64)
    weigh_held(view, span[2], span[3], held, shared)
    wide = np.zeros(count, np.float64)
    ends = max(span[2] - MARGIN, 0), min(span[3] + MARGIN, len(view.other.bounds))
    weigh_held(view, ends[0], ends[1], wide, np.zeros(count, np.float64))
    for i in range(count):
        wide[i] = (wide[i] - held[i]) / view.totals[i] if view.totals[i] > 0.0 else 0.0
        held[i] = held[i] / view.totals[i] if view.totals[i] > 0.0 else -1.0
    noise = _mean_outside(held, low, high, 0, count)
    noise = _NOISE if noise < 0.0 else noise
    tokens = view.other.bounds[span[2], 0], view.other.bounds[span[3] - 1, 1]
    pairs = np.zeros(count, np.float64)
    for i in range(low, high):
        pairs[i] = share_of_pairs(view, i, tokens[0], tokens[1])
    pairs_noise = _mean_outside(pairs, a, b, low, high)
    pairs_noise = _PAIRS_NOISE if pairs_noise < 0.0 else pairs_noise
    for i in range(low, high):
        row = out[i - low]
        row[0] = held[i] if held[i] >= 0.0 else noise
        row[1] = log1p(shared[i])
        row[2], row[3], row[4], row[5] = bests[0, i], bests[1, i], bests[2, i], bests[3, i]
        row[6] = log1p(bests[4, i])
        row[7] = bests[0, i - 1] if i > 0 else 0.0
        row[8] = bests[0, i + 1] if i + 1 < count else 0.0
        row[9] = bests[0, i - 2] if i > 1 else 0.0
        row[10] = bests[0, i + 2] if i + 2 < count else 0.0
        row[11] = max(held[i - 1], 0.0) if i > 0 else 0.0
        row[12] = max(held[i + 1], 0.0) if i + 1 < count else 0.0
        away = a - i if i < a else max(i - b + 1, 0)
        row[13] = 1.0 if away == 0 else 0.0
        row[14] = away / REACH
        row[15] = min(i - a, b - 1 - i, 10) / 10.0 if away == 0 else 0.0
        row[16] = log1p(float(view.lines.bounds[i, 1] - view.lines.bounds[i, 0]))
        row[17] = log1p(float(view.lines.sizes[i]))
        row[18] = noise
        row[19] = log1p(float(span[3] - span[2]))
        row[20], row[21] = pairs[i], pairs_noise
        row[22] = row[0] - noise
        row[23] = log1p(float(_matched_neighbours(bests[0], i, low, high)))
        row[24] = log1p(float(b - a))
        row[25], row[26] = bests[5, i], wide[i]
        row[27] = bests[5, i - 1] if i > 0 else 0.0
        row[28] = bests[5, i + 1] if i + 1 < count else 0.0
    describe_owned_sentences(view, span, (low, high), out[:, len(SEEN_FEATURES) :])
    _look_around(view.lines.bounds, span, low, out[: high - low])
    return low, high


@kernel
def best_stretch(
    bounds: NDArray[np.int32], chances: NDArray[np.float64], low: int
) -> tuple[int, int, float]:
    """The stretch of sentences with the highest sum of log-odds, each weighted by its tokens.

    Args:
        bounds: shape (h, 2): token ranges of all sentences.
        chances: shape (k,): probability of each sentence from `low` on.
        low: the first of them.

    Returns:
        First sentence, one past the last, and the sum (Bentley 1984, "Programming pearls:
        algorithm design techniques").
    """
    top, first, last = -np.inf, 0, 1
    now, start = 0.0, 0
    for k in range(len(chances)):
        chance = min(max(chances[k], 1e-3), 1.0 - 1e-3)
        odds = min(max(log(chance / (1.0 - chance)), -_MOST), _MOST)
        odds *= bounds[low + k, 1] - bounds[low + k, 0]
        if now <= 0.0:
            now, start = odds, k
        else:
            now += odds
        if now > top:
            top, first, last = now, start, k + 1
    return low + first, low + last, top


@kernel
def _draw_side(view: View, span: _SPAN, model: Model) -> tuple[int, int, float]:
    """The window here that belongs to the other side's, and its sentences' mean probability."""
    features = np.zeros((span[1] - span[0] + 2 * REACH, len(FEATURES)), np.float64)
    low, high = describe_sentences(view, span, features)
    chances = np.zeros(high - low, np.float64)
    for k in range(high - low):
        chances[k] = judge(features[k], model[0], model[1])
    first, last, _ = best_stretch(view.lines.bounds, chances, low)
    total = 0.0
    for i in range(first, last):
        total += chances[i - low]
    return first, last, total / (last - first)


@kernel
def _is_equal(line: NDArray[np.float64], first: int, last: int) -> bool:
    """Whether a sentence is as good as equal to one of the sentences ``[first, last)``."""
    return bool((line[first:last] >= EQUAL).any())


@kernel
def _reach_equals(sure: NDArray[np.float64], span: _SPAN) -> _SPAN:
    """Take in the sentences next to a window that say what one on the other side says."""
    a, b, c, d = span
    before = (-1, -1, -1, -1)
    while before != (a, b, c, d):
        before = (a, b, c, d)
        if a > 0 and _is_equal(sure[a - 1], c, d):
            a -= 1
        if b < sure.shape[0] and _is_equal(sure[b], c, d):
            b += 1
        if c > 0 and _is_equal(sure[:, c - 1], a, b):
            c -= 1
        if d < sure.shape[1] and _is_equal(sure[:, d], a, b):
            d += 1
    return a, b, c, d


@kernel
def draw_borders(here: View, there: View, span: _SPAN, model: Model) -> tuple[_SPAN, float, float]:
    """Move the borders of a window pair until they stand, at most `ROUNDS` times.

    Args:
        here: the pair as seen from the left.
        there: the same from the right.
        span: left and right window in sentences, half-open.
        model: judge of the sentences.

    Returns:
        The windows, and the mean probability of the sentences on either side.
    """
    a, b, c, d = span
    sure_here, sure_there = 0.0, 0.0
    for _ in range(ROUNDS):
        before = (a, b, c, d)
        a, b, sure_here = _draw_side(here, (a, b, c, d), model)
        c, d, sure_there = _draw_side(there, (c, d, a, b), model)
        if before == (a, b, c, d):
            break
    return _reach_equals(here.sure, (a, b, c, d)), sure_here, sure_there
