"""Terms that stand in a pair of windows and hardly elsewhere.

Two texts on one matter repeat its terms throughout; a passage that one took from the other has
terms that both texts hold there alone, in whatever order they come.
"""

from __future__ import annotations

from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from reuse.align.views import View
from reuse.compiled import kernel
from reuse.searching import first_at_least

WINDOW_FEATURES = (
    "owned_weight",
    "owned_share",
    "surprise_less",
    "surprise_more",
    "surprise_both",
    "absent",
    "surprise_lead",
    "surprise_mean",
)
"""What a pair of windows owns, in order."""
SENTENCE_FEATURES = (
    "owned",
    "owned_lead",
    "owned_weight",
    "single",
    "single_weight",
    "single_owned",
    "single_owned_weight",
    "owned_before",
    "owned_after",
    "owned_around",
)
"""What a sentence owns together with a window of the other text, in order."""
# What unrelated sentences show where no sentence tells.
_NOISE = 0.1
_LEAST = 1e-9
_SPAN = tuple[int, int, int, int]


@kernel
def _surprise(share: float, sentences: int) -> float:
    """Nats that speak against chance where one of some sentences lies in a share of a text."""
    return -log(max(1.0 - (1.0 - share) ** sentences, _LEAST))


@kernel
def _shares(view: View, span: _SPAN) -> tuple[float, float]:
    """Shares of the tokens of either text that windows hold."""
    a, b, c, d = span
    here, there = view.lines.bounds, view.other.bounds
    one = (here[b - 1, 1] - here[a, 0]) / (here[-1, 1] - here[0, 0])
    other = (there[d - 1, 1] - there[c, 0]) / (there[-1, 1] - there[0, 0])
    return min(one, 1.0), min(other, 1.0)


@kernel
def describe_owned(view: View, span: _SPAN, out: NDArray[np.float64]) -> None:
    """Evidence for a pair of windows.

    Args:
        view: the pair, from either side, which changes nothing.
        span: window here and on the other side, half-open, in sentences.
        out: shape (len(WINDOW_FEATURES),), overwritten.
    """
    a, b, c, d = span
    shares = _shares(view, span)
    # Chance of no sentence in the window, a sentence; 0 for one that is the whole text.
    empty = -log(max(1.0 - shares[0], _LEAST)), -log(max(1.0 - shares[1], _LEAST))
    owned, weight, count = 0.0, 0.0, 0
    here, there, both, absent = 0.0, 0.0, 0.0, 0.0
    for k in range(len(view.idf)):
        common = view.common[k]
        rows, columns = common[1] - common[0], common[3] - common[2]
        first = first_at_least(view.lines.places, a, common[0], common[1])
        met_here = first_at_least(view.lines.places, b, first, common[1]) - first
        first = first_at_least(view.other.places, c, common[2], common[3])
        met_there = first_at_least(view.other.places, d, first, common[3]) - first
        if met_here and met_there:
            count += 1
            weight += view.idf[k]
            owned += view.idf[k] * ((met_here / rows) * (met_there / columns))
            one, other = _surprise(shares[0], rows), _surprise(shares[1], columns)
            here, there, both = here + one, there + other, both + min(one, other)
        elif met_here:
            absent += columns * empty[1]
        elif met_there:
            absent += rows * empty[0]
    less = min(here, there)
    out[0], out[1] = log1p(owned), owned / max(weight, _LEAST)
    out[2], out[3], out[4] = log1p(less), log1p(max(here, there)), log1p(both)
    out[5] = log1p(absent)
    out[6], out[7] = (less - absent) / (count + 1), both / (count + 1)


@kernel
def describe_owned_sentences(
    view: View, span: _SPAN, rows: tuple[int, int], out: NDArray[np.float64]
) -> None:
    """Evidence for each sentence in and around a window.

    Args:
        view: the pair, as seen from the side of the sentences.
        span: the window here and the window on the other side, half-open, in sentences.
        rows: the sentences described, half-open.
        out: shape (r, len(SENTENCE_FEATURES)), a row a sentence; overwritten.
    """
    a, b, c, d = span
    count, places = len(view.totals), view.lines.places
    owned, single = np.zeros(count, np.float64), np.zeros(count, np.float64)
    alone = np.zeros(count, np.float64)
    for k in range(len(view.idf)):
        common = view.common[k]
        first = first_at_least(view.other.places, c, common[2], common[3])
        met = first_at_least(view.other.places, d, first, common[3]) - first
        if not met:
            continue
        weight = view.idf[k] * met / (common[3] - common[2])
        first = first_at_least(places, a, common[0], common[1])
        inside = first_at_least(places, b, first, common[1]) - first
        for entry in range(common[0], common[1]):
            i = places[entry]
            owned[i] += weight
            # No other sentence of the window says it.
            if inside == (1 if a <= i < b else 0):
                single[i] += view.idf[k]
                alone[i] += weight
    part, number = 0.0, 0
    shares = np.zeros(count, np.float64)
    for i in range(count):
        shares[i] = owned[i] / view.totals[i] if view.totals[i] > 0.0 else 0.0
        if (i < rows[0] or i >= rows[1]) and view.totals[i] > 0.0:
            part, number = part + shares[i], number + 1
    noise = part / number if number else _NOISE
    for i in range(rows[0], rows[1]):
        row, total = out[i - rows[0]], max(view.totals[i], _LEAST)
        row[0], row[1], row[2] = shares[i], shares[i] - noise, log1p(owned[i])
        row[3], row[4] = single[i] / total, log1p(single[i])
        row[5], row[6] = alone[i] / total, log1p(alone[i])
        row[7] = shares[i - 1] if i > 0 else 0.0
        row[8] = shares[i + 1] if i + 1 < count else 0.0
        near, whole = 0.0, 0.0
        for j in range(max(i - 2, 0), min(i + 3, count)):
            near, whole = near + owned[j], whole + view.totals[j]
        row[9] = near / max(whole, _LEAST)
