"""What can be said about how two documents are related, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from reuse.model.span import Span


class Relation(StrEnum):
    """The five answers."""

    LEFT_FROM_RIGHT = "left_from_right"
    RIGHT_FROM_LEFT = "right_from_left"
    COMMON_SOURCE = "common_source"
    INDEPENDENT = "independent"
    UNDETERMINED = "undetermined"

    @property
    def mirrored(self) -> Relation:
        """The same relation seen with left and right exchanged."""
        if self is Relation.LEFT_FROM_RIGHT:
            return Relation.RIGHT_FROM_LEFT
        if self is Relation.RIGHT_FROM_LEFT:
            return Relation.LEFT_FROM_RIGHT
        return self


class Credit(StrEnum):
    """Whether the derived document names its source near the reused text."""

    CREDITED = "credited"
    UNCREDITED = "uncredited"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """Which document of a pair."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The other one."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SidedSpan:
    """A span and the document it is in."""

    side: Side
    span: Span

    @property
    def mirrored(self) -> SidedSpan:
        """The same with left and right exchanged."""
        return SidedSpan(side=self.side.other, span=self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One piece of evidence."""

    name: str
    """Stable name, as in `docs/reference`."""
    favours: Relation
    """The relation that the evidence speaks for."""
    nats: float
    """Strength, 0 or more, before grouping and caps."""
    explanation: str
    """One sentence for the reader."""
    spans: tuple[SidedSpan, ...] = ()
    """The words that show it."""

    @property
    def mirrored(self) -> Cue:
        """The same with left and right exchanged."""
        return replace(
            self,
            favours=self.favours.mirrored,
            spans=tuple(place.mirrored for place in self.spans),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The relation, its probabilities and the evidence."""

    relation: Relation
    probabilities: dict[Relation, float]
    """One entry a relation; sums to 1."""
    cues: tuple[Cue, ...]
    """Strongest first."""
    credit: Credit
    """For a derived pair, whether the derived side names its source; else unknown."""
    credit_line: SidedSpan | None = None
    """The words that give the credit."""

    @property
    def probability(self) -> float:
        """Probability of `relation`, 0 to 1."""
        return self.probabilities[self.relation]

    @property
    def mirrored(self) -> Verdict:
        """The same with left and right exchanged."""
        return replace(
            self,
            relation=self.relation.mirrored,
            probabilities={each: self.probabilities[each.mirrored] for each in self.probabilities},
            cues=tuple(cue.mirrored for cue in self.cues),
            credit_line=None if self.credit_line is None else self.credit_line.mirrored,
        )
