"""Text that says nothing about a pair: an outlet's furniture and the trade's stock phrases."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.model.corpus import TokenTable
from reuse.sketch.shingles import shingle_frequency

_RUN = 8
# An article that is nearly all recurring text is one of several versions of itself.
_MOST_OF_A_DOCUMENT = 0.6
_PHRASE = 5
# A longer stretch of common runs is a text that many carry, not a phrase that many use.
_LONGEST_PHRASE = 24


def boilerplate_mask(table: TokenTable, fewest: int) -> NDArray[np.bool_]:
    """Mark tokens inside a run of eight that `fewest` documents of their site hold.

    Args:
        table: all documents.
        fewest: documents of one site that make a run boilerplate, 2 or more.

    Returns:
        Shape (N,).
    """
    _, frequency = shingle_frequency(table, _RUN, by_site=True)
    mask = _covered(np.flatnonzero(frequency >= fewest), _RUN, len(table.codes))
    if not len(mask):
        return mask
    share = np.add.reduceat(
        np.append(mask, False), np.minimum(table.bounds[:-1], len(mask)), dtype=np.int64
    )
    sizes = np.diff(table.bounds)
    versions = (sizes > 0) & (share > _MOST_OF_A_DOCUMENT * sizes)
    mask[versions[table.documents]] = False
    return mask


def stock_mask(table: TokenTable, fewest: int) -> NDArray[np.bool_]:
    """Mark short stretches that many documents hold: formulas, names with titles, credits.

    Args:
        table: all documents.
        fewest: documents that make a run of five tokens common, 2 or more.

    Returns:
        Shape (N,).
    """
    _, frequency = shingle_frequency(table, _PHRASE)
    mask = _covered(np.flatnonzero(frequency >= fewest), _PHRASE, len(table.codes))
    return _without_long_stretches(mask, table.bounds)


def _without_long_stretches(
    mask: NDArray[np.bool_], bounds: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Clear every stretch of set tokens within one document that is longer than a phrase."""
    edge = np.concatenate([[False], mask, [False]])
    cut = np.zeros(len(mask) + 1, np.bool_)
    cut[bounds] = True
    begins = np.flatnonzero(edge[1:-1] & (~edge[:-2] | cut[:-1]))
    ends = np.flatnonzero(edge[1:-1] & (~edge[2:] | cut[1:])) + 1
    long = ends - begins > _LONGEST_PHRASE
    for first, last in zip(begins[long].tolist(), ends[long].tolist(), strict=True):
        mask[first:last] = False
    return mask


def _covered(starts: NDArray[np.int64], size: int, count: int) -> NDArray[np.bool_]:
    """Tokens inside one of the runs of `size` tokens, shape (count,)."""
    mask = np.zeros(count, np.bool_)
    for step in range(size):
        mask[starts + step] = True
    return mask
