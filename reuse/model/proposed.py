"""Pairs of documents that are worth comparing, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.model.alignment import Channel

CHANNELS: tuple[Channel, ...] = tuple(Channel)
"""What a number in `PairTable.channels` stands for."""
NUMBER = {channel: number for number, channel in enumerate(CHANNELS)}

Pair = tuple[int, int]


class PairTable(Mapping[Pair, Channel]):
    """What proposed each pair, by pair; k pairs, nine bytes each.

    A corpus of 10^6 documents has 10^7 pairs, and a dictionary of them 2 GB.
    """

    __slots__ = ("_keys", "channels")

    def __init__(
        self,
        one: NDArray[np.integer[Any]],
        other: NDArray[np.integer[Any]],
        channels: NDArray[np.uint8],
    ) -> None:
        """Sort pairs by their lower, then their higher document.

        Args:
            one: document numbers, shape (k,).
            other: the other document of each pair, of which no two are the same.
            channels: places in `CHANNELS`, shape (k,).
        """
        low, high = np.minimum(one, other), np.maximum(one, other)
        keys = low.astype(np.int64) << 32 | high
        order = np.argsort(keys)
        self._keys = keys[order]
        self.channels = channels[order]

    @property
    def lefts(self) -> NDArray[np.int32]:
        """The lower document of each pair, shape (k,), rising."""
        lefts: NDArray[np.int32] = (self._keys >> 32).astype(np.int32)
        return lefts

    @property
    def rights(self) -> NDArray[np.int32]:
        """The higher document of each pair, shape (k,)."""
        rights: NDArray[np.int32] = (self._keys & 0xFFFF_FFFF).astype(np.int32)
        return rights

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, pair: Pair) -> Channel:
        key = (pair[0] << 32) | pair[1]
        at = int(np.searchsorted(self._keys, key))
        if at == len(self._keys) or self._keys[at] != key:
            raise KeyError(pair)
        return CHANNELS[int(self.channels[at])]

    def __iter__(self) -> Iterator[Pair]:
        for first in range(0, len(self), 4_096):
            for key in self._keys[first : first + 4_096].tolist():
                yield key >> 32, key & 0xFFFF_FFFF

    @classmethod
    def of(cls, pairs: Mapping[Pair, Channel]) -> PairTable:
        """The table of a few pairs."""
        ends = np.array([*pairs], np.int64).reshape(-1, 2)
        numbers = np.fromiter(map(NUMBER.get, pairs.values(), repeat(0)), np.uint8, len(pairs))
        return cls(ends[:, 0], ends[:, 1], numbers)
