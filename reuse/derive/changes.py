"""Words of the reused passages that were changed, as far as sets of words tell.

Both sides of a passage are compared as sets: which words the one has and the other has not. That
is no alignment of words, but cheap, the same from either side, and enough to see that a name was
shortened or a number rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reuse.model.alignment import Obfuscation, Role
from reuse.model.prepared import PreparedText
from reuse.model.span import Span

MOST = 40
"""Passages that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An aligned passage seen from one side."""

    this: Span
    other: Span
    role: Role
    obfuscation: Obfuscation
    this_words: int
    other_words: int

    @property
    def mirrored(self) -> Passage:
        """The passage seen from the other side."""
        return replace(
            self,
            this=self.other,
            other=self.this,
            this_words=self.other_words,
            other_words=self.this_words,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """A reused passage, with what only one side has of it."""

    passage: Passage
    this: NDArray[np.int64]
    """Tokens of this text whose word the other side of the passage lacks, rising."""
    other: NDArray[np.int64]
    """The same of the other text."""

    @property
    def mirrored(self) -> Change:
        """The change seen from the other side."""
        return Change(passage=self.passage.mirrored, this=self.other, other=self.this)


def changes_of(
    this: PreparedText, other: PreparedText, passages: tuple[Passage, ...]
) -> tuple[Change, ...]:
    """Those of the passages that are reuse, in order, with what either side changed."""
    out: list[Change] = []
    for passage in passages:
        if passage.role is not Role.REUSE:
            continue
        if len(out) == MOST:
            break
        here, there = this.tokens.inside(passage.this), other.tokens.inside(passage.other)
        ours, theirs = this.tokens.hashes[here].tolist(), other.tokens.hashes[there].tolist()
        out.append(
            Change(
                passage=passage,
                this=_alone(ours, theirs, here.start),
                other=_alone(theirs, ours, there.start),
            )
        )
    return tuple(out)


def _alone(ours: list[int], theirs: list[int], start: int) -> NDArray[np.int64]:
    """Tokens, counted from `start`, that are not among others; a set is quicker than arrays."""
    known = set(theirs)
    found = [at for at, code in enumerate(ours, start) if code not in known]
    return np.array(found, np.int64)


def word(text: PreparedText, at: int) -> str:
    """A token as the article writes it."""
    return text.raw[int(text.tokens.starts[at]) : int(text.tokens.ends[at])]


def places_of(text: PreparedText, code: np.uint64) -> NDArray[np.int64]:
    """Tokens of a text that are one word, rising."""
    return np.flatnonzero(text.tokens.hashes == code)


def swaps(this: PreparedText, other: PreparedText, change: Change) -> tuple[tuple[int, int], ...]:
    """Words of either side that stand between the same neighbours: token here, token there."""
    ours, theirs = this.tokens.hashes, other.tokens.hashes
    between: dict[tuple[int, int], int] = {}
    for at in change.other.tolist():
        if 0 < at < len(theirs) - 1:
            between.setdefault((int(theirs[at - 1]), int(theirs[at + 1])), at)
    found = []
    for at in change.this.tolist():
        if 0 < at < len(ours) - 1:
            there = between.get((int(ours[at - 1]), int(ours[at + 1])))
            if there is not None:
                found.append((at, there))
    return tuple(found)
