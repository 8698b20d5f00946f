"""Arrays of a file on the disk, checked as they are read.

An array is mapped, never loaded, and checked in blocks of 4,096 bytes: before anything in a block
is used for the first time its CRC-32 is compared with the one that was written, so that flipped
bits end in an error and not in a wrong answer. The sums themselves stand under a digest that is
checked when the file is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from reuse.archive.summing import BLOCK, Blocks
from reuse.errors import ArchiveError
from reuse.grouping import distinct

T = TypeVar("T", bound="np.generic[Any]")

OF_FOUR, OF_EIGHT = BLOCK // 4, BLOCK // 8
"""Items of so many bytes in a block."""


class Checked(Generic[T]):
    """An array of which no part is used before it was checked."""

    __slots__ = ("_array", "_blocks", "_lock", "_name", "_path", "_rows", "_seen", "_sums")

    def __init__(self, array: NDArray[T], sums: NDArray[np.uint32], path: Path, name: str) -> None:
        """Take over an array.

        Args:
            array: contiguous, shape (n,) or (n, k).
            sums: as `block_sums` of its bytes, already checked.
            path: its file, for messages.
            name: its name in it, the same.
        """
        self._array = array
        self._blocks = Blocks(array)
        self._rows = BLOCK // (array.itemsize * (array.shape[1] if array.ndim > 1 else 1))
        self._sums = sums
        self._seen = np.zeros(len(sums), np.bool_)
        self._path, self._name = path, name
        # Two threads that ask for the same blocks at once need not both sum them up.
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._array)

    @property
    def unchecked(self) -> NDArray[T]:
        """All rows, for a loop that says in `blocks` which of them it used."""
        return self._array

    def blocks(self) -> NDArray[np.bool_]:
        """A mark for each block, none set."""
        return np.zeros(len(self._sums), np.bool_)

    def check_used(self, blocks: NDArray[np.bool_]) -> None:
        """Check the blocks that are marked.

        Raises:
            ArchiveError: one of them is damaged.
        """
        self._check(np.flatnonzero(blocks & ~self._seen))

    def check_all(self) -> None:
        """Check every block.

        Raises:
            ArchiveError: one of them is damaged.
        """
        self._check(np.arange(len(self._seen)))

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

    def stretches(self, firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> NDArray[T]:
        """The rows of some stretches, one after the other; none is empty or longer than a block.

        Raises:
            ArchiveError: a block that holds one is damaged.
        """
        self._check(firsts // self._rows)
        self._check((lasts - 1) // self._rows)
        places = np.repeat(firsts, lasts - firsts) + ramp(lasts - firsts)
        rows: NDArray[T] = self._array[places]
        return rows

    def place(
        self, wanted: NDArray[np.uint64], side: Literal["left", "right"]
    ) -> NDArray[np.int64]:
        """Where each wanted value would stand among the values, which rise; as numpy's search.

        Raises:
            ArchiveError: a block that was read is damaged.
        """
        count = len(self._array)
        at = np.searchsorted(self._array, wanted, side)
        # Values that were not checked may have led astray: what tells are the two beside.
        before: NDArray[Any] = self.at(np.maximum(at - 1, 0))
        behind: NDArray[Any] = self.at(np.minimum(at, count - 1))
        if side == "left":
            right = ((at == 0) | (before < wanted)) & ((at == count) | (behind >= wanted))
        else:
            right = ((at == 0) | (before <= wanted)) & ((at == count) | (behind > wanted))
        if not right.all():
            # One of all the blocks is damaged, and says so.
            self.check_all()
        return at

    def _check(self, blocks: NDArray[np.int64]) -> None:
        if self._seen[blocks].all():
            return
        with self._lock:
            self._check_fresh(distinct(blocks[~self._seen[blocks]]))

    def _check_fresh(self, fresh: NDArray[np.int64]) -> None:
        found, sums = self._blocks.sums(fresh), self._sums[fresh]
        if (found != sums).any():
            at = int(np.flatnonzero(found != sums)[0])
            raise ArchiveError(
                f"{self._path}: damaged in block {fresh[at]} of '{self._name}': CRC-32 "
                f"{found[at]:08x}, expected {sums[at]:08x}; see `reusescan archive verify`"
            )
        self._seen[fresh] = True


@contextmanager
def loop_over(*arrays: Checked[Any]) -> Iterator[tuple[NDArray[np.bool_], ...]]:
    """Marks for the blocks of some arrays that a loop uses, which are checked at the end.

    Raises:
        ArchiveError: one of those marked is damaged.
    """
    used = tuple(array.blocks() for array in arrays)
    yield used
    for array, blocks in zip(arrays, used, strict=True):
        array.check_used(blocks)


def ramp(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, ... for each of some sizes, one after the other."""
    ends = np.cumsum(sizes)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - sizes, sizes)
