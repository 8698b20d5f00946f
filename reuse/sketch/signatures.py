"""MinHash signatures of all windows of many texts, or of the texts whole.

The permutations are those of `minhash`: a slot holds the upper 32 bits of the least product
of a shingle's hash and an odd multiplier. Two windows agree in a slot with the probability of
their resemblance, the Jaccard coefficient of their shingle sets (Broder 1997).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel
from reuse.grouping import HALF, MIX, ODD, shingle_hashes
from reuse.model.prepared import TokenBatch
from reuse.sketch.minhash import Blocks, multipliers
from reuse.sketch.minhash import signatures as block_signatures

# Permuted hashes from which on the compiled loop pays for its compiler.
_ENOUGH = 20_000_000
_MOST = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signatures:
    """Signatures of w windows with P slots each."""

    values: NDArray[np.uint32]
    """Shape (w, P). Only signatures made with one key, and as many slots, compare."""
    documents: NDArray[np.int32]
    """Shape (w,): number of the text that the window is of; never falls."""
    firsts: NDArray[np.int32]
    """Shape (w,): first token of the window, counted from the start of its text."""

    def __len__(self) -> int:
        return len(self.values)


def sign(
    tokens: TokenBatch,
    *,
    shingle: int = 3,
    stride: int | None = 12,
    permutations: int = 96,
    key: int,
    many: bool = False,
) -> Signatures:
    """Signatures of the windows of texts.

    A window is two blocks of `stride` tokens, and begins with each block; the last block of a
    text is a window by itself. A shingle belongs to the block that it begins in. A text of
    fewer tokens than a shingle has no window.

    Args:
        tokens: the texts.
        shingle: tokens a shingle, 1 or more.
        stride: tokens a block, 1 or more; None makes one window of each text.
        permutations: slots of a signature.
        key: what the permutations are drawn from.
        many: whether more such batches come, so that compiling pays for a small one too.
    """
    documents, firsts, length = _windows(tokens, shingle, stride)
    draw = multipliers(permutations, key)
    if not many and len(tokens.codes) * permutations < _ENOUGH:
        values = block_signatures(all_blocks(tokens, shingle=shingle, stride=stride), draw)
    else:
        values = np.empty((len(documents), permutations), np.uint32)
        spare = np.empty(int(np.diff(tokens.bounds).max(initial=0)), np.uint64)
        sign_windows.native(tokens.codes, tokens.bounds, shingle, length, draw, spare, values)
    return Signatures(values=values, documents=documents, firsts=firsts.astype(np.int32))


def _windows(
    tokens: TokenBatch, shingle: int, stride: int | None
) -> tuple[NDArray[np.int32], NDArray[np.int64], int]:
    """Text and first token of each window, both of shape (w,), and tokens a block."""
    sizes = np.diff(tokens.bounds)
    length = stride or max(1, int(sizes.max(initial=0)))
    windows = -(-np.maximum(sizes - (shingle - 1), 0) // length)
    documents = np.repeat(np.arange(len(sizes), dtype=np.int32), windows)
    begins = np.repeat(np.cumsum(windows) - windows, windows)
    return documents, (np.arange(len(documents)) - begins) * length, length


def all_blocks(tokens: TokenBatch, *, shingle: int, stride: int | None) -> Blocks:
    """Blocks of every shingle of the texts, whose windows are those of `sign`."""
    documents, firsts, length = _windows(tokens, shingle, stride)
    inside = np.diff(tokens.bounds)[documents] - (shingle - 1) - firsts
    counts = np.minimum(inside, length)
    starts = np.cumsum(counts) - counts
    begins = tokens.bounds[documents] + firsts
    positions = np.repeat(begins - starts, counts) + np.arange(int(counts.sum()))
    follows = np.zeros(len(documents), np.bool_)
    follows[:-1] = documents[1:] == documents[:-1]
    return Blocks(
        shingles=shingle_hashes(tokens.codes, shingle)[positions],
        positions=positions,
        starts=starts,
        documents=documents,
        follows=follows,
    )


@kernel
def sign_windows(
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    shingle: int,
    length: int,
    draw: NDArray[np.uint64],
    spare: NDArray[np.uint64],
    values: NDArray[np.uint32],
) -> None:
    """The compiled form of `sign`: each shingle is hashed and permuted once.

    Args:
        codes: tokens of all texts.
        bounds: first token of each text, then the number of tokens.
        shingle: tokens a shingle.
        length: tokens a block.
        draw: multipliers, shape (P,).
        spare: as long as the longest text; overwritten.
        values: shape (w, P), overwritten.
    """
    # Of the block at hand and of the one before, in turns.
    minima = np.empty((2, len(draw)), np.uint64)
    row = 0
    for text in range(len(bounds) - 1):
        count = hash_shingles(codes[bounds[text] : bounds[text + 1]], shingle, spare)
        side = 0
        for begin in range(0, count, length):
            least_permuted(spare, begin, min(begin + length, count), draw, minima, side)
            if begin:
                for slot in range(len(draw)):
                    values[row - 1, slot] = min(minima[0, slot], minima[1, slot]) >> HALF
            if begin + length >= count:
                for slot in range(len(draw)):
                    values[row, slot] = minima[side, slot] >> HALF
            row += 1
            side = 1 - side


@kernel
def hash_shingles(codes: NDArray[np.uint32], size: int, out: NDArray[np.uint64]) -> int:
    """Hashes as of `grouping.shingle_hashes`, into `out`; says how many there are."""
    count = max(0, len(codes) - size + 1)
    for at in range(count):
        out[at] = codes[at]
    for step in range(1, size):
        for at in range(count):
            value = out[at] * ODD
            out[at] = (value ^ value >> HALF) + np.uint64(codes[at + step])
    for at in range(count):
        value = out[at] * MIX
        out[at] = value ^ value >> HALF
    return count


@kernel
def least_permuted(
    shingles: NDArray[np.uint64],
    begin: int,
    end: int,
    draw: NDArray[np.uint64],
    minima: NDArray[np.uint64],
    side: int,
) -> None:
    """Least product of ``shingles[begin:end]`` with each multiplier, into ``minima[side]``."""
    least = minima[side]
    for slot in range(len(draw)):
        least[slot] = _MOST
    # Four at a time, so that a slot is loaded and stored once for four shingles.
    fours = begin + (end - begin & ~3)
    for at in range(begin, fours, 4):
        one, two, three, four = shingles[at], shingles[at + 1], shingles[at + 2], shingles[at + 3]
        for slot in range(len(draw)):
            multiplier = draw[slot]
            least[slot] = min(
                least[slot],
                one * multiplier,
                two * multiplier,
                three * multiplier,
                four * multiplier,
            )
    for at in range(fours, end):
        one = shingles[at]
        for slot in range(len(draw)):
            least[slot] = min(least[slot], one * draw[slot])
