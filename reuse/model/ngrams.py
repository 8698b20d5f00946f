"""N-grams of a token table: which are meant, and how frequent each is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.model.corpus import TokenTable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frequency:
    """In how many documents the n-gram at each token of a table stands, as a level."""

    size: int
    """Tokens an n-gram."""
    thresholds: tuple[int, ...]
    """Rising numbers of documents, at most 255 of them, the first one 1."""
    levels: NDArray[np.uint8]
    """Shape (N,): how many of the thresholds the frequency reaches; 0 where no n-gram that was
    counted begins."""

    def level(self, documents: int) -> int:
        """The least level of an n-gram in so many documents, which must be a threshold."""
        return self.thresholds.index(documents) + 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wanted:
    """Which n-grams of a table take part."""

    table: TokenTable
    size: int
    """Tokens an n-gram."""
    shorter: Frequency | None = None
    """Frequency of shorter n-grams, where they decide."""
    fewest: int = 1
    """Documents that must hold each of these within an n-gram; a threshold of `shorter`."""
    mask: NDArray[np.bool_] | None = None
    """Shape (N,): tokens at which no n-gram begins."""
    unmasked: bool = False
    """Whether n-grams begin at the tokens of the mask alone instead."""
    by_site: bool = False
    """Whether equal n-grams of two sites are told apart."""

    @property
    def within(self) -> int:
        """Shorter n-grams that one n-gram holds."""
        return self.size - self.shorter.size + 1 if self.shorter else 1

    @property
    def least(self) -> int:
        """Level that each of them must reach."""
        return self.shorter.level(self.fewest) if self.shorter else 0
