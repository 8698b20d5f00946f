"""How much of each of two texts stands in the other: loops over their tokens."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.derive.runs import APART, GRAM, PLAIN, Side, compare_runs
from reuse.model.prepared import CONTENT
from reuse.searching import first_at_least

BOILERPLATE, OTHER, REUSED = 0, 1, 2
"""What a span is: furniture; quotation; reuse."""
FIGURES = 10
"""Figures of `Covered`."""
ENOUGH = 200_000
"""Tokens from which on the compiled loops over a pair pay for their compiler."""


class Covered(NamedTuple):
    """How much of one text stands in the other; arrays by token, shape (n,)."""

    any: NDArray[np.bool_]
    """In a run of five shared tokens, quoted or not, or in an aligned passage."""
    plain: NDArray[np.bool_]
    """In a run of five shared tokens that no side quotes."""
    words: float
    """Words of the text."""
    outside: float
    """Words outside quotations and furniture."""
    any_words: float
    """Words of `any`."""
    exact_words: float
    """The same without passages that were only paraphrased or summed up."""
    plain_words: float
    """Words of `plain`."""
    run: float
    """Words of the longest stretch of `plain`."""
    run_content: float
    """Content words of that stretch."""
    grams: float
    """Distinct shared unquoted runs of five tokens."""
    sentences: float
    """Aligned sentences that stand mostly outside quotations."""
    aligned: float
    """Words of reused passages outside quotations."""

    @property
    def share(self) -> float:
        """Share of all words that stand in the other, 0 to 1."""
        return self.any_words / self.words if self.words else 0.0

    @property
    def exact_share(self) -> float:
        """The same without passages that were only paraphrased or summed up, 0 to 1."""
        return self.exact_words / self.words if self.words else 0.0

    @property
    def plain_share(self) -> float:
        """Share of the words outside quotations that stand in the other, unquoted, 0 to 1."""
        return self.plain_words / self.outside if self.outside else 0.0


@kernel
def first_token(starts: NDArray[np.int32], offset: int) -> int:
    """The first token that begins at a code point or behind it; their number where none does."""
    return first_at_least(starts, offset, 0, len(starts))


@kernel
def _mark(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    runs: NDArray[np.int32],
    states: NDArray[np.uint8],
    starts: NDArray[np.int32],
    spans: NDArray[np.int64],
    shared: NDArray[np.bool_],
    plain: NDArray[np.bool_],
    loose: NDArray[np.bool_],
    aligned: NDArray[np.bool_],
) -> None:
    """Mark the tokens of shared runs and of aligned passages."""
    for at in range(len(runs)):
        state = states[runs[at]] if runs[at] >= 0 else APART
        if state != APART:
            shared[at : at + GRAM] = True
        if state == PLAIN:
            plain[at : at + GRAM] = True
    for k in range(len(spans)):
        first, last = first_token(starts, spans[k, 0]), first_token(starts, spans[k, 1])
        kind = spans[k, 2]
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
    plain: NDArray[np.bool_], weights: NDArray[np.float64], traits: NDArray[np.uint8]
) -> tuple[float, float]:
    """Words and content words of the longest stretch of marked tokens."""
    best, best_content, words, content_words = 0.0, 0.0, 0.0, 0.0
    for at in range(len(plain)):
        if plain[at]:
            words += weights[at]
            content_words += weights[at] if traits[at] & CONTENT else 0.0
            if words > best:
                best, best_content = words, content_words
        else:
            words, content_words = 0.0, 0.0
    return best, best_content


@kernel
def _distinct_runs(
    runs: NDArray[np.int32],
    states: NDArray[np.uint8],
    plain: NDArray[np.bool_],
    weights: NDArray[np.float64],
) -> float:
    """Distinct plain runs of which every token is marked, each worth what its first one is."""
    seen = np.zeros(len(states), np.bool_)
    total, inside = 0.0, 0
    for at in range(len(plain)):
        inside = inside + 1 if plain[at] else 0
        if inside >= GRAM:
            first = at - GRAM + 1
            run = runs[first]
            if run >= 0 and states[run] == PLAIN and not seen[run]:
                seen[run] = True
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
def cover(
    side: Side,
    runs: NDArray[np.int32],
    states: NDArray[np.uint8],
    spans: NDArray[np.int64],
    figures: NDArray[np.float64],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Measure one side of a pair.

    Args:
        side: the text.
        runs: number of the run that begins at each token, shape (n - 4,); -1 for none.
        states: state of each run.
        spans: aligned passages, shape (k, 4): first and last code point, half-open, what it is,
            and whether it is more than a paraphrase.
        figures: shape (FIGURES,), all 0, overwritten; the figures of `Covered` in order.

    Returns:
        `any` and `plain` of `Covered`.
    """
    # A compiled loop pays for every look into a tuple.
    weights, masked, furniture = side.weights, side.masked, side.furniture
    count = len(weights)
    shared, plain = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    loose, aligned = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    _mark(runs, states, side.starts, spans, shared, plain, loose, aligned)
    words, outside, whole, exact, unquoted, reused = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for at in range(count):
        weight = weights[at]
        aligned[at] = aligned[at] and not masked[at]
        shared[at] = shared[at] and not furniture[at]
        words += weight
        outside += 0.0 if masked[at] else weight
        exact += weight if shared[at] else 0.0
        shared[at] = shared[at] or (loose[at] and not furniture[at])
        whole += weight if shared[at] else 0.0
        unquoted += weight if plain[at] else 0.0
        reused += weight if aligned[at] else 0.0
    figures[:5] = words, outside, whole, exact, unquoted
    figures[5], figures[6] = _longest(plain, weights, side.traits)
    figures[7] = _distinct_runs(runs, states, plain, weights)
    figures[8], figures[9] = _sentences(aligned, weights, side.sentences), reused
    return shared, plain


@kernel
def cover_both(
    left: Side, right: Side, spans: NDArray[np.int64], figures: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Measure both sides of a pair.

    Args:
        left: a text.
        right: the other.
        spans: aligned passages of each side, as `cover` takes them; shape (2, k, 4).
        figures: shape (2, FIGURES), all 0, overwritten; the figures of each side.

    Returns:
        `any` and `plain` of the left side, then of the right.
    """
    left_runs, right_runs, states = compare_runs(left, right)
    any_left, plain_left = cover(left, left_runs, states, spans[0], figures[0])
    any_right, plain_right = cover(right, right_runs, states, spans[1], figures[1])
    return any_left, plain_left, any_right, plain_right
