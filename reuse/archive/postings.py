"""Documents as passages, and which passages hold each key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.archive.layout import GRAM, STRIDE
from reuse.grouping import firsts, shingle_hashes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Postings:
    """What a segment holds. D documents, N tokens, P passages, n postings.

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
    counts = -(-sizes // STRIDE)
    owners = np.repeat(np.arange(len(sizes)), counts)
    first_passages = np.cumsum(counts) - counts
    firsts_in = (np.arange(len(owners)) - first_passages[owners]) * STRIDE
    lasts_in = np.minimum(firsts_in + STRIDE, sizes[owners])
    origin = bounds[:-1][owners]
    extents = np.stack(
        [firsts_in, lasts_in, starts[origin + firsts_in], ends[origin + lasts_in - 1]], axis=1
    )
    hashes, places = grams(codes, bounds)
    of = np.searchsorted(bounds, places, "right") - 1
    passages = first_passages[of] + (places - bounds[of]) // STRIDE
    # Stable, so that passages rise where keys are equal.
    order = np.argsort(hashes, kind="stable")
    keys, passages = hashes[order], passages[order].astype(np.uint32)
    kept = firsts(keys) | firsts(passages)
    return Postings(
        keys=keys[kept],
        passages=passages[kept],
        owners=owners.astype(np.uint32),
        extents=extents.astype(np.uint32),
        bounds=bounds.astype(np.uint64),
        codes=codes,
    )


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
