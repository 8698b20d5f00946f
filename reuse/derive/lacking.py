"""Words of a passage that only one side has, and words that stand for each other: loops."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.derive.covering import first_token
from reuse.grouping import HALF
from reuse.model.prepared import CAPITAL, CONTENT, NUMBER

NAME = CONTENT | CAPITAL
"""Traits of a word of a name."""
Numbers = NDArray[np.int64]


class Words(NamedTuple):
    """One text as its words are compared; arrays by token, shape (n,)."""

    hashes: NDArray[np.uint64]
    starts: NDArray[np.int32]
    """First code point of each token."""
    traits: NDArray[np.uint8]
    """As in `PreparedText`."""


@kernel
def _width(tokens: int) -> int:
    """Places of a table with room for so many entries: a power of two."""
    width = 16
    while width < 2 * tokens:
        width *= 2
    return width


@kernel
def _lacking(
    hashes: NDArray[np.uint64], where: Numbers, others: NDArray[np.uint64], there: Numbers
) -> Numbers:
    """Tokens of a stretch whose word another stretch lacks, rising."""
    slots = np.full(_width(there[1] - there[0]), -1, np.int64)
    most, count = len(slots) - 1, 0
    for at in range(there[0], there[1]):
        slot = int(others[at] >> HALF) & most
        while slots[slot] >= 0 and others[slots[slot]] != others[at]:
            slot = (slot + 1) & most
        slots[slot] = at
    out = np.zeros(where[1] - where[0], np.int64)
    for at in range(where[0], where[1]):
        slot = int(hashes[at] >> HALF) & most
        while slots[slot] >= 0 and others[slots[slot]] != hashes[at]:
            slot = (slot + 1) & most
        if slots[slot] < 0:
            out[count] = at
            count += 1
    return out[:count]


@kernel
def _is_plain(traits: int) -> bool:
    """Whether a token is a content word that is neither name nor number."""
    return (traits & (CONTENT | CAPITAL | NUMBER)) == CONTENT


@kernel
def _slot(slots: Numbers, hashes: NDArray[np.uint64], before: np.uint64, behind: np.uint64) -> int:
    """Where a table has a token that stands between two words, or the free place for it."""
    most = len(slots) - 1
    slot = (int(before >> HALF) * 5 + int(behind >> HALF)) & most
    while slots[slot] >= 0 and (
        hashes[slots[slot] - 1] != before or hashes[slots[slot] + 1] != behind
    ):
        slot = (slot + 1) & most
    return slot


@kernel
def _swaps(left: Words, ours: Numbers, right: Words, theirs: Numbers) -> Numbers:
    """Those of some plain words that stand between the same words as one of the others.

    With the first such one, if that is plain; shape (m, 2): token here, token there.
    """
    hashes, others = left.hashes, right.hashes
    slots, count = np.full(_width(len(theirs)), -1, np.int64), 0
    for at in theirs:
        if 0 < at < len(others) - 1:
            slot = _slot(slots, others, others[at - 1], others[at + 1])
            slots[slot] = at if slots[slot] < 0 else slots[slot]
    out = np.zeros((len(ours), 2), np.int64)
    for at in ours:
        if not 0 < at < len(hashes) - 1 or not _is_plain(left.traits[at]):
            continue
        slot = _slot(slots, others, hashes[at - 1], hashes[at + 1])
        if slots[slot] >= 0 and _is_plain(right.traits[slots[slot]]):
            out[count, 0], out[count, 1] = at, slots[slot]
            count += 1
    return out[:count]


@kernel
def _telling(traits: NDArray[np.uint8], alone: Numbers) -> tuple[Numbers, Numbers]:
    """Those of some tokens that are the last name but one of a name, and the numbers among them.

    Numbers that nothing follows are left out.
    """
    count, names, numbers = len(traits), 0, 0
    out = np.zeros((2, len(alone)), np.int64)
    for at in alone:
        if at + 1 >= count:
            continue
        if traits[at] & NUMBER:
            out[1, numbers] = at
            numbers += 1
        named = (traits[at] & NAME) == NAME and (traits[at + 1] & NAME) == NAME
        if named and not (at + 2 < count and (traits[at + 2] & NAME) == NAME):
            out[0, names] = at
            names += 1
    return out[0, :names], out[1, :numbers]


@kernel
def compare_words(
    left: Words, right: Words, span: Numbers
) -> tuple[Numbers, tuple[Numbers, Numbers], tuple[Numbers, Numbers], Numbers, Numbers]:
    """Compare the words of the two sides of a passage as sets.

    Args:
        left: a text.
        right: the other.
        span: shape (4,): first and last code point of the passage, half-open, in either text.

    Returns:
        First and last token of the passage, half-open, in either text, shape (4,).

        Of the tokens of the left side whose word the right side lacks, rising: those that are
        the last part but one of a name, and those that are numbers which something follows.

        The same of the right side.

        Plain words of the left side, of which the right side lacks all and which stand between
        the same words as a word of the right side that the left side lacks; with the first such
        word, where it is plain. Shape (m, 2).

        The same of the right side.
    """
    where = np.zeros(4, np.int64)
    for at in range(2):
        where[at] = first_token(left.starts, span[at])
        where[2 + at] = first_token(right.starts, span[2 + at])
    here, there = where[:2], where[2:]
    ours = _lacking(left.hashes, here, right.hashes, there)
    theirs = _lacking(right.hashes, there, left.hashes, here)
    swaps, back = _swaps(left, ours, right, theirs), _swaps(right, theirs, left, ours)
    return where, _telling(left.traits, ours), _telling(right.traits, theirs), swaps, back
