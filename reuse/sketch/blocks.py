"""Which shingles take part in sketching, and the blocks that they fall into."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.model.corpus import TokenTable
from reuse.sketch.minhash import Blocks
from reuse.sketch.shingles import shingle_frequency

# A stretch where two thirds of the shingles are in more documents than "rare" allows is no
# chance of phrases: it is a text that many documents carry whole.
_CROWDED = 2 / 3


def rare_blocks(
    table: TokenTable, boilerplate: NDArray[np.bool_], *, size: int, stride: int, rare: int
) -> Blocks:
    """Group the telling shingles of all documents into blocks of `stride` tokens.

    A shingle takes part when 2 to `rare` documents hold it, and also when more do but it
    stands in a block where nearly all shingles are as common: a large cluster of copies.

    Args:
        table: all documents.
        boilerplate: tokens that recur across their outlet or the trade, shape (N,); they
            propose nothing.
        size: tokens a shingle.
        stride: tokens a block.
        rare: most documents that a rare shingle is in.
    """
    hashes, frequency = shingle_frequency(table, size)
    block = _block_numbers(table, stride, len(hashes))
    own = ~boilerplate[: len(hashes)]
    taken = (frequency >= 2) & (frequency <= rare) & own
    common = (frequency > rare) & own
    taken |= _crowded(block, common, frequency > 0, stride // 2)[block] & common
    positions = np.flatnonzero(taken)
    numbers = block[positions]
    starts = np.flatnonzero(np.concatenate([[True], numbers[1:] != numbers[:-1]]))
    starts = starts[: len(numbers)]
    of = table.documents[positions[starts]]
    follows = np.zeros(len(starts), np.bool_)
    follows[:-1] = (np.diff(numbers[starts]) == 1) & (of[1:] == of[:-1])
    return Blocks(
        shingles=hashes[positions],
        positions=positions,
        starts=starts,
        documents=of,
        follows=follows,
    )


def _block_numbers(table: TokenTable, stride: int, count: int) -> NDArray[np.int32]:
    """Block of each token, counted through all documents; a document starts a new one."""
    sizes = np.diff(table.bounds)
    blocks = -(-sizes // stride)
    first = np.cumsum(blocks) - blocks
    numbers = np.arange(len(table.codes), dtype=np.int64)
    numbers -= np.repeat(table.bounds[:-1], sizes)
    numbers //= stride
    numbers += np.repeat(first, sizes)
    return numbers[:count].astype(np.int32)


def _crowded(
    block: NDArray[np.int32], common: NDArray[np.bool_], inside: NDArray[np.bool_], fewest: int
) -> NDArray[np.bool_]:
    """Whether most shingles of each block are in more documents than rare ones.

    A block of less than `fewest` shingles, such as the last line of an article, is no crowd.
    """
    if not len(block):
        return np.zeros(0, np.bool_)
    size = int(block[-1]) + 1
    many = np.bincount(block[common], minlength=size)
    every = np.bincount(block[inside], minlength=size)
    return np.asarray((every >= fewest) & (many >= _CROWDED * every), np.bool_)
