"""Blocks of telling shingles, made once and read again for every round of bands."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reuse.sketch import Blocks
from reuse.store import Spool


class _Place(NamedTuple):
    start: int
    """First byte."""
    shingles: int
    blocks: int


class Shelf:
    """Blocks of ranges of documents, in memory while they are few and in a file beyond.

    A shingle takes 12 bytes, a block 9. Several threads may read.
    """

    __slots__ = ("_places", "_spool")

    def __init__(self, budget: int) -> None:
        """Keep up to `budget` bytes in memory."""
        self._spool = Spool(budget)
        self._places: list[_Place] = []

    def __len__(self) -> int:
        return len(self._places)

    @property
    def sizes(self) -> list[int]:
        """Blocks of each range."""
        return [place.blocks for place in self._places]

    def add(self, blocks: Blocks) -> None:
        """Put the blocks of the next range away; places of a table fit 32 bits.

        Raises:
            StoreError: there is no room on the disk.
        """
        start = self._spool.size
        for array in (
            blocks.shingles,
            blocks.positions.astype(np.uint32),
            blocks.starts.astype(np.uint32),
            blocks.documents,
            blocks.follows,
        ):
            self._spool.append(array.tobytes())
        self._places.append(_Place(start, len(blocks.shingles), len(blocks.starts)))

    def __getitem__(self, number: int) -> Blocks:
        """The blocks of a range.

        Raises:
            StoreError: the file cannot be read.
        """
        at, shingles, blocks = self._places[number]
        take = self._spool.stretch
        last = at + 12 * shingles
        return Blocks(
            shingles=take(np.uint64, at, shingles),
            positions=take(np.uint32, at + 8 * shingles, shingles).astype(np.int64),
            starts=take(np.uint32, last, blocks).astype(np.int64),
            documents=take(np.int32, last + 4 * blocks, blocks),
            follows=take(np.bool_, last + 8 * blocks, blocks),
        )
