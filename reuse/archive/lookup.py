"""Which archived passages share keys with some texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.archive.checked import ramp
from reuse.archive.holdings import Holdings
from reuse.archive.postings import grams
from reuse.grouping import distinct, firsts

# Keys in a row of which at least one is looked up in any case: any stretch of eleven tokens
# holds such a block, wherever it begins.
_BLOCK = 5
# Places of one key in one text that are looked up.
_MOST_REPEATS = 4
# Passages of a key that is looked up in any case, in times of what makes a key common.
_REACH = 4


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
    """Places that also hold a key of more passages than are looked at; rising."""


def look_up(
    holdings: Holdings, codes: NDArray[np.uint32], bounds: NDArray[np.int64], rare: int
) -> Hits:
    """Find the archived passages that share keys with some texts.

    A key that few passages hold gives all of them. Where every key of a long stretch is held
    by more, the rarest of each block gives those that were archived last.

    Args:
        holdings: the archive.
        codes: token codes of all texts, shape (N,).
        bounds: first token of each text, then N; shape (D + 1,).
        rare: passages of a key up to which all are looked at.

    Raises:
        ArchiveError: what was read is damaged.
    """
    hashes, places = grams(codes, bounds)
    keys = distinct(hashes)
    found = [segment.find(keys) for segment in holdings.segments]
    counts = sum((last - first for first, last in found), np.zeros(len(keys), np.int64))
    of = np.searchsorted(keys, hashes)
    often = counts[of]
    chosen = _chosen(often, np.searchsorted(bounds, places, "right"), rare)
    chosen &= _early(of, np.searchsorted(bounds, places, "right"))
    places, of = places[chosen], of[chosen]
    wanted = distinct(of)
    most = rare * _REACH
    rows = _last_postings(found, wanted, most)
    columns = [_passages(holdings, *part) for part in enumerate(rows)]
    owner, documents, tokens = (
        np.concatenate([*(column[at] for column in columns), np.zeros(0, np.int64)])
        for at in range(3)
    )
    # By key, then by document: what was found, joined with the places it was asked for.
    order = np.lexsort((tokens, documents, owner))
    owner, documents, tokens = owner[order], documents[order], tokens[order]
    sizes = np.searchsorted(owner, of, "right") - np.searchsorted(owner, of, "left")
    starts = np.searchsorted(owner, of, "left")
    joined = np.repeat(starts, sizes) + ramp(sizes)
    weights = np.log(holdings.passages / np.maximum(counts[of], 1))
    return Hits(
        places=np.repeat(places, sizes),
        documents=documents[joined],
        tokens=tokens[joined],
        weights=np.repeat(weights, sizes),
        left_out=places[counts[of] > most],
    )


def _chosen(often: NDArray[np.int64], texts: NDArray[np.int64], rare: int) -> NDArray[np.bool_]:
    """Which keys in a row are looked up, shape (k,).

    Args:
        often: passages of each, shape (k,).
        texts: number of the text of each, rising, shape (k,).
        rare: as in `look_up`.
    """
    common = often > rare
    out = (often > 0) & ~common
    # Runs of common keys in one text, cut into blocks from their start.
    begins = np.ones(len(often), np.bool_)
    begins[1:] = (common[1:] != common[:-1]) | (texts[1:] != texts[:-1])
    starts = np.flatnonzero(begins)
    run = np.cumsum(begins) - 1
    block = (np.arange(len(often)) - starts[run]) // _BLOCK if len(often) else run
    inside = np.flatnonzero(common)
    heads = np.ones(len(inside), np.bool_)
    one, other = inside[:-1], inside[1:]
    heads[1:] = (run[one] != run[other]) | (block[one] != block[other])
    edges = np.append(np.flatnonzero(heads), len(inside))
    whole = np.flatnonzero(np.diff(edges) == _BLOCK)
    rows = inside[edges[whole, None] + np.arange(_BLOCK)] if len(whole) else np.zeros((0, 1), int)
    if len(rows):
        out[rows[np.arange(len(rows)), often[rows].argmin(axis=1)]] = True
    return out


def _early(of: NDArray[np.int64], texts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which places are among the first few of their key in their text, shape (k,)."""
    order = np.lexsort((texts, of))
    heads = firsts(of[order]) | firsts(texts[order])
    starts = np.flatnonzero(heads)
    rank = np.arange(len(of)) - starts[np.cumsum(heads) - 1] if len(of) else order
    out = np.zeros(len(of), np.bool_)
    out[order] = rank < _MOST_REPEATS
    return out


def _last_postings(
    found: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    wanted: NDArray[np.int64],
    most: int,
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each segment the wanted keys and their postings, the last `most` of all segments."""
    room = np.full(len(wanted), most, np.int64)
    rows = []
    for first, last in reversed(found):
        sizes = np.minimum(last[wanted] - first[wanted], room)
        room -= sizes
        owner = np.repeat(wanted, sizes)
        rows.append((owner, np.repeat(last[wanted] - sizes, sizes) + ramp(sizes)))
    return rows[::-1]


def _passages(
    holdings: Holdings, number: int, postings: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Key, document and first token of some postings of a segment, without documents that do not stand."""
    segment, (owner, places) = holdings.segments[number], postings
    passages = segment.passages.at(places).astype(np.int64)
    documents = segment.numbers.at(segment.owners.at(passages).astype(np.int64)).astype(np.int64)
    tokens = segment.extents.at(passages)[:, 0].astype(np.int64)
    stands = holdings.stands(documents)
    return owner[stands], documents[stands], tokens[stands]
