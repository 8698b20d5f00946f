"""Text that says nothing about a pair: an outlet's furniture and the trade's stock phrases."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.model.corpus import TokenTable
from reuse.ngrams import Frequency, Spread, Wanted, document_frequency

FURNITURE = 8
"""Tokens of a run that makes furniture."""
# An article that is nearly all recurring text is one of several versions of itself.
_MOST_OF_A_DOCUMENT = 0.6
PHRASE = 5
"""Tokens of a run that makes a stock phrase."""
SHORTEST = min(FURNITURE, PHRASE)
"""Tokens of the shortest runs that are counted here."""
# A longer stretch of common runs is a text that many carry, not a phrase that many use.
_LONGEST_PHRASE = 24
_ANY_LENGTH = 1 << 62
_FREQUENT = 2


def boilerplate_mask(
    table: TokenTable, fewest: int, *, shorter: Frequency | None = None, spread: Spread = map
) -> NDArray[np.bool_]:
    """Mark tokens inside a run of eight that `fewest` documents of their site hold.

    Args:
        table: all documents.
        fewest: documents of one site that make a run boilerplate, 2 or more.
        shorter: frequency of shorter n-grams with the threshold `fewest`, which saves work.
        spread: runs the parts of the work.

    Returns:
        Shape (N,).
    """
    wanted = Wanted(table=table, size=FURNITURE, shorter=shorter, fewest=fewest, by_site=True)
    frequency = document_frequency(wanted, [fewest], spread)
    return _covered(
        frequency.levels, table.bounds, frequency.size, _MOST_OF_A_DOCUMENT, _ANY_LENGTH
    )


def stock_mask(
    table: TokenTable, fewest: int, *, shorter: Frequency | None = None, spread: Spread = map
) -> NDArray[np.bool_]:
    """Mark short stretches that many documents hold: formulas, names with titles, credits.

    Args:
        table: all documents.
        fewest: documents that make a run of five tokens common, 2 or more.
        shorter: frequency of shorter n-grams with the threshold `fewest`, which saves work.
        spread: runs the parts of the work.

    Returns:
        Shape (N,).
    """
    wanted = Wanted(table=table, size=PHRASE, shorter=shorter, fewest=fewest)
    frequency = document_frequency(wanted, [fewest], spread)
    return _covered(frequency.levels, table.bounds, frequency.size, 1.0, _LONGEST_PHRASE)


def cover_furniture(runs: NDArray[np.bool_], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark tokens inside runs of eight that were found to be furniture.

    Args:
        runs: at which tokens one begins, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).

    Returns:
        Shape (N,).
    """
    return _covered(_levels(runs), bounds, FURNITURE, _MOST_OF_A_DOCUMENT, _ANY_LENGTH)


def cover_stock(runs: NDArray[np.bool_], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark short stretches of runs of five that were found to be common; as `cover_furniture`."""
    return _covered(_levels(runs), bounds, PHRASE, 1.0, _LONGEST_PHRASE)


def _levels(runs: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return np.where(runs, _FREQUENT, 0).astype(np.uint8)


def _covered(
    levels: NDArray[np.uint8], bounds: NDArray[np.int64], size: int, most: float, longest: int
) -> NDArray[np.bool_]:
    mask = np.zeros(len(levels), np.bool_)
    cover_frequent(levels, bounds, size, _FREQUENT, most, longest, mask)
    return mask


def cover_frequent(
    levels: NDArray[np.uint8],
    bounds: NDArray[np.int64],
    size: int,
    least: int,
    most: float,
    longest: int,
    mask: NDArray[np.bool_],
) -> None:
    """Mark the tokens of frequent n-grams.

    Args:
        levels: level of the n-gram at each token, shape (N,).
        bounds: first token of each document, then N; shape (D + 1,).
        size: tokens an n-gram.
        least: level of a frequent one.
        most: share of a document beyond which none of it is marked.
        longest: a stretch of marked tokens of one document that is longer is left out.
        mask: shape (N,), all False; overwritten.
    """
    places = np.flatnonzero(levels >= least)
    owners = np.searchsorted(bounds, places, "right") - 1
    # A stretch is over where the next n-gram begins behind its end.
    begins = np.ones(len(places), np.bool_)
    begins[1:] = (places[1:] > places[:-1] + size) | (owners[1:] != owners[:-1])
    first = np.flatnonzero(begins)
    starts, of = places[first], owners[first]
    lengths = places[np.append(first[1:], len(places)) - 1] + size - starts if len(first) else first
    kept = lengths <= longest
    starts, of, lengths = starts[kept], of[kept], lengths[kept]
    total = np.bincount(of, lengths, minlength=len(bounds) - 1)
    kept = (total <= most * np.diff(bounds))[of]
    steps = np.zeros(len(levels) + 1, np.int8)
    np.add.at(steps, starts[kept], 1)
    np.add.at(steps, starts[kept] + lengths[kept], -1)
    np.greater(np.cumsum(steps[:-1], dtype=np.int8), 0, out=mask)
