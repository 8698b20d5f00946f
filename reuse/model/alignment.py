"""Aligned passages: a stretch of one document that repeats a stretch of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from reuse.model.span import Span


class Role(StrEnum):
    """What an aligned passage counts as."""

    REUSE = "reuse"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"


class Obfuscation(StrEnum):
    """How the passage was changed."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    PARAPHRASE = "paraphrase"
    SUMMARY = "summary"


class Channel(StrEnum):
    """What proposed the pair of passages."""

    COPY = "copy"
    MINHASH = "minhash"
    JOIN = "join"
    PARAPHRASE = "paraphrase"
    DIRECT = "direct"


class Fact(StrEnum):
    """What kind of statement two passages contradict each other in."""

    NUMBER = "number"
    DATE = "date"
    POLARITY = "polarity"
    """One side negates what the other says, or says the opposite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Words of two passages that state one thing differently."""

    kind: Fact
    left: Span
    """The words of the left passage; of a negation, with the word it negates."""
    right: Span

    @property
    def mirrored(self) -> Conflict:
        """The same with left and right exchanged."""
        return replace(self, left=self.right, right=self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A maximal pair of passages. Sorted by left, then right."""

    left: Span
    right: Span
    role: Role
    obfuscation: Obfuscation
    score: float
    """How surely the two passages say one text, 0 to 1."""
    channel: Channel
    kept: float
    """Share of the longer side's words that stand, in order, on the other side, 0 to 1."""
    left_words: int
    """Words of the left passage; 1.6 letters of an unspaced script count as one."""
    right_words: int
    conflicts: tuple[Conflict, ...] = ()
    """Facts that the two passages contradict each other in, by left span; of reuse only. Found
    with restraint: none does not mean that all facts agree."""

    @property
    def mirrored(self) -> Alignment:
        """The same with left and right exchanged."""
        return replace(
            self,
            left=self.right,
            right=self.left,
            left_words=self.right_words,
            right_words=self.left_words,
            conflicts=tuple(
                sorted((c.mirrored for c in self.conflicts), key=lambda c: (c.left, c.right))
            ),
        )
