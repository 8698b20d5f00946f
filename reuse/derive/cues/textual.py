"""Cues from the texts alone. They adjust a verdict and never carry one."""

from __future__ import annotations

import numpy as np

from reuse.derive.covering import Covered
from reuse.derive.cues.making import directed
from reuse.derive.shared import Pair
from reuse.model.verdict import Cue

_MARGIN = 0.05
"""Difference of two shares below which they count as equal."""


def containment(pair: Pair) -> Cue | None:
    """More of this text stands in the other than of the other in this."""
    mine, theirs = pair.this_covered.plain_share, pair.other_covered.plain_share
    if mine - theirs < _MARGIN:
        return None
    return directed(
        pair,
        "containment",
        f"{mine:.0%} of {pair.this.label}'s words outside quotations stand in "
        f"{pair.other.label}'s text, {theirs:.0%} the other way.",
    )


def length(pair: Pair) -> Cue | None:
    """This text is clearly the shorter one."""
    mine, theirs = float(pair.this.weights.sum()), float(pair.other.weights.sum())
    if not mine or not theirs or mine > 0.9 * theirs:
        return None
    return directed(
        pair,
        "length",
        f"{pair.this.label}'s text is the shorter one ({mine:.0f} words, {theirs:.0f}).",
    )


def position(pair: Pair) -> Cue | None:
    """The shared text stands earlier in the other than in this."""
    mine, theirs = _mean(pair.this_covered), _mean(pair.other_covered)
    if mine is None or theirs is None or mine - theirs < _MARGIN:
        return None
    return directed(
        pair,
        "position",
        f"The shared text stands further up in {pair.other.label} than in {pair.this.label}.",
    )


def _mean(covered: Covered) -> float | None:
    """Mean place of the shared words, 0 at the top and 1 at the end."""
    at = np.flatnonzero(covered.plain)
    if not len(at):
        return None
    return float(at.mean()) / len(covered.plain)
