"""Which pairs count as findings for ``--fail-on``."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import typer

from reuse.model.comparison import Comparison
from reuse.model.verdict import Credit, Relation
from reuse.report.escape import escape_terminal

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


def level(name: str) -> Level:
    """The level of that name.

    Raises:
        typer.BadParameter: there is none; the message names those that there are.
    """
    try:
        return Level(name)
    except ValueError:
        known = ", ".join(f"'{each}'" for each in Level)
        message = f"'{escape_terminal(name)}' is not one of {known}."
        raise typer.BadParameter(message) from None


FailOn = Annotated[
    Level | None,
    typer.Option(
        parser=level,
        metavar=f"<{'|'.join(Level)}>",
        autocompletion=lambda: [str(each) for each in Level],
        help="Exit with 1 when there are findings of this level or above.",
    ),
]
"""The option ``--fail-on``."""


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
