"""Runs of tokens that two texts share: loops over both."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import HALF

GRAM = 5
"""Tokens of the runs that two texts are compared by."""
APART, SHARED, PLAIN = 0, 1, 2
"""States of a run of tokens: it stands on one side alone, on both, on both unquoted."""


class Side(NamedTuple):
    """One text as it is measured; arrays by token, shape (n,), but for `sentences`."""

    hashes: NDArray[np.uint64]
    starts: NDArray[np.int32]
    """First code point of each token."""
    traits: NDArray[np.uint8]
    """As in `PreparedText`."""
    weights: NDArray[np.float64]
    """Words that each token is worth."""
    masked: NDArray[np.bool_]
    """Whether each token is quoted or furniture."""
    furniture: NDArray[np.bool_]
    """Whether each token is furniture."""
    sentences: NDArray[np.int32]
    """Half-open token ranges, shape (s, 2)."""


@kernel
def _number_runs(  # noqa: PLR0913, PLR0917  a compiled loop takes arrays
    hashes: NDArray[np.uint64],
    masked: NDArray[np.bool_],
    known: NDArray[np.uint64],
    slots: NDArray[np.int32],
    runs: NDArray[np.int32],
    spoilt: NDArray[np.bool_],
    enter: bool,  # noqa: FBT001  a compiled loop takes no keywords
) -> None:
    """Number the run that begins at each token: the place where it stands first in `known`.

    Args:
        hashes: tokens of a text, shape (n,).
        masked: shape (n,).
        known: tokens of the text whose runs the table holds.
        slots: the table: where in it a run stands first, -1 in a free slot; shape (a power of
            two,), with room.
        runs: shape (n - 4,), overwritten; -1 for a run that the table does not hold.
        spoilt: set for the number of a run of which a token is masked.
        enter: whether a run that is not in the table is entered.
    """
    codes, worth, most = hashes >> HALF, 5 ** (GRAM - 1), len(slots) - 1
    key, last = 0, -1
    for at in range(len(hashes)):
        # The tokens of a run are the digits of a number that stays far below 2^63.
        if at >= GRAM:
            key -= int(codes[at - GRAM]) * worth
        key = key * 5 + int(codes[at])
        if masked[at]:
            last = at
        first = at - GRAM + 1
        if first < 0:
            continue
        slot, same = (key ^ (key >> 16)) & most, 0
        while slots[slot] >= 0 and same < GRAM:
            same = 0
            while same < GRAM and hashes[first + same] == known[slots[slot] + same]:
                same += 1
            if same < GRAM:
                slot = (slot + 1) & most
        if enter and slots[slot] < 0:
            slots[slot] = first
        run = slots[slot]
        runs[first] = run
        if run >= 0 and last >= first:
            spoilt[run] = True


@kernel
def compare_runs(
    left: Side, right: Side
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    """Find the runs of tokens that two texts share.

    Returns:
        Number of the run that begins at each token of the left text, shape (n - 4,); the same of
        the right text, -1 for a run that only it holds; and the state of each run by its number.
    """
    width = 16
    while width < 2 * len(left.hashes):
        width *= 2
    slots = np.full(width, -1, np.int32)
    left_runs = np.zeros(max(0, len(left.hashes) - GRAM + 1), np.int32)
    right_runs = np.zeros(max(0, len(right.hashes) - GRAM + 1), np.int32)
    spoilt = np.zeros(len(left_runs), np.bool_)
    states = np.full(len(left_runs), APART, np.uint8)
    _number_runs(left.hashes, left.masked, left.hashes, slots, left_runs, spoilt, True)
    _number_runs(right.hashes, right.masked, left.hashes, slots, right_runs, spoilt, False)
    for at in range(len(right_runs)):
        run = right_runs[at]
        if run >= 0:
            states[run] = SHARED if spoilt[run] else PLAIN
    return left_runs, right_runs, states
