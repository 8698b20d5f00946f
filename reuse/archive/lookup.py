"""Which archived passages share keys with some texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.archive.checked import ramp
from reuse.archive.counting import Ranges, find_ranges, holding_all
from reuse.archive.holdings import Holdings
from reuse.archive.postings import grams
from reuse.archive.searching import PostingArrays, gather_hits, keep_written
from reuse.grouping import distinct, firsts

# Keys in a row of which at least one is looked up in any case: any stretch of eleven tokens
# holds such a block, wherever it begins.
_BLOCK = 5
# Places of one key in one text that are looked up.
_MOST_REPEATS = 4
# Passages of a block that is looked up in any case, in times of what makes a key common.
_REACH = 4


Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Places, documents, tokens and weights, as in `Hits`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hits:
    """Places of texts and archived passages that hold the same key; all of shape (k,)."""

    places: NDArray[np.int64]
    """Token at which the key begins, counted through all texts; rising."""
    documents: NDArray[np.int64]
    """Number of the archived document."""
    tokens: NDArray[np.int64]
    """First token of the passage, counted within its document."""
    weights: NDArray[np.float64]
    """Nats by which the key is rarer than one that every passage holds."""
    left_out: NDArray[np.int64]
    """Places with a block of keys that more passages hold than are looked at; rising."""

    def part(self, chosen: NDArray[np.integer[Any]] | NDArray[np.bool_]) -> Hits:
        """Some of the hits."""
        return Hits(
            places=self.places[chosen],
            documents=self.documents[chosen],
            tokens=self.tokens[chosen],
            weights=self.weights[chosen],
            left_out=self.left_out,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """What is known of the texts that are asked about, where it is. N tokens, D texts."""

    ranges: Ranges
    """Of all keys of the texts."""
    quiet: NDArray[np.bool_]
    """Shape (N,): tokens at which no key is looked up."""
    outlets: NDArray[np.uint64] | None = None
    """Shape (D,): an outlet of which no document is looked at, 0 for none; None for none at all."""


def look_up(
    holdings: Holdings,
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    rare: int,
    asked: Asked | None = None,
) -> Hits:
    """Find the archived passages that share keys with some texts.

    A key that few passages hold gives all of them. Where every key of a long stretch is held by
    more, each block of them gives those that hold the whole block.

    Args:
        holdings: the archive.
        codes: token codes of all texts, shape (N,).
        bounds: first token of each text, then N; shape (D + 1,).
        rare: passages of a key up to which all are looked at.
        asked: what is known of the texts.

    Raises:
        ArchiveError: what was read is damaged.
    """
    hashes, places = grams(codes, bounds)
    if asked is not None:
        loud = ~asked.quiet[places]
        hashes, places = hashes[loud], places[loud]
    known = find_ranges(holdings, hashes) if asked is None else asked.ranges
    of, texts = known.keys.searchsorted(hashes), np.searchsorted(bounds, places, "right")
    counts = known.sizes[of]
    most = rare * _REACH
    # What was left out ends a row of keys.
    rows = texts + np.cumsum(np.diff(places, prepend=0) > 1)
    chosen, starts = _chosen(counts, rows, rare)
    chosen &= _early(of, texts)
    few = np.flatnonzero(chosen & (counts <= most))
    own = np.zeros(len(bounds), np.uint64)
    if asked is not None and asked.outlets is not None:
        own[1:] = asked.outlets
    of_few = _of_few_compiled if gather_hits.at_hand else _of_few
    columns = [of_few(holdings, known, places[few], of[few], own[texts[few]])]
    left_out = []
    for start in starts[chosen & (counts > most)].tolist():
        found, whole = _of_block(holdings, known, places[start], of[start : start + _BLOCK], most)
        columns.append(_of_others(holdings, found, own[texts[start]]))
        if not whole:
            left_out.append(int(places[start]))
    every = [np.concatenate(column) for column in zip(*columns, strict=True)]
    if len(columns) > 1:
        order = np.argsort(every[0], kind="stable")
        every = [column[order] for column in every]
    return Hits(
        places=every[0],
        documents=every[1],
        tokens=every[2],
        weights=every[3],
        left_out=np.array(left_out, np.int64),
    )


def _of_few(
    holdings: Holdings,
    ranges: Ranges,
    places: NDArray[np.int64],
    of: NDArray[np.int64],
    own: NDArray[np.uint64],
) -> Columns:
    """All passages of some keys: the places asked for, documents, tokens and weights.

    Args:
        holdings: the archive.
        ranges: of all keys.
        places: token at which each key begins, rising, shape (k,).
        of: its place in `ranges.keys`, shape (k,).
        own: an outlet of which no document is looked at, 0 for none; shape (k,).
    """
    wanted = distinct(of)
    columns = []
    for number, (first, last) in enumerate(ranges.found):
        sizes = last[wanted] - first[wanted]
        postings = np.repeat(first[wanted], sizes) + ramp(sizes)
        columns.append(_passages(holdings, number, np.repeat(wanted, sizes), postings))
    owner, documents, tokens = (
        np.concatenate([*(column[at] for column in columns), np.zeros(0, np.int64)])
        for at in range(3)
    )
    # By key: what was found, joined with the places it was asked for.
    order = np.argsort(owner, kind="stable")
    owner, documents, tokens = owner[order], documents[order], tokens[order]
    starts = np.searchsorted(owner, of, "left")
    sizes = np.searchsorted(owner, of, "right") - starts
    joined = np.repeat(starts, sizes) + ramp(sizes)
    weights = np.repeat(_weights(holdings, ranges, of), sizes)
    found = np.repeat(places, sizes), documents[joined], tokens[joined], weights
    return _of_others(holdings, found, np.repeat(own, sizes))


def _of_few_compiled(
    holdings: Holdings,
    ranges: Ranges,
    places: NDArray[np.int64],
    of: NDArray[np.int64],
    own: NDArray[np.uint64],
) -> Columns:
    room = ranges.sizes[of]
    ends = np.cumsum(room)
    documents, tokens = np.empty((2, int(ends[-1]) if len(ends) else 0), np.int64)
    starts = ends - room
    ends = starts.copy()
    for segment, (first, last) in zip(holdings.segments, ranges.found, strict=True):
        with segment.laid_open(PostingArrays) as (arrays, used):
            gather_hits.native(
                arrays, holdings.gone, first, last, of, own, used, ends, documents, tokens
            )
    count = keep_written.native(starts, ends, documents, tokens)
    sizes = ends - starts
    weights = np.repeat(_weights(holdings, ranges, of), sizes)
    return np.repeat(places, sizes), documents[:count], tokens[:count], weights


def _weights(holdings: Holdings, ranges: Ranges, of: NDArray[np.int64]) -> NDArray[np.float64]:
    """Nats by which each key is rarer than one that every passage holds."""
    return np.log(max(1, holdings.passages) / np.maximum(ranges.sizes[of], 1))


def _of_others(
    holdings: Holdings, columns: Columns, own: NDArray[np.uint64] | np.uint64
) -> Columns:
    """What was found in documents of other outlets than a text's own, 0 for none."""
    if not np.any(own):
        return columns
    other = (own == 0) | (own != holdings.outlets(columns[1]))
    return columns[0][other], columns[1][other], columns[2][other], columns[3][other]


def _of_block(
    holdings: Holdings, ranges: Ranges, place: int, block: NDArray[np.int64], most: int
) -> tuple[Columns, bool]:
    """The same of the passages that hold a whole block of common keys, the last `most` of them.

    Returns:
        The columns, and whether these are all.
    """
    offset, postings, whole = holding_all(holdings, ranges, block[::2], range(0, _BLOCK, 2))
    columns = [
        _passages(holdings, number, np.full(len(part), place + offset), part)
        for number, part in enumerate(postings)
    ]
    places, documents, tokens = (
        np.concatenate([*(column[at] for column in columns), np.zeros(0, np.int64)])
        for at in range(3)
    )
    weight = np.log(max(1, holdings.passages) / max(1, len(places)))
    last = slice(max(0, len(places) - most), None)
    return (
        (places[last], documents[last], tokens[last], np.full(len(places[last]), weight)),
        whole and len(places) <= most,
    )


def _chosen(
    often: NDArray[np.int64], rows: NDArray[np.int64], rare: int
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which keys are looked up, and where the block of each begins; both of shape (k,).

    Args:
        often: passages of each, shape (k,).
        rows: number of the row that it stands in, rising, shape (k,).
        rare: as in `look_up`.
    """
    common = often > rare
    out = (often > 0) & ~common
    starts_of = np.arange(len(often))
    # Runs of common keys in one row, cut into blocks from their start.
    begins = np.ones(len(often), np.bool_)
    begins[1:] = (common[1:] != common[:-1]) | (rows[1:] != rows[:-1])
    starts = np.flatnonzero(begins)
    run = np.cumsum(begins) - 1
    block = (np.arange(len(often)) - starts[run]) // _BLOCK if len(often) else run
    inside = np.flatnonzero(common)
    heads = np.ones(len(inside), np.bool_)
    one, other = inside[:-1], inside[1:]
    heads[1:] = (run[one] != run[other]) | (block[one] != block[other])
    edges = np.append(np.flatnonzero(heads), len(inside))
    whole = np.flatnonzero(np.diff(edges) == _BLOCK)
    if len(whole):
        members = inside[edges[whole, None] + np.arange(_BLOCK)]
        rarest = members[np.arange(len(members)), often[members].argmin(axis=1)]
        out[rarest], starts_of[rarest] = True, members[:, 0]
    return out, starts_of


def _early(of: NDArray[np.int64], texts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which places are among the first few of their key in their text, shape (k,)."""
    order = np.lexsort((texts, of))
    heads = firsts(of[order]) | firsts(texts[order])
    starts = np.flatnonzero(heads)
    rank = np.arange(len(of)) - starts[np.cumsum(heads) - 1] if len(of) else order
    out = np.zeros(len(of), np.bool_)
    out[order] = rank < _MOST_REPEATS
    return out


def _passages(
    holdings: Holdings, number: int, owner: NDArray[np.int64], postings: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Owner, document and first token of some postings of a segment, of documents that stand."""
    segment = holdings.segments[number]
    passages = segment.passages.at(postings).astype(np.int64)
    documents = segment.numbers.at(segment.owners.at(passages).astype(np.int64)).astype(np.int64)
    tokens = segment.extents.at(passages)[:, 0].astype(np.int64)
    stands = holdings.stands(documents)
    return owner[stands], documents[stands], tokens[stands]
