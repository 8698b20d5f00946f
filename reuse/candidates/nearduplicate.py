"""Near-duplicate passages of a whole corpus: buckets, seeds, exact runs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.extension import extend_seeds
from reuse.candidates.join import group_pairs
from reuse.config import CandidateConfig
from reuse.grouping import distinct, packed_sort
from reuse.model.corpus import Band, Runs, TokenTable

# Seeds from which on the compiled loop pays for its compiler.
_ENOUGH = 5_000
# Bands whose seeds are held before repeats are dropped.
_TOGETHER = 8


def find_runs(
    table: TokenTable, bands: Iterable[Band], config: CandidateConfig
) -> tuple[Runs, int]:
    """Join windows that share a band, and grow what they share to exact token runs.

    Args:
        table: all documents.
        bands: the bands of all windows.
        config: caps, shingle size, X-drop and the shortest run kept.

    Returns:
        The verified runs, and how many links a hot bucket left out.
    """
    documents = table.documents
    found: list[NDArray[np.uint64]] = []
    dropped = 0
    for band in bands:
        new, left_out = _band_seeds(table, documents, band, config)
        dropped += left_out
        found.append(new)
        if len(found) == _TOGETHER:
            found = [distinct(np.concatenate(found))]
    seeds = distinct(np.concatenate([*found, np.zeros(0, np.uint64)]))
    return _runs(table, _rows(documents, seeds), config), dropped


def _band_seeds(
    table: TokenTable, documents: NDArray[np.int32], band: Band, config: CandidateConfig
) -> tuple[NDArray[np.uint64], int]:
    """Seeds of one band, each as two places in one word; and the links left out."""
    keys, order = packed_sort(band.keys)
    of = documents[band.places[order]]
    # One window a document is enough in a bucket: captions repeat one phrase a hundred times.
    new = np.concatenate([[True], (keys[1:] != keys[:-1]) | (of[1:] != of[:-1])])[: len(keys)]
    keys, order, of = keys[new], order[new], of[new]
    first, second, dropped = group_pairs(
        keys,
        cap=2 * config.rare,
        link_ahead=config.link_ahead,
        owners=of if config.within_outlet else table.outlets[of],
    )
    left, right = band.places[order[first]], band.places[order[second]]
    left, right = np.minimum(left, right), np.maximum(left, right)
    one, other = documents[left], documents[right]
    wanted = table.may_meet(
        one, other, within_outlet=config.within_outlet, window=config.window_days
    )
    left, right = left[wanted].astype(np.uint64), right[wanted].astype(np.uint64)
    return distinct(left << np.uint64(32) | right), dropped


def _rows(documents: NDArray[np.int32], seeds: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Seeds as rows (left document, right document, left token, right token), sorted."""
    left = (seeds >> np.uint64(32)).astype(np.int64)
    right = (seeds & np.uint64(0xFFFFFFFF)).astype(np.int64)
    rows = np.stack([documents[left], documents[right], left, right], axis=1).astype(np.int64)
    return rows[np.lexsort((right, left, rows[:, 1], rows[:, 0]))]


def _runs(table: TokenTable, rows: NDArray[np.int64], config: CandidateConfig) -> Runs:
    """Grow seeds to runs and keep those that are long enough."""
    out = np.zeros((len(rows), 7), np.int64)
    extend = extend_seeds.form(len(rows), enough=_ENOUGH)
    count = extend(table.codes, table.bounds, rows, config.shingle, config.xdrop, out)
    out = out[:count]
    out = out[out[:, 6] >= config.min_matches]
    out = out[np.lexsort(out[:, [4, 2, 1, 0]].T)]
    from_left, from_right = table.bounds[out[:, 0]], table.bounds[out[:, 1]]
    return Runs(
        left=out[:, 0].astype(np.int32),
        right=out[:, 1].astype(np.int32),
        left_first=(out[:, 2] - from_left).astype(np.int32),
        left_last=(out[:, 3] - from_left).astype(np.int32),
        right_first=(out[:, 4] - from_right).astype(np.int32),
        right_last=(out[:, 5] - from_right).astype(np.int32),
        matches=out[:, 6].astype(np.int32),
    )
