"""Arrays of a file on the disk, checked as they are read.

An array is mapped, never loaded, and checked in blocks of 4,096 bytes: before anything in a block
is used for the first time its CRC-32 is compared with the one that was written, so that flipped
bits end in an error and not in a wrong answer. The sums themselves stand under a digest that is
checked when the file is opened.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.errors import ArchiveError
from reuse.grouping import distinct

T = TypeVar("T", bound="np.generic[Any]")

BLOCK = 4_096
"""Bytes of a block; a multiple of the size of every item."""


def block_sums(data: memoryview) -> NDArray[np.uint32]:
    """CRC-32 of each block; the last one may be shorter."""
    sums = [zlib.crc32(data[at : at + BLOCK]) for at in range(0, len(data), BLOCK)]
    return np.array(sums, np.uint32)


class Checked(Generic[T]):
    """An array of which no part is used before it was checked."""

    __slots__ = ("_array", "_bytes", "_name", "_path", "_rows", "_seen", "_sums")

    def __init__(self, array: NDArray[T], sums: NDArray[np.uint32], path: Path, name: str) -> None:
        """Take over an array.

        Args:
            array: contiguous, shape (n,) or (n, k).
            sums: as `block_sums` of its bytes, already checked.
            path: its file, for messages.
            name: its name in it, the same.
        """
        self._array = array
        self._bytes = array.reshape(-1).view(np.uint8).data
        self._rows = BLOCK // (array.itemsize * (array.shape[1] if array.ndim > 1 else 1))
        self._sums = sums
        self._seen = np.zeros(len(sums), np.bool_)
        self._path, self._name = path, name

    def __len__(self) -> int:
        return len(self._array)

    @property
    def rows(self) -> int:
        """Rows of a block."""
        return self._rows

    def at(self, places: NDArray[np.int64]) -> NDArray[T]:
        """The rows at some places, which must lie in the array.

        Raises:
            ArchiveError: a block that holds one is damaged.
        """
        self._check(places // self._rows)
        return self._array[places]

    def stretch(self, first: int, last: int) -> NDArray[T]:
        """The rows ``[first, last)``.

        Raises:
            ArchiveError: a block that holds one is damaged.
        """
        if first < last:
            self._check(np.arange(first // self._rows, (last - 1) // self._rows + 1))
        return self._array[first:last]

    def _check(self, blocks: NDArray[np.int64]) -> None:
        for block in distinct(blocks[~self._seen[blocks]]).tolist():
            seen = zlib.crc32(self._bytes[block * BLOCK : (block + 1) * BLOCK])
            if seen != self._sums[block]:
                raise ArchiveError(
                    f"{self._path}: damaged in block {block} of '{self._name}': CRC-32 "
                    f"{seen:08x}, expected {int(self._sums[block]):08x}; "
                    "see `reusescan archive verify`"
                )
            self._seen[block] = True


def bisected(
    keys: Checked[np.uint64],
    fence: NDArray[np.uint64],
    wanted: NDArray[np.uint64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each wanted key begins and ends among sorted ones; two blocks a key are read.

    Args:
        keys: rising, shape (n,).
        fence: first key of each block.
        wanted: shape (k,).

    Returns:
        First row and end of the equal keys, both of shape (k,).
    """
    # What equals the first key of a block may begin in the block before, and end in its own.
    below = np.maximum(np.searchsorted(fence, wanted, "left") - 1, 0)
    above = np.maximum(np.searchsorted(fence, wanted, "right") - 1, 0)
    first = _within(keys, below, wanted, np.less)
    last = _within(keys, above, wanted, np.less_equal)
    return first, last


def _within(
    keys: Checked[np.uint64],
    blocks: NDArray[np.int64],
    wanted: NDArray[np.uint64],
    goes_on: Callable[[NDArray[np.uint64], NDArray[np.uint64]], NDArray[np.bool_]],
) -> NDArray[np.int64]:
    """First row of each block at which ``goes_on(key, wanted)`` no longer holds, or its end."""
    low = blocks * keys.rows
    high = np.minimum(low + keys.rows, len(keys))
    while True:
        open_ = np.flatnonzero(low < high)
        if not len(open_):
            return low
        middle = (low[open_] + high[open_]) // 2
        on = goes_on(keys.at(middle), wanted[open_])
        low[open_] = np.where(on, middle + 1, low[open_])
        high[open_] = np.where(on, high[open_], middle)
