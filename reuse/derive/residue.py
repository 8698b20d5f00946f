"""What a text has beyond what it shares: how much, where, and whether the two fit together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.derive.covering import ENOUGH, Covered
from reuse.derive.runs import Side
from reuse.model.prepared import CONTENT

FEWEST = 15
"""Content words of its own from which on what a text adds can be told to fit or not."""


class Residue(NamedTuple):
    """One side of a pair; n tokens."""

    words: int
    """Content words that the text does not share."""
    cohesion: float | None
    """Share of them, 0 to 1, whose stem stands in the shared text too; None for too few."""
    head: int
    """Tokens before the first shared one, all where nothing is shared."""
    tail: int
    """Tokens behind the last shared one, all where nothing is shared."""
    head_words: float
    """Words of the head."""
    tail_words: float
    """Words of the tail."""
    place: float | None
    """Mean place of the shared words, 0 at the top and 1 at the end; None where none is."""
    strange: NDArray[np.bool_]
    """Shape (n,): content words of its own that the shared text does not have."""


@kernel
def _slot(slots: NDArray[np.int32], stem: int) -> int:
    """Where a table has a stem, or the free place that it would have."""
    slot = (stem ^ (stem >> 12)) & (len(slots) - 1)
    while slots[slot] >= 0 and slots[slot] != stem:
        slot = (slot + 1) & (len(slots) - 1)
    return slot


@kernel
def measure(
    shared: NDArray[np.bool_],
    traits: NDArray[np.uint8],
    stems: NDArray[np.int32],
    weights: NDArray[np.float64],
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.float64]]:
    """Measure what a text has beyond what it shares.

    Args:
        shared: whether the other text has each token, shape (n,).
        traits: as in `PreparedText`, shape (n,).
        stems: number of the stem of each token, shape (n,), 0 or more.
        weights: words that each token is worth, shape (n,).

    Returns:
        `strange` of `Residue`; its `words`, those of them that are strange, its `head` and
        `tail`, the number of shared tokens and the sum of their places; and the words of the
        head and of the tail.
    """
    count, width = len(shared), 16
    while width < 2 * count:
        width *= 2
    slots = np.full(width, -1, np.int32)
    strange = np.zeros(count, np.bool_)
    tokens, places = 0, 0
    first, last, head_words, tail_words = 0, count - 1, 0.0, 0.0
    while first < count and not shared[first]:
        head_words += weights[first]
        first += 1
    while last >= 0 and not shared[last]:
        tail_words += weights[last]
        last -= 1
    for at in range(first, last + 1):
        if not shared[at]:
            continue
        tokens += 1
        places += at
        if traits[at] & CONTENT:
            slots[_slot(slots, int(stems[at]))] = stems[at]
    words, unknown = 0, 0
    for at in range(count):
        if shared[at] or not traits[at] & CONTENT:
            continue
        words += 1
        if slots[_slot(slots, int(stems[at]))] < 0:
            unknown += 1
            strange[at] = True
    numbers = np.array([words, unknown, first, count - 1 - last, tokens, places], np.int64)
    return strange, numbers, np.array([head_words, tail_words], np.float64)


def residue_of(side: Side, stems: NDArray[np.int32], covered: Covered, *, many: bool) -> Residue:
    """Measure what a text has beyond what it shares.

    Args:
        side: the text.
        stems: number of the stem of each token.
        covered: what it shares.
        many: whether this is one of many pairs, for which compiled loops pay.
    """
    count = len(stems)
    form = measure.form(count, enough=0 if many else ENOUGH)
    strange, numbers, edges = form(covered.any, side.traits, stems, side.weights)
    words, unknown, head, tail, tokens, places = numbers.tolist()
    head_words, tail_words = edges.tolist()
    cohesion = 1.0 - unknown / words if tokens and words >= FEWEST else None
    place = places / tokens / count if tokens else None
    return Residue(words, cohesion, head, tail, head_words, tail_words, place, strange)
