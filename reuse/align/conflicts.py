"""Facts that two passages, one reused from the other, contradict each other in.

Only what stands in one place between the same words is compared: a number for a number, a negation
on one side alone, a word for its opposite. Everything else, and everything rough, is left alone:
a contradiction that is none accuses somebody, one that is not marked is still in the texts.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.align.difference import Change, Edit, difference
from reuse.align.figure_words import BEGIN, SCALES
from reuse.align.figures import Figure, figures
from reuse.align.passage import PassageWords, passage_words
from reuse.align.polarity import antonym_pairs
from reuse.model.alignment import Alignment, Conflict, Fact, Role
from reuse.model.prepared import NEGATION, NUMBER, PreparedText

# Words on either side of a fact that are looked at, and how many of them must be the same: content
# words, and share of those of the side that has fewer.
_REACH, _SHARED, _SHARE, _DATED = 8, 3, 0.6, 0.8
# Words next to the fact, before and behind it together, that must be the same words in order; so
# many that this is enough; and how many are looked at on either side.
_TOUCHING, _SURE, _FAR = 2, 6, 5
# Words behind a figure in which what it counts is looked for.
_COUNTED = 2
# Words of a stretch that may stand for another one which says the opposite.
_SHORT = 4
# How words begin that deny without a negation, and words that may stand for one.
_DENIALS = (
    "deni", "deny", "refus", "declin", "fail", "reject", "lack", "absen", "dismiss", "avoid",
    "prevent", "barred", "banned", "halt", "unlike", "unless", "rather", "instead",
)  # fmt: skip
_STAND_INS = "no any yet only few little rarely seldom without against until but out"
_DENYING = frozenset(_STAND_INS.split())
# Words behind a negation that keep it from denying the statement.
_OTHER_USES = (
    "only just merely simply necessarily even least all every one longer matter doubt more less "
    "fewer later other such surprise surprisingly wonder if nur bloß sondern seulement solo sólo "
    "только"
)
_NOT_A_DENIAL = frozenset(_OTHER_USES.split())
# Words without a digit that may be, or turn, a fact.
_TELLING = BEGIN | frozenset(SCALES)


def with_conflicts(
    left: PreparedText, right: PreparedText, alignments: tuple[Alignment, ...]
) -> tuple[Alignment, ...]:
    """The passages of two texts, with the conflicting facts of those that are reuse.

    Exchanging the texts mirrors the result. Takes some tenths of a millisecond a passage that has
    a fact which the other side does not have, and hardly anything for the others.
    """
    return tuple(
        replace(a, conflicts=found) if (found := conflicts(left, right, a)) else a
        for a in alignments
    )


def conflicts(
    left: PreparedText, right: PreparedText, alignment: Alignment
) -> tuple[Conflict, ...]:
    """Facts that the passages of an alignment contradict each other in, by left span."""
    ranges = left.tokens.inside(alignment.left), right.tokens.inside(alignment.right)
    sizes = [r.stop - r.start for r in ranges]
    if alignment.role is not Role.REUSE or not min(sizes):
        return ()
    if not _may_conflict(left, ranges[0], right, ranges[1]):
        return ()
    one, other = passage_words(left, ranges[0]), passage_words(right, ranges[1])
    found = _Finder(one, other).find()
    return tuple(
        sorted(
            (
                Conflict(kind=kind, left=one.span(first), right=other.span(second))
                for kind, first, second in found
            ),
            key=lambda conflict: (conflict.left, conflict.right),
        )
    )


def _may_conflict(left: PreparedText, ones: slice, right: PreparedText, others: slice) -> bool:
    """Whether one side has a fact that the other has not, told from arrays alone."""
    known = left.word_numbers[ones], right.word_numbers[others]
    if len(known[0]) == len(known[1]) and (known[0] == known[1]).all():
        return False
    traits = left.traits[ones], right.traits[others]
    negations = [np.count_nonzero(t & NEGATION) for t in traits]
    if negations[0] != negations[1]:
        return True
    numbers = [set(k[(t & NUMBER) != 0].tolist()) for k, t in zip(known, traits, strict=True)]
    if numbers[0] - numbers[1] or numbers[1] - numbers[0]:
        return True
    if _differ(*known, left, right, _TELLING):
        return True
    if left.language != "en" or right.language != "en":
        return False
    return _differ(left.stem_numbers[ones], right.stem_numbers[others], left, right, _opposites())


def _differ(
    ones: NDArray[np.int32],
    others: NDArray[np.int32],
    left: PreparedText,
    right: PreparedText,
    telling: Container[str],
) -> bool:
    """Whether a telling string stands on one side alone; strings by their numbers."""
    mine, theirs = set(ones.tolist()), set(others.tolist())
    return any(left.vocabulary.strings[n] in telling for n in mine - theirs) or any(
        right.vocabulary.strings[n] in telling for n in theirs - mine
    )


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """The opposites of each stem that has some."""
    out: dict[str, set[str]] = {}
    for first, second in antonym_pairs():
        out.setdefault(first, set()).add(second)
        out.setdefault(second, set()).add(first)
    return {stem: frozenset(stems) for stem, stems in out.items()}


_Found = tuple[Fact, range, range]


class _Finder:
    """Looks for the conflicts of two passages."""

    def __init__(self, left: PassageWords, right: PassageWords) -> None:
        self.left, self.right = left, right
        self.changes = difference(left.words, right.words).changes
        self.partner = self._partners()

    def _partners(self) -> dict[int, int]:
        """Right place of every left word that is the same in order."""
        changed = [set[int](), set[int]()]
        for change in self.changes:
            changed[0].update(change.left)
            changed[1].update(change.right)
        ones, others = (
            [at for at in range(len(side.words)) if at not in out]
            for side, out in zip((self.left, self.right), changed, strict=True)
        )
        return dict(zip(ones, others, strict=True))

    def find(self) -> Iterator[_Found]:
        """Conflicts in no order, each once."""
        yield from self._of_figures()
        if self.left.english and self.right.english:
            yield from self._of_opposites()
        yield from self._of_negations()

    def _of_figures(self) -> Iterator[_Found]:
        ones, others = (
            figures(side.words, side.spans, side.raw, english=side.english)
            for side in (self.left, self.right)
        )
        mine, theirs = _stated(ones), _stated(others)
        apart = [
            (one, other, change)
            for one, other, change in self._places(ones, others)
            if one.kind is other.kind
            and not one.agrees(other)
            and not theirs.intersection(_stated([one]))
            and not mine.intersection(_stated([other]))
        ]
        # Where most figures differ, one form was filled in twice: a poll, a day on the market.
        agreed = min(
            sum(bool(theirs.intersection(_stated([one]))) for one in ones),
            sum(bool(mine.intersection(_stated([other]))) for other in others),
        )
        if len(apart) > 1 + agreed:
            return
        for one, other, change in apart:
            if (
                one.unit == other.unit
                and self._counts_the_same(one, other)
                and self._is_told_alike(change.left, change.right, dated=one.kind is Fact.DATE)
            ):
                yield one.kind, one.words, other.words

    def _places(
        self, ones: Sequence[Figure], others: Sequence[Figure]
    ) -> Iterator[tuple[Figure, Figure, Change]]:
        """Figures that alone stand in one place between the same words on both sides."""
        mine, theirs = _by_word(ones), _by_word(others)
        for change in self.changes:
            if change.kind not in {Edit.REPLACED, Edit.VARIED} or not _is_short(change):
                continue
            left = {mine[at].words.start: mine[at] for at in change.left if at in mine}
            right = {theirs[at].words.start: theirs[at] for at in change.right if at in theirs}
            if len(left) == len(right) == 1:
                yield next(iter(left.values())), next(iter(right.values())), change

    def _counts_the_same(self, one: Figure, other: Figure) -> bool:
        """Whether the words behind two figures name one thing."""
        left, right = self.left, self.right
        named = [
            [
                side.stems[at]
                for at in range(f.words.stop, min(f.words.stop + _COUNTED, len(side.words)))
                if not side.ends(at - 1) and (side.content[at] or not side.words[at].isascii())
            ]
            for side, f in ((left, one), (right, other))
        ]
        if one.kind is Fact.DATE or not (named[0] or named[1]):
            return True
        return bool(set(named[0]) & set(named[1]))

    def _is_told_alike(self, one: range, other: range, *, dated: bool = False) -> bool:
        """Whether two stretches stand in one place of one sentence.

        More is asked for dates: captions of two pictures, and what happens every week, are told
        in the same words.
        """
        touching = self._touching(one, other)
        if touching >= _SURE and not dated:
            return True
        near = [
            {side.stems[at] for at in side.window(words, _REACH) if side.content[at]}
            for side, words in ((self.left, one), (self.right, other))
        ]
        shared, share = len(near[0] & near[1]), _DATED if dated else _SHARE
        return touching >= _TOUCHING and shared >= max(_SHARED, share * min(map(len, near)))

    def _touching(self, one: range, other: range) -> int:
        """Words of their sentence right before and behind two stretches that are the same."""
        left, right = self.left, self.right
        before = behind = 0
        a, c = one.start - 1, other.start - 1
        while before < _FAR and self.partner.get(a) == c and not (left.ends(a) or right.ends(c)):
            a, c, before = a - 1, c - 1, before + 1
        a, c = one.stop, other.stop
        while behind < _FAR and self.partner.get(a) == c:
            if left.ends(a - 1) or right.ends(c - 1):
                break
            a, c, behind = a + 1, c + 1, behind + 1
        return before + behind

    def _of_opposites(self) -> Iterator[_Found]:
        for change in self.changes:
            if change.kind is not Edit.REPLACED or max(len(change.left), len(change.right)) > 1:
                continue
            i, j = change.left.start, change.right.start
            opposites = _opposites().get(self.left.stems[i], frozenset())
            if (
                self.right.stems[j] in opposites
                and self.left.stems[i] not in self.right.stems
                and self.right.stems[j] not in self.left.stems
                and not self._near_negation(self.left, change.left)
                and not self._near_negation(self.right, change.right)
                and self._is_told_alike(change.left, change.right)
            ):
                yield Fact.POLARITY, change.left, change.right

    @staticmethod
    def _near_negation(side: PassageWords, words: range) -> bool:
        return any(side.negates[at] for at in side.window(words, _REACH))

    def _of_negations(self) -> Iterator[_Found]:
        for change in self.changes:
            for side, other, mine, theirs, mirrored in (
                (self.left, self.right, change.left, change.right, False),
                (self.right, self.left, change.right, change.left, True),
            ):
                found = self._denied(side, other, mine, theirs, mirrored=mirrored)
                if found is not None:
                    one, two = found
                    yield Fact.POLARITY, *((two, one) if mirrored else (one, two))

    def _denied(
        self, side: PassageWords, other: PassageWords, mine: range, theirs: range, *, mirrored: bool
    ) -> tuple[range, range] | None:
        """Words of a negation that stands on one side alone, and what it denies on the other."""
        negations = [at for at in mine if side.negates[at]]
        if len(negations) != 1 or max(len(mine), len(theirs)) > _SHORT:
            return None
        at = negations[0]
        rest = {side.stems[k] for k in mine if k != at and side.content[k]}
        if rest != {other.stems[k] for k in theirs if other.content[k]}:
            return None
        one, two = (theirs, mine) if mirrored else (mine, theirs)
        if (
            self.partner.get(one.stop, -1) != two.stop
            or not self._is_denial(side, at)
            or self._is_denied_otherwise(side, at, other, theirs)
            or not self._is_told_alike(one, two)
        ):
            return None
        return range(at, mine.stop + 1), range(theirs.start, theirs.stop + 1)

    @staticmethod
    def _is_denied_otherwise(
        side: PassageWords, at: int, other: PassageWords, theirs: range
    ) -> bool:
        """Whether a second negation is near, or the other side denies without one."""
        here = side.window(range(at, at + 1), _REACH)
        there = other.window(range(theirs.start, theirs.stop + 1), _REACH)
        return any(side.negates[k] for k in here) or any(
            other.negates[k] or other.words[k] in _DENYING or other.words[k].startswith(_DENIALS)
            for k in (*there, *theirs)
        )

    @staticmethod
    def _is_denial(side: PassageWords, at: int) -> bool:
        """Whether a negation denies what follows: not "not only", "or not", ", not him,"."""
        if at == 0 or at + 1 >= len(side.words) or side.words[at + 1] in _NOT_A_DENIAL:
            return False
        between = side.raw[side.spans[at - 1].end : side.spans[at].start]
        return not between.strip() and side.words[at - 1] not in {"or", "if", "whether", "why"}


def _stated(figures: Sequence[Figure]) -> set[tuple[Fact, float]]:
    """What some figures may state."""
    return {(figure.kind, value) for figure in figures for value in figure.values}


def _by_word(figures: Sequence[Figure]) -> dict[int, Figure]:
    """The figure that each word is part of."""
    return {at: figure for figure in figures for at in figure.words}


def _is_short(change: Change) -> bool:
    return max(len(change.left), len(change.right)) <= _SHORT
