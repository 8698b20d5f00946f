"""Pairs of texts, and exact copies, as pairs of documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse import candidates
from reuse.config import CandidateConfig
from reuse.model.alignment import Channel
from reuse.model.proposed import NUMBER, PairTable
from reuse.pipeline.intake import Intake
from reuse.pipeline.meeting import Meetings

# Copies of one text beyond which each is linked to the next one only: that keeps them in one
# cluster, and a million pairs that all say the same are enough.
_VAST = 10_000
# Documents whose partners are looked up at once.
_AT_ONCE = 1 << 17

Numbers = NDArray[np.integer[Any]]


class _Ends(NamedTuple):
    one: NDArray[np.int64]
    other: NDArray[np.int64]


def each_once(
    found: Sequence[tuple[Numbers, Numbers, Channel]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    """The pairs that several channels proposed, each under the first that did.

    Args:
        found: for each channel the two ends of its pairs, lower end first, both of shape (k,);
            a pair may come more than once.

    Returns:
        Lower ends, higher ends and numbers of channels, all of shape (pairs,), in order.
    """
    none = np.zeros(0, np.int64)
    keys = np.concatenate([none, *(one.astype(np.int64) << 32 | other for one, other, _ in found)])
    said = np.repeat(
        np.array([NUMBER[channel] for _, _, channel in found], np.uint8),
        [len(one) for one, _, _ in found],
    )
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    firsts = np.flatnonzero(np.diff(ranked, prepend=-1))
    chosen = ranked[firsts]
    return chosen >> 32, chosen & 0xFFFF_FFFF, said[order[firsts]]


def document_pairs(
    left: Numbers,
    right: Numbers,
    channels: NDArray[np.uint8],
    intake: Intake,
    settings: CandidateConfig,
) -> tuple[PairTable, int]:
    """Pairs of documents that carry proposed texts, or one text.

    Of two texts of which one has more copies than ``rare``, as many documents of the text with
    fewer copies meet as many of the other, each the first that it may meet; and each copy of
    such a text is linked to the next few copies only.

    Args:
        left: text numbers, shape (k,).
        right: the other text of each pair; no pair comes twice.
        channels: what proposed it, as in `PairTable`, shape (k,).
        intake: the documents.
        settings: caps, and which documents may meet.

    Returns:
        The pairs that may be compared, and the number of pairs that may be compared but that
        a cap left out.
    """
    members, sizes = intake.carriers()
    many = np.maximum(sizes[left], sizes[right]) > settings.rare
    one, other, of = _all_pairs(left[~many], right[~many], members, sizes)
    kinds = [channels[~many][of]]
    found = [_few_copies(intake, sizes, settings.rare)]
    left_out = 0
    if (sizes > settings.rare).any():
        meetings = Meetings(intake, settings)
        across, of, missed = _first_pairs(left[many], right[many], meetings, settings.rare)
        kinds.append(channels[many][of])
        linked, unlinked = _many_copies(intake, meetings, settings)
        found = [across, *found, linked]
        left_out = missed + unlinked
    one = np.concatenate([one, *(ends.one for ends in found)])
    other = np.concatenate([other, *(ends.other for ends in found)])
    said = np.full(len(one), NUMBER[Channel.COPY], np.uint8)
    of_texts = np.concatenate(kinds)
    said[: len(of_texts)] = of_texts
    meet = _may_meet(intake, one, other, settings)
    return PairTable(one[meet], other[meet], said[meet]), left_out


def _may_meet(
    intake: Intake, one: Numbers, other: Numbers, settings: CandidateConfig
) -> NDArray[np.bool_]:
    return intake.known.may_meet(
        one, other, within_outlet=settings.within_outlet, window=settings.window_days
    )


def _all_pairs(
    left: Numbers, right: Numbers, members: NDArray[np.int64], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """All documents of one text with all of another, and the pair of texts they are of."""
    starts = np.cumsum(sizes) - sizes
    counts = sizes[left] * sizes[right]
    of = np.repeat(np.arange(len(left)), counts)
    place = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    one = members[starts[left][of] + place // sizes[right][of]]
    other = members[starts[right][of] + place % sizes[right][of]]
    return one, other, of


def _first_pairs(
    left: Numbers, right: Numbers, meetings: Meetings, most: int
) -> tuple[_Ends, NDArray[np.int64], int]:
    """Pairs of texts of which one has many copies.

    Returns:
        Pairs of documents, the pair of texts that each is of, and the pairs left out.
    """
    sizes = meetings.sizes
    fewer = np.where(sizes[left] <= sizes[right], left, right).astype(np.int64)
    more = np.where(sizes[left] <= sizes[right], right, left).astype(np.int64)
    none = np.zeros(0, np.int64)
    found, left_out = [(none, none, none)], 0
    parts = np.cumsum(sizes[fewer]) // _AT_ONCE
    cuts = np.flatnonzero(np.diff(parts)) + 1
    for chosen in np.split(np.arange(len(fewer)), cuts) if len(fewer) else ():
        documents = np.concatenate([meetings.of(text) for text in fewer[chosen].tolist()])
        groups = np.repeat(chosen, sizes[fewer[chosen]])
        texts = more[groups]
        found.append(meetings.across(documents, texts, groups, most))
        left_out += int(meetings.count(documents, texts).sum()) - len(found[-1][0])
    ones, others, of = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    return _Ends(ones, others), of, max(0, left_out)


def _few_copies(intake: Intake, sizes: NDArray[np.int64], rare: int) -> _Ends:
    """All pairs of documents of one text, for each text of few copies."""
    ones, others = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for text in np.flatnonzero((sizes > 1) & (sizes <= rare)).tolist():
        members = np.array(intake.copies[text])
        firsts, seconds = np.triu_indices(len(members), 1)
        ones.append(members[firsts])
        others.append(members[seconds])
    return _Ends(np.concatenate(ones), np.concatenate(others))


def _many_copies(
    intake: Intake, meetings: Meetings, settings: CandidateConfig
) -> tuple[_Ends, int]:
    """Links between documents of one text of many copies, and the pairs that are not linked."""
    sizes = meetings.sizes
    ones, others, left_out = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for text in np.flatnonzero(sizes > settings.rare).tolist():
        # Neighbours in time are those that may be linked.
        by_id = settings.window_days is None
        members = np.array(intake.copies[text]) if by_id else meetings.of(text)
        known = intake.known
        owners = (known.pages if settings.within_outlet else known.outlets)[members]
        ahead = settings.link_ahead if len(members) <= _VAST else 1
        firsts, seconds, _ = candidates.ring_links(owners, ahead)
        meet = _may_meet(intake, members[firsts], members[seconds], settings)
        ones.append(members[firsts[meet]])
        others.append(members[seconds[meet]])
        # Each pair is counted from both of its ends.
        pairs = int(meetings.count(members, np.full(len(members), text)).sum()) // 2
        left_out += max(0, pairs - len(ones[-1]))
    return _Ends(np.concatenate(ones), np.concatenate(others)), left_out
