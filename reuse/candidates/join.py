"""Exact join of rare n-grams: no shared stretch of twelve tokens is missed.

An n-gram that stands in few places gives all pairs of them. Where every n-gram of a longer one
stands in more, the longer one is the key, up to twelve tokens: two documents that share a
stretch of twelve tokens meet in one or the other. Where every fourth word of a sentence is changed
no four in a row are left: shorter n-grams are keys too where two documents alone hold them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.crowds import NOTHING, Crowds, Settled, settled
from reuse.candidates.links import Linking, linked_seeds, ring_ends
from reuse.candidates.seeds import Seeds
from reuse.config import CandidateConfig
from reuse.grouping import hashes_at
from reuse.model.corpus import FROM_JOIN, TokenTable
from reuse.ngrams import (
    Frequency,
    Spread,
    Wanted,
    document_frequency,
    place_bits,
    sorted_parts,
)

NGRAM = 4
# A short n-gram in some more places is mostly chance, and pairs grow with the square: fewer
# places in a larger corpus, where chance has more of them.
_FEW, _FEWEST = 24, 4
_USUAL = 30_000
_LONGER = 6
SENTENCE = 12
"""Tokens of the shortest stretch that is never missed."""
_UNLIMITED = 1 << 40
# Tokens looked at together, and parts of all keys that are linked side by side.
_AT_ONCE = 1 << 22
_PARTS, _PART_BITS = 8, np.uint64(61)
# Copies from which on the compiled loop pays.
_ENOUGH = 20_000


def join_seeds(  # noqa: PLR0913, PLR0917  one array an input
    table: TokenTable,
    stock: NDArray[np.bool_],
    boilerplate: NDArray[np.bool_],
    shorter: Frequency,
    config: CandidateConfig,
    spread: Spread,
    before: Settled = NOTHING,
) -> Settled:
    """Seeds of all rare n-grams, and of stretches of twelve tokens that hold none.

    Args:
        table: all documents.
        stock: tokens at which no n-gram begins that proposes, shape (N,).
        boilerplate: furniture of an outlet, shape (N,): what two outlets share that is
            furniture of both proposes nothing.
        shorter: frequency of shorter n-grams, with the threshold 2.
        config: caps, and which documents may meet.
        spread: runs the parts of the work.
        before: seeds of other channels, and the crowds known after them.

    Returns:
        All seeds, and the crowds that are known now.
    """
    found, least = before, 2
    held = shorter if shorter.size <= NGRAM else None
    mask: NDArray[np.bool_] | None = stock
    few = _few_places(len(table.outlets))
    for size, most in ((NGRAM, min(few, config.rare)), (_LONGER, config.rare)):
        wanted = Wanted(table=table, size=size, shorter=held, fewest=least, mask=mask)
        # Places count, not documents, so that what is repeated in one of them is bounded too:
        # a place is tried with fewer than `most` others.
        places = document_frequency(wanted, [2, most + 1], spread, every_place=True)
        # Nothing with a byte a token is held longer than it is needed.
        del wanted, held
        parts = _of_few(table, places, boilerplate, config, spread, found.crowds)
        if size == NGRAM and shorter.size == NGRAM - 1:
            linking = Linking(
                size=shorter.size, cap=config.rare, channel=FROM_JOIN, quiet=boilerplate,
                crowds=found.crowds,
            )  # fmt: skip
            words = _of_two(table, shorter, places, stock)
            cuts = words.searchsorted(np.arange(1, _PARTS, dtype=np.uint64) << _PART_BITS)
            parts += spread(_linking(table, linking, config), np.split(words, cuts))
            del words
        found = settled(table, found, parts, config)
        held, least, mask = places, most + 1, None
    linking = Linking(
        size=SENTENCE, cap=config.rare, channel=FROM_JOIN, quiet=boilerplate, crowds=found.crowds
    )
    wanted = Wanted(table=table, size=SENTENCE, shorter=held, fewest=least)
    parts = sorted_parts(wanted, _linking(table, linking, config), spread)
    return settled(table, found, parts, config)


def _of_few(  # noqa: PLR0913, PLR0917  one array an input
    table: TokenTable,
    places: Frequency,
    boilerplate: NDArray[np.bool_],
    config: CandidateConfig,
    spread: Spread,
    crowds: Crowds,
) -> list[Seeds]:
    """Seeds of the n-grams that stand in few places, none right behind another of its run."""
    rare = places.levels == places.level(2)
    linking = Linking(
        size=places.size, cap=_UNLIMITED, channel=FROM_JOIN,
        follows=rare.view(np.uint8), quiet=boilerplate, crowds=crowds,
    )  # fmt: skip
    wanted = Wanted(table=table, size=places.size, mask=rare, unmasked=True)
    return sorted_parts(wanted, _linking(table, linking, config), spread)


def _of_two(
    table: TokenTable, shorter: Frequency, longer: Frequency, stock: NDArray[np.bool_]
) -> NDArray[np.uint64]:
    """N-grams that two documents alone hold, if no longer one does so for them.

    Args:
        table: all documents.
        shorter: frequency of the n-grams, with the threshold 2; those below the next one count.
        longer: frequency of those with one token more, with the threshold 2.
        stock: tokens at which nothing begins that proposes, shape (N,).

    Returns:
        Sorted words as `reuse.ngrams.sorted_parts` makes them. They are few, so that no pass over
        all hashes is needed.
    """
    bits, found = np.uint64(place_bits(table)), [np.zeros(0, np.uint64)]
    for start in range(0, len(table.codes), _AT_ONCE):
        stop = min(len(table.codes), start + _AT_ONCE)
        alone = shorter.levels[start:stop] == shorter.level(2)
        np.greater(alone, stock[start:stop], out=alone)
        # A longer one may begin here, or one token before.
        alone &= longer.levels[start:stop] < longer.level(2)
        first = max(start, 1)
        alone[first - start :] &= longer.levels[first - 1 : stop - 1] < longer.level(2)
        places = np.flatnonzero(alone) + start
        words = hashes_at(table.codes, places, shorter.size) >> bits << bits
        found.append(words | places.astype(np.uint64))
    every = np.concatenate(found)
    every.sort()
    return every


def _few_places(documents: int) -> int:
    """Places in which a short n-gram still proposes."""
    return max(_FEWEST, int(_FEW * min(1.0, _USUAL / max(1, documents)) ** 0.5))


def least_matches(documents: int, config: CandidateConfig) -> int:
    """Matched tokens of the shortest run kept in a corpus of so many documents.

    Pairs that share a phrase and a word beside it by chance grow with the square of the
    documents; one token more takes most of them away. At twelve the growth ends, since a
    sentence of twelve tokens is never missed.

    Returns:
        `config.min_matches`, from about 30,000 documents on 1 more and from 300,000 on 2 more.
    """
    more = sum(documents >= _USUAL * step for step in (1, 10))
    return max(config.min_matches, min(SENTENCE, config.min_matches + more))


def _linking(
    table: TokenTable, linking: Linking, config: CandidateConfig
) -> Callable[[NDArray[np.uint64]], Seeds]:
    return lambda words: linked_seeds(table, words, linking, config)


def ring_links(
    owners: NDArray[np.integer[Any]], ahead: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Link each member of a large group to the next few members of other owners.

    The members stand in a ring, so that the last ones find partners too.

    Args:
        owners: who each member belongs to, shape (n,).
        ahead: members to which each is linked.

    Returns:
        Indices of the two members, first < second, both of shape (links,); and the number of
        pairs of different owners that are not linked.
    """
    count = len(owners)
    ends = np.zeros(count * ahead, np.int64)
    link = ring_ends.form(count, enough=_ENOUGH)
    links = ends[: link(owners.astype(np.int32), np.arange(count), ahead, ends)]
    links.sort()
    shares = np.diff(np.flatnonzero(np.diff(np.sort(owners), prepend=-1, append=-1)))
    pairs = (count * count - int((shares.astype(np.int64) ** 2).sum())) // 2
    return links // max(1, count), links % max(1, count), pairs - len(links)
