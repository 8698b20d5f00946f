"""Strings by number, so that texts are compared as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from threading import Lock

import numpy as np
from numpy.typing import NDArray

_SHAPED = 32
"""Characters of a string that its shape is made of."""


def key_of(string: str) -> int:
    """A number of 63 bits that a string has in every run: an order that depends on nothing."""
    digest = blake2b(string.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def shape_of(string: str) -> int:
    """A number of 62 bits that tells how a string is written.

    Each group of three characters sets one bit, the ends of the string counting as characters,
    so that strings written nearly alike have most bits in common. The begin of a very long
    string stands for all of it.
    """
    shape, before, last = 0, 0, 0
    for character in f"{string[:_SHAPED]}\n":
        code = ord(character)
        mixed = (before * 1_000_003 + last * 8_191 + code) * 2_654_435_761
        shape |= 1 << (mixed >> 16) % 62
        before, last = last, code
    return shape


class Vocabulary:
    """Strings in the order in which they came, each once.

    Texts are compared by the numbers of their words, so that texts that meet must share one
    vocabulary. Which number a string gets depends on what came before it: a result may depend
    on which numbers are equal, never on their order. Several threads may use one.
    """

    __slots__ = ("_lock", "_numbers", "keys", "shapes", "strings")

    def __init__(self) -> None:
        self.strings: list[str] = []
        """The string of each number."""
        self.keys: NDArray[np.int64] = np.zeros(256, np.int64)
        """`key_of` the string of each number; there is room behind the last."""
        self.shapes: NDArray[np.int64] = np.zeros(256, np.int64)
        """`shape_of` it, likewise."""
        self._numbers: dict[str, int] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self.strings)

    def number(self, string: str) -> int:
        """Number of a string; a new one where it is met for the first time."""
        known = self._numbers.get(string)
        return self.numbers((string,))[0] if known is None else known

    def find(self, string: str) -> int:
        """Number of a string, -1 for one that has none."""
        return self._numbers.get(string, -1)

    def numbers(self, strings: Iterable[str]) -> list[int]:
        """Number of each string."""
        asked, known = list(strings), self._numbers
        with self._lock:
            new = [string for string in dict.fromkeys(asked) if string not in known]
            first, last = len(self.strings), len(self.strings) + len(new)
            if last > len(self.keys):
                self.keys = _with_room(self.keys, first, last)
                self.shapes = _with_room(self.shapes, first, last)
            self.keys[first:last] = [*map(key_of, new)]
            self.shapes[first:last] = [*map(shape_of, new)]
            self.strings.extend(new)
            # Last, as others look numbers up without waiting.
            known.update(zip(new, range(first, last), strict=True))
        return [*map(known.__getitem__, asked)]


def _with_room(values: NDArray[np.int64], used: int, needed: int) -> NDArray[np.int64]:
    more = np.zeros(max(needed, 2 * len(values)), np.int64)
    more[:used] = values[:used]
    return more
