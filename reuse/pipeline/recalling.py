"""Which archived documents are worth comparing with some texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from reuse import candidates
from reuse.archive import GRAM, STRIDE, Hits, Holdings, look_up
from reuse.candidates.seeds import Seeds, seed_words
from reuse.config import CandidateConfig, Config
from reuse.engine import map_ordered
from reuse.grouping import distinct, firsts
from reuse.model.corpus import FROM_JOIN, TokenTable
from reuse.ngrams import Spread

# Pairs of a text and an archived document whose tokens are looked at together.
_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recalled:
    """Pairs of a text and an archived document that share a run of tokens; shape (k,)."""

    texts: NDArray[np.int64]
    """Number of the text; rising."""
    documents: NDArray[np.int64]
    """Number of the archived document; rising where the texts are equal."""
    scores: NDArray[np.float64]
    """Nats of the keys they share: how much rarer these are than chance, added up."""
    left_out: int
    """Places with a key of too many passages to look at all."""


def recall(
    holdings: Holdings, codes: NDArray[np.uint32], bounds: NDArray[np.int64], config: Config
) -> Recalled:
    """Look some texts up in an archive and verify what is found on the tokens.

    Args:
        holdings: the archive.
        codes: token codes of all texts, shape (N,).
        bounds: first token of each text, then N; shape (D + 1,).
        config: caps, and the shortest run that counts.

    Raises:
        ArchiveError: what was read is damaged.
    """
    rare = config.candidates.rare
    fewest = candidates.least_matches(holdings.documents, config.candidates)
    settings = replace(config.candidates, min_matches=fewest)
    hits = look_up(holdings, codes, bounds, rare)
    texts = np.searchsorted(bounds, hits.places, "right") - 1
    # A pair of text and document as one number, below which all of a text stand together.
    keys = texts << 40 | hits.documents
    pairs = distinct(keys)
    cuts = _cuts(pairs)
    spread = partial(map_ordered, threads=config.threads)
    kept = [
        _verified(holdings, codes, bounds, _part(hits, keys, part), part, settings, spread)
        for part in np.split(pairs, cuts)
    ]
    chosen = np.concatenate(kept)
    return Recalled(
        texts=chosen >> 40,
        documents=chosen & ((1 << 40) - 1),
        scores=_scores(hits, keys, pairs)[np.searchsorted(pairs, chosen)],
        left_out=len(hits.left_out),
    )


def _cuts(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where sorted pairs are cut into parts, none within a text."""
    last = np.arange(_AT_ONCE, len(pairs), _AT_ONCE)
    return np.unique(np.searchsorted(pairs >> 40, pairs[last] >> 40))


def _scores(hits: Hits, keys: NDArray[np.int64], pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Nats of each pair; a place counts once however many passages of the document hold its key."""
    order = np.lexsort((hits.places, keys))
    ordered, places = keys[order], hits.places[order]
    once = order[firsts(ordered) | firsts(places)]
    out = np.zeros(len(pairs), np.float64)
    np.add.at(out, np.searchsorted(pairs, keys[once]), hits.weights[once])
    return out


def _part(hits: Hits, keys: NDArray[np.int64], part: NDArray[np.int64]) -> Hits:
    """The hits of some pairs."""
    chosen = np.flatnonzero((keys >= part[0]) & (keys <= part[-1])) if len(part) else slice(0)
    return Hits(
        places=hits.places[chosen],
        documents=hits.documents[chosen],
        tokens=hits.tokens[chosen],
        weights=hits.weights[chosen],
        left_out=hits.left_out,
    )


def _verified(  # noqa: PLR0913, PLR0917  one array an input
    holdings: Holdings,
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    hits: Hits,
    pairs: NDArray[np.int64],
    settings: CandidateConfig,
    spread: Spread,
) -> NDArray[np.int64]:
    """Those of some pairs that share a run of tokens that is long enough."""
    if not len(pairs):
        return pairs
    first, last = int(pairs[0] >> 40), int(pairs[-1] >> 40) + 1
    numbers = distinct(hits.documents)
    origin, count = int(bounds[first]), last - first
    held = [holdings.codes(number) for number in numbers.tolist()]
    sizes = np.concatenate([np.diff(bounds[first : last + 1]), [len(each) for each in held]])
    table = _table(np.concatenate([codes[origin : bounds[last]], *held]), np.cumsum([0, *sizes]))
    words = _seeds(
        table, hits, hits.places - origin, count + np.searchsorted(numbers, hits.documents)
    )
    runs, _ = candidates.find_runs(table, Seeds(words=words), settings, spread)
    return distinct(
        (runs.left.astype(np.int64) + first) << 40 | numbers[runs.right.astype(np.int64) - count]
    )


def _seeds(
    table: TokenTable, hits: Hits, places: NDArray[np.int64], documents: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Sorted words of `Seeds`: each place, and where its tokens first stand in the passage."""
    starts, ends = table.bounds[documents] + hits.tokens, table.bounds[documents + 1]
    within = starts[:, None] + np.arange(STRIDE)
    equal = within + GRAM <= ends[:, None]
    for step in range(GRAM):
        there = table.codes[np.minimum(within + step, len(table.codes) - 1)]
        equal &= there == table.codes[places + step][:, None]
    # Equal hashes of other tokens have none.
    real = equal.any(axis=1)
    found = starts[real] + equal[real].argmax(axis=1)
    return distinct(seed_words(places[real], found, FROM_JOIN))


def _table(codes: NDArray[np.uint32], bounds: NDArray[np.int64]) -> TokenTable:
    """A table of texts of which nothing but the tokens is asked."""
    count = len(bounds) - 1
    none, unknown = np.zeros(count, np.int32), np.zeros(count, np.float64)
    return TokenTable(
        codes=codes, bounds=bounds, outlets=none, sites=none, earliest=unknown, latest=unknown
    )
