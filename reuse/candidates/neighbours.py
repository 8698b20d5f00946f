"""Each document's nearest documents by TF-IDF cosine, at a cost bounded by its length.

Documents are ranked by time. Of the documents that share a term only the nearest in rank are
looked at, on either side: whoever tells a story again does so, nearly always, within days, so
that a term common enough to have more is followed where it tells most. The work a term is so
bounded whatever the size of the corpus.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.telling import FIRST, SCALE, TermIndex
from reuse.compiled import kernel
from reuse.config import CandidateConfig
from reuse.grouping import distinct
from reuse.model.corpus import SECONDS_A_DAY, TokenTable
from reuse.ngrams import Spread

REACH = 16
"""Postings looked at on either side of a document's own in the list of a term."""
# Weight of nearness in time against 1 for the cosine alone, and the days at which half of it
# is left.
_NEARNESS, _DAYS = 3.0, 3.0
# Documents a piece of work.
_PIECE = 2_000
# Entries of the index from which on the compiled loop pays for its compiler.
_ENOUGH = 20_000


def time_ranks(table: TokenTable) -> NDArray[np.int32]:
    """Place of each document in the order of time, shape (D,); those without a date last.

    Ties are settled by the words of the documents, so that the order in which they are given
    makes no difference.
    """
    prints = np.zeros(len(table.outlets), np.uint64)
    for document in range(len(prints)):
        part = table.codes[table.bounds[document] : table.bounds[document + 1]]
        prints[document] = part.sum(dtype=np.uint64) ^ np.uint64(len(part) << 40)
    known = np.where(np.isfinite(table.earliest), table.earliest, np.inf)
    ranks = np.empty(len(prints), np.int32)
    ranks[np.lexsort((prints, known))] = np.arange(len(prints), dtype=np.int32)
    return ranks


def nearest(
    table: TokenTable,
    index: TermIndex,
    ranks: NDArray[np.int32],
    config: CandidateConfig,
    spread: Spread = map,
) -> tuple[NDArray[np.int32], int]:
    """Pairs of a document and one of its nearest.

    The nearness is the cosine of the two TF-IDF vectors, over the telling terms, times a
    factor from 1 for one time (or an unknown one) down to a quarter for a distant one.

    Args:
        table: all documents.
        index: their telling terms.
        ranks: order of the documents in the index, shape (D,).
        config: neighbours a document, least nearness, who may meet whom.
        spread: how ranges of documents are worked on.

    Returns:
        Shape (k, 2), left < right, sorted; and the terms of documents, other than those
        looked at, that have further documents on either side.
    """
    count = len(ranks)
    order = np.empty(count, np.int64)
    order[ranks] = np.arange(count)
    owners = order.astype(np.int32) if config.within_outlet else table.outlets[order]
    earliest, latest = table.earliest[order], table.latest[order]
    window = np.inf if config.window_days is None else config.window_days * SECONDS_A_DAY
    norms = index.norms * SCALE
    search = _search.form(len(index.postings), enough=_ENOUGH)

    def piece(start: int) -> tuple[NDArray[np.uint64], int]:
        size = min(_PIECE, count - start)
        found = np.full((size, config.paraphrase_neighbours), -1, np.int64)
        cut = search(
            index.postings, index.weights, index.first, index.places, norms,
            owners, earliest, latest, start, float(window),
            config.paraphrase_cosine, found, np.zeros(found.shape, np.float64),
        )  # fmt: skip
        row, column = np.nonzero(found >= 0)
        one, other = order[row + start], order[found[row, column]]
        left, right = np.minimum(one, other), np.maximum(one, other)
        return left.astype(np.uint64) << np.uint64(32) | right.astype(np.uint64), cut

    done = list(spread(piece, range(0, count, _PIECE)))
    keys = distinct(np.concatenate([*(keys for keys, _ in done), np.zeros(0, np.uint64)]))
    pairs = np.stack([keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)], axis=1)
    return pairs.astype(np.int32), sum(cut for _, cut in done)


@kernel
def _search(
    postings: NDArray[np.uint32],
    weights: NDArray[np.uint16],
    first: NDArray[np.int64],
    places: NDArray[np.uint32],
    norms: NDArray[np.float64],
    owners: NDArray[np.int32],
    earliest: NDArray[np.float64],
    latest: NDArray[np.float64],
    start: int,
    window: float,
    least: float,
    found: NDArray[np.int64],
    scores: NDArray[np.float64],
) -> int:
    """Fill `found` with the nearest documents of those from `start` on, best first.

    Equal ones stand in the order of their ranks. Returns how often a list went on beyond
    what was looked at.
    """
    dots = np.zeros(len(owners), np.int64)
    touched = np.empty(len(owners), np.int64)
    cut = 0
    for row in range(len(found)):
        document = start + row
        mine = places[first[document] : first[document + 1]]
        undated = earliest[document] == -np.inf
        size, more = _gather(postings, weights, mine, undated, dots, touched)
        if size <= 1 < len(mine):
            # No other document by whole lists: their parts are better than nothing.
            for index in range(size):
                dots[touched[index]] = 0
            size, more = _gather(postings, weights, mine, False, dots, touched)
        cut += more
        filled = 0
        for index in range(size):
            other = touched[index]
            score = float(dots[other]) / (norms[document] * norms[other])
            dots[other] = 0
            full = filled == found.shape[1]
            if score < (scores[row, filled - 1] if full else least):
                continue
            if other == document or owners[other] == owners[document]:
                continue
            apart = max(earliest[other] - latest[document], earliest[document] - latest[other])
            if apart > window:
                continue
            days = max(0.0, apart) / (_DAYS * SECONDS_A_DAY)
            score *= (1.0 + _NEARNESS / (1.0 + days * days)) / (1.0 + _NEARNESS)
            if score >= least:
                filled = _insert(found[row], scores[row], filled, other, score)
    return cut


@kernel
def _gather(
    postings: NDArray[np.uint32],
    weights: NDArray[np.uint16],
    mine: NDArray[np.uint32],
    undated: bool,
    dots: NDArray[np.int64],
    touched: NDArray[np.int64],
) -> tuple[int, int]:
    """Add up the products of weights in `dots`, which is 0 but for the `touched` documents.

    Returns how many were touched, and how many lists went on.
    """
    size, cut = 0, 0
    for entry in range(len(mine)):
        place = int(mine[entry])
        low, high = place, place + 1
        while low > place - REACH and int(postings[low]) < FIRST:
            low -= 1
        end = min(len(postings), high + REACH)
        while high < end and int(postings[high]) < FIRST:
            high += 1
        ended = high == len(postings) or int(postings[high]) >= FIRST
        if not ended or int(postings[low]) < FIRST:
            cut += 1
            # To a document without a date no part of a list is nearer than the rest.
            if undated:
                continue
        for at in range(low, high):
            other = int(postings[at]) & (FIRST - 1)
            if dots[other] == 0:
                touched[size] = other
                size += 1
            dots[other] += int(weights[place]) * int(weights[at])
    return size, cut


@kernel
def _insert(
    found: NDArray[np.int64], scores: NDArray[np.float64], filled: int, other: int, score: float
) -> int:
    """Insert one document in its place among the best; returns how many there are."""
    if filled < len(found):
        filled += 1
    elif score < scores[filled - 1] or (score == scores[filled - 1] and other > found[filled - 1]):
        return filled
    to = filled - 1
    while to > 0 and (
        scores[to - 1] < score or (scores[to - 1] == score and found[to - 1] > other)
    ):
        scores[to], found[to] = scores[to - 1], found[to - 1]
        to -= 1
    scores[to], found[to] = score, other
    return filled
