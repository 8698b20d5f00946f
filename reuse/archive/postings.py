"""Documents as passages, and which passages hold each key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.archive.layout import GRAM, STRIDE
from reuse.grouping import firsts, shingle_hashes

T = TypeVar("T", bound="np.generic[Any]")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Postings:
    """What a segment holds. D documents, N tokens, P passages, n postings, W words, C couples.

    A passage is a stretch of `STRIDE` tokens; it holds the keys that begin in it, which may end
    in the next one.
    """

    keys: NDArray[np.uint64]
    """Shape (n,): hashes of `GRAM` tokens in a row, rising."""
    passages: NDArray[np.uint32]
    """Shape (n,): the passage that holds each; rising where keys are equal, each once."""
    owners: NDArray[np.uint32]
    """Shape (P,): document of each passage, counted within the segment."""
    extents: NDArray[np.uint32]
    """Shape (P, 4): first token and end of each passage, counted within its document, and first
    and end code point of the raw text."""
    bounds: NDArray[np.uint64]
    """Shape (D + 1,): document d holds tokens ``bounds[d]:bounds[d + 1]``."""
    codes: NDArray[np.uint32]
    """Shape (N,): token codes, as `Tokens.codes`."""
    words: NDArray[np.uint32]
    """Shape (W,): the codes that occur, rising."""
    word_counts: NDArray[np.uint32]
    """Shape (W, 2): documents that hold each, and places where it stands."""
    couples: NDArray[np.uint64]
    """Shape (C,): hashes of the two tokens in a row that occur, rising."""
    couple_counts: NDArray[np.uint32]
    """Shape (C,): documents that hold each."""
    numbers: NDArray[np.uint64]
    """Shape (D,): number of each document in the archive, rising; counted from 0 before it is
    put there."""
    sites: NDArray[np.uint64]
    """Shape (D,): equal for documents of one web site or outlet; 0 for none."""
    outlets: NDArray[np.uint64]
    """Shape (D,): equal for documents of one outlet; 0 for none."""


class Whose(NamedTuple):
    """What is kept of each document beside its tokens; as in `Postings`."""

    numbers: NDArray[np.uint64]
    sites: NDArray[np.uint64]
    outlets: NDArray[np.uint64]


def make_postings(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
) -> Postings:
    """Cut documents into passages and sort what each passage holds.

    Args:
        codes: token codes of all documents, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        starts: first code point of each token in its raw text, shape (N,).
        ends: one past its last code point, shape (N,).
    """
    sizes = np.diff(bounds)
    owners, first_passages = _cut(sizes)
    firsts_in = (np.arange(len(owners)) - first_passages[owners]) * STRIDE
    lasts_in = np.minimum(firsts_in + STRIDE, sizes[owners])
    origin = bounds[:-1][owners]
    extents = np.stack(
        [firsts_in, lasts_in, starts[origin + firsts_in], ends[origin + lasts_in - 1]], axis=1
    )
    whose = Whose(
        numbers=np.arange(len(sizes), dtype=np.uint64),
        sites=np.zeros(len(sizes), np.uint64),
        outlets=np.zeros(len(sizes), np.uint64),
    )
    return _sorted(codes, bounds, extents.astype(np.uint32), whose)


def joined(parts: Sequence[tuple[Postings, NDArray[np.bool_]]]) -> Postings:
    """The postings of some documents of several segments, as if they had come in together.

    Args:
        parts: what each segment holds, and which of its documents are wanted, shape (D,). The
            numbers of all documents must rise.
    """
    codes, sizes, extents = [], [], []
    for part, wanted in parts:
        bounds = part.bounds.astype(np.int64)
        own = bounds[1:] - bounds[:-1]
        codes.append(part.codes[np.repeat(wanted, own)])
        sizes.append(own[wanted])
        extents.append(part.extents[wanted[part.owners]])
    bounds = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    whose = Whose(
        *(
            np.concatenate([getattr(part, name)[wanted] for part, wanted in parts])
            for name in Whose._fields
        )
    )
    return _sorted(np.concatenate(codes), bounds, np.concatenate(extents), whose)


def _cut(sizes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Document of each passage, and the first passage of each document."""
    counts = -(-sizes // STRIDE)
    return np.repeat(np.arange(len(sizes)), counts), np.cumsum(counts) - counts


def _sorted(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    extents: NDArray[np.uint32],
    whose: Whose,
) -> Postings:
    """Postings of documents that are cut already."""
    owners, first_passages = _cut(np.diff(bounds))
    hashes, places = grams(codes, bounds)
    of = np.searchsorted(bounds, places, "right") - 1
    passages = first_passages[of] + (places - bounds[of]) // STRIDE
    # Stable, so that passages rise where keys are equal.
    order = np.argsort(hashes, kind="stable")
    keys, passages = hashes[order], passages[order].astype(np.uint32)
    kept = firsts(keys) | firsts(passages)
    words, word_counts = _counted(codes, bounds, np.arange(len(codes)))
    couples, couple_counts = _counted(*_couples(codes, bounds))
    return Postings(
        keys=keys[kept],
        passages=passages[kept],
        owners=owners.astype(np.uint32),
        extents=extents,
        bounds=bounds.astype(np.uint64),
        codes=codes,
        words=words,
        word_counts=word_counts,
        couples=couples,
        couple_counts=np.ascontiguousarray(couple_counts[:, 0]),
        **whose._asdict(),
    )


def _couples(
    codes: NDArray[np.uint32], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """Hashes of two tokens of one document in a row; the bounds; and where each begins."""
    hashes = shingle_hashes(codes, 2)
    inside = np.ones(len(hashes), np.bool_)
    ends = bounds[1:-1] - 1
    inside[ends[(ends >= 0) & (ends < len(hashes))]] = False
    places = np.flatnonzero(inside)
    return hashes[places], bounds, places


def _counted(
    keys: NDArray[T], bounds: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[T], NDArray[np.uint32]]:
    """Distinct keys, rising; the documents and the places of each, shape (k, 2).

    Args:
        keys: shape (n,), in the order of the text.
        bounds: first token of each document, then the number of tokens.
        places: token at which each begins, rising, shape (n,).
    """
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    heads = firsts(ranked)
    of = np.searchsorted(bounds, places, "right")[order]
    starts = np.flatnonzero(heads)
    counts = np.zeros((len(starts), 2), np.uint32)
    if len(starts):
        counts[:, 0] = np.add.reduceat((heads | firsts(of)).astype(np.uint32), starts)
        counts[:, 1] = np.diff(np.append(starts, len(ranked)))
    return ranked[heads], counts


def grams(
    codes: NDArray[np.uint32], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Keys of the runs of `GRAM` tokens that end in the document they begin in.

    Args:
        codes: token codes of all documents, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).

    Returns:
        Hashes and the tokens at which they begin, both of shape (k,), in order.
    """
    hashes = shingle_hashes(codes, GRAM)
    inside = np.ones(len(hashes), np.bool_)
    for back in range(1, GRAM):
        at = bounds[1:-1] - back
        inside[at[(at >= 0) & (at < len(hashes))]] = False
    places = np.flatnonzero(inside)
    return hashes[places], places
