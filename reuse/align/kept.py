"""Which words of two passages stand on both sides in the same order, for passages of any length.

Up to `CELLS` pairs of words it is a longest common subsequence. Beyond, unique common word
sequences anchor the passages (Cohen's patience diff), and what lies between two anchors is
compared on its own; what has no anchor and is still too long goes block by block along its
diagonal, and the result says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

CELLS = 1 << 22
"""Pairs of words that are compared at once; bits of memory, and 64 times the steps."""
# Words of an anchor, tried in turn: the longest are the surest.
_SIZES = (8, 4, 2, 1)
# Times a stretch is cut at anchors before it goes block by block.
_DEPTH = 8


class Kept(NamedTuple):
    """A stretch of equal words."""

    left: int
    """Its first word on the left side."""
    right: int
    size: int


class _Part(NamedTuple):
    a: int
    b: int
    c: int
    d: int
    depth: int

    @property
    def cells(self) -> int:
        return (self.b - self.a) * (self.d - self.c)


def kept_words(left: Sequence[str], right: Sequence[str]) -> tuple[tuple[Kept, ...], bool]:
    """Find words that two passages have in the same order, as many as there are.

    Time and memory grow with n log n and n of the words of both, and never with the product
    of the two beyond `CELLS` at a time.

    Args:
        left: words of one passage.
        right: words of the other.

    Returns:
        Stretches of equal words, in order, disjoint, none touching the next on both sides; and
        whether some part was only compared block by block, so that more words may be in order
        than were found.
    """
    if len(left) * len(right) <= CELLS:
        found, coarse = _walk(left, right)
        return _merged(found), coarse
    # A word that only one side has matches nothing; without those the rest is often short.
    both = frozenset(left) & frozenset(right)
    ones = [at for at, word in enumerate(left) if word in both]
    others = [at for at, word in enumerate(right) if word in both]
    found, coarse = _walk([left[at] for at in ones], [right[at] for at in others])
    singles = (
        Kept(ones[k.left + step], others[k.right + step], 1)
        for k in found
        for step in range(k.size)
    )
    return _merged(singles), coarse


def _walk(left: Sequence[str], right: Sequence[str]) -> tuple[list[Kept], bool]:
    """The stretches in order, some of them touching."""
    out: list[Kept] = []
    coarse = False
    parts = [_Part(0, len(left), 0, len(right), 0)]
    while parts:
        part = _trimmed(left, right, parts.pop(), out)
        if part.cells == 0:
            continue
        if part.cells <= CELLS:
            out.extend(_compared(left, right, part))
            continue
        anchors = _anchors(left, right, part) if part.depth < _DEPTH else []
        if anchors:
            parts.extend(_between(part, anchors))
        else:
            coarse = True
            parts.extend(_blocks(part))
    return sorted(out), coarse


def _trimmed(left: Sequence[str], right: Sequence[str], part: _Part, out: list[Kept]) -> _Part:
    """The part without the words that both sides begin and end with, which go to `out`."""
    a, b, c, d, depth = part
    while a < b and c < d and left[a] == right[c]:
        a, c = a + 1, c + 1
    if a > part.a:
        out.append(Kept(part.a, part.c, a - part.a))
    while a < b and c < d and left[b - 1] == right[d - 1]:
        b, d = b - 1, d - 1
    if b < part.b:
        out.append(Kept(b, d, part.b - b))
    return _Part(a, b, c, d, depth)


def _compared(left: Sequence[str], right: Sequence[str], part: _Part) -> Iterable[Kept]:
    a, b, c, d, _ = part
    for block in Indel.opcodes(left[a:b], right[c:d]):
        if block.tag == "equal":
            yield Kept(a + block.src_start, c + block.dest_start, block.src_end - block.src_start)


def _anchors(left: Sequence[str], right: Sequence[str], part: _Part) -> list[tuple[int, int]]:
    """Places of unique common word sequences, the most that are in one order on both sides."""
    for size in _SIZES:
        ones = _unique(left, part.a, part.b, size)
        others = _unique(right, part.c, part.d, size)
        pairs = [(at, others[gram]) for gram, at in ones.items() if gram in others]
        if pairs:
            return _rising(sorted(pairs))
    return []


def _unique(words: Sequence[str], first: int, last: int, size: int) -> dict[tuple[str, ...], int]:
    """Place of every sequence of `size` words that stands once in ``words[first:last]``."""
    places: dict[tuple[str, ...], int] = {}
    for at in range(first, last - size + 1):
        gram = tuple(words[at : at + size])
        places[gram] = -1 if gram in places else at
    return {gram: at for gram, at in places.items() if at >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of some pairs, sorted by the first number, whose second one rises too."""
    tails: list[int] = []
    heads: list[int] = []
    before = [-1] * len(pairs)
    for at, (_, place) in enumerate(pairs):
        rank = bisect_left(tails, place)
        before[at] = heads[rank - 1] if rank else -1
        if rank == len(tails):
            tails.append(place)
            heads.append(at)
        else:
            tails[rank], heads[rank] = place, at
    out, at = [], heads[-1] if heads else -1
    while at >= 0:
        out.append(pairs[at])
        at = before[at]
    return out[::-1]


def _between(part: _Part, anchors: list[tuple[int, int]]) -> Iterable[_Part]:
    """What lies before each anchor, and behind the last; an anchor begins what follows it."""
    a, c, depth = part.a, part.c, part.depth + 1
    for one, other in anchors:
        if one > a or other > c:
            yield _Part(a, one, c, other, depth)
        a, c = one, other
    yield _Part(a, part.b, c, part.d, depth)


def _blocks(part: _Part) -> Iterable[_Part]:
    """Pieces along the diagonal of a part that `CELLS` has room for."""
    size = int(CELLS**0.5)
    ones, others = part.b - part.a, part.d - part.c
    count = -(-max(ones, others) // size)
    for at in range(count):
        yield _Part(
            part.a + ones * at // count,
            part.a + ones * (at + 1) // count,
            part.c + others * at // count,
            part.c + others * (at + 1) // count,
            _DEPTH,
        )


def _merged(found: Iterable[Kept]) -> tuple[Kept, ...]:
    """Stretches in order, those that touch on both sides as one."""
    out: list[Kept] = []
    for kept in found:
        last = out[-1] if out else None
        if last and (last.left + last.size, last.right + last.size) == kept[:2]:
            out[-1] = last._replace(size=last.size + kept.size)
        else:
            out.append(kept)
    return tuple(out)
