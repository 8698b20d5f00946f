"""CRC-32 of the blocks of an array, as zlib gives it."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.compiled import kernel

BLOCK = 4_096
"""Bytes of a block; a multiple of the size of every item."""
_WORDS = BLOCK // 8
_ONES = np.uint64(0xFFFFFFFF)
_BYTE = np.uint64(0xFF)


def _tables() -> NDArray[np.uint32]:
    """What each byte adds to the sum, by how many bytes follow it, shape (8, 256).

    By these eight bytes are summed up at once: Kounavis and Berry, A Systematic Approach to
    Building High Performance Software-Based CRC Generators, 2005.
    """
    tables = np.zeros((8, 256), np.uint32)
    tables[0] = np.arange(256)
    for _ in range(8):
        tables[0] = tables[0] >> 1 ^ np.where(tables[0] & 1, np.uint32(0xEDB88320), np.uint32(0))
    for at in range(1, 8):
        tables[at] = tables[at - 1] >> 8 ^ tables[0][tables[at - 1] & 0xFF]
    return tables


_TABLES = _tables()


@kernel
def summed(total: np.uint64, word: np.uint64) -> np.uint64:
    """A sum with eight more bytes."""
    word ^= total
    return np.uint64(
        _TABLES[7, word & _BYTE]
        ^ _TABLES[6, word >> np.uint64(8) & _BYTE]
        ^ _TABLES[5, word >> np.uint64(16) & _BYTE]
        ^ _TABLES[4, word >> np.uint64(24) & _BYTE]
        ^ _TABLES[3, word >> np.uint64(32) & _BYTE]
        ^ _TABLES[2, word >> np.uint64(40) & _BYTE]
        ^ _TABLES[1, word >> np.uint64(48) & _BYTE]
        ^ _TABLES[0, word >> np.uint64(56)]
    )


@kernel
def sum_words(
    words: NDArray[np.uint64], blocks: NDArray[np.int64], out: NDArray[np.uint32]
) -> None:
    """CRC-32 of some blocks that are not cut short.

    Unlike zlib, which keeps the interpreter waiting for less than 5 kB.

    Args:
        words: the array's bytes, eight to an item, shape (n,).
        blocks: numbers of blocks, shape (k,).
        out: shape (k,), overwritten.
    """
    # Four at once: one step of a sum waits for the one before.
    for at in range(0, len(blocks), 4):
        last = len(blocks) - 1
        b, c, d = min(at + 1, last), min(at + 2, last), min(at + 3, last)
        first = blocks[at] * _WORDS
        to_b, to_c, to_d = (
            (blocks[b] - blocks[at]) * _WORDS,
            (blocks[c] - blocks[at]) * _WORDS,
            (blocks[d] - blocks[at]) * _WORDS,
        )
        sum_a = sum_b = sum_c = sum_d = _ONES
        for place in range(first, first + _WORDS):
            sum_a = summed(sum_a, words[place])
            sum_b = summed(sum_b, words[place + to_b])
            sum_c = summed(sum_c, words[place + to_c])
            sum_d = summed(sum_d, words[place + to_d])
        out[at], out[b], out[c], out[d] = sum_a ^ _ONES, sum_b ^ _ONES, sum_c ^ _ONES, sum_d ^ _ONES


class Blocks:
    """The bytes of an array in blocks, of which the last one may be shorter."""

    __slots__ = ("_data", "_words")

    def __init__(self, array: NDArray[Any]) -> None:
        """Take an array, which must be contiguous; any shape."""
        data = array.reshape(-1).view(np.uint8)
        words: NDArray[np.uint64] = data[: len(data) // BLOCK * BLOCK].view(np.uint64)
        # One kind of array for the compiled loop.
        words.setflags(write=False)
        self._data, self._words = data.data, words

    def __len__(self) -> int:
        return (len(self._data) + BLOCK - 1) // BLOCK

    def sums(self, blocks: NDArray[np.int64]) -> NDArray[np.uint32]:
        """CRC-32 of some blocks, whose numbers rise; shape (k,)."""
        out = np.empty(len(blocks), np.uint32)
        whole = int(np.searchsorted(blocks, len(self._words) // _WORDS)) if sum_words.at_hand else 0
        if whole:
            sum_words.native(self._words, blocks[:whole], out[:whole])
        data = self._data
        starts = (blocks[whole:] * BLOCK).tolist()
        out[whole:] = [zlib.crc32(data[start : start + BLOCK]) for start in starts]
        return out


def block_sums(array: NDArray[Any]) -> NDArray[np.uint32]:
    """CRC-32 of each block of an array; the last one may be shorter."""
    blocks = Blocks(array)
    return blocks.sums(np.arange(len(blocks)))


def arguments() -> tuple[tuple[Any, ...]]:
    """Nothing, of the types that `sum_words` is called with."""
    words = np.zeros(0, np.uint64)
    words.setflags(write=False)
    return ((words, np.zeros(0, np.int64), np.zeros(0, np.uint32)),)
