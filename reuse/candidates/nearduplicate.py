"""Near-duplicate passages of a whole corpus: buckets, seeds, exact runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.crowds import NOTHING, Crowds
from reuse.candidates.extension import extend_seeds
from reuse.candidates.join import NGRAM
from reuse.candidates.links import Linking, linked_seeds
from reuse.candidates.seeds import Seeds, fill_rows, left_places, seed_rows
from reuse.config import CandidateConfig
from reuse.model.corpus import FROM_MINHASH, Band, Runs, TokenTable
from reuse.ngrams import Spread, place_bits

# Seeds from which on the compiled loop pays for its compiler.
_ENOUGH = 5_000
# A window that very many documents hold has a bucket in every band; a few are enough.
_THIN = 8
# Windows of a part of a band.
_PART = 1 << 24
# Seeds that are grown at a time.
_CHUNK = 1 << 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """What the candidates cost."""

    tried: int
    """Pairs of places with equal keys."""
    seeds: int
    """Those that may grow to a run that is kept, each once."""
    pairs: int
    """Pairs of documents with such a seed."""
    kept: int
    """Pairs of documents with a run that is kept."""
    dropped: int
    """Pairs of places that a cap left out; a pair of documents may have many."""
    cut: int
    """Pairs of documents whose runs overlap so much that not all of them were grown."""


def band_words(table: TokenTable, band: Band) -> NDArray[np.uint64]:
    """Windows of one band as sorted words of key and place, as `reuse.ngrams` makes them."""
    bits = np.uint64(place_bits(table))
    words = band.keys >> bits
    words <<= bits
    words |= band.places.astype(np.uint64)
    words.sort()
    return words


def parts_of_band(words: Sequence[NDArray[np.uint64]]) -> list[list[NDArray[np.uint64]]]:
    """Cut the words of one band so that equal keys are of one part, and no part is large.

    Args:
        words: of several ranges of documents, each sorted.

    Returns:
        For each part what each range has of it.
    """
    parts = 1
    while parts * _PART < sum(map(len, words)):
        parts *= 2
    # Keys are spread evenly, and their leading bits stand first.
    cuts = np.arange(1, parts, dtype=np.uint64) << np.uint64(65 - parts.bit_length())
    cut = [np.split(w, np.searchsorted(w, cuts)) for w in words]
    return [list(part) for part in zip(*cut, strict=True)]


def band_seeds(
    table: TokenTable,
    words: Sequence[NDArray[np.uint64]],
    config: CandidateConfig,
    crowds: Crowds = NOTHING.crowds,
) -> Seeds:
    """Seeds of the windows that share one band.

    Args:
        table: all documents.
        words: keys and places of the windows, as `parts_of_band` gives them.
        config: caps, shingle size, which documents may meet.
        crowds: crowds known so far.
    """
    every = np.concatenate([*words, np.zeros(0, np.uint64)])
    every.sort()
    linking = Linking(
        size=config.shingle, cap=2 * config.rare, channel=FROM_MINHASH, thin=_THIN, crowds=crowds
    )
    return linked_seeds(table, every, linking, config)


def find_runs(
    table: TokenTable, seeds: Seeds, config: CandidateConfig, spread: Spread = map
) -> tuple[Runs, Census]:
    """Grow seeds to exact token runs and keep those that are long enough.

    Args:
        table: all documents.
        seeds: of bands and of the join, sorted and each once, as `gathered` makes them.
        config: shingle size, X-drop and the shortest run kept.
        spread: runs the parts of the work.

    Returns:
        The verified runs, and what they cost.
    """
    chunks = list(spread(lambda part: _grown(table, part, config), _chunks(table, seeds.words)))
    rows = np.concatenate([*(chunk.rows for chunk in chunks), np.zeros((0, 8), np.int64)])
    runs = _runs(table, rows)
    census = Census(
        tried=seeds.tried,
        seeds=len(seeds.words),
        pairs=sum(chunk.pairs for chunk in chunks),
        kept=_changes(rows),
        dropped=seeds.dropped,
        cut=sum(chunk.cut for chunk in chunks),
    )
    return runs, census


def _chunks(table: TokenTable, words: NDArray[np.uint64]) -> list[NDArray[np.uint64]]:
    """Sorted seeds in parts; those of one left document stay together."""
    last = np.arange(_CHUNK, len(words), _CHUNK)
    documents = np.searchsorted(table.bounds, left_places(words[last]), "right")
    ends = np.searchsorted(left_places(words), table.bounds[documents])
    return [part for part in np.split(words, np.unique(ends)) if len(part)]


def _changes(rows: NDArray[np.int64]) -> int:
    """Pairs of documents in sorted rows."""
    pairs = rows[:, :2]
    return int((pairs[1:] != pairs[:-1]).any(axis=1).sum()) + min(1, len(rows))


class _Grown(NamedTuple):
    """What some seeds grew to."""

    rows: NDArray[np.int64]
    """Runs that are kept, as `extend_seeds` gives them."""
    pairs: int
    """Pairs of documents with a seed."""
    cut: int
    """Those whose growth was ended."""


def load() -> None:
    """Load the loops that grow seeds, or compile them."""
    codes, bounds, marks = np.zeros(0, np.uint32), np.zeros(1, np.int64), np.zeros(1, np.int32)
    rows, out = np.zeros((0, 5), np.int64), np.zeros((0, 8), np.int64)
    extend_seeds.native(codes, bounds, rows, 1, 1, True, out)
    fill_rows.native(np.zeros(0, np.uint64), bounds, marks, rows)


def _grown(table: TokenTable, words: NDArray[np.uint64], config: CandidateConfig) -> _Grown:
    rows = seed_rows(table, words)
    out = np.zeros((len(rows), 8), np.int64)
    extend = extend_seeds.form(len(rows), enough=_ENOUGH)
    # Seeds of both channels have at least as many tokens.
    size = min(config.shingle, NGRAM)
    count, cut = extend(table.codes, table.bounds, rows, size, config.xdrop, True, out)
    out = out[:count]
    out = out[out[:, 6] >= config.min_matches]
    return _Grown(out[np.lexsort(out[:, [4, 2, 1, 0]].T)], _changes(rows), cut)


def _runs(table: TokenTable, rows: NDArray[np.int64]) -> Runs:
    from_left, from_right = table.bounds[rows[:, 0]], table.bounds[rows[:, 1]]
    return Runs(
        left=rows[:, 0].astype(np.int32),
        right=rows[:, 1].astype(np.int32),
        left_first=(rows[:, 2] - from_left).astype(np.int32),
        left_last=(rows[:, 3] - from_left).astype(np.int32),
        right_first=(rows[:, 4] - from_right).astype(np.int32),
        right_last=(rows[:, 5] - from_right).astype(np.int32),
        matches=rows[:, 6].astype(np.int32),
        channels=rows[:, 7].astype(np.uint8),
    )
