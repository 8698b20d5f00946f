"""Summaries: sentences in a row that stand, each for itself, in what the whole other text says."""

from __future__ import annotations

from math import log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from reuse.align.borders import best_stretch
from reuse.align.judging import judge
from reuse.align.model import Model
from reuse.align.views import View, share_of_pairs, weigh_held
from reuse.compiled import kernel

SENTENCES = 2
"""Sentences of the shortest summary."""
SPREAD = 0.05
"""Surety from which on a sentence of the other text counts as summed up."""
SENTENCE_FEATURES = (
    "containment",
    "deviation",
    "lead",
    "pairs",
    "pairs_lead",
    "best",
    "second",
    "cosine",
    "cosine_lead",
    "evidence",
    "length",
    "terms",
    "deviation_before",
    "deviation_after",
    "second_deviation_before",
    "second_deviation_after",
    "pairs_before",
    "pairs_after",
    "best_before",
    "best_after",
    "second_best_before",
    "second_best_after",
    "mean_containment",
    "mean_pairs",
    "mean_best",
    "other",
    "quoted",
)
"""Evidence for a sentence to be part of a summary, in order; the shipped weights name the same."""
FEATURES = (
    "odds",
    "mass",
    "explained",
    "concentration",
    "condensed",
    "summed_up",
    "hit",
    "best",
    "cosine",
    "containment",
    "lead",
    "sentences",
    "share",
    "quoted",
    "pairs",
)
"""Evidence for a stretch of sentences to be a summary, likewise."""
# Added to the spread of containment, which is 0 in a text of one sentence.
_LEAST_SPREAD = 0.02


@kernel
def _mean(values: NDArray[np.float64]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total / len(values)


@kernel
def _at(values: NDArray[np.float64], place: int) -> float:
    """A value, 0 beyond either end."""
    return values[place] if 0 <= place < len(values) else 0.0


@kernel
def describe_sentences(view: View, out: NDArray[np.float64]) -> None:
    """Evidence for each sentence to sum up something of the other text.

    Args:
        view: the pair, as seen from the text that may hold a summary.
        out: shape (h, len(SENTENCE_FEATURES)), overwritten.
    """
    count, width = view.sure.shape
    held, shared = np.zeros(count, np.float64), np.zeros(count, np.float64)
    weigh_held(view, 0, width, held, shared)
    pairs, quoted = np.zeros(count, np.float64), np.zeros(count, np.float64)
    second, evidence = np.zeros(count, np.float64), np.zeros(count, np.float64)
    for i in range(count):
        held[i] = held[i] / view.totals[i] if view.totals[i] > 0.0 else 0.0
        pairs[i] = share_of_pairs(view, i, 0, len(view.other.words))
        first, last = view.lines.bounds[i, 0], view.lines.bounds[i, 1]
        for at in range(first, last):
            quoted[i] += 1.0 / (last - first) if view.lines.quoted[at] else 0.0
        best = 0.0
        for j in range(width):
            value = view.sure[i, j]
            evidence[i] += value
            second[i] = max(second[i], min(value, best))
            best = max(best, value)
    means = _mean(held), _mean(pairs), _mean(view.best[0]), _mean(view.best[1])
    spread = 0.0
    for i in range(count):
        spread += (held[i] - means[0]) * (held[i] - means[0])
    spread = sqrt(spread / count) + _LEAST_SPREAD
    deviation, lead = np.zeros(count, np.float64), np.zeros(count, np.float64)
    for i in range(count):
        deviation[i], lead[i] = (held[i] - means[0]) / spread, pairs[i] - means[1]
    for i in range(count):
        row = out[i]
        row[0], row[1], row[2] = held[i], deviation[i], held[i] - means[0]
        row[3], row[4] = pairs[i], lead[i]
        row[5], row[6] = view.best[0, i], second[i]
        row[7], row[8] = view.best[1, i], view.best[1, i] - means[3]
        row[9] = log1p(evidence[i])
        row[10] = log1p(float(view.lines.bounds[i, 1] - view.lines.bounds[i, 0]))
        row[11] = log1p(float(view.lines.sizes[i]))
        row[12], row[13] = _at(deviation, i - 1), _at(deviation, i + 1)
        row[14], row[15] = _at(deviation, i - 2), _at(deviation, i + 2)
        row[16], row[17] = _at(lead, i - 1), _at(lead, i + 1)
        row[18], row[19] = _at(view.best[0], i - 1), _at(view.best[0], i + 1)
        row[20], row[21] = _at(view.best[0], i - 2), _at(view.best[0], i + 2)
        row[22], row[23], row[24] = means[0], means[1], means[2]
        row[25] = log1p(float(width))
        row[26] = quoted[i]


@kernel
def find_stretch(view: View, model: Model) -> tuple[int, int, float]:
    """The stretch of a text that most looks like a summary of the other.

    Args:
        view: the pair, as seen from the text that may hold a summary.
        model: judge of its sentences.

    Returns:
        First sentence, one past the last, and the sum of their log-odds by token.
    """
    features = np.zeros((len(view.lines.bounds), len(SENTENCE_FEATURES)), np.float64)
    describe_sentences(view, features)
    chances = np.zeros(len(features), np.float64)
    for i in range(len(features)):
        chances[i] = judge(features[i], model[0], model[1])
    return best_stretch(view.lines.bounds, chances, 0)


@kernel
def summed_up(view: View, first: int, last: int, taken: NDArray[np.bool_]) -> tuple[int, int]:
    """The free window of the other text that sentences ``[first, last)`` draw on.

    Args:
        view: the pair, as seen from the summary.
        first: its first sentence.
        last: one past its last.
        taken: shape (w,): sentences of the other text that are not free.

    Returns:
        Half-open window in sentences; empty where fewer than two sentences are summed up.
    """
    width = view.sure.shape[1]
    best, begin, end = 0, 0, 0
    count, low, high = 0, 0, 0
    for j in range(width + 1):
        if j == width or taken[j]:
            if count > best:
                best, begin, end = count, low, high
            count = 0
            continue
        hit = False
        for i in range(first, last):
            hit = hit or view.sure[i, j] >= SPREAD
        if hit:
            low = j if count == 0 else low
            count, high = count + 1, j + 1
    return (begin, end) if best >= SENTENCES else (0, 0)


@kernel
def _concentration(view: View, first: int, last: int) -> float:
    """Share of a stretch's sentences whose counterparts lie in one window of its own length.

    What is copied comes from one place, what is summed up from many.
    """
    width, length = view.sure.shape[1], last - first + 1
    hits, total = np.zeros(width + 1, np.float64), 0.0
    for i in range(first, last):
        best, where = 0.0, -1
        for j in range(width):
            if view.cosine[i, j] > best:
                best, where = view.cosine[i, j], j
        if where >= 0:
            hits[where] += 1.0
            total += 1.0
    top, now = 0.0, 0.0
    for j in range(width):
        now += hits[j]
        if j >= length:
            now -= hits[j - length]
        top = max(top, now)
    return top / total if total else 1.0


@kernel
def describe_stretch(
    view: View,
    stretch: tuple[int, int],
    window: tuple[int, int],
    told: tuple[float, float],
    out: NDArray[np.float64],
) -> None:
    """Evidence for a stretch as a whole.

    Args:
        view: the pair, as seen from the summary.
        stretch: its sentences, half-open.
        window: what it sums up, see `summed_up`.
        told: sum of the log-odds of its sentences by token, and share of what they hold of the
            other text that passages explain.
        out: shape (len(FEATURES),), overwritten.
    """
    first, last = stretch
    bounds, count = view.lines.bounds, len(view.lines.bounds)
    size = float(bounds[last - 1, 1] - bounds[first, 0])
    summed = float(view.other.bounds[window[1] - 1, 1] - view.other.bounds[window[0], 0])
    held, shared = np.zeros(count, np.float64), np.zeros(count, np.float64)
    weigh_held(view, 0, len(view.other.bounds), held, shared)
    sums, quoted, best, cosine, pairs = np.zeros(4, np.float64), 0.0, 0.0, 0.0, 0.0
    for i in range(count):
        side = 0 if first <= i < last else 2
        sums[side] += held[i]
        sums[side + 1] += view.totals[i]
    for i in range(first, last):
        best, cosine = best + view.best[0, i], cosine + view.best[1, i]
        pairs += share_of_pairs(view, i, 0, len(view.other.words))
        for at in range(bounds[i, 0], bounds[i, 1]):
            quoted += 1.0 if view.lines.quoted[at] else 0.0
    hit = 0
    for j in range(window[0], window[1]):
        is_hit = False
        for i in range(first, last):
            is_hit = is_hit or view.sure[i, j] >= SPREAD
        hit += 1 if is_hit else 0
    inside = sums[0] / max(sums[1], 1e-9)
    out[0], out[1], out[2] = told[0] / size, log1p(max(told[0], 0.0)), told[1]
    out[3] = _concentration(view, first, last)
    out[4] = log(summed / size)
    out[5] = (window[1] - window[0]) / len(view.other.bounds)
    out[6] = hit / (last - first)
    out[7], out[8] = best / (last - first), cosine / (last - first)
    out[9] = inside
    out[10] = inside - (sums[2] / sums[3] if sums[3] > 0.0 else inside)
    out[11] = log1p(float(last - first))
    out[12] = (last - first) / count
    out[13] = quoted / size
    out[14] = pairs / (last - first)
