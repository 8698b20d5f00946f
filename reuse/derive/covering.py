"""How much of one text stands in another: loops over the tokens of one side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel

GRAM = 5
"""Tokens of the runs that two texts are compared by."""
APART, SHARED, PLAIN = 0, 1, 2
"""States of a run of tokens: it stands on one side alone, on both, on both unquoted."""
BOILERPLATE, OTHER, REUSED = 0, 1, 2
"""What a span is: furniture; quotation; reuse."""
FIGURES = (
    "words", "outside", "any", "exact", "plain", "run", "run_content", "grams", "sentences",
    "aligned",
)  # fmt: skip
"""What `cover` measures, in words but for `sentences`, in order."""


@kernel
def compare_runs(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    left: NDArray[np.uint64],
    right: NDArray[np.uint64],
    left_spoilt: NDArray[np.bool_],
    right_spoilt: NDArray[np.bool_],
    left_states: NDArray[np.uint8],
    right_states: NDArray[np.uint8],
) -> None:
    """State of each distinct run of tokens of two texts.

    Args:
        left: hashes of the distinct runs, in order, shape (g,).
        right: those of the other text.
        left_spoilt: whether a token of the run is masked, shape (g,).
        right_spoilt: the same of the other text.
        left_states: shape (g,), all `APART`; overwritten.
        right_states: the same of the other text.
    """
    i, j = 0, 0
    while i < len(left) and j < len(right):
        if left[i] < right[j]:
            i += 1
        elif right[j] < left[i]:
            j += 1
        else:
            state = SHARED if left_spoilt[i] or right_spoilt[j] else PLAIN
            left_states[i], right_states[j] = state, state
            i, j = i + 1, j + 1


@kernel
def _mark(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    ranks: NDArray[np.int32],
    states: NDArray[np.uint8],
    spans: NDArray[np.int64],
    shared: NDArray[np.bool_],
    plain: NDArray[np.bool_],
    loose: NDArray[np.bool_],
    aligned: NDArray[np.bool_],
) -> None:
    """Mark the tokens of shared runs and of aligned passages."""
    for at in range(len(ranks)):
        state = states[ranks[at]]
        if state != APART:
            shared[at : at + GRAM] = True
        if state == PLAIN:
            plain[at : at + GRAM] = True
    for k in range(len(spans)):
        first, last, kind = spans[k, 0], spans[k, 1], spans[k, 2]
        if kind == BOILERPLATE:
            plain[first:last] = False
            shared[first:last] = False
            continue
        if spans[k, 3]:
            shared[first:last] = True
        else:
            loose[first:last] = True
        if kind == REUSED:
            aligned[first:last] = True


@kernel
def _longest(
    plain: NDArray[np.bool_], weights: NDArray[np.float64], content: NDArray[np.bool_]
) -> tuple[float, float]:
    """Words and content words of the longest stretch of marked tokens."""
    best, best_content, words, content_words = 0.0, 0.0, 0.0, 0.0
    for at in range(len(plain)):
        if plain[at]:
            words += weights[at]
            content_words += weights[at] if content[at] else 0.0
            if words > best:
                best, best_content = words, content_words
        else:
            words, content_words = 0.0, 0.0
    return best, best_content


@kernel
def _distinct_runs(
    ranks: NDArray[np.int32],
    states: NDArray[np.uint8],
    plain: NDArray[np.bool_],
    weights: NDArray[np.float64],
) -> float:
    """Distinct plain runs of which every token is marked, each worth what its first one is."""
    seen = np.zeros(len(states), np.bool_)
    total, inside = 0.0, 0
    for at in range(len(plain)):
        inside = inside + 1 if plain[at] else 0
        first = at - GRAM + 1
        if inside >= GRAM and states[ranks[first]] == PLAIN and not seen[ranks[first]]:
            seen[ranks[first]] = True
            total += weights[first]
    return total


@kernel
def _sentences(
    aligned: NDArray[np.bool_], weights: NDArray[np.float64], bounds: NDArray[np.int32]
) -> int:
    """Sentences of six words or more that lie mostly in marked tokens."""
    count = 0
    for k in range(len(bounds)):
        inside, length = 0.0, 0.0
        for at in range(bounds[k, 0], bounds[k, 1]):
            length += weights[at]
            inside += weights[at] if aligned[at] else 0.0
        count += 1 if length >= 6 and inside * 2 > length else 0
    return count


@kernel
def cover(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    ranks: NDArray[np.int32],
    states: NDArray[np.uint8],
    spans: NDArray[np.int64],
    weights: NDArray[np.float64],
    masked: NDArray[np.bool_],
    furniture: NDArray[np.bool_],
    content: NDArray[np.bool_],
    bounds: NDArray[np.int32],
    shared: NDArray[np.bool_],
    plain: NDArray[np.bool_],
    figures: NDArray[np.float64],
) -> None:
    """Measure one side of a pair.

    Args:
        ranks: distinct run that begins at each token, shape (n - 4,).
        states: state of each distinct run.
        spans: aligned passages, shape (k, 4): first and last token, half-open, what it is,
            and whether it is more than a paraphrase.
        weights: words that each token is worth, shape (n,).
        masked: whether each token is quoted or furniture.
        furniture: whether each token is furniture.
        content: whether each token is a content word.
        bounds: sentences as half-open token ranges, shape (s, 2).
        shared: shape (n,), all False; set for tokens of shared runs and aligned passages.
        plain: shape (n,), all False; set for tokens of unquoted shared runs.
        figures: shape (len(FIGURES),), overwritten.
    """
    loose, aligned = np.zeros(len(weights), np.bool_), np.zeros(len(weights), np.bool_)
    _mark(ranks, states, spans, shared, plain, loose, aligned)
    figures[:] = 0.0
    for at in range(len(weights)):
        weight = weights[at]
        aligned[at] = aligned[at] and not masked[at]
        shared[at] = shared[at] and not furniture[at]
        figures[0] += weight
        figures[1] += 0.0 if masked[at] else weight
        figures[3] += weight if shared[at] else 0.0
        shared[at] = shared[at] or (loose[at] and not furniture[at])
        figures[2] += weight if shared[at] else 0.0
        figures[4] += weight if plain[at] else 0.0
        figures[9] += weight if aligned[at] else 0.0
    figures[5], figures[6] = _longest(plain, weights, content)
    figures[7] = _distinct_runs(ranks, states, plain, weights)
    figures[8] = _sentences(aligned, weights, bounds)
