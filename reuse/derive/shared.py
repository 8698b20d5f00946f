"""What two texts share word for word, with quotations masked on either side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reuse.derive.changes import MOST, Change, Passage, changes_of
from reuse.derive.covering import (
    BOILERPLATE,
    ENOUGH,
    FIGURES,
    OTHER,
    REUSED,
    Covered,
    cover_both,
)
from reuse.derive.credit import Mention
from reuse.derive.facts import DocumentFacts
from reuse.derive.marks import NO_AGENCY, WireMark
from reuse.derive.names import brand_of, mentions
from reuse.derive.residue import Residue, residue_of
from reuse.derive.speech import unmarked
from reuse.model.alignment import Alignment, Obfuscation, Role

_UNMASKED = (
    *("passages", "changes", "swapped", "told", "mentions", "marks_of_other", "third_marks"),
)
"""What a pair says whatever is masked."""
_KINDS = {Role.BOILERPLATE: BOILERPLATE, Role.REUSE: REUSED}
_EXACT = frozenset({Obfuscation.VERBATIM, Obfuscation.EDITED})


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """Two documents seen from one of them."""

    this: DocumentFacts
    other: DocumentFacts
    this_covered: Covered
    other_covered: Covered
    alignments: tuple[Alignment, ...]
    """Aligned passages, as they were given."""
    is_left: bool
    """Whether `this` is the left document."""
    many: bool = False
    """Whether this is one of many pairs, for which compiled loops pay."""

    @cached_property
    def mirrored(self) -> Pair:
        """The pair seen from the other document."""
        out = Pair(
            this=self.other,
            other=self.this,
            this_covered=self.other_covered,
            other_covered=self.this_covered,
            alignments=self.alignments,
            is_left=not self.is_left,
            many=self.many,
        )
        # What one view has measured the other need not measure again.
        out.__dict__["mirrored"] = self
        return out

    def masked(self) -> Pair:
        """The same with embedded posts and furniture masked as well as quotations."""
        out = pair_of(self.this, self.other, self.alignments, many=self.many)
        for view, ours in ((out, self), (out.mirrored, self.mirrored)):
            known = ours.__dict__
            view.__dict__.update({name: known[name] for name in _UNMASKED if name in known})
        return out

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Aligned passages seen from `this`, in its order."""
        found = [_passage(each, mirrored=not self.is_left) for each in self.alignments]
        if len(found) > 1:
            found.sort(key=lambda p: (p.this.start, p.this.end, p.other.start, p.other.end))
        return tuple(found)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Reused passages with the words that either side changed, seen from `this`."""
        there = self.mirrored.__dict__.get("changes")
        if there is None or len(there) == MOST:
            texts = self.this.text, self.other.text
            return changes_of(*texts, self.passages, many=self.many)
        found = (change.mirrored for change in there)
        return tuple(sorted(found, key=lambda c: (c.passage.this, c.passage.other)))

    @cached_property
    def swapped(self) -> tuple[tuple[int, int], ...]:
        """Words of reused passages that stand for each other, as tokens here and there."""
        return tuple([both for change in self.changes for both in change.swaps])

    @cached_property
    def told(self) -> tuple[tuple[Change, tuple[slice, ...]], ...]:
        """Reused passages with the quotations of the other that `this` has without marks."""
        weights = self.other.weights
        found = [(each, unmarked(each, weights)) for each in self.changes]
        return tuple([(change, speeches) for change, speeches in found if speeches])

    @cached_property
    def residue(self) -> Residue:
        """What `this` has beyond the shared text."""
        this = self.this
        stems = this.text.stem_numbers
        return residue_of(this.loose_side, stems, self.this_covered, many=self.many)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Where this side names the other's outlet, marks of agencies apart.

        None within one outlet, and none where the outlet stands in the headline: there it is
        what the story is about.
        """
        this, other = self.this, self.other
        if one_outlet(self) or not other.names.shown:
            return ()
        found = this.mentions_of(other)
        if not found or mentions(this.document.title or "", other.own_names):
            return ()
        inside = [mark.span for mark in this.marks if mark.span is not None]
        return tuple([m for m in found if not any(span.meet(m.span) for span in inside)])

    @cached_property
    def marks_of_other(self) -> tuple[WireMark, ...]:
        """Marks of this side that name the other's outlet, be it an agency or not."""
        other = self.other
        if not other.names.shown or other.names.brand == self.this.names.brand:
            return ()
        if not self.this.marks:
            return ()
        keys = {other.agency, other.names.brand}
        names = {*other.own_names, *other.names.common}
        return tuple(
            m
            for m in self.this.marks
            if m.key != NO_AGENCY and (m.key in keys or m.name in names or brand_of(m.name) in keys)
        )

    @cached_property
    def third_marks(self) -> tuple[WireMark, ...]:
        """Marks of this side that name neither outlet, when neither is an agency."""
        if self.this.agency is not None or self.other.agency is not None or one_outlet(self):
            return ()
        if not self.this.marks:
            return ()
        named = {*self.marks_of_other, *self.mirrored.marks_of_other}
        return tuple(m for m in self.this.marks if m not in named)


def one_outlet(pair: Pair) -> bool:
    """Whether both are of one outlet, under whatever spelling."""
    brand = pair.this.names.brand
    return bool(brand) and brand == pair.other.names.brand


def pair_of(
    left: DocumentFacts,
    right: DocumentFacts,
    alignments: tuple[Alignment, ...],
    *,
    loose: bool = False,
    many: bool = False,
) -> Pair:
    """Measure what two documents share, seen from the left one.

    Args:
        left: a document.
        right: the other.
        alignments: aligned passages of the two.
        loose: whether quotations alone are masked, for which no text need be searched; else
            embedded posts and furniture as well.
        many: whether this is one of many pairs, for which compiled loops pay.
    """
    sides = (left.loose_side, right.loose_side) if loose else (left.side, right.side)
    figures = np.zeros((2, FIGURES), np.float64)
    work = len(left.text.tokens) + len(right.text.tokens)
    cover = cover_both.form(work, enough=0 if many else ENOUGH)
    masks = cover(*sides, _spans(alignments), figures)
    ours, theirs = figures.tolist()
    return Pair(
        this=left,
        other=right,
        this_covered=Covered(*masks[:2], *ours),
        other_covered=Covered(*masks[2:], *theirs),
        alignments=alignments,
        is_left=True,
        many=many,
    )


def _spans(alignments: tuple[Alignment, ...]) -> NDArray[np.int64]:
    """Passages as `cover_both` takes them."""
    # Furniture first: where passages overlap, the order of either side must not matter.
    ordered = sorted(alignments, key=lambda a: a.role is not Role.BOILERPLATE)
    left, right = [], []
    for a in ordered:
        kind = _KINDS.get(a.role, OTHER), a.obfuscation in _EXACT
        left += [a.left.start, a.left.end, *kind]
        right += [a.right.start, a.right.end, *kind]
    return np.array((left, right), np.int64).reshape(2, -1, 4)


def _passage(alignment: Alignment, *, mirrored: bool) -> Passage:
    spans, words = (alignment.left, alignment.right), (alignment.left_words, alignment.right_words)
    this, other = spans[::-1] if mirrored else spans
    this_words, other_words = words[::-1] if mirrored else words
    return Passage(
        this=this,
        other=other,
        role=alignment.role,
        obfuscation=alignment.obfuscation,
        this_words=this_words,
        other_words=other_words,
    )
