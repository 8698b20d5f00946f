"""Text that recurs across an outlet's own articles: sign-ups, tip lines, captions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.grouping import shingle_hashes
from reuse.model.corpus import TokenTable
from reuse.sketch.shingles import document_frequency, starts_inside

_RUN = 8
# An article that is nearly all recurring text is one of several versions of itself.
_MOST_OF_A_DOCUMENT = 0.6


def boilerplate_mask(table: TokenTable, fewest: int) -> NDArray[np.bool_]:
    """Mark tokens inside a run of eight that `fewest` documents of their outlet hold.

    Args:
        table: all documents.
        fewest: documents of one outlet that make a run boilerplate, 2 or more.

    Returns:
        Shape (N,).
    """
    mask = np.zeros(len(table.hashes), np.bool_)
    keys = shingle_hashes(table.hashes, _RUN)
    if not len(keys):
        return mask
    documents = table.documents[: len(keys)]
    inside = starts_inside(table, _RUN)
    keys ^= (table.outlets[documents].astype(np.uint64) + np.uint64(1)) * np.uint64(
        0xA24BAED4963EE407
    )
    frequent = np.flatnonzero(inside)
    frequent = frequent[document_frequency(keys[inside], documents[inside]) >= fewest]
    for step in range(_RUN):
        mask[frequent + step] = True
    share = np.add.reduceat(
        np.append(mask, False), np.minimum(table.bounds[:-1], len(mask)), dtype=np.int64
    )
    sizes = np.diff(table.bounds)
    versions = (sizes > 0) & (share > _MOST_OF_A_DOCUMENT * sizes)
    mask[versions[table.documents]] = False
    return mask
