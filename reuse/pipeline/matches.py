"""The words of a passage that stand on both sides in the same order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.align import match_words
from reuse.grouping import distinct
from reuse.model.prepared import Tokens

Codes = NDArray[np.uint32]
Side = tuple[str, Tokens, Codes]
"""A text, its tokens, and their codes."""

# Tokens of both sides, multiplied, from which on the compiled loop pays for its compiler.
_ENOUGH = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matches:
    """Matched words of one passage; all arrays of shape (n,)."""

    codes: Codes
    """Token codes, in order."""
    runs: NDArray[np.int64]
    """Matched words right before each, without a gap on either side."""
    plain: NDArray[np.bool_]
    """Whether both sides begin the word with a small letter; a letter of a script without
    capitals counts as one."""
    gaps: NDArray[np.int64]
    """Tokens of both sides between each and the one before it; 0 for the first."""
    worth: float
    """Words that a token is worth."""


def matches(left: Side, right: Side, parts: tuple[slice, slice], *, many: bool = False) -> Matches:
    """Match the words of a passage.

    Args:
        left: one text.
        right: the other.
        parts: tokens of the passage on both sides.
        many: whether this is one of many passages, for which the compiled loop pays.
    """
    ours, theirs = left[2][parts[0]], right[2][parts[1]]
    places = np.zeros((2, max(1, min(len(ours), len(theirs)))), np.int64)
    match = match_words.form(len(ours) * len(theirs), enough=0 if many else _ENOUGH)
    known = distinct(np.concatenate([ours, theirs]))
    one, other = (known.searchsorted(codes).astype(np.int32) for codes in (ours, theirs))
    count = match(one, other, (0, len(ours), 0, len(theirs)), places)
    places = places[:, :count]
    gaps = np.zeros(count, np.int64)
    gaps[1:] = np.diff(places).sum(axis=0) - 2
    order = np.arange(count)
    runs = order - np.maximum.accumulate(np.where(gaps > 0, order, 0))
    words = left[1].words(parts[0].start, parts[0].stop)
    return Matches(
        codes=ours[places[0]],
        runs=runs,
        plain=_small(left, parts[0], places[0]) & _small(right, parts[1], places[1]),
        gaps=gaps,
        worth=words / max(1, len(ours)),
    )


def _small(side: Side, part: slice, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which tokens begin with a small letter."""
    text, starts = side[0], side[1].starts[part][places]
    initials = [text[start] for start in starts.tolist()]
    return np.array([each.isalpha() and not each.isupper() for each in initials], np.bool_)
