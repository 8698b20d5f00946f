"""Which shingles take part in sketching, and the blocks that they fall into."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import hashes_at
from reuse.model.corpus import TokenTable
from reuse.ngrams import ENOUGH, Frequency
from reuse.sketch.minhash import Blocks


def rare_blocks(
    table: TokenTable,
    silent: Sequence[NDArray[np.bool_]],
    frequency: Frequency,
    *,
    stride: int,
    rare: int,
    documents: range | None = None,
) -> Blocks:
    """Group the telling shingles of documents into blocks of `stride` tokens.

    A shingle takes part when 2 to `rare` documents hold it, and also when more do but it
    stands in a block where nearly all shingles are as common: a large cluster of copies.

    Args:
        table: all documents.
        silent: tokens that propose nothing, since they recur across their outlet or the
            trade: those that any of these marks, each of shape (N,).
        frequency: of shingles, with the thresholds 2 and ``rare + 1``.
        stride: tokens a block.
        rare: most documents that a rare shingle is in.
        documents: documents looked at; all when None.
    """
    looked = documents if documents is not None else range(len(table.outlets))
    bounds = table.bounds[looked.start : looked.stop + 1]
    first, last = int(bounds[0]), int(bounds[-1])
    select = select_shingles.form(last - first, enough=ENOUGH)
    given = (
        bounds - first, frequency.levels[first:last],
        np.logical_or.reduce([mask[first:last] for mask in silent]), stride,
        frequency.level(2), frequency.level(rare + 1),
    )  # fmt: skip
    empty = np.zeros(0, np.int64)
    entries, blocks = select(*given, empty, empty, empty, np.zeros(0, np.bool_))
    positions, starts = np.zeros(entries, np.int64), np.zeros(blocks, np.int64)
    of, follows = np.zeros(blocks, np.int64), np.zeros(blocks, np.bool_)
    select(*given, positions, starts, of, follows)
    positions += first
    of += looked.start
    return Blocks(
        shingles=hashes_at(table.codes, positions, frequency.size),
        positions=positions,
        starts=starts,
        documents=of.astype(np.int32),
        follows=follows,
    )


@kernel
def select_shingles(
    bounds: NDArray[np.int64],
    levels: NDArray[np.uint8],
    boilerplate: NDArray[np.bool_],
    stride: int,
    shared: int,
    common: int,
    positions: NDArray[np.int64],
    starts: NDArray[np.int64],
    of: NDArray[np.int64],
    follows: NDArray[np.bool_],
) -> tuple[int, int]:
    """Choose the shingles of the blocks of some documents.

    Args:
        bounds: first token of each document, then N; shape (D + 1,).
        levels: level of the shingle at each token, shape (N,); 0 where none begins.
        boilerplate: tokens at which none is chosen, shape (N,).
        stride: tokens a block.
        shared: level of a shingle that two documents hold.
        common: level of one that is no longer rare.
        positions: token of each chosen shingle, overwritten; shingles and blocks are counted
            only where it is empty.
        starts: first shingle of each block that holds any, overwritten.
        of: document of each block, overwritten.
        follows: whether the next block of the list directly follows; False at first.

    Returns:
        Shingles and blocks.
    """
    count, blocks = 0, 0
    fill = len(positions) > 0
    for document in range(len(bounds) - 1):
        last = bounds[document + 1]
        before = False
        for block in range(bounds[document], last, stride):
            end = min(block + stride, last)
            every, many, few = 0, 0, 0
            for place in range(block, end):
                every += levels[place] > 0
                if not boilerplate[place]:
                    many += levels[place] >= common
                    few += shared <= levels[place] < common
            # Where two thirds of the shingles are in more documents than "rare" allows, that is
            # no chance of phrases: it is a text that many documents carry whole. The last line
            # of an article is no crowd.
            crowded = every >= stride // 2 and 3 * many >= 2 * every
            chosen = few + many if crowded else few
            if chosen == 0:
                before = False
                continue
            if fill:
                starts[blocks], of[blocks] = count, document
                if before:
                    follows[blocks - 1] = True
                at = count
                for place in range(block, end):
                    wanted = levels[place] >= shared and (levels[place] < common or crowded)
                    if wanted and not boilerplate[place]:
                        positions[at] = place
                        at += 1
            before = True
            count += chosen
            blocks += 1
    return count, blocks
