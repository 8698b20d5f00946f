"""What was done to the words between two passages: moved, replaced, varied, dropped, added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reuse.align.kept import Kept, kept_words
from reuse.align.moves import moved_words

# Words of one side that may stand for words of the other: so many times as many, and some more.
_TIMES, _MORE = 3, 2
# Pairs of words of one replaced stretch up to which forms of one word are looked for.
_FORMS = 1_024
# Letters that two forms of one word begin with at least, and share of the longer one; and
# letters that each may have behind them.
_STEM, _STEM_SHARE, _ENDING = 3, 0.6, 4


class Edit(StrEnum):
    """What was done to some words."""

    MOVED = "moved"
    """The same words stand elsewhere on the other side."""
    REPLACED = "replaced"
    """Other words stand in their place."""
    VARIED = "varied"
    """A word spelt nearly alike stands in its place: another form, or another spelling."""
    DROPPED = "dropped"
    """Only the left side has them."""
    ADDED = "added"
    """Only the right side has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words that are not the same, in the same order, on both sides."""

    kind: Edit
    left: range
    """Words of the left side, counted from 0; empty where they were added."""
    right: range
    """Words of the right side; empty where they were dropped."""

    def mirrored(self) -> Change:
        """The same with the sides exchanged."""
        kinds = {Edit.DROPPED: Edit.ADDED, Edit.ADDED: Edit.DROPPED}
        return Change(kind=kinds.get(self.kind, self.kind), left=self.right, right=self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes between two passages."""

    changes: tuple[Change, ...]
    """By the place on the left side, then on the right; disjoint on either side. Words in none
    of them are the same, in the same order, on both sides."""
    coarse: bool
    """True where the passages are so long and so unlike that a part was compared only block by
    block: nothing is marked that is equal in order there, but more may be equal than is said."""


def difference(left: Sequence[str], right: Sequence[str]) -> Difference:
    """Compare two passages word by word.

    Time and memory grow with n log n of the words of both (see `kept_words`); two passages of
    100,000 words take seconds. Exchanging the sides mirrors the result exactly.

    Args:
        left: words of the left passage, in a form in which equal words are equal.
        right: words of the right passage.
    """
    if tuple(right) < tuple(left):
        mirrored = difference(right, left)
        changes = sorted(map(Change.mirrored, mirrored.changes), key=_place)
        return Difference(changes=tuple(changes), coarse=mirrored.coarse)
    kept, coarse = kept_words(left, right)
    moved, cut_short = moved_words(left, right, kept)
    changes = [
        Change(
            kind=Edit.MOVED,
            left=range(run.left, run.left + run.size),
            right=range(run.right, run.right + run.size),
        )
        for run in moved
    ]
    away = [change.left for change in changes], sorted((c.right for c in changes), key=_start)
    ones, others = (_Pieces(ranges) for ranges in away)
    for one, other in _gaps(kept, len(left), len(right)):
        changes.extend(_substituted(left, right, ones.of(one), others.of(other)))
    return Difference(changes=tuple(sorted(changes, key=_place)), coarse=coarse or cut_short)


def _start(words: range) -> int:
    return words.start


def _place(change: Change) -> tuple[int, int]:
    return change.left.start, change.right.start


def _gaps(kept: Sequence[Kept], ones: int, others: int) -> Iterator[tuple[range, range]]:
    """What lies between the kept words, on both sides."""
    a, c = 0, 0
    for run in (*kept, Kept(ones, others, 0)):
        if run.left > a or run.right > c:
            yield range(a, run.left), range(c, run.right)
        a, c = run.left + run.size, run.right + run.size


class _Pieces:
    """What moved words leave of each gap; asked for gaps in rising order."""

    def __init__(self, away: Sequence[range]) -> None:
        self._away = away
        self._next = 0

    def of(self, gap: range) -> list[range]:
        """The pieces of a gap; an empty one for an empty gap, which tells where it is."""
        out, start = [], gap.start
        while self._next < len(self._away) and self._away[self._next].start < gap.stop:
            moved = self._away[self._next]
            if moved.start > start:
                out.append(range(start, moved.start))
            start = moved.stop
            self._next += 1
        if start < gap.stop or not out:
            out.append(range(start, gap.stop))
        return out


def _substituted(
    left: Sequence[str], right: Sequence[str], ones: list[range], others: list[range]
) -> Iterator[Change]:
    """Changes of one gap: the pieces of both sides stand for each other in order."""
    for at in range(max(len(ones), len(others))):
        # Where one side has fewer pieces, the place is the end of its last one.
        one = ones[at] if at < len(ones) else range(ones[-1].stop, ones[-1].stop)
        other = others[at] if at < len(others) else range(others[-1].stop, others[-1].stop)
        fewer, more = sorted((len(one), len(other)))
        if fewer and more <= _TIMES * fewer + _MORE:
            yield from _replaced(left, right, one, other)
            continue
        if one:
            yield _change(one, range(other.start, other.start))
        if other:
            yield _change(range(one.stop, one.stop), other)


def _replaced(
    left: Sequence[str], right: Sequence[str], one: range, other: range
) -> Iterator[Change]:
    """Words that stand for each other, forms of one word each by themselves."""
    a, c = one.start, other.start
    if len(one) * len(other) <= _FORMS:
        for i in one:
            j = next((j for j in range(c, other.stop) if are_forms(left[i], right[j])), None)
            if j is None:
                continue
            if i > a or j > c:
                yield _change(range(a, i), range(c, j))
            yield Change(kind=Edit.VARIED, left=range(i, i + 1), right=range(j, j + 1))
            a, c = i + 1, j + 1
    if a < one.stop or c < other.stop:
        yield _change(range(a, one.stop), range(c, other.stop))


def _change(one: range, other: range) -> Change:
    kind = Edit.REPLACED if one and other else Edit.DROPPED if one else Edit.ADDED
    return Change(kind=kind, left=one, right=other)


def are_forms(one: str, other: str) -> bool:
    """Whether two different words are spelt so nearly alike that they may be forms of one.

    They begin alike, as inflected forms and most variants of spelling do in languages that
    inflect at the end. Figures are never forms of each other.
    """
    longer = max(len(one), len(other))
    shorter = min(len(one), len(other))
    if longer > 40 or shorter < _STEM or not (one.isalpha() and other.isalpha()):
        return False
    alike = 0
    while alike < shorter and one[alike] == other[alike]:
        alike += 1
    return alike >= max(_STEM, _STEM_SHARE * longer) and longer - alike <= _ENDING
