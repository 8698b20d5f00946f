"""Stretches of words that stand at another place on the other side."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence

from reuse.align.kept import Kept
from reuse.model.scripts import is_unspaced

FEWEST_LETTERS = 8
"""Letters of two moved words or more: "of the" moves nowhere."""
RARE_LETTERS = 5
"""Letters of one moved word, which must stand once on either side."""
# Letters that one character of a script without spaces is worth.
_WORTH = 3
# Places of a pair of words on a side beyond which it says nothing about where.
_REPEATS = 8
# Steps a word of both sides: words compared along the diagonals, and cut again.
_STEPS = 64
# Times a stretch is cut down to what others have left of it.
_CUTS = 4


def moved_words(
    left: Sequence[str], right: Sequence[str], kept: Sequence[Kept]
) -> tuple[tuple[Kept, ...], bool]:
    """Find what was moved among the words that are not kept in order, the longest first.

    Args:
        left: words of one passage.
        right: words of the other.
        kept: words that stand in order, as `kept_words` gives them.

    Returns:
        Moved stretches by their place on the left side, disjoint on either side and disjoint
        from what is kept; and whether the bound on the work was met, so that there may be more.
    """
    free = bytearray(b"\1") * len(left), bytearray(b"\1") * len(right)
    for one in kept:
        free[0][one.left : one.left + one.size] = bytes(one.size)
        free[1][one.right : one.right + one.size] = bytes(one.size)
    if not any(free[0]) or not any(free[1]):
        return (), False
    rare = _rare(left, right, free)
    steps = _STEPS * (len(left) + len(right))
    runs, steps = _runs(left, right, free, rare, steps)
    heap = [(-run.size, run, 0) for run in runs]
    heapq.heapify(heap)
    out = []
    while heap and steps > 0:
        _, run, cuts = heapq.heappop(heap)
        fit = _free_part(run, free)
        steps -= run.size
        if fit is None or not _tells(left, fit, rare):
            continue
        if fit == run:
            free[0][run.left : run.left + run.size] = bytes(run.size)
            free[1][run.right : run.right + run.size] = bytes(run.size)
            out.append(run)
        elif cuts < _CUTS:
            heapq.heappush(heap, (-fit.size, fit, cuts + 1))
    return tuple(sorted(out)), steps <= 0


def _rare(
    left: Sequence[str], right: Sequence[str], free: tuple[bytearray, bytearray]
) -> dict[str, int]:
    """Words that stand once on either side, free on both, by their place on the right side."""
    ones, others = Counter(left), Counter(right)
    mine = {
        word
        for word, is_free in zip(left, free[0], strict=True)
        if is_free and ones[word] == 1 and others[word] == 1 and len(word) >= RARE_LETTERS
    }
    places = zip(right, free[1], strict=True)
    return {word: at for at, (word, is_free) in enumerate(places) if is_free and word in mine}


def _seeds(
    left: Sequence[str],
    right: Sequence[str],
    free: tuple[bytearray, bytearray],
    rare: dict[str, int],
) -> Iterator[tuple[int, int]]:
    """Diagonal and left place of equal pairs of words, and of rare words."""
    places: dict[tuple[str, str], list[int]] = {}
    for at in range(len(right) - 1):
        if free[1][at] and free[1][at + 1]:
            places.setdefault((right[at], right[at + 1]), []).append(at)
    counts: Counter[tuple[str, str]] = Counter()
    for at, word in enumerate(left):
        if not free[0][at]:
            continue
        if word in rare:
            yield rare[word] - at, at
        if at + 1 == len(left) or not free[0][at + 1]:
            continue
        pair = word, left[at + 1]
        counts[pair] += 1
        others = places.get(pair, ())
        if counts[pair] <= _REPEATS and len(others) <= _REPEATS:
            yield from ((other - at, at) for other in others)


def _runs(
    left: Sequence[str],
    right: Sequence[str],
    free: tuple[bytearray, bytearray],
    rare: dict[str, int],
    steps: int,
) -> tuple[list[Kept], int]:
    """Every stretch of free, equal words with a seed in it; and the steps that are left."""
    out: list[Kept] = []
    diagonal, reach = 0, 0
    for shift, place in sorted(_seeds(left, right, free, rare)):
        if shift != diagonal:
            diagonal, reach = shift, 0
        if place < reach:
            continue
        first, last = place, place
        floor, roof = max(reach, -shift), min(len(left), len(right) - shift)
        while first > floor and _fits(left, right, free, first - 1, shift):
            first -= 1
        while last < roof and _fits(left, right, free, last, shift):
            last += 1
        steps -= last - first + 1
        if steps <= 0:
            break
        reach = last
        out.append(Kept(first, first + shift, last - first))
    return out, steps


def _fits(
    left: Sequence[str],
    right: Sequence[str],
    free: tuple[bytearray, bytearray],
    at: int,
    shift: int,
) -> bool:
    """Whether two words are free and equal."""
    other = at + shift
    return bool(free[0][at] and free[1][other] and left[at] == right[other])


def _free_part(run: Kept, free: tuple[bytearray, bytearray]) -> Kept | None:
    """The longest part of a run whose words are still free on both sides, the first of several."""
    best, size = None, 0
    for step in range(run.size + 1):
        at, other = run.left + step, run.right + step
        if step < run.size and free[0][at] and free[1][other]:
            size += 1
            continue
        if size and (best is None or size > best.size):
            best = Kept(at - size, other - size, size)
        size = 0
    return best


def _tells(left: Sequence[str], run: Kept, rare: dict[str, int]) -> bool:
    """Whether a stretch is long enough to have been moved, and not to be there by chance."""
    words = left[run.left : run.left + run.size]
    if any(word in rare for word in words):
        return True
    letters = sum(_WORTH if is_unspaced(word[0]) else len(word) for word in words[:FEWEST_LETTERS])
    return run.size > 1 and letters >= FEWEST_LETTERS
