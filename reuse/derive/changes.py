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

from reuse.derive.covering import ENOUGH
from reuse.derive.lacking import NAME, Words, compare_words
from reuse.model.alignment import Obfuscation, Role
from reuse.model.prepared import PreparedText
from reuse.model.span import Span

MOST = 40
"""Passages that are looked at."""
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
    names: tuple[int, ...]
    """Tokens that the other side lacks and that are the last part but one of a name."""
    numbers: tuple[int, ...]
    """Tokens that the other side lacks, that have a digit, and that something follows."""

    @cached_property
    def figures(self) -> tuple[tuple[int, float], ...]:
        """Those of `numbers` that are plain numbers, with what they are worth."""
        told = [(at, word(self.text, at)) for at in self.numbers]
        return tuple(
            [(at, float(said.replace(",", ""))) for at, said in told if _FIGURE.fullmatch(said)]
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """A reused passage, with what only one side has of it."""

    passage: Passage
    this: Stretch
    other: Stretch
    swaps: tuple[tuple[int, int], ...]
    """Plain words of either side that stand between the same neighbours: tokens here and there."""
    back: tuple[tuple[int, int], ...]
    """The same seen from the other side."""

    @property
    def mirrored(self) -> Change:
        """The change seen from the other side."""
        return Change(
            passage=self.passage.mirrored,
            this=self.other,
            other=self.this,
            swaps=self.back,
            back=self.swaps,
        )


def changes_of(
    this: PreparedText,
    other: PreparedText,
    passages: tuple[Passage, ...],
    *,
    many: bool = False,
) -> tuple[Change, ...]:
    """Those of the passages that are reuse, in order, with what either side changed.

    Args:
        this: a text.
        other: the other.
        passages: aligned passages of the two.
        many: whether this is one of many pairs, for which compiled loops pay.
    """
    out: list[Change] = []
    sides = _words(this), _words(other)
    for passage in passages:
        if passage.role is not Role.REUSE:
            continue
        if len(out) == MOST:
            break
        work = passage.this_words + passage.other_words
        compare = compare_words.form(work, enough=0 if many else ENOUGH)
        span = passage.this.start, passage.this.end, passage.other.start, passage.other.end
        where, ours, theirs, swaps, back = compare(*sides, np.array(span, np.int64))
        first, last, other_first, other_last = where.tolist()
        out.append(
            Change(
                passage=passage,
                this=_stretch(this, slice(first, last), *ours),
                other=_stretch(other, slice(other_first, other_last), *theirs),
                swaps=_pairs(swaps),
                back=_pairs(back),
            )
        )
    return tuple(out)


def _words(text: PreparedText) -> Words:
    return Words(text.tokens.hashes, text.tokens.starts, text.traits)


def _stretch(
    text: PreparedText, where: slice, names: NDArray[np.int64], numbers: NDArray[np.int64]
) -> Stretch:
    return Stretch(
        text=text, where=where, names=tuple(names.tolist()), numbers=tuple(numbers.tolist())
    )


def _pairs(rows: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    return tuple([(at, there) for at, there in rows.tolist()]) if len(rows) else ()


def word(text: PreparedText, at: int) -> str:
    """A token as the article writes it."""
    return text.raw[int(text.tokens.starts[at]) : int(text.tokens.ends[at])]


def first_of(text: PreparedText, code: np.uint64) -> int:
    """The first token of a text that is one word; their number where none is."""
    found = text.tokens.hashes == code
    first = int(found.argmax()) if len(found) else 0
    return first if first < len(found) and found[first] else len(found)


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
