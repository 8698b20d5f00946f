"""All exact runs of one pair of documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.extension import extend_seeds
from reuse.candidates.seeds import common_shingle_seeds
from reuse.config import CandidateConfig
from reuse.model.prepared import Tokens

# A shingle that stands more often than this in one document says nothing about where.
_MOST_REPEATS = 8
# Seeds from which on the compiled loop pays, one second of plain Python.
_ENOUGH = 20_000


def pair_runs(
    left: Tokens, right: Tokens, config: CandidateConfig, *, many: bool = False
) -> NDArray[np.int32]:
    """Verified runs of tokens that two documents share.

    Args:
        left: tokens of one document.
        right: tokens of the other, hashed under the same key.
        config: shingle size and X-drop.
        many: whether this is one of many pairs, for which the compiled loop pays.

    Returns:
        Shape (k, 5): left first, left last, right first, right last (half-open token
        ranges), matched tokens; sorted.
    """
    if (len(left), left.hashes.tobytes()) > (len(right), right.hashes.tobytes()):
        # Where two runs are equally good the order of the sides would choose.
        turned = pair_runs(right, left, config, many=many)[:, [2, 3, 0, 1, 4]]
        return turned[np.lexsort(turned.T[::-1])]
    codes = np.concatenate([left.codes, right.codes])
    bounds = np.array([0, len(left), len(codes)], np.int64)
    seeds = common_shingle_seeds(left.codes, right.codes, config.shingle, _MOST_REPEATS)
    rows = np.zeros((len(seeds), 5), np.int64)
    rows[:, 1] = 1
    rows[:, 2] = seeds[:, 0]
    rows[:, 3] = seeds[:, 1] + len(left)
    out = np.zeros((len(rows), 8), np.int64)
    extend = extend_seeds.form(len(rows), enough=0 if many else _ENOUGH)
    count = extend(codes, bounds, rows, config.shingle, config.xdrop, out)
    runs = out[:count, 2:7]
    runs = runs[runs[:, 4] >= config.min_matches]
    runs[:, 2:4] -= len(left)
    order = np.lexsort(runs.T[::-1])
    return runs[order].astype(np.int32)
