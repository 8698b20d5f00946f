"""Pairs of texts, and exact copies, as pairs of documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse import candidates
from reuse.config import CandidateConfig
from reuse.model.alignment import Channel
from reuse.model.proposed import NUMBER, PairTable
from reuse.pipeline.intake import Intake

# Copies of one text beyond which each is linked to the next one only: that keeps them in one
# cluster, and a million pairs that all say the same are enough.
_VAST = 10_000

Numbers = NDArray[np.integer[Any]]


class _Ends(NamedTuple):
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    left_out: int
    """Pairs that a cap left out."""


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

    Of a text with more copies than ``rare`` as many meet other texts, and each copy is linked
    to the next few only.

    Args:
        left: text numbers, shape (k,).
        right: the other text of each pair; no pair comes twice.
        channels: what proposed it, as in `PairTable`, shape (k,).
        intake: the documents.
        settings: caps, and which documents may meet.

    Returns:
        The pairs that may be compared, and the number of pairs that a cap left out.
    """
    members, sizes = intake.carriers()
    starts = np.cumsum(sizes) - sizes
    few = np.minimum(sizes, settings.rare)
    counts = few[left] * few[right]
    of = np.repeat(np.arange(len(left)), counts)
    place = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    one = members[starts[left][of] + place // few[right][of]]
    other = members[starts[right][of] + place % few[right][of]]
    copies = _copies(intake, sizes, settings)
    one, other = np.concatenate([one, copies.one]), np.concatenate([other, copies.other])
    said = np.full(len(one), NUMBER[Channel.COPY], np.uint8)
    said[: len(of)] = channels[of]
    meet = intake.known.may_meet(
        one, other, within_outlet=settings.within_outlet, window=settings.window_days
    )
    left_out = int((sizes[left] * sizes[right] - counts).sum()) + copies.left_out
    return PairTable(one[meet], other[meet], said[meet]), left_out


def _copies(intake: Intake, sizes: NDArray[np.int64], settings: CandidateConfig) -> _Ends:
    """Pairs of documents of one text."""
    found = [*_each_copy(intake, sizes, settings)]
    none = np.zeros(0, np.int64)
    return _Ends(
        np.concatenate([none, *(ends.one for ends in found)]),
        np.concatenate([none, *(ends.other for ends in found)]),
        sum(ends.left_out for ends in found),
    )


def _each_copy(
    intake: Intake, sizes: NDArray[np.int64], settings: CandidateConfig
) -> Iterator[_Ends]:
    for text in np.flatnonzero(sizes > 1).tolist():
        members = np.array(intake.copies[text])
        if len(members) <= settings.rare:
            firsts, seconds = np.triu_indices(len(members), 1)
            yield _Ends(members[firsts], members[seconds], 0)
            continue
        if settings.window_days is not None:
            # Neighbours in time are those that may be linked.
            members = members[np.argsort(intake.known.earliest[members], kind="stable")]
        owners = members if settings.within_outlet else intake.known.outlets[members]
        ahead = settings.link_ahead if len(members) <= _VAST else 1
        firsts, seconds, left_out = candidates.ring_links(owners, ahead)
        yield _Ends(members[firsts], members[seconds], left_out)
