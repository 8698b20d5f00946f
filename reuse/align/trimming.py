"""From whole sentences to tokens: a passage ends where the words that both texts share end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.align.lcs import match_words
from reuse.align.lines import Lines
from reuse.align.views import View
from reuse.compiled import kernel

EXACT = 20
"""Words in a row, equal on both sides, whose end is taken for the end of a passage."""
NEAREST = 3
"""Sentences by which a border may move to such an end."""
TELLING = 0.6
"""Surety of a sentence beyond such an end that keeps the border where it was."""
STRAY = 3
"""Words that a token run may still match beyond such an end: chance brings as many."""
LOOSE = 8
"""Words in a row at an end, none of them in the other passage, that do not belong to it."""
_SPAN = tuple[int, int, int, int]


@kernel
def exact_stretches(left: Lines, right: Lines, runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Stretches of `EXACT` or more equal tokens in token runs.

    Returns:
        Shape (k, 6): token ranges, as of the runs, and the tokens that its run matches before the
        stretch and behind it.
    """
    out, count = np.zeros((16, 6), np.int64), 0
    for k in range(len(runs)):
        a, b, c, d = runs[k, 0], runs[k, 1], runs[k, 2], runs[k, 3]
        places = np.zeros((2, min(b - a, d - c)), np.int64)
        matched = match_words(left.words, right.words, (a, b, c, d), places)
        first = 0
        for at in range(1, matched + 1):
            if (
                at < matched
                and places[0, at] == places[0, at - 1] + 1
                and places[1, at] == places[1, at - 1] + 1
            ):
                continue
            if at - first >= EXACT:
                if count == len(out):
                    wider = np.zeros((2 * count, 6), np.int64)
                    wider[:count] = out
                    out = wider
                out[count, 0], out[count, 1] = places[0, first], places[0, at - 1] + 1
                out[count, 2], out[count, 3] = places[1, first], places[1, at - 1] + 1
                out[count, 4], out[count, 5] = first, matched - at
                count += 1
            first = at
    return out[:count]


@kernel
def _is_silent(view: View, first: int, last: int, low: int, high: int) -> bool:
    """Whether sentences ``[first, last)`` have no telling match in ``[low, high)``."""
    for i in range(first, last):
        for j in range(low, high):
            if view.sure[i, j] >= TELLING:
                return False
    return True


@kernel
def _loose(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    lines: Lines, first: int, last: int, step: int, known: NDArray[np.int32], least: float
) -> int:
    """Tokens at one end of a range whose content stands nowhere in the other passage.

    Args:
        lines: the text.
        first: the end token that is looked at first.
        last: one past the last that may be.
        step: 1 from the begin on, -1 from the end on.
        known: stems of the other passage, in order.
        least: tokens from which on they are cut off.

    Returns:
        Their number; 0 where they are fewer.
    """
    at = first
    while at != last:
        if lines.content[at]:
            place = np.searchsorted(known, lines.stems[at])
            if place < len(known) and known[place] == lines.stems[at]:
                break
        at += step
    # What ends the sentence of that word, without a word that tells, belongs to it.
    end, known_to_end = at, at != last
    while known_to_end and end != first and lines.sentence[end - step] == lines.sentence[at]:
        end -= step
        known_to_end = not lines.content[end]
    if known_to_end:
        at = end
    count = abs(at - first)
    return count if count >= least else 0


@kernel
def cut_loose(left: Lines, right: Lines, tokens: _SPAN, token_words: float) -> _SPAN:
    """Token ranges without the ends that have nothing in the other passage.

    No more than a half of either range is cut off at one end.
    """
    a, b, c, d = tokens
    least = LOOSE / token_words
    one, other = np.sort(left.stems[a:b]), np.sort(right.stems[c:d])
    first = a + _loose(left, a, (a + b) // 2, 1, other, least)
    last = b - _loose(left, b - 1, (a + b) // 2, -1, other, least)
    begin = c + _loose(right, c, (c + d) // 2, 1, one, least)
    end = d - _loose(right, d - 1, (c + d) // 2, -1, one, least)
    return first, last, begin, end


@kernel
def trim(
    here: View, there: View, exact: NDArray[np.int64], span: _SPAN, token_words: float
) -> _SPAN:
    """Token ranges of a pair of windows.

    Where the outermost evidence at an end is one exact stretch on both sides, the passage
    ends with it; elsewhere with the sentence.

    Args:
        here: the pair as seen from the left.
        there: the same from the right.
        exact: see `exact_stretches`.
        span: left and right window in sentences, half-open.
        token_words: words that a token is worth.
    """
    a, b, c, d = span
    left, right = here.lines, there.lines
    out = (
        int(left.bounds[a, 0]), int(left.bounds[b - 1, 1]),
        int(right.bounds[c, 0]), int(right.bounds[d - 1, 1]),
    )  # fmt: skip
    ends = np.full(4, -1, np.int64)
    for k in range(len(exact)):
        inside = exact[k, 0] < out[1] and out[0] < exact[k, 1]
        if inside and exact[k, 2] < out[3] and out[2] < exact[k, 3]:
            ends[0] = k if ends[0] < 0 or exact[k, 0] < exact[ends[0], 0] else ends[0]
            ends[1] = k if ends[1] < 0 or exact[k, 1] > exact[ends[1], 1] else ends[1]
            ends[2] = k if ends[2] < 0 or exact[k, 2] < exact[ends[2], 2] else ends[2]
            ends[3] = k if ends[3] < 0 or exact[k, 3] > exact[ends[3], 3] else ends[3]
    first, last, begin, end = out
    if ends[0] >= 0 and ends[0] == ends[2]:
        stretch = exact[ends[0]]
        i, j = left.sentence[stretch[0]], right.sentence[stretch[2]]
        if (
            stretch[4] <= STRAY
            and abs(i - a) <= NEAREST and abs(j - c) <= NEAREST
            and _is_silent(here, a, i, c, d) and _is_silent(there, c, j, a, b)
        ):  # fmt: skip
            first, begin = stretch[0], stretch[2]
    if ends[1] >= 0 and ends[1] == ends[3]:
        stretch = exact[ends[1]]
        i, j = left.sentence[stretch[1] - 1], right.sentence[stretch[3] - 1]
        if (
            stretch[5] <= STRAY
            and abs(i - (b - 1)) <= NEAREST and abs(j - (d - 1)) <= NEAREST
            and _is_silent(here, i + 1, b, c, d) and _is_silent(there, j + 1, d, a, b)
        ):  # fmt: skip
            last, end = stretch[1], stretch[3]
    return cut_loose(left, right, (int(first), int(last), int(begin), int(end)), token_words)
