"""How good guesses of a direction are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import fsum

Chance = tuple[float, bool]
"""Probability that the left is the derived one, and whether it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A direction with how sure it is."""

    margin: tuple[float, ...]
    """The greater the surer; by the first, then the next."""
    left: float
    """Above 0: the left is the derived one, below: the right; 0: no idea."""
    truth: bool
    """Whether the left is the derived one."""

    @property
    def right(self) -> float:
        """1 for a right guess, 0 for a wrong one, one half for none."""
        if not self.left:
            return 0.5
        return float((self.left > 0) == self.truth)


def right_at(guesses: Sequence[Guess], coverage: float) -> float:
    """Share of right ones among the surest; equally sure ones count by their share.

    Args:
        guesses: all of them.
        coverage: share of them that is looked at, above 0 to 1.
    """
    if not guesses:
        return 0.0
    rest = wanted = coverage * len(guesses)
    right = 0.0
    ranked = sorted(guesses, key=lambda g: g.margin, reverse=True)
    for _, group in groupby(ranked, key=lambda g: g.margin):
        equal = [g.right for g in group]
        taken = min(rest, len(equal))
        right += taken * fsum(equal) / len(equal)
        rest -= taken
        if rest <= 0:
            break
    return right / wanted


def calibration_error(chances: Sequence[Chance], bins: int = 10) -> float:
    """Expected calibration error over bins of equal size; equal chances keep their order."""
    if not chances:
        return 0.0
    ranked = sorted(chances, key=lambda chance: chance[0])
    edges = [len(ranked) * at // bins for at in range(bins + 1)]
    gaps = []
    for start, end in pairwise(edges):
        part = ranked[start:end]
        gaps.append(abs(fsum(p for p, _ in part) - sum(left for _, left in part)))
    return fsum(gaps) / len(ranked)


def brier(chances: Sequence[Chance]) -> float:
    """Mean squared error of the probabilities, 0 to 1."""
    if not chances:
        return 0.0
    return fsum((p - left) ** 2 for p, left in chances) / len(chances)
