"""Words of the reused passages that were changed, as far as sets of words tell.

Both sides of a passage are compared as sets: which words the one has and the other has not. That
is no alignment of words, but cheap, the same from either side, and enough to see that a name was
shortened or a number rounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reuse.model.alignment import Obfuscation, Role
from reuse.model.prepared import CAPITAL, CONTENT, NUMBER, PreparedText
from reuse.model.span import Span

MOST = 40
"""Passages that are looked at."""
NAME = CONTENT | CAPITAL
"""Traits of a word of a name."""
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3}){1,4}|\d{1,15}(?:\.\d{1,6})?")


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
        return Passage(
            this=self.other,
            other=self.this,
            role=self.role,
            obfuscation=self.obfuscation,
            this_words=self.other_words,
            other_words=self.this_words,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Stretch:
    """One side of a reused passage; both views of a pair look at the same."""

    text: PreparedText
    where: slice
    """Its tokens."""
    words: frozenset[int]
    """Its words, by hash."""
    alone: tuple[int, ...]
    """Tokens whose word the other side lacks, rising."""

    @cached_property
    def neighbours(self) -> dict[int, tuple[int, int]]:
        """The words before and behind each token of `alone` that has both."""
        first, end = max(0, self.where.start - 1), len(self.text.tokens) - 1
        codes = self.text.tokens.hashes[first : self.where.stop + 1].tolist()
        return {
            at: (codes[at - 1 - first], codes[at + 1 - first])
            for at in self.alone
            if 0 < at < end
        }

    @cached_property
    def between(self) -> dict[tuple[int, int], int]:
        """The first token of `alone` between two words."""
        return {both: at for at, both in reversed(self.neighbours.items())}

    @cached_property
    def figures(self) -> tuple[tuple[int, float], ...]:
        """Numbers of `alone` that a word follows, with what they are worth."""
        text, last = self.text, len(self.text.tokens) - 1
        return tuple(
            (at, float(word(text, at).replace(",", "")))
            for at in self._having(NUMBER)
            if at < last and _FIGURE.fullmatch(word(text, at))
        )

    @cached_property
    def full_names(self) -> tuple[int, ...]:
        """Words of `alone` that are part of a name, before the last part of it."""
        text = self.text
        return tuple(at for at in self._having(NAME) if ends_name(text, at + 1))

    def _having(self, traits: int) -> list[int]:
        """Tokens of `alone` with all of some traits."""
        if not self.alone:
            return []
        first, marks = self.where.start, self.text.traits[self.where].tolist()
        return [at for at in self.alone if marks[at - first] & traits == traits]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """A reused passage, with what only one side has of it."""

    passage: Passage
    this: Stretch
    other: Stretch

    @property
    def mirrored(self) -> Change:
        """The change seen from the other side."""
        return Change(passage=self.passage.mirrored, this=self.other, other=self.this)


def changes_of(
    this: PreparedText, other: PreparedText, passages: tuple[Passage, ...]
) -> tuple[Change, ...]:
    """Those of the passages that are reuse, in order, with what either side changed."""
    reused = [passage for passage in passages if passage.role is Role.REUSE]
    return tuple([_change(this, other, passage) for passage in reused[:MOST]])


def _change(this: PreparedText, other: PreparedText, passage: Passage) -> Change:
    here, there = this.tokens.inside(passage.this), other.tokens.inside(passage.other)
    ours, theirs = this.tokens.hashes[here].tolist(), other.tokens.hashes[there].tolist()
    # Sets are quicker than arrays here, and most passages are all but word for word.
    mine, known = frozenset(ours), frozenset(theirs)
    return Change(
        passage=passage,
        this=Stretch(text=this, where=here, words=mine, alone=_places(ours, mine - known, here)),
        other=Stretch(
            text=other, where=there, words=known, alone=_places(theirs, known - mine, there)
        ),
    )


def _places(codes: list[int], wanted: frozenset[int], where: slice) -> tuple[int, ...]:
    """Tokens of a stretch that are one of some words."""
    if not wanted:
        return ()
    return tuple([at for at, code in enumerate(codes, where.start) if code in wanted])


def word(text: PreparedText, at: int) -> str:
    """A token as the article writes it."""
    return text.raw[int(text.tokens.starts[at]) : int(text.tokens.ends[at])]


def places_of(text: PreparedText, code: np.uint64) -> NDArray[np.int64]:
    """Tokens of a text that are one word, rising."""
    return np.flatnonzero(text.tokens.hashes == code)


def is_name(text: PreparedText, at: int) -> bool:
    """Whether a token is part of a name."""
    return (int(text.traits[at]) & NAME) == NAME


def ends_name(text: PreparedText, at: int) -> bool:
    """Whether a token is part of a name, and the one behind it is not."""
    count = len(text.tokens)
    return at < count and is_name(text, at) and not (at + 1 < count and is_name(text, at + 1))


def swaps(change: Change) -> tuple[tuple[int, int], ...]:
    """Words of either side that stand between the same neighbours: token here, token there."""
    ours, theirs = change.this, change.other
    if not ours.alone or not theirs.alone:
        return ()
    between = theirs.between
    return tuple(
        [(at, between[both]) for at, both in ours.neighbours.items() if both in between]
    )
