"""The gate before alignment: what the two most alike stretches of two documents share.

A rewritten sentence keeps names, numbers and rare words close together. Two documents that
share as many words, but spread over all their text, have no passage to align.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.candidates.telling import SLOT_BITS, STRENGTH
from reuse.compiled import kernel
from reuse.model.corpus import TokenTable
from reuse.ngrams import Spread

# Places of one word within one document that are looked at.
_MOST_REPEATS = 16
# Pairs a piece of work.
_PIECE = 4_000
# Tokens of all pairs from which on the compiled loop pays for its compiler.
_ENOUGH = 20_000


def closeness(
    table: TokenTable,
    pairs: NDArray[np.int32],
    strengths: NDArray[np.uint8],
    *,
    stride: int,
    fewest: int,
    spread: Spread = map,
) -> NDArray[np.float32]:
    """Nats of the distinct telling words that the two most alike stretches share.

    A stretch is two blocks of `stride` tokens, and begins with any block.

    Args:
        table: all documents.
        pairs: document numbers, shape (k, 2); fastest when sorted.
        strengths: idf of each telling word, see `TermIndex`.
        stride: tokens a block.
        fewest: words that two stretches must share to count at all.
        spread: how ranges of pairs are worked on.

    Returns:
        Shape (k,); 0 where no two stretches share enough words.
    """
    sizes = np.diff(table.bounds)
    work = int(sizes[pairs].sum())
    measure = _measure.form(work, enough=_ENOUGH)

    def piece(start: int) -> NDArray[np.float32]:
        out = np.zeros(len(pairs[start : start + _PIECE]), np.float32)
        measure(
            table.codes, table.bounds, pairs[start : start + _PIECE], strengths, stride, fewest, out
        )
        return out

    return np.concatenate([np.zeros(0, np.float32), *spread(piece, range(0, len(pairs), _PIECE))])


@kernel
def _measure(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    pairs: NDArray[np.int32],
    strengths: NDArray[np.uint8],
    stride: int,
    fewest: int,
    out: NDArray[np.float32],
) -> None:
    """Write the closeness of each pair; words of a left text are looked up in a hash table."""
    longest = 1
    for row in range(len(pairs)):
        for side in range(2):
            document = pairs[row, side]
            longest = max(longest, bounds[document + 1] - bounds[document])
    last = np.full(4 * longest, -1, np.int32)
    before, power = np.zeros(longest, np.int32), np.zeros(longest, np.int32)
    met, seen = np.zeros(longest, np.int32), np.zeros(longest, np.int32)
    cells = np.zeros((3, longest // stride + 1), np.int32)
    held, slots = -1, 1
    for row in range(len(pairs)):
        left, right = pairs[row, 0], pairs[row, 1]
        one = codes[bounds[left] : bounds[left + 1]]
        other = codes[bounds[right] : bounds[right + 1]]
        if left != held:
            held, slots = left, 1
            while slots < 2 * len(one):
                slots *= 2
            last[:slots] = -1
            _enter(one, strengths, last[:slots], before, power)
        if _look_up(one, other, last[:slots], met) >= fewest:
            seen[: len(one)] = -1
            lefts = before[: len(one)], power[: len(one)], seen[: len(one)]
            out[row] = _best(lefts, met[: len(other)], stride, fewest, cells) / STRENGTH


@kernel
def _enter(
    one: NDArray[np.uint32],
    strengths: NDArray[np.uint8],
    last: NDArray[np.int32],
    before: NDArray[np.int32],
    power: NDArray[np.int32],
) -> None:
    """Enter a text in a hash table: `last` place of a word, and the one `before` each place."""
    mask = len(last) - 1
    for at in range(len(one)):
        code = int(one[at])
        power[at] = strengths[code >> (32 - SLOT_BITS)]
        if power[at] == 0:
            continue
        slot = code & mask
        while last[slot] >= 0 and one[last[slot]] != one[at]:
            slot = (slot + 1) & mask
        before[at] = last[slot]
        last[slot] = at


@kernel
def _look_up(
    one: NDArray[np.uint32],
    other: NDArray[np.uint32],
    last: NDArray[np.int32],
    met: NDArray[np.int32],
) -> int:
    """Write the last place of each word of `other` in the text entered; count those found."""
    mask, shared = len(last) - 1, 0
    for at in range(len(other)):
        slot = int(other[at]) & mask
        while last[slot] >= 0 and one[last[slot]] != other[at]:
            slot = (slot + 1) & mask
        met[at] = last[slot]
        shared += last[slot] >= 0
    return shared


@kernel
def _best(
    lefts: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    met: NDArray[np.int32],
    stride: int,
    fewest: int,
    cells: NDArray[np.int32],
) -> int:
    """Most parts of a nat that a stretch of one text shares with one of the other.

    `cells` holds, for the stretches of the left text, the parts of a nat, the words, and the
    word that came last, so that none counts twice.
    """
    before, power, seen = lefts
    best = 0
    rows = len(before) // stride + 1
    for first in range(0, len(met), stride):
        end = min(len(met), first + 2 * stride)
        shared = 0
        for at in range(first, end):
            shared += met[at] >= 0
        if shared < fewest:
            continue
        cells[:, :rows] = 0
        for at in range(first, end):
            place, repeats = int(met[at]), 0
            if place < 0 or seen[place] == first:
                continue
            seen[place] = first
            while place >= 0 and repeats < _MOST_REPEATS:
                block = place // stride
                for row in range(max(0, block - 1), block + 1):
                    if cells[2, row] == at + 1:
                        continue
                    cells[2, row] = at + 1
                    cells[1, row] += 1
                    cells[0, row] += power[place]
                    if cells[1, row] >= fewest and cells[0, row] > best:
                        best = int(cells[0, row])
                place = int(before[place])
                repeats += 1
    return best
