"""The n-grams of a token table, sorted in parts, and in how many documents each stands.

An n-gram is never stored: its hash is made where it is needed, shares one word with its place,
and the words of one part of all hashes are sorted at a time. So a table of any size takes the
memory of a few parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import HALF, MIX, ODD, shingle_hashes
from reuse.model.corpus import LANDMARK, TokenTable

_SALT = np.uint64(0xA24BAED4963EE407)
_ONE = np.uint64(1)
# Tokens from which on the compiled loops pay for their compiler.
ENOUGH = 200_000
# Sizes of parts are first counted in this many; a power of two.
_FINE = 1_024
# N-grams of a part, and parts beyond which they grow: each one reads the whole table.
_PART = 1 << 24
_MOST_PARTS = 16

Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Applies a function to items, perhaps on several threads; results in the items' order."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frequency:
    """In how many documents the n-gram at each token of a table stands, as a level."""

    size: int
    """Tokens an n-gram."""
    thresholds: tuple[int, ...]
    """Rising numbers of documents, at most 255 of them, the first one 1."""
    levels: NDArray[np.uint8]
    """Shape (N,): how many of the thresholds the frequency reaches; 0 where no n-gram that was
    counted begins."""

    def level(self, documents: int) -> int:
        """The least level of an n-gram in so many documents, which must be a threshold."""
        return self.thresholds.index(documents) + 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wanted:
    """Which n-grams of a table take part."""

    table: TokenTable
    size: int
    """Tokens an n-gram."""
    shorter: Frequency | None = None
    """Frequency of shorter n-grams, where they decide."""
    fewest: int = 1
    """Documents that must hold each of these within an n-gram; a threshold of `shorter`."""
    mask: NDArray[np.bool_] | None = None
    """Shape (N,): tokens at which no n-gram begins."""
    unmasked: bool = False
    """Whether n-grams begin at the tokens of the mask alone instead."""
    by_site: bool = False
    """Whether equal n-grams of two sites are told apart."""

    @property
    def within(self) -> int:
        """Shorter n-grams that one n-gram holds."""
        return self.size - self.shorter.size + 1 if self.shorter else 1

    @property
    def least(self) -> int:
        """Level that each of them must reach."""
        return self.shorter.level(self.fewest) if self.shorter else 0


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
    shift: int,
    first: int,
    last: int,
    place_bits: int,
    sizes: NDArray[np.int64],
    out: NDArray[np.uint64],
) -> int:
    """Hash the wanted n-grams of a table and keep those of one range of parts.

    A hash is of part ``hash >> shift``. Without room in `out` they are only counted, into
    `sizes`; otherwise `out` has room for one word more than are kept. Compiled only: numpy
    warns of products that wrap.

    Returns:
        Words written to `out`.
    """
    count = 0
    masked = len(mask) > 0
    low, high = np.uint64(first), np.uint64(last)
    move, bits = np.uint64(shift), np.uint64(place_bits)
    counting = len(out) == 0
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
            part = key >> move
            if counting:
                sizes[np.int64(part)] += 1
            else:
                # Written in any case: a branch would be mispredicted half of the time.
                out[count] = key >> bits << bits | np.uint64(place)
                count += int(low <= part) & int(part < high)
    return count


def _gathered(wanted: Wanted, first: int, last: int, place_bits: int, room: int) -> Any:
    """Words of one range of parts; or, without room, how many fall into each part."""
    table = wanted.table
    salts = table.sites + np.int32(1) if wanted.by_site else np.zeros(0, np.int32)
    sizes, out = np.zeros(_FINE, np.int64), np.empty(room + 1 if room else 0, np.uint64)
    _gather.native(
        table.codes, table.bounds, salts, wanted.size,
        wanted.shorter.levels if wanted.shorter else np.zeros(0, np.uint8),
        wanted.within, wanted.least,
        np.zeros(0, np.bool_) if wanted.mask is None else wanted.mask, wanted.unmasked,
        64 - _FINE.bit_length() + 1, first, last, place_bits, sizes, out,
    )  # fmt: skip
    return out[:room] if room else sizes


def place_bits(table: TokenTable) -> int:
    """Bits that hold any place of a table."""
    return max(1, len(table.codes).bit_length())


def sorted_parts(
    wanted: Wanted,
    use: Callable[[NDArray[np.uint64]], Any],
    spread: Spread,
    *,
    most: int | None = None,
) -> list[Any]:
    """Sort the wanted n-grams part by part, and use each part.

    Args:
        wanted: which n-grams.
        use: takes the words of one part, shape (w,), sorted: the leading bits of the hash,
            then the place, `place_bits` wide. Equal n-grams are of one part. A few that differ
            fall together; whoever uses them verifies them.
        spread: runs the parts.
        most: n-grams of a part, in general; what suits the table when None.

    Returns:
        What `use` returned, by part.
    """
    bits = place_bits(wanted.table)
    if len(wanted.table.codes) < ENOUGH:
        return [use(_plainly(wanted, bits))]
    sizes = _gathered(wanted, 0, 0, bits, 0)
    total = int(sizes.sum())
    # The number of parts depends on the input alone, so that results do as well.
    parts = 1
    most = max(_PART, total // _MOST_PARTS) if most is None else most
    while parts < _FINE and total > parts * most * (1 if parts > 1 else 1 / 16):
        parts *= 2
    edges = np.arange(parts + 1) * (_FINE // parts)
    held = np.append(0, np.cumsum(sizes))[edges]

    def one(part: int) -> Any:
        room = int(held[part + 1] - held[part])
        if not room:
            return use(np.zeros(0, np.uint64))
        words = _gathered(wanted, int(edges[part]), int(edges[part + 1]), bits, room)
        words.sort()
        return use(words)

    return list(spread(one, range(parts)))


def _plainly(wanted: Wanted, bits: int) -> NDArray[np.uint64]:
    """All words as one part, by whole arrays: for small tables."""
    table, size = wanted.table, wanted.size
    places = np.flatnonzero(_taken(wanted))
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
    thresholds: NDArray[np.int64],
    every: bool,
    out: NDArray[np.uint8],
) -> None:
    """Write for each n-gram of a sorted part how many thresholds its documents reach.

    With `every`, each place of a document counts.
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
        alone = every or documents == end - start
        before = 0 if alone else document_at(bounds, marks, np.int64(words[start] & low))
        for at in range(end if alone else start + 1, end):
            place = np.int64(words[at] & low)
            if place >= bounds[before + 1]:
                before = document_at(bounds, marks, place)
                documents += 1
        level = 0
        while level < len(thresholds) and documents >= thresholds[level]:
            level += 1
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
    sorted_parts(
        wanted,
        lambda part: count(part, bits, table.bounds, marks, limits, every_place, out),
        spread,
    )
    return Frequency(size=wanted.size, thresholds=steps, levels=out)
