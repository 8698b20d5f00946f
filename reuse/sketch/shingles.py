"""In how many documents each shingle of a token table stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.grouping import group_starts, packed_sort, shingle_hashes
from reuse.model.corpus import TokenTable

_ODD = np.uint64(0xA24BAED4963EE407)


def shingle_frequency(
    table: TokenTable, size: int, *, by_site: bool = False
) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Hash of the shingle at each token, and in how many documents it stands.

    Args:
        table: all documents.
        size: tokens a shingle.
        by_site: count only documents of the same site.

    Returns:
        Hashes and frequencies, both of shape (max(0, N - size + 1),). The frequency is 0 where
        the shingle would cross the end of its document.
    """
    keys = shingle_hashes(table.codes, size)
    documents = table.documents[: len(keys)]
    outside = crossings(table, size)
    # A shingle across a border is no shingle: give each a key that nothing else has.
    keys[outside] ^= (outside.astype(np.uint64) + np.uint64(1)) * _ODD
    salted = keys
    if by_site:
        salted = keys ^ (table.sites[documents].astype(np.uint64) + np.uint64(1)) * _ODD
    frequency = document_frequency(salted, documents)
    frequency[outside] = 0
    return keys, frequency


def crossings(table: TokenTable, size: int) -> NDArray[np.int64]:
    """Tokens whose shingle of `size` tokens would cross the end of their document; sorted."""
    ends = table.bounds[1:, None] - np.arange(1, size)
    inside = (ends >= table.bounds[:-1, None]) & (ends <= len(table.codes) - size)
    return np.sort(ends[inside])


def document_frequency(
    keys: NDArray[np.uint64], documents: NDArray[np.int32]
) -> NDArray[np.uint32]:
    """In how many documents the key at each position occurs.

    Args:
        keys: shape (n,).
        documents: document of each position, shape (n,), never falling.

    Returns:
        Shape (n,), 1 or more.
    """
    out = np.zeros(len(keys), np.uint32)
    if not len(keys):
        return out
    ordered, positions = packed_sort(keys)
    starts = group_starts(ordered)
    of = documents[positions]
    new = np.concatenate([[True], of[1:] != of[:-1]])
    new[starts] = True
    counts = np.add.reduceat(new, starts, dtype=np.uint32)
    out[positions] = np.repeat(counts, np.diff(np.append(starts, len(ordered))))
    return out
