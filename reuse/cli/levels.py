"""Which pairs count as findings for ``--fail-on``."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reuse.model.comparison import Comparison
from reuse.model.verdict import Credit, Relation

_DERIVED = (Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT)


class Level(StrEnum):
    """Levels of findings, the gravest first; each one takes in those above it."""

    UNCREDITED = "uncredited"
    """One side takes from the other and does not name it."""
    DERIVED = "derived"
    """One side takes from the other."""
    COMMON_SOURCE = "common_source"
    """Both sides take from the same third text."""
    ANY = "any"
    """A reused passage, whoever had it first."""


def findings(comparisons: Iterable[Comparison], level: Level) -> int:
    """Count the pairs at or above `level`.

    Pairs that share words without reuse (quotations, boilerplate, independent reports) are never
    findings.
    """
    return sum(_counts(pair, level) for pair in comparisons)


def _counts(pair: Comparison, level: Level) -> bool:
    if not pair.is_reuse:
        return False
    verdict = pair.verdict
    derived = verdict.relation in _DERIVED
    match level:
        case Level.UNCREDITED:
            return derived and verdict.credit is Credit.UNCREDITED
        case Level.DERIVED:
            return derived
        case Level.COMMON_SOURCE:
            return derived or verdict.relation is Relation.COMMON_SOURCE
        case Level.ANY:
            return True
