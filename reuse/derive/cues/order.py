"""Which of two documents came first, as far as their stamps tell."""

from __future__ import annotations

from math import copysign, hypot

from reuse.derive.shared import Pair

LIKELY, SURE = 0.8, 2.0
"""Difference of two stamps over their joint uncertainty: the order is likely, or certain."""
_HOUR = 3_600.0
_LONG = 36 * _HOUR
"""Seconds that no restamped update of an agency's story explains."""


def lead(pair: Pair) -> float:
    """How much earlier the other is, over the joint uncertainty; 0 when a stamp is missing."""
    ours, theirs = pair.this.stamp, pair.other.stamp
    if ours is None or theirs is None:
        return 0.0
    # One of the two may be late by so much, the other not at all.
    ahead = ours.instant - theirs.instant
    left = max(0.0, abs(ahead) - pair.this.config.lag_hours * _HOUR)
    return copysign(left, ahead) / hypot(ours.uncertainty, theirs.uncertainty)


def long_before(pair: Pair) -> bool:
    """Whether this was published so long before the other that it cannot be from it."""
    ours, theirs = pair.this.stamp, pair.other.stamp
    if ours is None or theirs is None or lead(pair) > -1.5:
        return False
    return theirs.instant - ours.instant >= _LONG
