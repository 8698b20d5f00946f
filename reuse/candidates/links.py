"""Seeds inside groups of equal keys, without a dictionary and without a square.

A group of few documents gives all its pairs. In a larger one each document is linked to the
next few of other owners only: a text that thousands carry stays connected, at a cost linear
in its size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.crowds import NOTHING, Crowds, is_far, stretch_of
from reuse.candidates.extension import is_promising
from reuse.candidates.seeds import Seeds, seed_word
from reuse.compiled import kernel
from reuse.config import CandidateConfig
from reuse.grouping import group_starts
from reuse.model.corpus import SECONDS_A_DAY, TokenTable
from reuse.ngrams import ENOUGH, document_at, place_bits

# Words, or pairs of one group, from which on the compiled loop pays.
_ENOUGH = ENOUGH // 10
# Seeds that a part has room for at first.
_ROOM = 1 << 18
_RESUME, _NEED, _TRIED, _DROPPED = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Linking:
    """How the members of a group become seeds."""

    size: int
    """Tokens that match at the places of a group."""
    cap: int
    """Documents, beyond which a group is linked in a ring only."""
    channel: int
    """Bit of the channel."""
    follows: NDArray[np.uint8] | None = None
    """Shape (N,): places where 1 stands are linked as well, so that a pair of places right
    behind such a pair is no seed of its own, and every place of a document counts. Otherwise
    the first place of a document counts for it."""
    thin: int = 1
    """Of the groups beyond the cap one in so many is linked: where a text has many keys."""
    quiet: NDArray[np.bool_] | None = None
    """Shape (N,): two places of which both are marked are no seed."""
    crowds: Crowds = NOTHING.crowds
    """Crowds known so far: two places that are far in one are no seed."""


def linked_seeds(
    table: TokenTable, words: NDArray[np.uint64], linking: Linking, config: CandidateConfig
) -> Seeds:
    """Seeds between the places of each group of equal keys.

    Args:
        table: all documents.
        words: sorted words of key and place, as `reuse.ngrams.sorted_parts` makes them.
        linking: caps, and what the groups stand for.
        config: which documents may meet, links of a large group, the shortest run kept.
    """
    owners = np.arange(len(table.outlets), dtype=np.int32)
    window = np.inf if config.window_days is None else config.window_days * SECONDS_A_DAY
    follows = np.zeros(0, np.uint8) if linking.follows is None else linking.follows
    quiet = np.zeros(0, np.bool_) if linking.quiet is None else linking.quiet
    state, found = np.zeros(4, np.int64), [np.zeros(0, np.uint64)]
    marks, bits = table.landmarks, place_bits(table)
    work = _most_links(words, bits, linking.cap) if len(words) < _ENOUGH else len(words)
    link = link_groups.form(work, enough=_ENOUGH)
    while state[_RESUME] < len(words):
        out = np.empty(max(_ROOM, int(state[_NEED])), np.uint64)
        count = link(
            words, bits, table.codes, table.bounds, marks,
            owners if config.within_outlet else table.outlets, table.earliest, table.latest,
            window, follows, quiet, linking.crowds.crowd, linking.crowds.order,
            linking.size, linking.cap, linking.thin, config.link_ahead,
            config.min_matches, linking.channel, state, out,
        )  # fmt: skip
        found.append(out[:count].copy())
    seeds = np.concatenate(found)
    return Seeds(words=seeds, tried=int(state[_TRIED]), dropped=int(state[_DROPPED]))


def _most_links(words: NDArray[np.uint64], bits: int, cap: int) -> int:
    """Words, or pairs within their groups where those are more: steps of the work."""
    starts = group_starts(words >> np.uint64(bits))
    sizes = np.diff(starts, append=len(words))
    return max(len(words), int((sizes * np.minimum(sizes, cap)).sum()) // 2)


@kernel
def _members(
    words: NDArray[np.uint64],
    start: int,
    end: int,
    low: np.uint64,
    bounds: NDArray[np.int64],
    marks: NDArray[np.int32],
    every: bool,
    places: NDArray[np.int64],
    documents: NDArray[np.int64],
) -> int:
    """Places of a group and their documents: all, or the first one of each document."""
    count, before = 0, -1
    for at in range(start, end):
        place = np.int64(words[at] & low)
        if before < 0 or place >= bounds[before + 1]:
            before = document_at(bounds, marks, place)
        elif not every:
            continue
        places[count], documents[count] = place, before
        count += 1
    return count


@kernel
def _by_time(
    places: NDArray[np.int64], documents: NDArray[np.int64], earliest: NDArray[np.float64]
) -> None:
    """Order the members of a group by date, so that neighbours are those that may meet."""
    dates = np.zeros(len(documents), np.float64)
    for at in range(len(documents)):
        dates[at] = earliest[documents[at]]
    order = np.argsort(dates, kind="mergesort")
    places[:], documents[:] = places[order], documents[order]


@kernel
def _by_order(
    places: NDArray[np.int64], documents: NDArray[np.int64], order: NDArray[np.int32]
) -> None:
    """Order the members of a group as their crowd is, so that neighbours are near in it."""
    ranks = np.zeros(len(documents), np.int64)
    for at in range(len(documents)):
        ranks[at] = order[stretch_of(documents[at], places[at])]
    ranked = np.argsort(ranks, kind="mergesort")
    places[:], documents[:] = places[ranked], documents[ranked]


@kernel
def ring_ends(
    owners: NDArray[np.int32], documents: NDArray[np.int64], ahead: int, ends: NDArray[np.int64]
) -> int:
    """Link each member of a group to the next few of other owners, in a ring.

    Args:
        owners: owner of each document of the table.
        documents: documents of the group, shape (n,).
        ahead: members to which each is linked.
        ends: shape (n * ahead,), overwritten: the first member times n, and the second.

    Returns:
        Links.
    """
    count = len(documents)
    far = 4 * count
    following = np.zeros(2 * count + 1, np.int64)
    following[2 * count] = far
    for at in range(2 * count - 1, -1, -1):
        one, other = documents[at % count], documents[(at + 1) % count]
        following[at] = at + 1 if owners[one] != owners[other] else following[at + 1]
    links = 0
    for at in range(count):
        to = following[at]
        taken = 0
        while taken < ahead and to < at + count:
            back = to % count
            if back > at:
                ends[links] = at * count + back
                links += 1
            elif not _is_linked(owners, documents, following, back, at, ahead):
                ends[links] = back * count + at
                links += 1
            taken, to = taken + 1, _next_other(owners, documents, following, at, to)
    return links


@kernel
def _next_other(
    owners: NDArray[np.int32],
    documents: NDArray[np.int64],
    following: NDArray[np.int64],
    at: int,
    to: int,
) -> int:
    """The place behind `to` of a member of another owner than that of `at`."""
    to += 1
    if owners[documents[to % len(documents)]] == owners[documents[at]]:
        to = following[min(to, 2 * len(documents))]
    return to


@kernel
def _is_linked(
    owners: NDArray[np.int32],
    documents: NDArray[np.int64],
    following: NDArray[np.int64],
    low: int,
    high: int,
    ahead: int,
) -> bool:
    """Whether `high` is one of the next few members of other owners behind `low`."""
    to = following[low]
    for _ in range(ahead):
        if to >= high:
            return bool(to == high)
        to = _next_other(owners, documents, following, low, to)
    return False


@kernel
def pairs_to_meet(
    owners: NDArray[np.int32],
    earliest: NDArray[np.float64],
    latest: NDArray[np.float64],
    window: float,
    documents: NDArray[np.int64],
) -> int:
    """Pairs of members of a group that are of different owners and near enough in time.

    Args:
        owners: owner of each document of the table.
        earliest: earliest publication of each, in seconds.
        latest: the latest.
        window: seconds that may lie between two documents; infinity for any number.
        documents: documents of the group, shape (n,).
    """
    count = len(documents)
    of, early, late = np.zeros(count, np.int64), np.zeros(count), np.zeros(count)
    for at in range(count):
        of[at] = owners[documents[at]]
        early[at], late[at] = earliest[documents[at]], latest[documents[at]]
    # No quicksort, which takes a square of the time for some orders.
    by_early = np.argsort(early, kind="mergesort")
    by_late = np.argsort(late, kind="mergesort")
    pairs = _near_pairs(early[by_early], late[by_late], window)
    by_early = by_early[np.argsort(of[by_early], kind="mergesort")]
    by_late = by_late[np.argsort(of[by_late], kind="mergesort")]
    of, early, late = of[by_early], early[by_early], late[by_late]
    first = 0
    for at in range(1, count + 1):
        if at == count or of[at] != of[first]:
            pairs -= _near_pairs(early[first:at], late[first:at], window)
            first = at
    return pairs


@kernel
def _near_pairs(early: NDArray[np.float64], late: NDArray[np.float64], window: float) -> int:
    """Pairs between whose times no more than `window` lies, given both bounds sorted."""
    count, before = len(early), 0
    pairs = count * (count - 1) // 2
    if window < np.inf:
        for at in range(count):
            while before < count and early[at] - late[before] > window:
                before += 1
            pairs -= before
    return pairs


@kernel
def _follows_a_pair(
    codes: NDArray[np.uint32],
    linked: NDArray[np.uint8],
    quiet: NDArray[np.bool_],
    crowd: NDArray[np.int32],
    order: NDArray[np.int32],
    a: int,
    b: int,
    one: int,
    other: int,
) -> bool:
    """Whether the places right before are linked too, as a pair of the same run."""
    if linked[one - 1] == 0 or linked[other - 1] == 0:
        return False
    if len(crowd) and is_far(crowd, order, stretch_of(a, one - 1), stretch_of(b, other - 1)):
        return False
    if len(quiet) and quiet[one - 1] and quiet[other - 1]:
        return False
    return bool(codes[one - 1] == codes[other - 1])


@kernel
def _may_meet(
    owners: NDArray[np.int32],
    earliest: NDArray[np.float64],
    latest: NDArray[np.float64],
    window: float,
    a: int,
    b: int,
) -> bool:
    """Whether two documents may be joined, as `TokenTable.may_meet` says."""
    if a == b or owners[a] == owners[b]:
        return False
    return bool(max(earliest[a] - latest[b], earliest[b] - latest[a]) <= window)


@kernel
def link_groups(
    words: NDArray[np.uint64],
    bits: int,
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    marks: NDArray[np.int32],
    owners: NDArray[np.int32],
    earliest: NDArray[np.float64],
    latest: NDArray[np.float64],
    window: float,
    follows: NDArray[np.uint8],
    quiet: NDArray[np.bool_],
    crowd: NDArray[np.int32],
    order: NDArray[np.int32],
    size: int,
    cap: int,
    thin: int,
    ahead: int,
    fewest: int,
    channel: int,
    state: NDArray[np.int64],
    out: NDArray[np.uint64],
) -> int:
    """Write the promising seeds of the groups from ``state[0]`` on, while there is room.

    Args:
        words: sorted words of key and place, shape (w,).
        bits: width of a place.
        codes: token codes, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        marks: `TokenTable.landmarks`.
        owners: documents of one owner do not meet, shape (D,).
        earliest: earliest publication of each document, in seconds, shape (D,).
        latest: the latest.
        window: seconds that may lie between two documents.
        follows: as in `Linking`, or empty.
        quiet: the same.
        crowd: as in `Crowds`, or empty.
        order: the same.
        size: tokens that match at the places of a group.
        cap: documents, beyond which a group is linked in a ring.
        thin: of the rings one in so many is linked.
        ahead: links of each member of a ring.
        fewest: matches of the shortest run kept.
        channel: bit of the channel.
        state: next word, room that its group needs, pairs tried, pairs left out; overwritten.
        out: seeds as in `Seeds`, overwritten.

    Returns:
        Seeds written.
    """
    shift = np.uint64(bits)
    low = (np.uint64(1) << shift) - np.uint64(1)
    row = np.zeros(41, np.int64)
    room_places, room_documents = np.zeros(256, np.int64), np.zeros(256, np.int64)
    every = len(follows) > 0
    count = 0
    start = state[0]
    while start < len(words):
        key = words[start] >> shift
        end = start + 1
        while end < len(words) and words[end] >> shift == key:
            end += 1
        if words[start] == words[end - 1]:
            start = end
            continue
        if end - start > len(room_places):
            room_places = np.zeros(2 * (end - start), np.int64)
            room_documents = np.zeros(2 * (end - start), np.int64)
        members = _members(
            words, start, end, low, bounds, marks, every, room_places, room_documents
        )
        places, documents = room_places[:members], room_documents[:members]
        ring = members > cap
        if ring and np.int64(key) % thin != 0:
            state[3] += pairs_to_meet(owners, earliest, latest, window, documents)
            start = end
            continue
        most = members * ahead if ring else members * (members - 1) // 2
        if count + most > len(out):
            state[1] = most
            break
        ends = np.zeros(most if ring else 0, np.int64)
        if ring:
            if window < np.inf:
                _by_time(places, documents, earliest)
            if len(crowd):
                _by_order(places, documents, order)
            most = ring_ends(owners, documents, ahead, ends)
            state[3] += pairs_to_meet(owners, earliest, latest, window, documents) - most
        one, other = 0, 0
        for link in range(most):
            if ring:
                one, other = ends[link] // members, ends[link] % members
            else:
                other += 1
                if other == members:
                    one, other = one + 1, one + 2
            a, b, i, j = documents[one], documents[other], places[one], places[other]
            if not _may_meet(owners, earliest, latest, window, a, b):
                # Links of a ring are taken off the pairs that may meet; this is none of them.
                state[3] += 1 if ring else 0
                continue
            if i > j:
                a, b, i, j = b, a, j, i
            if len(quiet) and quiet[i] and quiet[j]:
                continue
            if len(crowd) and is_far(crowd, order, stretch_of(a, i), stretch_of(b, j)):
                state[3] += 1
                continue
            inside = i > bounds[a] and j > bounds[b]
            if (
                every
                and inside
                and _follows_a_pair(codes, follows, quiet, crowd, order, a, b, i, j)
            ):
                continue
            state[2] += 1
            if is_promising(codes, bounds, a, b, i, j, size, fewest, row):
                out[count] = seed_word(i, j, channel)
                count += 1
        start = end
    state[0] = start
    return count
