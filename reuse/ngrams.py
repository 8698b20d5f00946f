"""The n-grams of a token table, sorted in parts, and in how many documents each stands.

An n-gram is never stored: its hash is made where it is needed and shares one word with its
place. One pass over the table makes the words of some parts of all hashes; each part is then
sorted and used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import HALF, MIX, ODD, shingle_hashes
from reuse.model.corpus import LANDMARK, TokenTable
from reuse.model.ngrams import Frequency, Wanted

__all__ = [
    "ENOUGH",
    "Frequency",
    "Spread",
    "Wanted",
    "document_at",
    "document_frequency",
    "place_bits",
    "sorted_parts",
]

_SALT = np.uint64(0xA24BAED4963EE407)
_ONE = np.uint64(1)
# Tokens from which on the compiled loops pay for their compiler.
ENOUGH = 200_000
# Sizes of parts are first counted in this many; a power of two.
_FINE_BITS = 10
# N-grams of a part; a part that is sorted in the cache is sorted fastest.
_PART = 1 << 22
# N-grams made in one pass, in general and at the most; each pass reads the whole table.
_PASS, _MOST_PASS = 1 << 24, 1 << 27
_PASSES = 4
# Ranges of documents from which one pass is made.
_RANGES = 16

Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Applies a function to items, perhaps on several threads; results in the items' order."""


@kernel
def _gather(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    salts: NDArray[np.int32],
    size: int,
    levels: NDArray[np.uint8],
    within: int,
    least: int,
    mask: NDArray[np.bool_],
    unmasked: bool,
    place_bits: int,
    met: NDArray[np.uint8],
    shift: int,
    first: int,
    cursors: NDArray[np.int64],
    out: NDArray[np.uint64],
) -> None:
    """Hash the wanted n-grams of some documents and write those of a range of parts.

    A hash is of part ``hash >> shift``; `cursors` says for each part from `first` on where its
    next word goes in `out`, and in its last entry where the words of all others go, one over
    the other. Without room in `out` the n-grams are only counted, into `cursors`. Compiled
    only: numpy warns of products that wrap.

    Args:
        codes: token codes, shape (N,).
        bounds: first token of each of the documents, then the end of the last one.
        salts: what tells the n-grams of the documents apart, or empty.
        size: as in `Wanted`.
        levels: as `Frequency.levels` of shorter n-grams, or empty.
        within: as in `Wanted`.
        least: the same.
        mask: the same, or empty.
        unmasked: as in `Wanted`.
        place_bits: width of a place.
        met: shape (N,), set to 1 where an n-gram is counted; or empty.
        shift: 64 less the bits that number all parts.
        first: first part of the range.
        cursors: overwritten.
        out: overwritten.
    """
    masked, counting, noting = len(mask) > 0, len(out) == 0, len(met) > 0
    move, bits = np.uint64(shift), np.uint64(place_bits)
    others = len(cursors) - 1
    for document in range(len(bounds) - 1):
        end = bounds[document + 1] - size + 1
        salt = np.uint64(salts[document]) * _SALT if len(salts) else np.uint64(0)
        streak = 0
        reach = int(bounds[document])
        for place in range(bounds[document], end):
            if least > 0:
                while reach < place + within:
                    streak = streak + 1 if levels[reach] >= least else 0
                    reach += 1
                if streak < within:
                    continue
            if masked and mask[place] != unmasked:
                continue
            key = np.uint64(codes[place])
            for step in range(1, size):
                key *= ODD
                key ^= key >> HALF
                key += np.uint64(codes[place + step])
            key *= MIX
            key ^= key >> HALF
            key ^= salt
            part = np.int64(key >> move) - first
            if counting:
                cursors[part] += 1
                if noting:
                    met[place] = 1
            else:
                # Written in any case: a branch would be mispredicted half of the time.
                inside = (part >= 0) & (part < others)
                to = part if inside else np.int64(others)
                out[cursors[to]] = key >> bits << bits | np.uint64(place)
                cursors[to] += np.int64(inside)


def _gathered(
    wanted: Wanted,
    documents: slice,
    met: NDArray[np.uint8],
    shift: int,
    first: int,
    cursors: NDArray[np.int64],
    out: NDArray[np.uint64],
) -> None:
    table = wanted.table
    _gather.native(
        table.codes, table.bounds[documents.start : documents.stop + 1],
        table.sites[documents] + np.int32(1) if wanted.by_site else np.zeros(0, np.int32),
        wanted.size,
        wanted.shorter.levels if wanted.shorter else np.zeros(0, np.uint8),
        wanted.within, wanted.least,
        np.zeros(0, np.bool_) if wanted.mask is None else wanted.mask, wanted.unmasked,
        place_bits(table), met, shift, first, cursors, out,
    )  # fmt: skip


def place_bits(table: TokenTable) -> int:
    """Bits that hold any place of a table."""
    return max(1, len(table.codes).bit_length())


def sorted_parts(
    wanted: Wanted,
    use: Callable[[NDArray[np.uint64]], Any],
    spread: Spread,
    *,
    most: int | None = None,
    met: NDArray[np.uint8] | None = None,
) -> list[Any]:
    """Sort the wanted n-grams part by part, and use each part.

    Args:
        wanted: which n-grams.
        use: takes the words of one part, shape (w,), sorted: the leading bits of the hash,
            then the place, `place_bits` wide. Equal n-grams are of one part. A few that differ
            fall together; whoever uses them verifies them. The array is overwritten later.
        spread: runs the parts.
        most: n-grams of a part, in general; what suits a cache when None.
        met: shape (N,), set to 1 where a wanted n-gram begins, before any part is used.

    Returns:
        What `use` returned, by part.
    """
    bits = place_bits(wanted.table)
    met = np.zeros(0, np.uint8) if met is None else met
    if len(wanted.table.codes) < ENOUGH:
        return [use(_plainly(wanted, bits, met))]
    ranges = _ranges(wanted.table)
    fine, nothing = 1 << _FINE_BITS, np.zeros(0, np.uint64)
    sizes = np.zeros((len(ranges), fine), np.int64)

    def count(at: int) -> None:
        _gathered(wanted, ranges[at], met, 64 - _FINE_BITS, 0, sizes[at], nothing)

    list(spread(count, range(len(ranges))))
    total = int(sizes.sum())
    # What is made at a time depends on the input alone, so that results do as well.
    parts = 2
    while parts < fine and total > parts * (_PART if most is None else most):
        parts *= 2
    sizes = sizes.reshape(len(ranges), parts, -1).sum(axis=2)
    shift = 65 - parts.bit_length()
    done: list[Any] = []
    words = np.zeros(0, np.uint64)
    for first, last in _passes(sizes.sum(axis=0)):
        room = int(sizes[:, first:last].sum()) + 8 * len(ranges)
        if room > len(words):
            del words
            words = np.empty(room, np.uint64)
        done += _one_pass(wanted, use, spread, ranges, sizes[:, first:last], first, shift, words)
    return done


def _one_pass(
    wanted: Wanted,
    use: Callable[[NDArray[np.uint64]], Any],
    spread: Spread,
    ranges: list[slice],
    sizes: NDArray[np.int64],
    first: int,
    shift: int,
    words: NDArray[np.uint64],
) -> list[Any]:
    """Make the words of the parts from `first` on, sort each part and use it.

    `sizes` holds the n-grams of each range and each of the parts; `words` is overwritten.
    """
    held = np.append(0, np.cumsum(sizes.sum(axis=0)))
    # In each part the words of one range stand behind those of another.
    cursors = np.empty((len(ranges), len(held)), np.int64)
    cursors[:, :-1] = held[:-1] + np.cumsum(sizes, axis=0) - sizes
    # What is not kept goes to a place of each range's own, a line of the cache from the next.
    cursors[:, -1] = held[-1] + 8 * np.arange(len(ranges))
    nothing = np.zeros(0, np.uint8)

    def fill(at: int) -> None:
        _gathered(wanted, ranges[at], nothing, shift, first, cursors[at], words)

    def one(part: int) -> Any:
        own = words[held[part] : held[part + 1]]
        own.sort()
        return use(own)

    list(spread(fill, range(len(ranges))))
    return list(spread(one, range(sizes.shape[1])))


def _ranges(table: TokenTable) -> list[slice]:
    """Ranges of documents with about as many tokens."""
    at = np.searchsorted(table.bounds, np.arange(1, _RANGES) * (len(table.codes) // _RANGES))
    ends = sorted({0, *at.tolist(), len(table.outlets)})
    return [slice(first, last) for first, last in pairwise(ends)]


def _passes(sizes: NDArray[np.int64]) -> list[tuple[int, int]]:
    """First part, and one past the last, of each pass over the table."""
    total = int(sizes.sum())
    count = max(min(_PASSES, -(-total // _PASS)), -(-total // _MOST_PASS))
    cuts = np.arange(1, count) * (total // max(1, count))
    ends = sorted({0, *np.searchsorted(np.cumsum(sizes), cuts).tolist(), len(sizes)})
    return list(pairwise(ends))


def _plainly(wanted: Wanted, bits: int, met: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """All words as one part, by whole arrays: for small tables."""
    table, size = wanted.table, wanted.size
    places = np.flatnonzero(_taken(wanted))
    if len(met):
        met[places] = 1
    keys = shingle_hashes(table.codes, size)[places]
    if wanted.by_site:
        documents = np.searchsorted(table.bounds, places, "right") - 1
        keys ^= (table.sites[documents].astype(np.uint64) + _ONE) * _SALT
    keys >>= np.uint64(bits)
    keys <<= np.uint64(bits)
    keys |= places.astype(np.uint64)
    keys.sort()
    return keys


def _taken(wanted: Wanted) -> NDArray[np.bool_]:
    """Places at which a wanted n-gram begins; shape (max(0, N - size + 1),)."""
    table, size = wanted.table, wanted.size
    count = max(0, len(table.codes) - size + 1)
    taken = np.ones(count, np.bool_)
    for back in range(1, size):
        ends = table.bounds[1:] - back
        inside = (ends >= table.bounds[:-1]) & (ends < count)
        taken[ends[inside]] = False
    if wanted.shorter is not None:
        for step in range(wanted.within):
            taken &= wanted.shorter.levels[step : step + count] >= wanted.least
    if wanted.mask is not None:
        taken &= wanted.mask[:count] == wanted.unmasked
    return taken


@kernel
def document_at(bounds: NDArray[np.int64], marks: NDArray[np.int32], place: int | np.int64) -> int:
    """Document that holds a token; `marks` are `TokenTable.landmarks`."""
    document = np.int64(marks[place >> LANDMARK])
    while bounds[document + 1] <= place:
        document += 1
    return int(document)


@kernel
def _count_documents(
    words: NDArray[np.uint64],
    place_bits: int,
    bounds: NDArray[np.int64],
    marks: NDArray[np.int32],
    longest: int,
    thresholds: NDArray[np.int64],
    every: bool,
    out: NDArray[np.uint8],
) -> None:
    """Write for each n-gram of a sorted part how many thresholds its documents reach.

    With `every`, each place of a document counts. No document has more than `longest` tokens.
    `out` holds 1, the least level, already: most n-grams stand once, and looking here and
    there in large arrays is slow.
    """
    bits = np.uint64(place_bits)
    low = (np.uint64(1) << bits) - np.uint64(1)
    start = 0
    while start < len(words):
        key = words[start] >> bits
        end = start + 1
        while end < len(words) and words[end] >> bits == key:
            end += 1
        documents = end - start if every else 1
        # Where the document of the place before ends, or 0 while nobody has asked.
        border = np.int64(0)
        for at in range(end if every else start + 1, end):
            before, place = np.int64(words[at - 1] & low), np.int64(words[at] & low)
            if place - before < longest:
                if before >= border:
                    border = bounds[document_at(bounds, marks, before) + 1]
                documents += int(place >= border)
            else:
                documents += 1
        level = 0
        while level < len(thresholds) and documents >= thresholds[level]:
            level += 1
        if level > 1:
            for at in range(start, end):
                out[np.int64(words[at] & low)] = level
        start = end


def document_frequency(
    wanted: Wanted, thresholds: Iterable[int], spread: Spread, *, every_place: bool = False
) -> Frequency:
    """In how many documents the n-gram at each token stands, counted among the wanted ones.

    Args:
        wanted: which n-grams.
        thresholds: numbers of documents that are to be told apart; 1 is always.
        spread: runs the parts.
        every_place: count the places where an n-gram stands instead of its documents.
    """
    table = wanted.table
    steps = tuple(sorted({1, *thresholds}))
    out = np.zeros(len(table.codes), np.uint8)
    marks, bits = table.landmarks, place_bits(table)
    count = _count_documents.form(len(out), enough=ENOUGH)
    limits = np.array(steps, np.int64)
    longest = int(np.diff(table.bounds).max(initial=0))
    sorted_parts(
        wanted,
        lambda part: count(part, bits, table.bounds, marks, longest, limits, every_place, out),
        spread,
        met=out,
    )
    return Frequency(size=wanted.size, thresholds=steps, levels=out)
