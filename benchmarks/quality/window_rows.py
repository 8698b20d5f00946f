"""Labelled evidence for the models of passages: borders, fragments, lone matches, summaries."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from examples import Laid, label_window
from numpy.typing import NDArray

from reuse.align import borders, fragments, lone, summaries
from reuse.align.finding import established_words, find_fragments, propose, propose_summary
from reuse.align.model import Model
from reuse.align.settling import cut_free, take
from reuse.align.views import View

Row = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""Evidence of some rows, shape (r, f), and their labels, shape (r,)."""
_JITTER = 3
"""Sentences by which the borders of a true window are moved at the most."""


def _windows(
    laid: Laid, draw: np.random.Generator
) -> Iterator[tuple[tuple[int, int, int, int], tuple[NDArray[np.int64], NDArray[np.int64]]]]:
    """Starts that meet a case, and each case with its borders moved, with the true sentences."""
    cases = laid.example.case_sentences()
    for a, b, c, d in fragments.find_starts.native(laid.here.sure).tolist():
        met = [
            (((left >= a) & (left < b)).sum(), ((right >= c) & (right < d)).sum(), k)
            for k, (left, right) in enumerate(cases)
        ]
        both = [(one + other, -k) for one, other, k in met if one and other]
        if both:
            yield (a, b, c, d), cases[-max(both)[1]]
    ends = len(laid.here.lines.bounds), len(laid.there.lines.bounds)
    for left, right in cases:
        moved = draw.integers(-_JITTER, _JITTER + 1, 4).tolist()
        a, b = max(0, int(left[0]) + moved[0]), min(ends[0], int(left[-1]) + 1 + moved[1])
        c, d = max(0, int(right[0]) + moved[2]), min(ends[1], int(right[-1]) + 1 + moved[3])
        if a < b and c < d:
            yield (a, b, c, d), (left, right)


def border_rows(laid: Laid, draw: np.random.Generator) -> Iterator[Row]:
    """Sentences in and around windows, of both sides, and whether they are in the case.

    Cases of summaries are left out: their other side is the whole text.
    """
    if laid.example.kind.startswith("05"):
        return
    for (a, b, c, d), (left, right) in _windows(laid, draw):
        for view, span, wanted in (
            (laid.here, (a, b, c, d), left),
            (laid.there, (c, d, a, b), right),
        ):
            features, low = _around(view, span)
            yield features, np.isin(np.arange(low, low + len(features)), wanted)


def judged_border_rows(laid: Laid) -> Iterator[Row]:
    """Judged sentences in and around starts that their counterparts are in or beside."""
    judged = laid.example.judged_sentences()
    for a, b, c, d in fragments.find_starts.native(laid.here.sure).tolist():
        for side, (view, span) in enumerate(
            ((laid.here, (a, b, c, d)), (laid.there, (c, d, a, b)))
        ):
            features, low = _around(view, span)
            reach = range(span[2] - borders.MARGIN, span[3] + borders.MARGIN)
            known: dict[int, bool] = {}
            for pair in judged:
                row = pair[side] - low
                if 0 <= row < len(features) and pair[1 - side] in reach:
                    known[row] = known.get(row, False) or pair[2]
            rows = sorted(known)
            yield features[rows], np.array([known[row] for row in rows], np.bool_)


def _around(view: View, span: tuple[int, int, int, int]) -> tuple[NDArray[np.float64], int]:
    """Evidence for each sentence in and around a window, and the first of them."""
    rows = span[1] - span[0] + 2 * borders.REACH
    features = np.zeros((rows, len(borders.FEATURES)), np.float64)
    low, high = borders.describe_sentences.native(view, span, features)
    return features[: high - low], low


def _free(laid: Laid) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return (
        np.zeros(len(laid.here.lines.bounds), np.bool_),
        np.zeros(len(laid.there.lines.bounds), np.bool_),
    )


def fragment_rows(laid: Laid, model: Model) -> Iterator[Row]:
    """Proposed windows, and whether they are reuse. What is none frees its sentences."""
    example = laid.example
    if example.kind.startswith("05"):
        return
    rows, columns = _free(laid)
    windows, means = propose.native(laid.here, laid.there, model)
    for window, mean in zip(windows, means.tolist(), strict=True):
        if not cut_free.native(laid.here.sure, window, rows, columns):
            continue
        label = label_window(example, window)
        features = np.zeros((1, len(fragments.FEATURES)), np.float64)
        fragments.describe_fragment.native(
            laid.here, laid.there, example.grid.shared, example.grid.plain,
            tuple(window.tolist()), tuple(mean), features[0],
        )  # fmt: skip
        if label:
            take.native(window, rows, columns)
        if label >= 0:
            yield features, np.array([label == 1])


def lone_rows(laid: Laid, models: tuple[Model, Model]) -> Iterator[Row]:
    """Matches outside the windows that hold, and whether they are reuse.

    Judged news is scarce, so there the judged sentences inside those windows teach as well.
    """
    example = laid.example
    if example.kind.startswith("05"):
        return
    rows, columns = _free(laid)
    found = find_fragments.native(laid.here, laid.there, example.grid, models, rows, columns)
    plain = [np.zeros(len(view.lines.words), np.bool_) for view in (laid.here, laid.there)]
    known = established_words.native(laid.here, laid.there, found.spans, *plain, example.words)
    windows = [
        (window, label_window(example, window))
        for window in lone.find_lone.native(laid.here.sure, rows, columns)
        if cut_free.native(laid.here.sure, window, rows, columns)
    ]
    for i, j, is_reuse in example.judged_sentences():
        if (rows[i] or columns[j]) and laid.here.sure[i, j] >= lone.STRONG:
            windows.append((np.array([i, i + 1, j, j + 1]), int(is_reuse)))
    for window, label in windows:
        if label >= 0:
            features = np.zeros((1, len(lone.FEATURES)), np.float64)
            lone.describe_lone.native(
                laid.here, laid.there, example.grid, tuple(window.tolist()), known, features[0]
            )
            yield features, np.array([label == 1])


def summary_sentence_rows(laid: Laid) -> Iterator[Row]:
    """Sentences of texts with a summary or without reuse, and whether they are in the summary."""
    example = laid.example
    if not (example.negative or example.kind.startswith("05")):
        return
    views: list[View] = [laid.here, laid.there]
    # Which side a PAN summary is on is known; its other side tells nothing.
    for side, view in enumerate(views[:1] if example.source == "pan" else views):
        features = np.zeros((len(view.lines.bounds), len(summaries.SENTENCE_FEATURES)), np.float64)
        summaries.describe_sentences.native(view, features)
        labels = np.zeros(len(features), np.bool_)
        for case in example.case_sentences():
            labels[case[side]] = True
        yield features, labels


def summary_rows(laid: Laid, models: tuple[Model, Model], sentences: Model) -> Iterator[Row]:
    """The stretch of either text that most looks like a summary, and whether it is one.

    Copies are none, nor are independent reports. Of judged news nothing is known.
    """
    example = laid.example
    if example.source == "news" and not example.negative:
        return
    rows, columns = _free(laid)
    found = find_fragments.native(laid.here, laid.there, example.grid, models, rows, columns)
    # In a summary pair of PAN, the text that sums up is the left one.
    true = example.case_sentences() if example.kind.startswith("05") else []
    views = (laid.here, columns), (laid.there, rows)
    for side, (view, taken) in enumerate(views):
        span, mass, explained = propose_summary.native(view, found.spans, side, sentences, taken)
        first, last, low, high = span.tolist()
        if low >= high:
            continue
        features = np.zeros((1, len(summaries.FEATURES)), np.float64)
        summaries.describe_stretch.native(
            view, (first, last), (low, high), (mass, explained), features[0]
        )
        inside = [int(((case[0] >= first) & (case[0] < last)).sum()) for case in true]
        yield features, np.array([side == 0 and 2 * max(inside, default=0) >= last - first])
