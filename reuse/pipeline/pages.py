"""Records that are one page: one address, or one text under one outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from reuse.store import Documents


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """What is known of each document beside its text; all of shape (D,), by id."""

    texts: NDArray[np.int32]
    """Number of the text: equal for equal tokens."""
    outlets: NDArray[np.int32]
    """Number of the outlet, in the order of names; -1 when unknown."""
    sites: NDArray[np.int32]
    """The same of the web site, or of the outlet where no address is known."""
    words: NDArray[np.int32]
    addresses: NDArray[np.int64]
    """Equal for equal addresses; 0 for none. Other addresses may have the same by chance."""
    disguised: NDArray[np.bool_]
    earliest: NDArray[np.float64]
    """Earliest instant of publication, in seconds since 1970; minus infinity where unknown."""
    latest: NDArray[np.float64]
    """Latest such instant; infinity where unknown."""


def page_groups(documents: Documents, records: Records) -> tuple[tuple[int, ...], ...]:
    """Groups of two documents or more that are one page.

    One address is one page, whatever its texts: they are versions. So is one raw text under one
    outlet, whatever its addresses. Both together may join more than two.

    Returns:
        Document numbers; within a group the one seen first stands first (an unknown date comes
        last), then by id; groups by their lowest number.
    """
    links = [*_one_address(documents, records), *_one_text(documents, records)]
    if not links:
        return ()
    root = {number: number for link in links for number in link}
    for one, other in links:
        low, high = sorted((_root(root, one), _root(root, other)))
        root[high] = low
    groups: dict[int, list[int]] = {}
    for number in sorted(root):
        groups.setdefault(_root(root, number), []).append(number)
    seen = np.full(len(records.latest), np.inf)
    dated = np.isfinite(records.latest)
    seen[dated] = (records.earliest[dated] + records.latest[dated]) / 2
    return tuple(
        tuple(sorted(group, key=lambda number: (seen[number], number))) for group in groups.values()
    )


def _root(root: dict[int, int], number: int) -> int:
    while root[number] != number:
        root[number] = root[root[number]]
        number = root[number]
    return number


def _one_address(documents: Documents, records: Records) -> Iterator[tuple[int, int]]:
    numbers = np.flatnonzero(records.addresses)
    for group in _groups(numbers, records.addresses[numbers]):
        firsts: dict[str | None, int] = {}
        for number in group:
            first = firsts.setdefault(documents[number].address, number)
            if first != number:
                yield first, number


def _one_text(documents: Documents, records: Records) -> Iterator[tuple[int, int]]:
    numbers = np.flatnonzero(records.outlets >= 0)
    keys = records.outlets[numbers].astype(np.int64) << 32 | records.texts[numbers]
    for group in _groups(numbers, keys):
        firsts: dict[bytes, int] = {}
        for number in group:
            digest = blake2b(documents.text_bytes(number), digest_size=16).digest()
            first = firsts.setdefault(digest, number)
            if first != number:
                yield first, number


def _groups(numbers: NDArray[np.int64], keys: NDArray[np.int64]) -> Iterator[list[int]]:
    """Groups of two numbers or more with equal keys; numbers rise within a group."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    cuts = np.flatnonzero(ranked[1:] != ranked[:-1]) + 1
    edges = np.concatenate([[0], cuts, [len(ranked)]])
    for place in np.flatnonzero(np.diff(edges) > 1).tolist():
        yield numbers[order[edges[place] : edges[place + 1]]].tolist()
