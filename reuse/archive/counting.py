"""How many archived documents hold words, couples of words and longer runs.

Runs of more than three tokens have no counts of their own: a document holds one where the same
passage, or the next, holds the runs of three that it is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.archive.checked import Checked, ramp
from reuse.archive.holdings import Holdings
from reuse.archive.searching import HolderArrays, count_holders
from reuse.archive.segment import Segment
from reuse.grouping import distinct, firsts

# Passages of one key that are looked at; of more a sample, evenly spread.
_MOST = 64
# The same where none may be missed: the last ones of more.
_MOST_IN_FULL = 1 << 16


class Ranges(NamedTuple):
    """Where the postings of some keys lie in each segment."""

    keys: NDArray[np.uint64]
    """Distinct, rising, shape (k,)."""
    found: tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]
    """For each segment first and end posting of each key."""

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Postings of each key in all segments, shape (k,)."""
        none = np.zeros(len(self.keys), np.int64)
        return sum((last - first for first, last in self.found), none)


def find_ranges(holdings: Holdings, keys: NDArray[np.uint64]) -> Ranges:
    """Look keys of three tokens up.

    Raises:
        ArchiveError: what was read is damaged.
    """
    known = distinct(keys)
    return Ranges(known, tuple(segment.find(known) for segment in holdings.segments))


def word_counts(holdings: Holdings, codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Documents that hold each of some words, and places where it stands; shape (k, 2).

    Raises:
        ArchiveError: what was read is damaged.
    """
    out = np.zeros((len(codes), 2), np.int64)
    for segment in holdings.segments:
        there, at = _known(segment.words, codes)
        out[there] += segment.word_counts.at(at)
    return out


def couple_counts(holdings: Holdings, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Documents that hold each of some couples of tokens; shape (k,).

    Raises:
        ArchiveError: what was read is damaged.
    """
    out = np.zeros(len(keys), np.int64)
    for segment in holdings.segments:
        there, at = _known(segment.couples, keys)
        out[there] += segment.couple_counts.at(at)
    return out


def _known(
    values: Checked[Any], wanted: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of some values are there, and where."""
    if not len(values):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = values.place(wanted, "left")
    there = np.flatnonzero(at < len(values))
    there = there[values.at(at[there]) == wanted[there]]
    return there, at[there]


def holders(
    holdings: Holdings,
    ranges: Ranges,
    rows: NDArray[np.int64],
    offsets: tuple[int, ...],
    sites: NDArray[np.uint64] | None = None,
) -> NDArray[np.int64]:
    """Documents that hold runs of tokens, about: of very common ones a sample is looked at.

    Args:
        holdings: the archive.
        ranges: of the keys that the runs are made of.
        rows: places in `ranges.keys` of the keys of each run, shape (n, len(offsets)).
        offsets: token of the run at which each of its keys begins.
        sites: count documents of these sites alone, shape (n,); None for all.

    Returns:
        Shape (n,).

    Raises:
        ArchiveError: what was read is damaged.
    """
    out = np.zeros(len(rows), np.float64)
    if count_holders.at_hand:
        _count_compiled(holdings, ranges, rows, offsets, sites, out)
        return out.round().astype(np.int64)
    for segment, (first, last) in zip(holdings.segments, ranges.found, strict=True):
        sizes = (last - first)[rows]
        there = np.flatnonzero(sizes.min(axis=1)) if len(rows) else rows[:, 0]
        base = sizes[there].argmin(axis=1) if len(there) else there
        for column, offset in enumerate(offsets):
            some = there[base == column]
            if not len(some):
                continue
            scale, of, passages = _sample(segment, first[rows[some, column]], sizes[some, column])
            for other, ahead in enumerate(offsets):
                if other != column:
                    key = rows[some, other]
                    early = passages - (ahead < offset)
                    held = _holds(segment, first[key][of], last[key][of], early)
                    of, passages = of[held], passages[held]
            out[some] += scale * _documents(
                holdings, segment, of, passages, None if sites is None else sites[some], len(some)
            )
    return out.round().astype(np.int64)


def _count_compiled(  # noqa: PLR0913, PLR0917  one array an input
    holdings: Holdings,
    ranges: Ranges,
    rows: NDArray[np.int64],
    offsets: tuple[int, ...],
    sites: NDArray[np.uint64] | None,
    out: NDArray[np.float64],
) -> None:
    rows, starts = np.ascontiguousarray(rows), np.array(offsets, np.int64)
    by_site, sites = sites is not None, np.zeros(0, np.uint64) if sites is None else sites
    for segment, (first, last) in zip(holdings.segments, ranges.found, strict=True):
        with segment.laid_open(HolderArrays) as (arrays, used):
            count_holders.native(
                arrays, holdings.gone, first, last, rows, starts, _MOST, by_site, sites, used, out
            )


def holding_all(
    holdings: Holdings, ranges: Ranges, keys: NDArray[np.int64], offsets: Sequence[int]
) -> tuple[int, list[NDArray[np.int64]], bool]:
    """Passages that hold several keys, each with the next passage.

    Args:
        holdings: the archive.
        ranges: of the keys.
        keys: their places in `ranges.keys`, shape (k,).
        offsets: token at which each begins.

    Returns:
        The offset of the rarest key; for each segment its postings in such passages; and whether
        all were looked at.

    Raises:
        ArchiveError: what was read is damaged.
    """
    base = int(ranges.sizes[keys].argmin())
    out, room = [], _MOST_IN_FULL
    for segment, (first, last) in zip(
        reversed(holdings.segments), reversed(ranges.found), strict=True
    ):
        low, high = int(first[keys[base]]), int(last[keys[base]])
        postings = np.arange(max(low, high - room), high)
        room -= len(postings)
        passages = segment.passages.at(postings).astype(np.int64)
        for key, ahead in zip(keys.tolist(), offsets, strict=True):
            if ahead != offsets[base]:
                edges = np.full(len(passages), first[key]), np.full(len(passages), last[key])
                held = _holds(segment, *edges, passages - (ahead < offsets[base]))
                postings, passages = postings[held], passages[held]
        out.append(postings)
    return offsets[base], out[::-1], int(ranges.sizes[keys[base]]) <= _MOST_IN_FULL


def _sample(
    segment: Segment, firsts_of: NDArray[np.int64], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Passages of some keys: the weight of each key's, the key and the passage; rising by key."""
    taken = np.minimum(sizes, _MOST)
    of = np.repeat(np.arange(len(sizes)), taken)
    places = firsts_of[of] + ramp(taken) * sizes[of] // taken[of]
    return sizes / taken, of, segment.passages.at(places).astype(np.int64)


def _holds(
    segment: Segment,
    firsts_of: NDArray[np.int64],
    lasts_of: NDArray[np.int64],
    wanted: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Whether the passages of some keys, which rise, have a wanted one among them or the next."""
    low, high = firsts_of.copy(), lasts_of.copy()
    end = len(segment.passages) - 1
    for _ in range(int((high - low).max(initial=0)).bit_length()):
        middle = (low + high) // 2
        open_ = low < high
        less = open_ & (segment.passages.at(np.minimum(middle, end)) < wanted)
        low = np.where(less, middle + 1, low)
        high = np.where(open_ & ~less, middle, high)
    found = segment.passages.at(np.minimum(low, end))
    return (low < lasts_of) & (found <= wanted + 1)


def _documents(  # noqa: PLR0913, PLR0917  one array an input
    holdings: Holdings,
    segment: Segment,
    of: NDArray[np.int64],
    passages: NDArray[np.int64],
    sites: NDArray[np.uint64] | None,
    count: int,
) -> NDArray[np.int64]:
    """Distinct documents of some passages, by run; shape (count,)."""
    owners = segment.owners.at(passages).astype(np.int64)
    kept = firsts(of) | firsts(owners)
    of, owners = of[kept], owners[kept]
    kept = holdings.stands(segment.numbers.at(owners).astype(np.int64))
    if sites is not None:
        kept &= segment.sites.at(owners) == sites[of]
    return np.bincount(of[kept], minlength=count)
