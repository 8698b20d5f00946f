"""From the surface of a pair to windows of sentences that one text took over from the other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.align.borders import draw_borders
from reuse.align.evidence import Grid
from reuse.align.fragments import FEATURES as FRAGMENT_FEATURES
from reuse.align.fragments import describe_fragment, evidence_within, find_starts
from reuse.align.judging import judge
from reuse.align.labels import label_passage
from reuse.align.lone import FEATURES as LONE_FEATURES
from reuse.align.lone import describe_lone, find_lone
from reuse.align.model import Model
from reuse.align.settling import cut_free, join_met, split_apart, take
from reuse.align.summaries import FEATURES as SUMMARY_FEATURES
from reuse.align.summaries import SENTENCES, describe_stretch, find_stretch, summed_up
from reuse.align.views import View, weigh_held
from reuse.compiled import kernel

LEAST_MASS = 8.0
"""Log-odds of a stretch's sentences, each weighted by its tokens, below which it is no summary."""


class Windows(NamedTuple):
    """Windows of sentences, disjoint on both sides once found; k of them."""

    spans: NDArray[np.int64]
    """Shape (k, 4): left and right window, half-open."""
    surety: NDArray[np.float64]
    """Shape (k,)."""


@kernel
def propose(
    here: View, there: View, borders: Model
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Windows that may be passages, borders drawn; the one with the most evidence first.

    Returns:
        Shape (k, 4), and shape (k, 2): mean probability of the sentences on either side.
    """
    starts = find_starts(here.sure)
    spans, means = np.zeros((len(starts), 4), np.int64), np.zeros((len(starts), 2), np.float64)
    evidence = np.zeros(len(starts), np.float64)
    for k in range(len(starts)):
        start = (starts[k, 0], starts[k, 1], starts[k, 2], starts[k, 3])
        span, means[k, 0], means[k, 1] = draw_borders(here, there, start, borders)
        spans[k, 0], spans[k, 1], spans[k, 2], spans[k, 3] = span
        evidence[k] = evidence_within(here.sure, spans[k])
    order = np.argsort(-evidence, kind="mergesort")
    spans, means = spans[order], means[order]
    count = join_met(spans, means)
    return spans[:count], means[:count]


@kernel
def find_fragments(  # noqa: PLR0913, PLR0917  arrays of both texts
    here: View,
    there: View,
    grid: Grid,
    models: tuple[Model, Model],
    rows: NDArray[np.bool_],
    columns: NDArray[np.bool_],
) -> Windows:
    """Windows that hold as wholes.

    Args:
        here: the pair as seen from the left.
        there: the same from the right.
        grid: what the sentences share.
        models: of borders, and of fragments.
        rows: shape (h,): left sentences that are taken; more are afterwards.
        columns: shape (w,): right ones.
    """
    spans, means = propose(here, there, models[0])
    features = np.zeros(len(FRAGMENT_FEATURES), np.float64)
    out, surety = np.zeros((len(rows), 4), np.int64), np.zeros(len(rows), np.float64)
    found = 0
    for k in range(len(spans)):
        if not cut_free(here.sure, spans[k], rows, columns):
            continue
        span = (spans[k, 0], spans[k, 1], spans[k, 2], spans[k, 3])
        describe_fragment(
            here, there, grid.shared, grid.plain, span, (means[k, 0], means[k, 1]), features
        )
        sure = judge(features, models[1][0], models[1][1])
        if sure < models[1][2]:
            continue
        parts = split_apart(here.sure, spans[k])
        for at in range(len(parts)):
            out[found], surety[found] = parts[at], sure
            take(parts[at], rows, columns)
            found += 1
    return Windows(out[:found], surety[:found])


@kernel
def _explained(
    view: View, rows: tuple[int, int], columns: tuple[int, int], first: int, last: int
) -> float:
    """Share of what a stretch holds of the other text that `rows` of it find in `columns` there."""
    height = len(view.lines.bounds)
    held, whole = np.zeros(height, np.float64), np.zeros(height, np.float64)
    counts = np.zeros(height, np.float64)
    weigh_held(view, columns[0], columns[1], held, counts)
    weigh_held(view, 0, len(view.other.bounds), whole, counts)
    part, total = 0.0, 0.0
    for i in range(first, last):
        part += held[i] if rows[0] <= i < rows[1] else 0.0
        total += whole[i]
    return part / total if total > 0.0 else 0.0


@kernel
def propose_summary(
    view: View, spans: NDArray[np.int64], side: int, sentences: Model, columns: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], float, float]:
    """The stretch of a text that most looks like a summary, and what it sums up.

    Args:
        view: the pair as seen from that text.
        spans: windows found so far, shape (k, 4).
        side: 0 where the text is the left one, 1 where it is the right.
        sentences: judge of its sentences.
        columns: shape (w,): sentences of the other text that are taken.

    Returns:
        Shape (4,): the stretch, widened to the windows that reach over its ends, and the window
        that it sums up, empty where it is no summary; the sum of the log-odds of its sentences by
        token; and the share of what they hold of the other text that windows explain.
    """
    span, here, there = np.zeros(4, np.int64), 2 * side, 2 - 2 * side
    first, last, mass = find_stretch(view, sentences)
    span[0], span[1] = first, last
    explained = 0.0
    if mass < LEAST_MASS or last - first < SENTENCES:
        return span, mass, explained
    free = columns.copy()
    for k in range(len(spans)):
        low, high = spans[k, here], spans[k, here + 1]
        if low >= last or first >= high:
            continue
        others = (spans[k, there], spans[k, there + 1])
        explained += _explained(view, (low, high), others, first, last)
        if 2 * (min(high, last) - max(low, first)) < high - low:
            # Mostly outside: another passage beside the stretch.
            return span, mass, explained
        span[0], span[1] = min(span[0], low), max(span[1], high)
        free[others[0] : others[1]] = False
    span[2], span[3] = summed_up(view, span[0], span[1], free)
    return span, mass, explained


@kernel
def _summary_of(  # noqa: PLR0913, PLR0917  arrays of both texts
    view: View, windows: Windows, side: int, models: tuple[Model, Model],
    rows: NDArray[np.bool_], columns: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], float]:  # fmt: skip
    """Find a summary in the text of a view, absorb the windows inside it.

    Args:
        view: the pair as seen from that text.
        windows: windows found so far; those that are absorbed become empty.
        side: 0 where the text is the left one, 1 where it is the right.
        models: of sentences of summaries, and of summaries.
        rows: shape (h,): its sentences that are taken; changed.
        columns: shape (w,): those of the other text; changed.

    Returns:
        Shape (4,): the window here and the one summed up; and its surety, 0 where there is none.
    """
    spans, here, there = windows.spans, 2 * side, 2 - 2 * side
    span, mass, explained = propose_summary(view, spans, side, models[0], columns)
    if span[2] >= span[3]:
        return span, 0.0
    features = np.zeros(len(SUMMARY_FEATURES), np.float64)
    describe_stretch(view, (span[0], span[1]), (span[2], span[3]), (mass, explained), features)
    sure = judge(features, models[1][0], models[1][1])
    if sure < models[1][2]:
        return span, 0.0
    for k in range(len(spans)):
        if span[0] <= spans[k, here] and spans[k, here + 1] <= span[1]:
            columns[spans[k, there] : spans[k, there + 1]] = False
            spans[k, :] = 0
    take(span, rows, columns)
    return span, sure


@kernel
def find_summaries(  # noqa: PLR0913, PLR0917  arrays of both texts
    here: View, there: View, windows: Windows, models: tuple[Model, Model],
    rows: NDArray[np.bool_], columns: NDArray[np.bool_],
) -> Windows:  # fmt: skip
    """A summary of one text in the other, where there is one; see `_summary_of`.

    The first text is asked first. Two texts that sum each other up are not looked for: what one
    draws on would be what the other says.
    """
    out = np.zeros((1, 4), np.int64)
    span, sure = _summary_of(here, windows, 0, models, rows, columns)
    if sure > 0.0:
        out[0] = span
        return Windows(out, np.full(1, sure, np.float64))
    span, sure = _summary_of(there, windows, 1, models, columns, rows)
    if sure > 0.0:
        out[0, :2], out[0, 2:] = span[2:], span[:2]
        return Windows(out, np.full(1, sure, np.float64))
    return Windows(out[:0], np.zeros(0, np.float64))


@kernel
def established_words(  # noqa: PLR0913, PLR0917  arrays of both texts
    here: View, there: View, spans: NDArray[np.int64],
    left_furniture: NDArray[np.bool_], right_furniture: NDArray[np.bool_], token_words: float,
) -> float:  # fmt: skip
    """Words of windows that count as reuse, on the side that has fewer of them.

    Args:
        here: the pair as seen from the left.
        there: the same from the right.
        spans: shape (k, 4): the windows; empty ones do not count.
        left_furniture: shape (n,): boilerplate of the left text.
        right_furniture: the same of the right text.
        token_words: words that a token is worth.
    """
    one, other = 0.0, 0.0
    tokens = np.zeros(4, np.int64)
    for k in range(len(spans)):
        if spans[k, 0] >= spans[k, 1]:
            continue
        tokens[0] = here.lines.bounds[spans[k, 0], 0]
        tokens[1] = here.lines.bounds[spans[k, 1] - 1, 1]
        tokens[2] = there.lines.bounds[spans[k, 2], 0]
        tokens[3] = there.lines.bounds[spans[k, 3] - 1, 1]
        role, _, _, _ = label_passage(
            here.lines, there.lines, tokens, left_furniture, right_furniture, token_words
        )
        if role == 0:
            one += (tokens[1] - tokens[0]) * token_words
            other += (tokens[3] - tokens[2]) * token_words
    return min(one, other)


@kernel
def find_lone_matches(  # noqa: PLR0913, PLR0917  arrays of both texts
    here: View,
    there: View,
    grid: Grid,
    established: float,
    model: Model,
    rows: NDArray[np.bool_],
    columns: NDArray[np.bool_],
) -> Windows:
    """Matches outside all windows that hold by themselves; see `find_fragments`."""
    spans = find_lone(here.sure, rows, columns)
    features = np.zeros(len(LONE_FEATURES), np.float64)
    out, surety, found = np.zeros(spans.shape, np.int64), np.zeros(len(spans), np.float64), 0
    for k in range(len(spans)):
        if not cut_free(here.sure, spans[k], rows, columns):
            continue
        span = (spans[k, 0], spans[k, 1], spans[k, 2], spans[k, 3])
        describe_lone(here, there, grid, span, established, features)
        sure = judge(features, model[0], model[1])
        if sure >= model[2]:
            out[found], surety[found] = spans[k], sure
            take(spans[k], rows, columns)
            found += 1
    return Windows(out[:found], surety[:found])
