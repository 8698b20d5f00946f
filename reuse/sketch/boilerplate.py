"""Text that says nothing about a pair: an outlet's furniture and the trade's stock phrases."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.model.corpus import TokenTable
from reuse.ngrams import ENOUGH, Frequency, Spread, Wanted, document_frequency

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
    cover = cover_frequent.form(len(mask), enough=ENOUGH)
    cover(levels, bounds, size, _FREQUENT, most, longest, mask)
    return mask


@kernel
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
    for document in range(len(bounds) - 1):
        first, last = bounds[document], bounds[document + 1]
        total, begin, end = 0, first, first
        for place in range(first, last + 1):
            frequent = place < last and levels[place] >= least
            if place == last or (frequent and place > end):
                # The stretch from `begin` to `end` is over.
                if end - begin <= longest:
                    total += end - begin
                    mask[begin:end] = True
                begin = place
            if frequent:
                end = place + size
        if total > most * (last - first):
            mask[first:last] = False
